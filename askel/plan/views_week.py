"""The quiet weekly look: what moved, what waits, one to three for the week. And when one looks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from askel.people.request import PersonRequest
from askel.plan import pace
from askel.plan.forms_week import LookForm, WeekForm, look_words
from askel.plan.queries_pace import week_look
from askel.plan.queries_week import week_page


def week(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    page = week_page(request.user, today)
    form = WeekForm(
        request.POST if request.method == "POST" else None,
        waiting=page.waiting,
        today=today,
        enough=bool(page.this_week) or not page.waiting,
    )
    if request.method == "POST" and form.is_valid():
        pace.choose_week(form.days(), by=request.user, now=timezone.now())
        messages.success(request, _("Your week is set."))
        return redirect("plan:week")
    context = {"page": page, "form": form, "rows": form.rows(page.waiting), "look": look_words(page.look)}
    return render(request, "plan/week.html", context)


def week_time(request: PersonRequest) -> HttpResponse:
    """The day and the hour of the weekly look."""
    look = week_look(request.user)
    form = LookForm(
        request.POST if request.method == "POST" else None, initial={"weekday": look.weekday, "hour": look.hour}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        pace.set_look(typed["weekday"], typed["hour"], by=request.user, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("plan:week")
    return render(request, "plan/week_time.html", {"form": form})
