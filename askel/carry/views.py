"""Bringing people from files: choose files, pick from what they hold."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from askel.carry import parcel
from askel.carry.bring import LARGEST, BroughtFile, BusyError, read_files, takes_long
from askel.carry.forms import BringForm, PickForm
from askel.carry.found import FoundMap
from askel.carry.kept_maps import ids_of, kept_then
from askel.carry.offer import MOST_SHOWN, offer
from askel.carry.picking import (
    Answers,
    Row,
    has_closeness,
    has_places,
    key_of,
    most_of,
    picked_from,
    rows_of,
)
from askel.carry.report import report_of
from askel.lib.refused import Refused
from askel.netmap import bringing, queries, shelf
from askel.netmap.forms import RING_HINTS
from askel.netmap.sitting import undoable
from askel.netmap.spheres import Ring, Sphere
from askel.people.request import PersonRequest
from askel.web.pages import BesideResponse, beside, is_made_beside


def bring(request: PersonRequest) -> HttpResponse:
    """Choose files. What they hold comes back as a page to pick from; nothing is stored yet."""
    if request.method != "POST":
        return render(request, "carry/bring.html", {"form": BringForm()})
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "carry/bring.html", {"form": form})
    # Reading takes more of the machine than any other page. What was read beside has been counted before.
    if not is_made_beside(request) and not ratelimit.consume(request, action="bring"):
        form.add_error("file", _("Many files came in a short time. Wait ten minutes, and choose the file again."))
        return render(request, "carry/bring.html", {"form": form}, status=429)
    brought = [BroughtFile(file.name or "", file.read(LARGEST + 1)) for file in form.cleaned_data["file"]]
    try:
        maps = beside(request, lambda: read_files(brought)) if takes_long(brought) else read_files(brought)
        if isinstance(maps, BesideResponse):
            return maps
        rows = _rows(request, maps)
        return _pick_page(request, maps, rows, _form_for(request, maps, rows))
    except Refused as refused:
        form.add_error("file", str(refused))
        status = 429 if isinstance(refused, BusyError) else 200
        return render(request, "carry/bring.html", {"form": form}, status=status)


def _rows(request: PersonRequest, maps: list[FoundMap]) -> list[list[Row]]:
    return rows_of(maps, taken=(dot.nickname for dot in queries.draw_map(request.user).dots))


def _form_for(
    request: PersonRequest, maps: list[FoundMap], rows: list[list[Row]], **filled: QueryDict | dict[str, Any]
) -> PickForm:
    codes = {row.code for some in rows for row in some}
    form = PickForm(codes=codes, most=most_of(maps), closeness=has_closeness(maps), **filled)
    if has_places(maps):
        form.ask_no_places()
    if kept := ids_of(maps):
        form.offer_kept(len(kept - shelf.kept_already(request.user, kept)))
    return form


def _pick_page(request: PersonRequest, maps: list[FoundMap], rows: list[list[Row]], form: PickForm) -> HttpResponse:
    """Some of the rows, with what was ticked on this page or another, or all of them where that was tapped."""
    posted = request.POST
    picked = set(form["pick"].field.widget.value_from_datadict(posted, {}, "pick"))
    if "all" in posted and form.most is None:
        picked = {row.code for some in rows for row in some}
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
    return render(request, "carry/pick.html", page)


@require_POST
def pick(request: PersonRequest) -> HttpResponse:
    """Bring in the picked rows, or turn to others first. Sending it twice adds nobody twice."""
    if not ratelimit.consume(request, action="pick"):  # the rows are unpacked each time
        return render(request, "429.html", status=429)
    try:
        maps = parcel.unwrap(request.POST.get("parcel", ""), by=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("carry:bring")
    rows = _rows(request, maps)
    if "from" in request.POST or "all" in request.POST:
        return _pick_page(request, maps, rows, _form_for(request, maps, rows, initial=request.POST.dict()))
    form = _form_for(request, maps, rows, data=request.POST)
    if form.is_valid():
        said = form.cleaned_data
        answers = Answers(
            said.get("ring", Ring.MIDDLE), said.get("sphere", Sphere.WORK), said.get("direction", "neither")
        )
        picked, tied = picked_from(maps, rows, said["pick"], answers, owner=request.user)
        then = kept_then(maps, today=timezone.localdate()) if said.get("kept") else []
        try:
            with undoable(request):
                brought = bringing.bring_people(picked, tied, by=request.user, now=timezone.now(), kept_then=then)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            stayed = 0 if then else form.kept_coming
            page = {"brought": brought, "report": report_of(maps), "kept_stayed": stayed}
            return render(request, "carry/brought.html", page)
    return _pick_page(request, maps, rows, form)
