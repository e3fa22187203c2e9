"""The plan outside Askel: in a calendar, on paper, and back from paper."""

from datetime import datetime

from allauth.core.internal import ratelimit  # the open one counts no GET; allauth is held to one version
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from askel.lib.refused import Refused
from askel.people.request import PersonRequest
from askel.plan import actions, queries
from askel.plan.calendar import calendar_file
from askel.plan.feed import choose_shows, end_feed, entries_of, feed_at, feed_standing, make_feed, note_reading
from askel.plan.forms_paper import AddressForm, PaperForm, ShowsForm
from askel.plan.models import Move
from askel.plan.printed import GOALS_ON_PAPER, MOVES_ON_PAPER, printed_plan, printed_sheets
from askel.web.pages import answer_later
from askel.web.press import press, press_once

# The calendar


@require_safe
def feed(request: PersonRequest) -> HttpResponse:
    return _feed_page(request)


def _feed_page(request: PersonRequest, address: str = "") -> HttpResponse:
    standing = feed_standing(request.user)
    context = {
        "feed": standing,
        "address": address,
        "address_form": AddressForm(initial={"shows": standing.shows, "version": standing.version}),
        "shows_form": ShowsForm(initial={"shows": standing.shows}),
    }
    return render(request, "plan/feed.html", context)


@require_POST
def make_address(request: PersonRequest) -> HttpResponse:
    """Shown in the answer to the button, and nowhere else: it is kept as a hash."""
    form = AddressForm(request.POST)
    form.full_clean()  # what cannot be read of it counts as not said
    said = form.cleaned_data
    shows = said.get("shows") if "shows" in request.POST else None
    try:
        secret = make_feed(
            by=request.user,
            now=timezone.now(),
            version=said.get("version") or 0,
            once=said["once"],
            shows=shows,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("plan:feed")
    return _feed_page(request, request.build_absolute_uri(reverse("plan:feed_file", args=[secret])))


@require_POST
def end_address(request: PersonRequest) -> HttpResponse:
    end_feed(by=request.user)
    messages.success(request, _("The address has ended. No calendar reads there any more."))
    return redirect("plan:feed")


@require_POST
def feed_shows(request: PersonRequest) -> HttpResponse:
    form = ShowsForm(request.POST)
    if form.is_valid():
        choose_shows(form.cleaned_data["shows"], by=request.user)
        messages.success(request, _("Saved. Calendars show it when they read the next time."))
    return redirect("plan:feed")


@require_safe
@login_not_required
def feed_file(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar reads. Whoever has the address needs no sign-in."""
    found, now = feed_at(secret), timezone.now()
    if found is None:
        raise Http404
    entries = entries_of(found, site=_site(request), now=now)
    note_reading(found, today=timezone.localdate())
    return answer_later(
        request,
        lambda: calendar_file(entries, now=now, is_feed=True),  # hundreds of moves take a third of a second
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="askel.ics"', "Cache-Control": "no-store"},
    )


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


# On paper


@require_safe
def take(request: PersonRequest) -> HttpResponse:
    return render(request, "plan/take.html", {"refused": ""})


@require_safe
def take_pdf(request: PersonRequest) -> HttpResponse:
    """Large print. ``?ended=1`` asks for what has ended too."""
    if not ratelimit.consume(request, app="allauth.account", action="press", limit_get=True):  # each takes seconds
        refused = _("You took many files in a short time. Wait ten minutes, and try again.")
        return render(request, "plan/take.html", {"refused": refused}, status=429)
    today = timezone.localdate()
    page = printed_plan(queries.plan_page(request.user, today), today=today, with_ended="ended" in request.GET)
    headers = {
        "Content-Disposition": f'attachment; filename="askel-plan-{today.isoformat()}.pdf"',
        "Cache-Control": "no-store",
    }
    return answer_later(request, lambda: press(page, "pdf"), content_type="application/pdf", headers=headers)


@require_safe
@login_not_required
def sheets(request: HttpRequest) -> HttpResponse:
    """Empty sheets, the same for everybody."""
    return render(request, "plan/sheets.html", {"goals_on_paper": GOALS_ON_PAPER, "moves_on_paper": MOVES_ON_PAPER})


@require_safe
@login_not_required
def sheets_pdf(request: HttpRequest) -> HttpResponse:
    page = printed_sheets(get_language() or "")
    headers = {"Content-Disposition": 'attachment; filename="askel-blank-plan.pdf"'}
    return answer_later(request, lambda: press_once(page), content_type="application/pdf", headers=headers)


def from_paper(request: PersonRequest) -> HttpResponse:
    """Up to five moves at once."""
    form = PaperForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        once, now = form.cleaned_data["once"], timezone.now()
        try:
            planned = actions.plan_many(form.intended(), by=request.user, now=now, once=once)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            _say_kept(request, len(planned), sum(_is_new(move, now) for move in planned))
            return redirect("plan:plan")
    context = {"form": form, "people": queries.people_to_choose(request.user)}
    return render(request, "plan/from_paper.html", context)


def _is_new(move: Move, now: datetime) -> bool:
    """Whether somebody came onto the map with it."""
    return move.contact is not None and move.contact.made_at == now


def _say_kept(request: PersonRequest, many: int, new: int) -> None:
    words = ngettext("%(num)d move is in your plan now.", "%(num)d moves are in your plan now.", many) % {"num": many}
    messages.success(request, words)
    if new:
        words = ngettext(
            "%(num)d new contact is on your map now, as quite close and from work. You can change that there.",
            "%(num)d new contacts are on your map now, as quite close and from work. You can change that there.",
            new,
        )
        messages.info(request, words % {"num": new})
