"""Pages of goals. Each finds, calls one action, and answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from askel.lib.refused import Refused
from askel.people.request import PersonRequest
from askel.plan import goals
from askel.plan.forms_goal import GoalForm
from askel.plan.models import Ending, Goal


def add_goal(request: PersonRequest) -> HttpResponse:
    form = GoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            goals.set_goal(form.wanted(), by=request.user, now=timezone.now(), once=form.cleaned_data["once"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your goal is kept. What is one small thing you could do for it?"))
            return redirect("plan:plan")
    return render(request, "plan/goal.html", {"form": form, "goal": None})


def goal(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One goal, to read and to change."""
    found = get_object_or_404(Goal.objects.of(request.user), pk=pk)
    names = ("wish", "why_now", "obstacle", "around", "answer", "version")
    form = GoalForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            goals.change_goal(found, form.wanted(), by=request.user, version=version)
        except goals.GoalChangedError as stale:
            form.show_saved(stale.current)
        else:
            messages.success(request, _("Saved."))
            return redirect("plan:plan")
    return render(request, "plan/goal.html", {"form": form, "goal": found})


@require_POST
def close_goal(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Goal.objects.of(request.user), pk=pk)
    reached = request.POST.get("ending") == Ending.REACHED
    goals.close_goal(found, Ending.REACHED if reached else Ending.LET_GO, by=request.user, now=timezone.now())
    words = _("Reached. It is kept among your earlier goals.") if reached else _("Let go. There is room for another.")
    messages.success(request, words)
    return redirect("plan:plan")
