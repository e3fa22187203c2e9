"""Pages of the map. Each finds, calls one action, answers."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from askel.lib.refused import Refused, StaleError
from askel.netmap import actions, parcel, queries
from askel.netmap.bring import LARGEST, BroughtFile, read_files
from askel.netmap.forms import RING_HINTS, AddForm, BringForm, ChangeForm, PickForm, TieForm, as_saved
from askel.netmap.found import FoundMap
from askel.netmap.models import Contact
from askel.netmap.picking import Answers, Row, has_closeness, most_of, picked_from, rows_of
from askel.netmap.picture import HEIGHT, WIDTH, paint
from askel.netmap.report import report_of
from askel.netmap.sentences import sentences
from askel.netmap.spheres import Ring, Sphere
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
        "picture": paint(drawn),
        "size": (WIDTH, HEIGHT),
        "sentences": sentences(drawn, today=timezone.localdate()),
    }
    return render(request, "netmap/map.html", page)


@require_safe
def show_list(request: PersonRequest) -> HttpResponse:
    return _show(request, "list")


@require_safe
def show_picture(request: PersonRequest) -> HttpResponse:
    return _show(request, "picture")


def add(request: PersonRequest) -> HttpResponse:
    """Three taps: ring, sphere, save. What the way here knew already is filled in."""
    form = AddForm(request.POST) if request.method == "POST" else AddForm(initial=request.GET.dict())
    if form.is_valid():
        try:
            actions.add_contact(form.told(), by=request.user, now=timezone.now(), wished=form.is_wish)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _after_add(request, form)
    return render(request, "netmap/add.html", {"form": form, "ring_hints": RING_HINTS})


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
    found = _own(request, pk)
    drawn = queries.draw_map(request.user)
    return render(request, "netmap/contact.html", {"contact": found, "dot": drawn.by_pk[pk], "near": drawn.near[pk]})


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
        actions.change_contact(found, form.told(), by=request.user, version=version)
    except StaleError as stale:
        now: Any = stale.current
        form.show_both(as_saved(now), now.version)
        return False
    return True


def remove(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A page that asks first."""
    found = _own(request, pk)
    if request.method != "POST":
        return render(request, "netmap/remove.html", {"contact": found})
    actions.remove_contact(found, by=request.user)
    messages.success(request, _("Removed from your map."))
    return redirect("netmap:map")


def ties(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who does this one know? Asked over the whole map at once, never pair by pair."""
    found = _own(request, pk)
    if request.method == "POST":
        ticked, shown = (
            _uuids(ids[: actions.MOST_CONTACTS])  # a page shows no more than a map holds
            for ids in (request.POST.getlist("knows"), request.POST.get("shown", "").split())
        )
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
            actions.tie_contacts(one, other, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
    else:
        messages.error(request, _("Choose two who know each other."))
    return redirect("netmap:picture")


@require_POST
def met(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One tap: we were in touch today."""
    actions.record_encounter(_own(request, pk), by=request.user, on=timezone.localdate(), now=timezone.now())
    messages.success(request, _("Noted for today."))
    return redirect("netmap:contact", pk=pk)


@require_POST
def known(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A wish came true."""
    actions.meet_wish(_own(request, pk), by=request.user, now=timezone.now())
    messages.success(request, _("Not a wish any more: you know each other now."))
    return redirect("netmap:contact", pk=pk)


def bring(request: PersonRequest) -> HttpResponse:
    """Choose files. What they hold comes back as a page to pick from; nothing is stored yet."""
    if request.method != "POST":
        return render(request, "netmap/bring.html", {"form": BringForm()})
    form = BringForm(request.POST, request.FILES)
    if form.is_valid():
        brought = [BroughtFile(file.name or "", file.read(LARGEST + 1)) for file in form.cleaned_data["file"]]
        try:
            maps = read_files(brought)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return _pick_page(request, maps, None)
    return render(request, "netmap/bring.html", {"form": form})


def _rows(request: PersonRequest, maps: list[FoundMap]) -> tuple[list[list[Row]], set[str]]:
    drawn = queries.draw_map(request.user)
    rows = rows_of(maps, owner=request.user, taken=(dot.nickname for dot in drawn.dots))
    return rows, queries.keys_on_map(request.user)


def _form_for(maps: list[FoundMap], rows: list[list[Row]], posted: Mapping[str, Any] | None) -> PickForm:
    codes = {row.code for some in rows for row in some}
    return PickForm(posted, codes=codes, most=most_of(maps), closeness=has_closeness(maps))


def _pick_page(request: PersonRequest, maps: list[FoundMap], form: PickForm | None) -> HttpResponse:
    rows, there = _rows(request, maps)
    page = {
        "form": form or _form_for(maps, rows, None),
        "parcel": parcel.wrap(maps, by=request.user, now=timezone.now()),
        "rows": rows,
        "there": there,
        "picked": set(request.POST.getlist("pick")) if form else set(),
        "most": most_of(maps),
        "ring_hints": RING_HINTS,
        "report": report_of(maps),
    }
    return render(request, "netmap/pick.html", page)


@require_POST
def pick(request: PersonRequest) -> HttpResponse:
    """Bring in the picked rows. Sending it twice adds nobody twice."""
    try:
        maps = parcel.unwrap(request.POST.get("parcel", ""), by=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("netmap:bring")
    rows, _there = _rows(request, maps)
    form = _form_for(maps, rows, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        answers = Answers(said["ring"], said["sphere"], said.get("direction", "neither"))
        picked, tied = picked_from(maps, rows, said["pick"], answers)
        try:
            brought = actions.bring_people(picked, tied, by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return render(request, "netmap/brought.html", {"brought": brought, "report": report_of(maps)})
    return _pick_page(request, maps, form)
