"""Pages of the plan. Each finds, calls one action, and answers."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from askel.lib.refused import Refused
from askel.people.coming_in import become_guest, sign_in_as
from askel.people.models import Person
from askel.people.queries import is_guest
from askel.people.request import PersonRequest
from askel.plan import actions, queries
from askel.plan.address import towards_in
from askel.plan.calendar import calendar_file, entry_of
from askel.plan.follow_ups import may_ask_another
from askel.plan.forms import AnotherDayForm, FiveForm, MoveForm, OutcomeForm
from askel.plan.idea import Idea
from askel.plan.ideas import find_idea
from askel.plan.lines import line_of
from askel.plan.models import CheckIn, Move, Result
from askel.plan.next_moves import next_moves
from askel.plan.queries import GoalLine
from askel.plan.reminding import asks_how_to_remind
from askel.plan.rules import ANOTHER_DAY, may_take_back, missing


@require_safe
def plan(request: PersonRequest) -> HttpResponse:
    return render(request, "plan/plan.html", {"page": queries.plan_page(request.user, timezone.localdate())})


def add_move(request: PersonRequest) -> HttpResponse:
    """An address may name a contact or a goal by id, an idea by its key, and a peer: ``?towards=``, ``?goal=``, ``?idea=``, ``?ask=``."""
    goals = queries.goals(request.user)
    idea = find_idea(request.GET.get("idea"))
    form = MoveForm(
        request.POST or None,
        initial=_begun(request, idea, goals),
        idea=idea,
        today=timezone.localdate(),
        people=queries.people_to_choose(request.user),
        goals=goals,
    )
    if request.method == "POST" and form.is_valid():
        try:
            once = form.cleaned_data["once"]
            planned = actions.plan_move(form.intended(), by=request.user, now=timezone.now(), once=once)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _read_back(planned, planned.made_at)
    return render(request, "plan/move_form.html", {"form": form, "move": None})


def _begun(request: PersonRequest, idea: Idea | None, goals: Sequence[GoalLine]) -> dict[str, Any]:
    """What the way to the form knew already. Where one goal is open, a move is for that one until told otherwise."""
    only_goal = str(goals[0].pk) if len(goals) == 1 else None
    known: dict[str, Any] = {"towards": request.GET.get("towards"), "goal": request.GET.get("goal", only_goal)}
    if request.GET.get("ask") == "peer":
        known["what"] = _("I tell what stands still, and ask: what would you do?")
    if idea is None or request.method == "POST":
        return known
    towards = towards_in(request)
    factor = queries.last_factor(request.user, towards) if towards else ""
    return {
        **known,
        "idea": idea.key,
        "what": idea.what,
        "channel": idea.channel,
        "factor": factor,
        "minutes": idea.minutes,
    }


def _read_back(planned: Move, at: datetime) -> HttpResponse:
    """On to the move. The page says so when somebody came onto the map with it."""
    is_new = planned.contact is not None and planned.contact.made_at == at
    return redirect(resolve_url("plan:move", planned.pk) + ("?new=1" if is_new else ""))


def _find(request: PersonRequest, pk: UUID) -> Move:
    return get_object_or_404(Move.objects.of(request.user).with_contact(), pk=pk)


@require_safe
def move(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One move, read back."""
    found = get_object_or_404(Move.objects.of(request.user).with_contact().select_related("goal"), pk=pk)
    line = line_of(found, timezone.localdate())
    last = queries.last_check_in(found)
    context = {
        "line": line,
        "goal": found.goal,
        "missing": missing(line),
        "last": last,
        "picture": found.picture,
        "next_moves": next_moves(found, last.outcome if last else None, line.today),
        "may_ask_another": may_ask_another(last.outcome if last else None),
        "may_take_back": may_take_back(last.result if last else None, found),
        "is_new": "new" in request.GET and found.contact is not None,
        "asks_how_to_remind": asks_how_to_remind(request.user, found),
    }
    return render(request, "plan/move.html", context)


