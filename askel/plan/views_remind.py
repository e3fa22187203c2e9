"""How to be reminded of a first move."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from askel.people.request import PersonRequest
from askel.plan.models import Move
from askel.plan.reminding import Reminder, choose_reminder


@require_POST
def remind(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A letter, a file for the calendar, or nothing. Back to the page that asked, which may show the return code."""
    get_object_or_404(Move.objects.of(request.user), pk=pk)
    page = "plan:five_done" if "five" in request.POST else "plan:move"
    said = request.POST.get("way")
    if said not in set(Reminder):
        return redirect(page, pk)
    way = Reminder(said)
    choose_reminder(way, by=request.user, now=timezone.now())
    if way == Reminder.MAIL:
        return redirect("account_email")
    if way == Reminder.CALENDAR:
        messages.success(request, _("Now add it to your calendar here. No letters come."))
    else:
        messages.success(request, _("No letters come. What you planned waits under “Today”."))
    return redirect(page, pk)
