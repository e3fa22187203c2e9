"""Pages that ask about a network, gently: one question a page, every one can be skipped."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from askel.lib.refused import Refused, StaleError
from askel.netmap import actions, queries
from askel.netmap.actions import NoSphereError
from askel.netmap.asking import Asked, Way, first_open, questions
from askel.netmap.asking import ask as ask_question
from askel.netmap.details import Details
from askel.netmap.drawn import Dot, DrawnMap, in_sphere
from askel.netmap.forms import RING_HINTS
from askel.netmap.forms_ask import GroupForm, MoreForm, NamesForm, PlaceForm, as_told
from askel.netmap.models import Contact
from askel.netmap.rules import MOST_TIED
from askel.netmap.sitting import undoable
from askel.netmap.spheres import Sphere
from askel.netmap.still_here import still_here
from askel.people.request import PersonRequest

_TO_PLACE = "netmap_to_place"  # random ids, until somebody says how close they are
_GROUP = 2


@still_here
def more(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What the owner may say about somebody; all of it optional."""
    found = get_object_or_404(Contact.objects.of(request.user), pk=pk)
    dot = queries.dot_of(found)
    said = {**as_told(dot.details), "version": dot.version}
    form = MoreForm(request.POST if request.method == "POST" else None, initial=said, is_network=dot.is_network)
    if form.is_valid() and _told(request, found, form):
        messages.success(request, _("Saved."))
        return redirect("netmap:contact", pk=pk)
    return render(request, "netmap/more.html", {"form": form, "dot": dot})


def _told(request: PersonRequest, found: Contact, form: MoreForm) -> bool:
    details = form.details(timezone.localdate())
    try:
        with undoable(request):
            actions.tell_details(found, details, by=request.user, version=form.cleaned_data["version"] or 0)
    except StaleError as stale:
        current: Any = stale.current
        form.show_both(as_told(Details.from_text(current.details)), current.version)
        return False
    return True


@require_safe
def ask(request: PersonRequest) -> HttpResponse:
    """Where do I begin? Three ways through the questions."""
    drawn = queries.draw_map(request.user)
    ways = [(way, questions(way), first_open(way, drawn)) for way in Way]
    page = {"ways": ways, "groups": _groups(drawn), "waiting": len(_to_place(request, drawn))}
    return render(request, "netmap/ask.html", page)


def _groups(drawn: DrawnMap) -> list[tuple[Sphere, int]]:
    """Parts of life with two or more, of whom somebody can be asked who knows whom."""
    sizes = [(sphere, len(in_sphere(drawn.here, sphere))) for sphere in Sphere]
    return [(sphere, size) for sphere, size in sizes if size >= _GROUP]


def _to_place(request: PersonRequest, drawn: DrawnMap) -> list[Dot]:
    ids = request.session.get(_TO_PLACE, [])
    return [dot for dot in drawn.here if str(dot.pk) in ids]


def ask_one(request: PersonRequest, way: str, key: str) -> HttpResponse:
    """One question, up to five names."""
    asked = ask_question(Way(way), key) if way in Way else None
    if asked is None:
        raise Http404
    form = NamesForm(request.POST if request.method == "POST" else None, question=asked.question)
    if form.is_valid():
        new = _name(request, form)
        if new is not None:
            return redirect(_way_on(request, asked, has_new=bool(new)))
    drawn = queries.draw_map(request.user)
    page = {"asked": asked, "form": form, "on_map": drawn.dots, "there": _there(asked, drawn)}
    return render(request, "netmap/ask_one.html", page)


def _name(request: PersonRequest, form: NamesForm) -> list[Contact] | None:
    """Those who are new on the map. None where the form has to come back."""
    named = form.named(timezone.localdate())
    try:
        with undoable(request):
            new, old = actions.name_people(named, by=request.user, now=timezone.now())
    except NoSphereError as refused:
        form.add_error("sphere", str(refused))
        return None
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    if new:
        request.session[_TO_PLACE] = [*request.session.get(_TO_PLACE, []), *(str(one.pk) for one in new)]
    _say(request, len(new), len(old))
    return new


