"""The steps, one step, one exercise with the form for its answer."""

import secrets
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from askel.journal import actions, queries
from askel.journal.forms import MOST_LINES, AnswerForm, raw
from askel.journal.models import Answer
from askel.people.request import PersonRequest
from askel.steps.edition import Exercise
from askel.steps.queries import edition
from askel.web.errors import somebody_else

_ACTIONS: dict[str, Callable[..., Answer]] = {
    "done": actions.finish_answer,
    "reopen": actions.reopen_answer,
}
_MAP_STEP = "my-network"  # a good place to begin, also before the goals


@require_safe
def steps(request: PersonRequest) -> HttpResponse:
    context = {
        "edition": edition(),
        "standing": queries.standing(request.user),
        "map_step": edition().step(_MAP_STEP),
    }
    return render(request, "journal/steps.html", context)


@require_safe
def step(request: PersonRequest, step: str) -> HttpResponse:
    found = edition().step(step)
    if not found:
        raise Http404
    context = {
        "step": found,
        "standing": queries.standing(request.user),
        "map_step": edition().step(_MAP_STEP),
        "following": next((other for other in edition().steps if other.number > found.number), None),
    }
    return render(request, "journal/step.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def exercise(request: PersonRequest, step: str, exercise: str) -> HttpResponse:
    found = edition().exercise(exercise)
    if not found or found.step != step:
        raise Http404
    if request.method == "POST":
        return _take(request, found)
    answer = queries.answer_to(request.user, found)
    return _page(request, found, answer, _form_of(request, found, answer))


def _form_of(request: PersonRequest, exercise: Exercise, answer: Answer | None) -> AnswerForm:
    asked = request.GET.get("rows", "")
    initial = {
        "version": answer.version if answer else 0,
        "writer": secrets.token_urlsafe(12),
        "owner": queries.owner_mark(request.user),
        "beat": 0,
        **(raw(exercise, answer.words) if answer else {}),
    }
    rows = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 2 else 0  # noqa: PLR2004 - two digits hold 30
    return AnswerForm(exercise, initial=initial, rows=rows)


def _page(request: PersonRequest, exercise: Exercise, answer: Answer | None, form: AnswerForm) -> HttpResponse:
    is_just_done = "done" in request.GET and answer is not None and answer.done_at is not None
    context = {
        "exercise": exercise,
        "step": edition().step(exercise.step),
        "answer": answer,
        "saved_today": _saved_today(answer),
        "form": form,
        "most_lines": MOST_LINES,
        "is_just_done": is_just_done,
        "following": queries.next_after(request.user, exercise) if is_just_done else None,
    }
    return render(request, "journal/exercise.html", context)


def _saved_today(answer: Answer | None) -> bool:
    return bool(answer and answer.begun_at and timezone.localdate(answer.saved_at) == timezone.localdate())


def _take(request: PersonRequest, exercise: Exercise) -> HttpResponse:
    """What came without JavaScript, or with a button that leads on."""
    if not constant_time_compare(request.POST.get("owner", ""), queries.owner_mark(request.user)):
        return somebody_else(request)
    form = AnswerForm(exercise, request.POST)
    then = request.POST.get("then", "save")
    if not form.is_valid():
        return _page(request, exercise, queries.answer_to(request.user, exercise), form)
    act = _ACTIONS.get(then, actions.save_answer)
    try:
        act(exercise, form.words(), by=request.user, seen=form.seen(), now=timezone.now())
    except actions.ChangedElsewhereError as clash:
        form.show_theirs(clash.current.words, clash.current.version)
        return _page(request, exercise, clash.current, form)
    return _lead_on(request, exercise, form, then)


def _lead_on(request: PersonRequest, exercise: Exercise, form: AnswerForm, then: str) -> HttpResponse:
    here = reverse("journal:exercise", args=(exercise.step, exercise.key))
    if then == "add":
        last = len(form.words().lines)
        return redirect(f"{here}?rows={form.row_count + 1}#id_line-{last}")
    if then == "reopen":
        messages.info(request, _("This is open again."))
    if then != "done":
        return redirect(here)
    following = queries.next_after(request.user, exercise)
    if not following:
        messages.success(request, _("That was the last one. Every exercise is done."))
        return redirect("journal:steps")
    messages.success(request, _("Done."))
    return redirect(f"{here}?done=1")
