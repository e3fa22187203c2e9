"""Pages of whoever shows something: what the other will see, the link, what is shown and who looked."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from askel.journal.models import Answer
from askel.lib.refused import Refused
from askel.netmap.models import Snapshot
from askel.people.request import PersonRequest
from askel.plan.models import Goal, Move
from askel.sharing import actions, answering, queries
from askel.sharing.forms import AnswerForm, ShareForm
from askel.sharing.models import Line, Remark, Share
from askel.sharing.rules import last_day_of, row_of, today_of
from askel.sharing.showing import show
from askel.steps.queries import edition


@require_http_methods(["GET", "HEAD", "POST"])
def share_goal(request: PersonRequest, pk: UUID) -> HttpResponse:
    goal = get_object_or_404(Goal.objects.of(request.user), pk=pk)
    return _share(request, Share(owner=request.user, line=Line.GOAL, goal=goal), resolve_url("plan:goal", pk))


@require_http_methods(["GET", "HEAD", "POST"])
def share_move(request: PersonRequest, pk: UUID) -> HttpResponse:
    move = get_object_or_404(Move.objects.of(request.user).with_contact(), pk=pk)
    return _share(request, Share(owner=request.user, line=Line.MOVE, move=move), resolve_url("plan:move", pk))


@require_http_methods(["GET", "HEAD", "POST"])
def share_movement(request: PersonRequest) -> HttpResponse:
    return _share(request, Share(owner=request.user, line=Line.MOVEMENT), resolve_url("plan:plan"))


@require_http_methods(["GET", "HEAD", "POST"])
def share_answer(request: PersonRequest, exercise: str) -> HttpResponse:
    """By the key of its exercise, as the journal does. What was never answered is not found."""
    found = edition().exercise(exercise)
    if not found:
        raise Http404
    answer = get_object_or_404(Answer.objects.of(request.user).to(found.key))
    back = resolve_url("journal:exercise", found.step, found.key)
    return _share(request, Share(owner=request.user, line=Line.ANSWER, answer=answer), back)


@require_http_methods(["GET", "HEAD", "POST"])
def share_outline(request: PersonRequest) -> HttpResponse:
    return _share(request, Share(owner=request.user, line=Line.OUTLINE), resolve_url("netmap:map"))


@require_http_methods(["GET", "HEAD", "POST"])
def share_map(request: PersonRequest) -> HttpResponse:
    return _share(request, Share(owner=request.user, line=Line.MAP), resolve_url("netmap:map"))


@require_http_methods(["GET", "HEAD", "POST"])
def share_comparison(request: PersonRequest, pk: UUID) -> HttpResponse:
    snapshot = get_object_or_404(Snapshot.objects.of(request.user), pk=pk)
    share = Share(owner=request.user, line=Line.COMPARISON, snapshot=snapshot)
    return _share(request, share, resolve_url("netmap:compare_now", pk))


def _share(request: PersonRequest, share: Share, back: str) -> HttpResponse:
    """The line as it will be seen, and a form. The link is in the answer to its button, and nowhere else."""
    form = ShareForm(request.POST or None, today=today_of(request.user, timezone.now()))
    if request.method == "POST" and form.is_valid():
        try:
            kept, secret = _keep(request, form, share)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            address = request.build_absolute_uri(resolve_url("sharing:open", secret))
            page = {"address": address, "share": kept, "last_day": last_day_of(kept), "back": back}
            return render(request, "sharing/link.html", page)
    page = {"form": form, "line": Line(share.line), "shown": show(share), "back": back}
    return render(request, "sharing/share.html", page)


class TooFastError(Refused):
    def __init__(self) -> None:
        super().__init__(_("You made many links in a short time. Wait an hour, and try again."))


def _keep(request: PersonRequest, form: ShareForm, share: Share) -> tuple[Share, str]:
    if not ratelimit.consume(request, action="share"):
        raise TooFastError
    said = form.cleaned_data
    wished = actions.Wished(Line(share.line), said["for_whom"], said["until"], row_of(share))
    return actions.share_line(wished, by=request.user, now=timezone.now(), once=said["once"])


@require_safe
def shares(request: PersonRequest) -> HttpResponse:
    """What I show, who looked, and what they wrote. That I have read it is written when the page is made."""
    page = _shares(request)
    answering.note_read(by=request.user, now=timezone.now())
    return page


def _shares(request: PersonRequest, tried: dict[UUID, AnswerForm] | None = None) -> HttpResponse:
    """``tried`` is a form that cannot be kept, with the id of its remark. Hours are the owner's."""
    page = queries.shares_page(request.user, timezone.now())
    remarks = [remark for share in page.open for remark in share.remarks]
    empty = {one.pk: AnswerForm(initial={"words": one.answer}, remark=one.pk) for one in remarks}
    found = {"page": page, "forms": empty | (tried or {}), "tried": tried or {}, "hour": timedelta(hours=1)}
    with timezone.override(ZoneInfo(request.user.time_zone)):
        return render(request, "sharing/shares.html", found)


@require_POST
def stop(request: PersonRequest, pk: UUID) -> HttpResponse:
    share = get_object_or_404(Share.objects.of(request.user), pk=pk)
    actions.stop_showing(share, by=request.user, now=timezone.now())
    messages.success(request, _("Nobody sees it any more."))
    return redirect("sharing:shares")


@require_POST
def take_away(request: PersonRequest, pk: UUID) -> HttpResponse:
    remark = get_object_or_404(Remark, owner=request.user, pk=pk)
    actions.take_away(remark, by=request.user)
    messages.success(request, _("Taken away. Nobody reads it any more."))
    return redirect("sharing:shares")


@require_POST
def answer(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What I answer to somebody who wrote to me. A form that cannot be kept comes back on the page it was on."""
    form = AnswerForm(request.POST, remark=pk)
    if not form.is_valid():
        get_object_or_404(Remark, owner=request.user, pk=pk)
        return _shares(request, {pk: form})
    try:
        kept = answering.answer_remark(pk, form.cleaned_data["words"], by=request.user, now=timezone.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return _shares(request, {pk: form})
    if kept is None:
        raise Http404
    messages.success(request, _("Kept. The one who wrote to you can read it now."))
    return redirect("sharing:shares")


@require_POST
def take_answer_away(request: PersonRequest, pk: UUID) -> HttpResponse:
    get_object_or_404(Remark, owner=request.user, pk=pk)
    answering.take_answer_away(pk, by=request.user)
    messages.success(request, _("Taken away. Nobody reads it any more."))
    return redirect("sharing:shares")
