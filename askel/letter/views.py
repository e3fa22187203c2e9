"""Asking for a test letter, and stopping letters without signing in."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from askel.errand.queries import last_tick
from askel.errand.rules import is_running
from askel.letter import actions
from askel.letter.marks import person_of
from askel.lib.refused import Refused
from askel.people.actions import choose_letters
from askel.people.models import Letters
from askel.people.request import PersonRequest


@require_POST
def send_test(request: PersonRequest) -> HttpResponse:
    """Through the same queue as every letter."""
    if not ratelimit.consume(request, action="test_letter", user=request.user):
        messages.error(request, _("Many test letters have left. Wait an hour, and ask again."))
        return redirect("people:letters")
    now = timezone.now()
    try:
        actions.owe_test(by=request.user, now=now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        _say(request, is_leaving=is_running(last_tick(), now))
    return redirect("people:letters")


def _say(request: PersonRequest, *, is_leaving: bool) -> None:
    if is_leaving:
        messages.success(request, _("A test letter is on its way. It comes within a few minutes."))
    else:
        messages.warning(request, _("Letters do not leave at the moment. Your test letter waits, for an hour at most."))


@login_not_required
@never_cache
@csrf_exempt  # the token in the address is what allows it; mail programs send this form too (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A link only shows the page: programs open links. The button stops the letters, without signing in."""
    person = person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        choose_letters(person, wish=Letters.NONE, now=timezone.now())
    return render(request, "letter/stop.html", {"are_stopped": person.letters == Letters.NONE})