def change_move(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = _find(request, pk)
    line = line_of(found, timezone.localdate())
    if not line.is_open and request.method != "POST":
        return redirect("plan:move", pk)
    goals = queries.goals(request.user, kept=found.goal_id)
    form = MoveForm(
        request.POST or None,
        initial=_initial(found),
        today=line.today,
        kept=found.on,
        people=queries.people_to_choose(request.user, kept=found.contact_id),
        goals=goals,
    )
    if request.method == "POST" and form.is_valid():
        version, now = form.cleaned_data["version"] or 0, timezone.now()
        try:
            changed = actions.change_move(found, form.intended(), by=request.user, version=version, now=now)
        except actions.MoveChangedError as stale:
            form.show_saved(line_of(stale.current, line.today), goals)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _read_back(changed, now)
    return render(request, "plan/move_form.html", {"form": form, "move": line})


def _initial(found: Move) -> dict[str, Any]:
    return {
        "towards": found.contact_id,
        "what": found.what,
        "channel": found.channel,
        "when": found.on.isoformat() if found.on else "none",
        "cue": found.cue,
        "factor": found.factor,
        "minutes": found.minutes,
        "every": found.every,
        "goal": found.goal_id or "",
        "version": found.version,
    }


# Check-ins


@require_POST
def check_in(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One tap: done, another day, let go."""
    found = _find(request, pk)
    result = request.POST.get("result")
    try:
        if result == Result.DONE:
            actions.finish_move(found, by=request.user, now=timezone.now(), today=timezone.localdate())
            return redirect("plan:came_of", pk)
        if result == Result.DROPPED:
            actions.drop_move(found, by=request.user, now=timezone.now())
            messages.success(request, _("Let go. That is a decision too."))
        elif result == Result.MOVED:
            return redirect("plan:another_day", pk)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("plan:move", pk)


def another_day(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = _find(request, pk)
    line = line_of(found, timezone.localdate())
    if not line.is_open:
        return redirect("plan:move", pk)
    offers = (0, *ANOTHER_DAY) if line.is_late or line.on is None else ANOTHER_DAY
    tomorrow = (line.today + timedelta(days=1)).isoformat()
    form = AnotherDayForm(request.POST or None, today=line.today, offers=offers, initial={"when": tomorrow})
    if request.method == "POST" and form.is_valid():
        try:
            actions.postpone_move(found, form.cleaned_data["day"], by=request.user, now=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("plan:move", pk)
    return render(request, "plan/another_day.html", {"form": form, "line": line})


def came_of(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What came of a move that is done. Nothing has to be written."""
    found = _find(request, pk)
    done = get_object_or_404(CheckIn.objects.of(request.user), move=found, result=Result.DONE)
    initial = {"outcome": done.outcome, "came_of": done.came_of, "version": done.version}
    form = OutcomeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.tell_outcome(
                done, typed["outcome"], typed["came_of"], by=request.user, version=typed["version"] or 0
            )
        except actions.OutcomeChangedError as stale:
            form.show_saved(stale.current)
        else:
            return redirect("plan:move", pk)
    line = line_of(found, timezone.localdate())
    return render(request, "plan/came_of.html", {"form": form, "line": line, "check_in": done})


@require_POST
def undo(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take back the check-in that the page showed, if it is still the last."""
    found = _find(request, pk)
    with suppress(ValueError):  # no check-in was named: nothing to take back
        actions.undo_check_in(found, UUID(request.POST.get("check_in", "")), by=request.user, now=timezone.now())
    return redirect("plan:move", pk)


@require_safe
def calendar(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A file to take along. A move without a day has none."""
    found = _find(request, pk)
    if found.on is None:
        raise Http404
    entry = entry_of(found, site=request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse(
        calendar_file([entry], now=timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="askel.ics"', "Cache-Control": "no-store"},
    )


# Five minutes


@login_not_required
@csrf_exempt  # the second of two taps may come in when the first has signed in, with the token of the page before
def five(request: HttpRequest) -> HttpResponse:
    """A first move before anything else. Whoever is not signed in becomes a guest when it is saved."""
    person = request.user if isinstance(request.user, Person) else None
    people = queries.people_to_choose(person) if person else ()
    form = FiveForm(request.POST or None, today=timezone.localdate(), people=people)
    if person and request.method == "POST" and form.is_valid():
        kept = actions.planned_by(form.cleaned_data["once"], form.intended(), by=person)
        if kept:
            return redirect("plan:five_done", kept.pk)
    return _five(request, form, person)


@csrf_protect
def _five(request: HttpRequest, form: FiveForm, person: Person | None) -> HttpResponse:
    status = 200
    if request.method == "POST" and form.is_valid():
        owner = person or become_guest(request)
        try:
            if owner:
                return _keep_five(request, form, owner)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            status = 429
            words = _("Askel got more tries than it takes in this time. Wait a minute, and press the button again.")
            form.add_error(None, words)
    return render(request, "plan/five.html", {"form": form}, status=status)


def _keep_five(request: HttpRequest, form: FiveForm, owner: Person) -> HttpResponse:
    planned = actions.plan_move(form.intended(), by=owner, now=timezone.now(), once=form.cleaned_data["once"])
    address = resolve_url("plan:five_done", planned.pk)
    return redirect(address) if request.user == owner else sign_in_as(request, owner, how="start", to=address)


@require_safe
def five_done(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The sentence read back; for a guest also the code to come back by."""
    found = _find(request, pk)
    line = line_of(found, timezone.localdate())
    context = {
        "line": line,
        "contact": found.contact,
        "missing": missing(line),
        "guest": is_guest(request.user),
        "asks_how_to_remind": asks_how_to_remind(request.user, found),
    }
    return render(request, "plan/five_done.html", context)
