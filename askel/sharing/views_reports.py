"""Reporting: each page says who will read what, before anything is sent."""

import re
from collections.abc import Callable
from html import unescape
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from askel.lib.refused import Refused
from askel.people.request import PersonRequest
from askel.sharing import actions, reporting
from askel.sharing.forms import ReportForm
from askel.sharing.models import Line, Remark, Report, Share, Wrong
from askel.sharing.queries import visible
from askel.sharing.reporting import Told
from askel.sharing.showing import show
from askel.vault.keys import KeyGone

_DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)


class TooFastError(Refused):
    def __init__(self) -> None:
        super().__init__(_("You sent many reports in a short time. Wait an hour, and try again."))


@require_http_methods(["GET", "HEAD", "POST"])
def report_remark(request: PersonRequest, pk: UUID) -> HttpResponse:
    def words() -> str:
        return get_object_or_404(Remark, owner=request.user, pk=pk).words

    def send(told: Told) -> Report | None:
        return reporting.report_remark(pk, told, by=request.user, now=timezone.now())

    return _report(request, Wrong.REMARK, words, send)


@require_http_methods(["GET", "HEAD", "POST"])
def report_answer(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The answer stands on its page, so each of these is a look as well."""

    def words() -> str:
        remark = get_object_or_404(Remark.objects.answered(), share__in=visible(request.user, timezone.now()), pk=pk)
        _look(request, remark.share_id)
        return remark.answer

    def send(told: Told) -> Report | None:
        return reporting.report_answer(pk, told, by=request.user, now=timezone.now())

    return _report(request, Wrong.ANSWER, words, send)


@require_http_methods(["GET", "HEAD", "POST"])
def report_line(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The line stands on its page, so each of these is a look as well."""

    def words() -> str:
        return _as_words(_look(request, pk))

    def send(told: Told) -> Report | None:
        return reporting.report_line(pk, _as_words, told, by=request.user, now=timezone.now())

    return _report(request, Wrong.LINE, words, send)


def _look(request: PersonRequest, pk: UUID) -> Share:
    share = actions.look_at(pk, by=request.user, now=timezone.now())
    if share is None:
        raise Http404
    return share


def _as_words(share: Share) -> str:
    """What stands on the page of a line, of whatever kind it is, without its drawing."""
    page = render_to_string("sharing/line.html", {"line": Line(share.line), "shown": show(share)})
    lines = (
        " ".join(line.split())
        for line in strip_tags(_DRAWING.sub("", page).replace("</span><", "</span> <")).splitlines()
    )
    return unescape("\n".join(line for line in lines if line))


def _report(
    request: PersonRequest, kind: Wrong, words: Callable[[], str], send: Callable[[Told], Report | None]
) -> HttpResponse:
    """``words`` are those that are reported. Keys go before rows do, and what is erased is not found."""
    back = "sharing:shares" if kind == Wrong.REMARK else "sharing:shown"
    form = ReportForm(request.POST if request.method == "POST" else None)
    try:
        if form.is_valid() and _is_sent(request, form, send):
            messages.success(request, _("Reported. Those who run this Askel will read it."))
            return redirect(back)
        page = {"form": form, "kind": kind, "reported": words(), "back": back}
    except KeyGone:
        raise Http404 from None
    return render(request, "sharing/report.html", page)


def _is_sent(request: PersonRequest, form: ReportForm, send: Callable[[Told], Report | None]) -> bool:
    try:
        if not ratelimit.consume(request, action="report"):
            raise TooFastError
        sent = send(Told(form.cleaned_data["words"], form.cleaned_data["once"]))
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    if sent is None:
        raise Http404
    return True
