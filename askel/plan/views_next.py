"""What follows a move, and how one sees it before: one tap to plan the next, one line to picture it."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from askel.lib.refused import Refused
from askel.people.request import PersonRequest
from askel.plan import actions
from askel.plan.forms import PictureForm
from askel.plan.lines import line_of
from askel.plan.models import Move
from askel.plan.next_moves import intended, next_moves, outcome_of


def _find(request: PersonRequest, pk: UUID) -> Move:
    return get_object_or_404(Move.objects.of(request.user).with_contact(), pk=pk)


@require_POST
def follow_up(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Plan what fits after this move, in one tap. What does not fit any more leads back to it."""
    found = _find(request, pk)
    offers = {offer.kind: offer for offer in next_moves(found, outcome_of(found), timezone.localdate())}
    offer = offers.get(request.POST.get("kind", ""))  # type: ignore[call-overload] # a kind is its own code
    if offer is None:
        return redirect("plan:move", pk)
    try:
        planned = actions.plan_move(intended(found, offer), by=request.user, now=timezone.now(), once=_once(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("plan:move", pk)
    messages.success(request, _("It is planned. You can change it as you like."))
    return redirect("plan:move", planned.pk)


def _once(request: PersonRequest) -> UUID | None:
    with suppress(ValueError):
        return UUID(request.POST.get("once", ""))
    return None


def picture(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One line about where it will be. It may stay empty."""
    found = _find(request, pk)
    line = line_of(found, timezone.localdate())
    if not line.is_open and request.method != "POST":
        return redirect("plan:move", pk)
    form = PictureForm(request.POST or None, initial={"picture": found.picture, "version": line.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.picture_move(found, typed["picture"], by=request.user, version=typed["version"] or 0)
        except actions.MoveChangedError as stale:
            form.show_saved(stale.current)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("plan:move", pk)
    return render(request, "plan/picture.html", {"form": form, "line": line})