def _say(request: PersonRequest, new: int, old: int) -> None:
    """Counts, never nicknames: a message waits in the session, which is not sealed."""
    if new:
        words = ngettext("%(num)d new on your map.", "%(num)d new on your map.", new)
        messages.success(request, words % {"num": new})
    if old:
        words = ngettext(
            "%(num)d was on your map already. Nobody is there twice.",
            "%(num)d were on your map already. Nobody is there twice.",
            old,
        )
        messages.info(request, words % {"num": old})


def _way_on(request: PersonRequest, asked: Asked, *, has_new: bool) -> str:
    if "enough" in request.POST:
        return reverse("netmap:ask_end")
    sphere = asked.question.sphere
    if sphere and has_new and Contact.objects.of(request.user).here().filter(sphere=sphere).count() >= _GROUP:
        return f"{reverse('netmap:ask_group', args=[sphere.value])}?on=1"
    return _after(asked)


def _after(asked: Asked) -> str:
    if asked.next_key is None:
        return reverse("netmap:ask_end")
    return reverse("netmap:ask_one", args=[asked.way.value, asked.next_key])


def _there(asked: Asked, drawn: DrawnMap) -> tuple[Dot, ...]:
    """Who answers the question already."""
    question = asked.question
    if question.sphere:
        return in_sphere(drawn.here, question.sphere)
    return tuple(dot for dot in drawn.here if question.resource in dot.details.gives)


def ask_group(request: PersonRequest, sphere: str) -> HttpResponse:
    """Who of these know each other? Asked of a whole part of life, never pair by pair."""
    if sphere not in Sphere:
        raise Http404
    drawn = queries.draw_map(request.user)
    group = in_sphere(drawn.here, Sphere(sphere))
    form = GroupForm(request.POST if request.method == "POST" else None, group=group)
    on = _after_group(request, Sphere(sphere))
    if form.is_valid() and _tied(request, form, group):
        return redirect(request.get_full_path() if "another" in request.POST else on)
    page = {"sphere": Sphere(sphere), "group": group, "near": drawn.near, "form": form, "on": on, "most": MOST_TIED}
    return render(request, "netmap/group.html", page)


def _after_group(request: PersonRequest, sphere: Sphere) -> str:
    """Whoever came along the questions goes on with them."""
    asked = ask_question(Way.SPHERE, sphere.value) if "on" in request.GET else None
    return _after(asked) if asked else reverse("netmap:ask_end")


def _tied(request: PersonRequest, form: GroupForm, group: tuple[Dot, ...]) -> bool:
    chosen = [dot.pk for dot in group] if "all" in request.POST else form.cleaned_data["knows"]
    try:
        with undoable(request):
            new = actions.tie_group(chosen, by=request.user)
    except Refused as refused:
        form.add_error("knows", str(refused))
        return False
    words = ngettext("%(num)d new tie drawn.", "%(num)d new ties drawn.", new) % {"num": new}
    messages.success(request, words if new else _("These ties were drawn already."))
    return True


def ask_end(request: PersonRequest) -> HttpResponse:
    """Enough for today: those who are new get their places, and the map is one tap away."""
    drawn = queries.draw_map(request.user)
    data = request.POST if request.method == "POST" else None
    forms = [PlaceForm(data, dot=dot) for dot in _to_place(request, drawn)]
    if data is not None and forms and all(form.is_valid() for form in forms):
        with undoable(request):
            actions.place_people([form.put() for form in forms], by=request.user)
        request.session.pop(_TO_PLACE, None)
        messages.success(request, _("Saved."))
        return redirect("netmap:ask_end")
    page = {"forms": forms, "ring_hints": RING_HINTS, "groups": _groups(drawn), "number": len(drawn.here)}
    return render(request, "netmap/ask_end.html", page)
