"""Pages of whoever is shown something. What is not shown to them, or not any more, is not found."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from askel.lib.refused import Refused
from askel.people.models import Person
from askel.people.request import PersonRequest
from askel.sharing import actions, answering, queries
from askel.sharing.forms import LabelForm, RemarkForm
from askel.sharing.models import Line
from askel.sharing.queries_supporter import supported
from askel.sharing.rules import last_day_of, may_open
from askel.sharing.showing import show
from askel.vault.keys import KeyGone


@login_not_required
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Looking at the page uses nothing up: mail scanners open links. Its button does."""
    person = request.user if isinstance(request.user, Person) else None
    if request.method != "POST":
        share = get_object_or_404(queries.waiting(secret, timezone.now()))
        page = {"is_own": person is not None and not may_open(person, share), "here": request.path}
        return render(request, "sharing/open.html", page)
    if person is None:
        return redirect_to_login(request.path, resolve_url(settings.LOGIN_URL))
    return _open(request, secret, person)


def _open(request: HttpRequest, secret: str, person: Person) -> HttpResponse:
    try:
        share = actions.open_link(secret, by=person, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(request.path)
    if share is None:
        raise Http404
    return redirect("sharing:one", share.pk)


@require_safe
def shown(request: PersonRequest) -> HttpResponse:
    """What is open to me now, and nothing else."""
    return list_shown(request)


def list_shown(request: PersonRequest, tried: dict[UUID, LabelForm] | None = None) -> HttpResponse:
    """``tried`` is a label that cannot be kept, with the id of whom it is for."""
    page = queries.shown_page(request.user, timezone.now(), _number(request.GET.get("page", "")))
    people = supported(request.user)
    forms = {one.pk: LabelForm(initial={"label": one.label}, support=one.pk) for one in people}
    found = {"page": page, "supported": people, "forms": forms | (tried or {}), "tried": tried or {}}
    return render(request, "sharing/shown.html", found)


def _number(said: str) -> int:
    """What an address says that is no small number counts as the first."""
    return max(1, int(said)) if said.isascii() and said.isdecimal() and len(said) <= 4 else 1  # noqa: PLR2004 - 9999 pages


@require_safe
def one(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The line as it is now. Each page of it is a look."""
    return _one(request, pk, RemarkForm())


@contextmanager
def _erased_is_not_found() -> Iterator[None]:
    """Keys go before rows do."""
    try:
        yield
    except KeyGone:
        raise Http404 from None


def _one(request: PersonRequest, pk: UUID, form: RemarkForm) -> HttpResponse:
    share = actions.look_at(pk, by=request.user, now=timezone.now())
    if share is None:
        raise Http404
    with _erased_is_not_found():
        shown, remarks = show(share), queries.remarks_on(share)
    answering.note_answers_read([one.pk for one in remarks if one.is_newly_answered], now=timezone.now())
    page = {
        "shown": shown,
        "remarks": remarks,
        "pk": pk,
        "line": Line(share.line),
        "last_day": last_day_of(share),
        "form": form,
    }
    return render(request, "sharing/one.html", page)


@require_POST
def say(request: PersonRequest, pk: UUID) -> HttpResponse:
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _one(request, pk, form)
    said = form.cleaned_data
    try:
        spoken = actions.Spoken(said["said"], said["words"], said["once"])
        kept = actions.leave_remark(pk, spoken, by=request.user, now=timezone.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return _one(request, pk, form)
    if kept is None:
        raise Http404
    messages.success(request, _("Kept. The one who shows you this can read it now."))
    return redirect("sharing:one", pk)


@require_POST
def put_away(request: PersonRequest, pk: UUID) -> HttpResponse:
    """I want to see it no more."""
    if not actions.put_away(pk, by=request.user, now=timezone.now()):
        raise Http404
    messages.success(request, _("Put away. It is not shown to you any more."))
    return redirect("sharing:shown")
