"""Saving while somebody types. Answers are JSON and never a sign-in page: the open page decides what to show.

A draft names whom its page was made for. When somebody else has signed in meanwhile, nothing is saved.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from askel.journal import actions, queries
from askel.journal.forms import AnswerForm, differing, raw
from askel.people.models import Person
from askel.steps.edition import Exercise
from askel.steps.queries import edition
from askel.web.jinja import clock


def _signed_out() -> JsonResponse:
    return JsonResponse({"signed_out": True}, status=401)


@login_not_required
@never_cache
@require_safe
def who(request: HttpRequest) -> JsonResponse:
    """The mark of whoever is signed in, and the token that their forms carry."""
    if not isinstance(request.user, Person):
        return _signed_out()
    return JsonResponse({"owner": queries.owner_mark(request.user), "csrf": get_token(request)})


@login_not_required
@never_cache
@require_POST
def save(request: HttpRequest, exercise: str) -> JsonResponse:
    """200 saved, 401 signed out, 409 somebody else's page or two texts, 422 does not fit."""
    person = request.user
    if not isinstance(person, Person):
        return _signed_out()
    if not constant_time_compare(request.POST.get("owner", ""), queries.owner_mark(person)):
        return JsonResponse({"other": True}, status=409)
    found = edition().exercise(exercise)
    if not found:
        raise Http404
    return _save(found, AnswerForm(found, request.POST, draft=True), person)


def _save(exercise: Exercise, form: AnswerForm, person: Person) -> JsonResponse:
    if not form.is_valid():
        errors = {name: str(errors[0]) for name, errors in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    try:
        answer = actions.save_answer(exercise, form.words(), by=person, seen=form.seen(), now=timezone.now())
    except actions.ChangedElsewhereError as clash:
        theirs = clash.current
        return JsonResponse(
            {
                "version": theirs.version,
                "at": clock(theirs.saved_at),
                "boxes": raw(exercise, theirs.words),
                "shown": differing(exercise, theirs.words, form.words()),
            },
            status=409,
        )
    return JsonResponse({"version": answer.version, "at": clock(answer.saved_at)})
