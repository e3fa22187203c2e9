"""When a plan stands still: what would help, a smaller step, a talk, a pause."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from askel.lib.refused import Refused
from askel.people.request import PersonRequest
from askel.plan import actions, pace
from askel.plan.forms import PauseForm, SmallerForm
from askel.plan.lines import line_of
from askel.plan.models import Move
from askel.plan.queries_pace import paused_until
from askel.plan.queries_week import still_page


@require_safe
def still(request: PersonRequest) -> HttpResponse:
    """An address may name the move it is about: ``?move=``."""
    page = still_page(request.user, timezone.localdate(), about=_move_in(request))
    return render(request, "plan/still.html", {"page": page, "line": page.line})


def _move_in(request: HttpRequest) -> UUID | None:
    """What is no id of an open move counts as none."""
    try:
        return UUID(request.GET.get("move", ""))
    except ValueError:
        return None


@require_POST
def talk(request: PersonRequest) -> HttpResponse:
    """A talk is asked for, or not needed any more."""
    if request.POST.get("talk") == "no":
        pace.take_back_talk(by=request.user, now=timezone.now())
        messages.success(request, _("You ask for no talk any more."))
    else:
        pace.ask_for_talk(by=request.user, now=timezone.now())
        messages.success(request, _("You asked for a talk. When you have a facilitator, they see that you ask."))
    return redirect("plan:still")


def pause(request: PersonRequest) -> HttpResponse:
    """Until a day of one's own choosing."""
    today = timezone.localdate()
    form = PauseForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        pace.pause(form.cleaned_data["day"], by=request.user, now=timezone.now())
        messages.success(request, _("You pause. That is a decision. Nothing is expected of you until then."))
        return redirect("home:home")
    return render(request, "plan/pause.html", {"form": form, "until": paused_until(request.user, today)})


@require_POST
def end_pause(request: PersonRequest) -> HttpResponse:
    pace.end_pause(by=request.user, now=timezone.now())
    messages.success(request, _("Welcome back. What waited is here."))
    return redirect("home:home")


def smaller(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A move too big is split: it keeps a first small part, and the rest waits."""
    found = get_object_or_404(Move.objects.of(request.user).with_contact(), pk=pk)
    line = line_of(found, timezone.localdate())
    if not line.is_open and request.method != "POST":
        return redirect("plan:move", pk)
    form = SmallerForm(request.POST or None, initial={"rest": line.what, "version": line.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            split = actions.Split(typed["first"], typed["rest"], typed["once"])
            actions.split_move(found, split, by=request.user, version=typed["version"] or 0, now=timezone.now())
        except actions.MoveChangedError as stale:
            form.show_saved(stale.current)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            rest = _("That is smaller now. The rest waits in your plan.")
            messages.success(request, rest if typed["rest"] else _("That is smaller now."))
            return redirect("plan:move", pk)
    return render(request, "plan/smaller.html", {"form": form, "line": line})
