"""Pages of upkeep. Each finds, calls one action, and answers."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from askel.netmap.models import Contact
from askel.netmap.still_here import still_here
from askel.people.request import PersonRequest
from askel.upkeep import actions, queries
from askel.upkeep.forms import OfferForm, RhythmForm, chosen_in
from askel.upkeep.models import Every, Rhythm


@require_safe
def keep(request: PersonRequest) -> HttpResponse:
    """Who waits for a word, in quiet."""
    today = timezone.localdate()
    return render(request, "upkeep/keep.html", {"page": queries.keep_page(request.user, today), "today": today})


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: PersonRequest) -> HttpResponse:
    """Whom do you want to keep in touch with? Nobody is ticked in advance."""
    found = queries.offers(request.user)
    if request.method == "POST":
        forms = [OfferForm(request.POST, offer) for offer in found if offer.tick in request.POST]
        made = actions.set_rhythms(chosen_in(forms), by=request.user, now=timezone.now())
        _say(request, made)
        return _after_choosing(request, made)
    start = _number(request.GET.get("from", ""))
    start = start if start < len(found) else 0
    forms = [OfferForm(None, offer) for offer in found[start : start + queries.A_PAGE]]
    more = start + queries.A_PAGE
    page = {"forms": forms, "start": start, "more": more if more < len(found) else 0}
    return render(request, "upkeep/choose.html", page)


def _after_choosing(request: PersonRequest, made: int) -> HttpResponse:
    """Back, or on to the next ones: those who were chosen are not among them any more."""
    following = _number(request.POST.get("more", ""))
    if not following:
        return redirect("upkeep:keep")
    return redirect(f"{reverse('upkeep:choose')}?from={max(0, following - made)}")


def _number(said: str) -> int:
    """What an address says that is no small number counts as none."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 4 else 0  # noqa: PLR2004 - a map holds hundreds


def _say(request: PersonRequest, made: int) -> None:
    if made:
        words = ngettext("Kept: a rhythm for %(num)d tie.", "Kept: a rhythm for %(num)d ties.", made)
        messages.success(request, words % {"num": made})
    else:
        messages.info(request, _("Nobody was ticked, so nothing has changed."))


@require_http_methods(["GET", "HEAD", "POST"])
@still_here
def rhythm(request: PersonRequest, pk: UUID) -> HttpResponse:
    """How often for one of them."""
    found = get_object_or_404(Contact.objects.of(request.user).here(), pk=pk)
    held = Rhythm.objects.of(request.user).filter(contact=found).first()
    suggested = queries.suggested_for(request.user, pk)
    initial = {"every": held.every_days if held else suggested, "version": held.version if held else 0}
    form = RhythmForm(request.POST or None, initial=initial)
    if form.is_valid():
        chosen, version = actions.Chosen(pk, form.cleaned_data["every"]), form.cleaned_data["version"] or 0
        try:
            actions.change_rhythm(found, chosen, by=request.user, version=version, now=timezone.now())
        except actions.RhythmChangedError as stale:
            form.show_saved(Every(stale.current.every_days), stale.current.version)
        else:
            messages.success(request, _("Saved."))
            return redirect("upkeep:keep")
    page = {"form": form, "contact": found, "suggested": suggested}
    return render(request, "upkeep/rhythm.html", page)


@require_POST
@still_here
def met(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One tap: we were in touch."""
    found = get_object_or_404(Contact.objects.of(request.user), pk=pk)
    actions.note_met(found, by=request.user, today=timezone.localdate(), now=timezone.now())
    messages.success(request, _("Noted for today."))
    return redirect("upkeep:keep")


@require_POST
@still_here
def undo_met(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take back what the page showed as noted on its day."""
    found = get_object_or_404(Contact.objects.of(request.user), pk=pk)
    with suppress(ValueError):  # no day was named: nothing to take back
        actions.undo_met(found, date.fromisoformat(request.POST.get("on", "")), by=request.user)
    return redirect("upkeep:keep")


@require_POST
@still_here
def snooze(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Not now."""
    found = get_object_or_404(Contact.objects.of(request.user), pk=pk)
    actions.snooze(found, by=request.user, today=timezone.localdate())
    messages.success(request, _("This rests for a month."))
    return redirect("upkeep:keep")
