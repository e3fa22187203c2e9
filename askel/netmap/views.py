"""Pages of the map. Each finds, calls one action, answers."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from askel.lib.refused import Refused, StaleError
from askel.netmap import actions, history, keeping, queries, rules
from askel.netmap.drawn import DrawnMap
from askel.netmap.forms import NETWORK_HINTS, RING_HINTS, AddForm, ChangeForm, TieForm, as_saved
from askel.netmap.models import Contact
from askel.netmap.numbers import numbers
from askel.netmap.picture import paint
from askel.netmap.saying import said_about, they_could
from askel.netmap.sentences import AT_FIRST, sentences
from askel.netmap.sitting import sitting, undoable
from askel.netmap.spheres import Kind, Ring, Sphere
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
        **_words_and_ways(drawn),
        "picture": paint(drawn, is_mirrored=get_language_bidi()),
        "sentences": sentences(drawn, today=timezone.localdate(), most=AT_FIRST),
        "summary": summary(drawn),
        "last": last_words(drawn, timezone.localdate()),
        "rings": Ring,
        "once": uuid4(),
        "stamp": queries.stamp_of(drawn),
        "due_words": keeping.due_words(keeping.due_now(request.user, timezone.localdate(), len(drawn.dots))),
        **_what_can_be_undone(request, drawn),
        "told_step": _told_step(request, drawn),
    }
    return render(request, "netmap/map.html", page)


def _words_and_ways(drawn: DrawnMap) -> dict[str, Any]:
    """What sentences and pictures need besides: names of places, words for kinds of help, the page of each contact."""
    return {
        "names": {place: str(place.label) for place in (*Sphere, *Ring)},
        "address": {dot.pk: url("netmap:contact", dot.pk) for dot in drawn.dots},
        "helps": they_could(),
    }


@require_safe
def says(request: PersonRequest) -> HttpResponse:
    """All that the map says, and its numbers."""
    drawn = queries.draw_map(request.user)
    said = sentences(drawn, today=timezone.localdate())
    return render(request, "netmap/says.html", {"sentences": said, "numbers": numbers(drawn), **_words_and_ways(drawn)})


def _what_can_be_undone(request: PersonRequest, drawn: DrawnMap) -> dict[str, Any]:
    """Whether something can be undone or done again, and what the last change was."""
    found = history.sitting_of(request.user, sitting(request))
    last = history.stepped_last(request.user, sitting(request), undone=False) if found.can_undo else None
    return {"sitting": found, "last_change": step_words(last, drawn) if last else []}


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
    return render(
        request, "netmap/add.html", {"form": form, "ring_hints": NETWORK_HINTS if form.is_network else RING_HINTS}
    )


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
    ring_hints = NETWORK_HINTS if found.kind == Kind.NETWORK else RING_HINTS
    page = {"form": form, "contact": found, "ring_hints": ring_hints}
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
        try:
            with undoable(request):
                actions.change_ties(found, by=request.user, tie=ticked - shown, untie=shown - ticked)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
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
