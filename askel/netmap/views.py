"""Pages of the map. Each finds, calls one action, answers."""

from typing import Any
from uuid import UUID, uuid4

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from askel.lib.refused import Refused, StaleError
from askel.netmap import actions, history, keeping, parcel, queries, rules
from askel.netmap.bring import LARGEST, BroughtFile, read_files
from askel.netmap.drawn import DrawnMap
from askel.netmap.forms import RING_HINTS, AddForm, BringForm, ChangeForm, PickForm, TieForm, as_saved
from askel.netmap.found import FoundMap
from askel.netmap.models import Contact
from askel.netmap.numbers import numbers
from askel.netmap.offer import MOST_SHOWN, offer
from askel.netmap.picking import Answers, Row, has_closeness, has_places, key_of, most_of, picked_from, rows_of
from askel.netmap.picture import paint
from askel.netmap.report import report_of
from askel.netmap.saying import said_about, they_could
from askel.netmap.sentences import sentences
from askel.netmap.sitting import sitting, undoable
from askel.netmap.spheres import Ring, Sphere
from askel.netmap.still_here import still_here
from askel.netmap.summary import last_words, summary
from askel.netmap.undo_words import step_words
from askel.people.request import PersonRequest
from askel.web.jinja import url


def _show(request: PersonRequest, view: str) -> HttpResponse:
    drawn = queries.draw_map(request.user)
    page = {
        "view": view,
        "drawn": drawn,
        "groups": queries.group_by_sphere(drawn),
        "names": {place: str(place.label) for place in (*Sphere, *Ring)},
        "address": {dot.pk: url("netmap:contact", dot.pk) for dot in drawn.dots},
        "picture": paint(drawn, is_mirrored=get_language_bidi()),
        "sentences": sentences(drawn, today=timezone.localdate()),
        "numbers": numbers(drawn),
        "summary": summary(drawn),
        "last": last_words(drawn, timezone.localdate()),
        "helps": they_could(),
        "rings": Ring,
        "once": uuid4(),
        "stamp": queries.stamp_of(drawn),
        "due_words": keeping.due_words(keeping.due_now(request.user, timezone.localdate(), len(drawn.dots))),
        "sitting": history.sitting_of(request.user, sitting(request)),
        "told_step": _told_step(request, drawn),
    }
    return render(request, "netmap/map.html", page)


def _told_step(request: PersonRequest, drawn: DrawnMap) -> list[str]:
    """What the last undo or redo did, where the address asks for it."""
    told = request.GET.get("told")
    if told not in {"undo", "redo"}:
        return []
    step = history.stepped_last(request.user, sitting(request), undone=told == "undo")
    return step_words(step, drawn) if step else []


@require_safe
def show_list(request: PersonRequest) -> HttpResponse:
    return _show(request, "list")


@require_safe
def show_picture(request: PersonRequest) -> HttpResponse:
    return _show(request, "picture")


def add(request: PersonRequest) -> HttpResponse:
    """Three taps: ring, sphere, save. What the way here knew already is filled in."""
    form = AddForm(request.POST) if request.method == "POST" else AddForm(initial=_known(request))
    if form.is_valid():
        try:
            once = form.cleaned_data["once"]
            with undoable(request):
                actions.add_contact(form.told(), by=request.user, now=timezone.now(), wished=form.is_wish, once=once)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _after_add(request, form)
    return render(request, "netmap/add.html", {"form": form, "ring_hints": RING_HINTS})


def _known(request: PersonRequest) -> dict[str, Any]:
    """What the address says of somebody. It never names the form: what a link names could be sent before."""
    return {name: value for name, value in request.GET.items() if name != "once"}


def _after_add(request: PersonRequest, form: AddForm) -> HttpResponse:
    if "another" not in request.POST:
        messages.success(request, _("Saved. It is on your map now."))
        return redirect("netmap:map")
    messages.success(request, _("Saved. Who is next?"))
    same = {name: form.cleaned_data[name] for name in ("kind", "wished") if form.cleaned_data[name]}
    return redirect(f"{reverse('netmap:add')}?{urlencode(same)}")


def _own(request: PersonRequest, pk: UUID) -> Contact:
    return get_object_or_404(Contact.objects.of(request.user), pk=pk)


@require_safe
def contact(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Contact.objects.ever_of(request.user), pk=pk)
    if found.off_at:
        return render(request, "netmap/off_one.html", {"contact": found})
    drawn = queries.draw_map(request.user)
    dot = drawn.by_pk[pk]
    page = {"contact": found, "dot": dot, "near": drawn.near[pk], "said": said_about(dot)}
    return render(request, "netmap/contact.html", page)


@still_here
def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = _own(request, pk)
    if request.method != "POST":
        form = ChangeForm(initial={**as_saved(found), "version": found.version})
    else:
        form = ChangeForm(request.POST)
        if form.is_valid() and _changed(request, found, form):
            messages.success(request, _("Saved."))
            return redirect("netmap:contact", pk=pk)
    page = {"form": form, "contact": found, "ring_hints": RING_HINTS}
    return render(request, "netmap/change.html", page)


def _changed(request: PersonRequest, found: Contact, form: ChangeForm) -> bool:
    try:
        version = form.cleaned_data["version"] or 0
        with undoable(request):
            actions.change_contact(found, form.told(), by=request.user, version=version)
    except StaleError as stale:
        now: Any = stale.current
        form.show_both(as_saved(now), now.version)
        return False
    return True


