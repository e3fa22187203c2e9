"""Pages of what is kept and let go: snapshots, what changed since, those taken off the map, undo."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from askel.lib.refused import Refused
from askel.netmap import actions, history, keeping, kept, queries
from askel.netmap.comparing import compare as compare_maps
from askel.netmap.comparing_words import mark_words, tell
from askel.netmap.drawn import DrawnMap
from askel.netmap.models import Contact, Snapshot
from askel.netmap.overlay import overlay
from askel.netmap.picture import paint
from askel.netmap.sitting import sitting, undoable
from askel.netmap.spheres import Ring, Sphere
from askel.netmap.still_here import still_here
from askel.people.request import PersonRequest
from askel.web.jinja import url


def _own(request: PersonRequest, pk: UUID) -> Contact:
    """Also somebody who was taken off the map."""
    return get_object_or_404(Contact.objects.ever_of(request.user), pk=pk)


def _snapshot(request: PersonRequest, pk: UUID) -> Snapshot:
    return get_object_or_404(Snapshot.objects.of(request.user), pk=pk)


# Snapshots


def kept_maps(request: PersonRequest) -> HttpResponse:
    """All snapshots; sending the form keeps the map as it is today."""
    today = timezone.localdate()
    if request.method == "POST":
        cause = Snapshot.Cause.DUE if request.POST.get("cause") == Snapshot.Cause.DUE else Snapshot.Cause.HAND
        try:
            actions.keep_snapshot(by=request.user, now=timezone.now(), today=today, cause=cause)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Your map is kept as it is today."))
        return redirect("netmap:kept")
    on_map = Contact.objects.of(request.user).count()
    page = {
        "snapshots": keeping.snapshots(request.user),
        "on_map": on_map,
        "due_words": keeping.due_words(keeping.due_now(request.user, today, on_map)),
    }
    return render(request, "netmap/kept.html", page)


def _shown(drawn: DrawnMap, now: DrawnMap) -> dict[str, object]:
    """What a page of a past map needs. Whoever is on the map now is a link."""
    return {
        "drawn": drawn,
        "groups": queries.group_by_sphere(drawn),
        "names": {place: str(place.label) for place in (*Sphere, *Ring)},
        "address": {pk: url("netmap:contact", pk) for pk in now.by_pk},
    }


@require_safe
def kept_one(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One snapshot as list and picture, to be looked at only."""
    found = _snapshot(request, pk)
    drawn = kept.from_text(found.kept)
    page = {
        **_shown(drawn, queries.draw_map(request.user)),
        "snapshot": found,
        "day": keeping.spelled(found.taken_on),
        "picture": paint(drawn, is_mirrored=get_language_bidi()),
        "others": [one for one in keeping.snapshots(request.user) if one.pk != pk],
    }
    return render(request, "netmap/kept_one.html", page)


def remove_kept(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A page that asks first."""
    found = _snapshot(request, pk)
    if request.method != "POST":
        page = {"snapshot": found, "day": keeping.spelled(found.taken_on)}
        return render(request, "netmap/remove_kept.html", page)
    actions.remove_snapshot(found, by=request.user)
    messages.success(request, _("That map is deleted."))
    return redirect("netmap:kept")


@require_safe
def compare_now(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = _snapshot(request, pk)
    now = queries.draw_map(request.user)
    share = url("sharing:share_comparison", pk)
    return _compare(request, (found.taken_on, kept.from_text(found.kept)), (None, now), now, share)


@require_safe
def compare(request: PersonRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Two snapshots, the earlier one first, whichever the address names first."""
    both = sorted((_snapshot(request, pk), _snapshot(request, other)), key=lambda one: (one.taken_at, one.pk))
    before, after = ((one.taken_on, kept.from_text(one.kept)) for one in both)
    return _compare(request, before, after, queries.draw_map(request.user))


def _compare(
    request: PersonRequest,
    before: tuple[date, DrawnMap],
    after: tuple[date | None, DrawnMap],
    now: DrawnMap,
    share: str = "",
) -> HttpResponse:
    """``after`` has no day where it is the map as it is now; then ``share`` is where this is shown to somebody."""
    found = compare_maps(before[1], after[1])
    page = {
        **_shown(after[1], now),
        "before_day": keeping.spelled(before[0]),
        "after_day": keeping.spelled(after[0]) if after[0] else None,
        "told": tell(found),
        "over": overlay(before[1], after[1], found, is_mirrored=get_language_bidi()),
        "mark_words": mark_words(),
        "share": share,
    }
    return render(request, "netmap/compare.html", page)


# Taken off, put back, forgotten


@still_here
def remove(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Two choices: off the map, or forgotten. The page says what each of them does."""
    found = _own(request, pk)
    if request.method == "POST" and request.POST.get("how") == "off":
        with undoable(request):
            actions.take_off(found, by=request.user, now=timezone.now())
        messages.success(request, _("Off your map. You can put them back at any time."))
        return redirect("netmap:map")
    if request.method == "POST" and request.POST.get("how") == "forget":
        actions.forget_contact(found, by=request.user)
        messages.success(
            request,
            _(
                "Forgotten: their place, your notes and your days in touch. A name that you wrote into an answer or a goal is still there."
            ),
        )
        return redirect("netmap:map")
    return render(request, "netmap/remove.html", {"contact": found})


@require_safe
def off(request: PersonRequest) -> HttpResponse:
    """Those who were taken off the map, the latest first."""
    rows = sorted(Contact.objects.taken_off(request.user), key=lambda row: (row.off_at, row.pk), reverse=True)
    return render(request, "netmap/off.html", {"contacts": rows})


@require_POST
@still_here
def put_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = _own(request, pk)
    try:
        with undoable(request):
            actions.put_back(found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("netmap:off")
    messages.success(request, _("Back on your map, with the ties that were there."))
    return redirect("netmap:contact", pk=pk)


@require_safe
def people(request: PersonRequest) -> HttpResponse:
    """What one owes the people on the map."""
    return render(request, "netmap/people.html")


# Undo


@require_POST
def undo(request: PersonRequest) -> HttpResponse:
    return _step(request, "undo")


@require_POST
def redo(request: PersonRequest) -> HttpResponse:
    return _step(request, "redo")


def _step(request: PersonRequest, way: str) -> HttpResponse:
    """Back to the side of the map that was looked at. What was undone is told there: a message would lie unsealed."""
    step = history.undo if way == "undo" else history.redo
    back = reverse("netmap:picture" if request.POST.get("view") == "picture" else "netmap:map")
    try:
        step(by=request.user, sitting=sitting(request), now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    return redirect(f"{back}?told={way}")