@still_here
def ties(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who does this one know? Asked over the whole map at once, never pair by pair."""
    found = _own(request, pk)
    if request.method == "POST":
        ticked, shown = (
            _uuids(ids[: rules.MOST_CONTACTS])  # a page shows no more than a map holds
            for ids in (request.POST.getlist("knows"), request.POST.get("shown", "").split())
        )
        with undoable(request):
            actions.change_ties(found, by=request.user, tie=ticked - shown, untie=shown - ticked)
        messages.success(request, _("Saved."))
        return redirect("netmap:contact", pk=pk)
    drawn = queries.draw_map(request.user)
    near = {dot.pk for dot in drawn.near[pk]}
    page = {"contact": found, "groups": queries.group_by_sphere(drawn), "near": near}
    return render(request, "netmap/ties.html", page)


def _uuids(texts: list[str]) -> set[UUID]:
    """Those that are ids; a page of ours sends no others."""
    found = set()
    for text in texts:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


@require_POST
def tie(request: PersonRequest) -> HttpResponse:
    form = TieForm(request.POST)
    if form.is_valid():
        one, other = (_own(request, form.cleaned_data[name]) for name in ("one", "other"))
        try:
            with undoable(request):
                actions.tie_contacts(one, other, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Saved. These two know each other."))
    else:
        messages.error(request, _("Choose two who know each other."))
    return redirect("netmap:picture")


@require_POST
@still_here
def met(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One tap: we were in touch today."""
    actions.record_encounter(_own(request, pk), by=request.user, on=timezone.localdate(), now=timezone.now())
    messages.success(request, _("Noted for today."))
    return redirect("netmap:contact", pk=pk)


@require_POST
@still_here
def known(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A wish came true."""
    found = _own(request, pk)
    with undoable(request):
        actions.meet_wish(found, by=request.user, now=timezone.now())
    messages.success(request, _("Not a wish any more: you know each other now."))
    return redirect("netmap:contact", pk=pk)


def bring(request: PersonRequest) -> HttpResponse:
    """Choose files. What they hold comes back as a page to pick from; nothing is stored yet."""
    if request.method != "POST":
        return render(request, "netmap/bring.html", {"form": BringForm()})
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "netmap/bring.html", {"form": form})
    if not ratelimit.consume(request, action="bring"):  # reading takes more of the machine than any other page
        form.add_error("file", _("Many files came in a short time. Wait ten minutes, and choose the file again."))
        return render(request, "netmap/bring.html", {"form": form}, status=429)
    brought = [BroughtFile(file.name or "", file.read(LARGEST + 1)) for file in form.cleaned_data["file"]]
    try:
        maps = read_files(brought)
    except Refused as refused:
        form.add_error("file", str(refused))
        return render(request, "netmap/bring.html", {"form": form})
    rows = _rows(request, maps)
    return _pick_page(request, maps, rows, _form_for(maps, rows))


def _rows(request: PersonRequest, maps: list[FoundMap]) -> list[list[Row]]:
    return rows_of(maps, taken=(dot.nickname for dot in queries.draw_map(request.user).dots))


def _form_for(maps: list[FoundMap], rows: list[list[Row]], **filled: QueryDict | dict[str, Any]) -> PickForm:
    codes = {row.code for some in rows for row in some}
    form = PickForm(codes=codes, most=most_of(maps), closeness=has_closeness(maps), **filled)
    if has_places(maps):
        form.ask_no_places()
    return form


def _pick_page(request: PersonRequest, maps: list[FoundMap], rows: list[list[Row]], form: PickForm) -> HttpResponse:
    """Some of the rows, with what was ticked on this page or another."""
    posted = request.POST
    picked = set(form["pick"].field.widget.value_from_datadict(posted, {}, "pick"))
    start = posted.get("from", posted.get("at", ""))
    offered = offer(rows, picked, start=start, words=posted.get("search", ""))
    on_map = queries.keys_on_map(request.user)
    page = {
        "form": form,
        "parcel": parcel.wrap(maps, by=request.user, now=timezone.now()),
        "offer": offered,
        "step": MOST_SHOWN,
        "there": {row.code for row in offered.shown if key_of(row, request.user) in on_map},
        "picked": picked,
        "most": most_of(maps),
        "many_maps": len(maps) > 1,
        "ring_hints": RING_HINTS,
        "report": report_of(maps),
    }
    return render(request, "netmap/pick.html", page)


@require_POST
def pick(request: PersonRequest) -> HttpResponse:
    """Bring in the picked rows, or turn to others first. Sending it twice adds nobody twice."""
    try:
        maps = parcel.unwrap(request.POST.get("parcel", ""), by=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("netmap:bring")
    rows = _rows(request, maps)
    if "from" in request.POST:
        return _pick_page(request, maps, rows, _form_for(maps, rows, initial=request.POST.dict()))
    form = _form_for(maps, rows, data=request.POST)
    if form.is_valid():
        said = form.cleaned_data
        answers = Answers(
            said.get("ring", Ring.MIDDLE), said.get("sphere", Sphere.WORK), said.get("direction", "neither")
        )
        picked, tied = picked_from(maps, rows, said["pick"], answers, owner=request.user)
        try:
            with undoable(request):
                brought = actions.bring_people(picked, tied, by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return render(request, "netmap/brought.html", {"brought": brought, "report": report_of(maps)})
    return _pick_page(request, maps, rows, form)
