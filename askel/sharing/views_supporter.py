"""One supporter: turning it on and off, and the pages of whoever supports somebody."""

from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from askel.lib.refused import Refused
from askel.people.models import Person
from askel.people.request import PersonRequest
from askel.sharing import supporting
from askel.sharing.forms import LabelForm, SupporterForm
from askel.sharing.queries_supporter import my_supporter, supporter_waiting
from askel.sharing.views import TooFastError
from askel.sharing.views_shown import list_shown


@require_http_methods(["GET", "HEAD", "POST"])
def supporter(request: PersonRequest) -> HttpResponse:
    """What a supporter is told, before and after. The link is in the answer to the button, and nowhere else."""
    form = SupporterForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if not ratelimit.consume(request, action="share"):
                raise TooFastError
            _kept, secret = supporting.turn_on(by=request.user, now=timezone.now(), once=form.cleaned_data["once"])
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("sharing:supporter")
        address = request.build_absolute_uri(resolve_url("sharing:open_support", secret))
        return render(request, "sharing/supporter_link.html", {"address": address})
    page = {"mine": my_supporter(request.user, timezone.now()), "form": form, "agreed": supporting.AGREED}
    return render(request, "sharing/supporter.html", page)


@require_POST
def end_supporter(request: PersonRequest) -> HttpResponse:
    supporting.end_supporter(by=request.user, now=timezone.now())
    messages.success(request, _("Ended. Nobody is told any more."))
    return redirect("sharing:supporter")


@login_not_required
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def open_support(request: HttpRequest, secret: str) -> HttpResponse:
    """Looking at the page uses nothing up: mail scanners open links. Its button does."""
    person = request.user if isinstance(request.user, Person) else None
    if request.method != "POST":
        found = get_object_or_404(supporter_waiting(secret, timezone.now()))
        page = {"is_own": person is not None and person.pk == found.owner_id, "here": request.path}
        return render(request, "sharing/open_support.html", page)
    if person is None:
        return redirect_to_login(request.path, resolve_url(settings.LOGIN_URL))
    try:
        opened = supporting.open_support(secret, by=person, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(request.path)
    if opened is None:
        raise Http404
    return redirect("sharing:shown")


@require_POST
def label_support(request: PersonRequest, pk: UUID) -> HttpResponse:
    form = LabelForm(request.POST, support=pk)
    if not form.is_valid():
        return list_shown(request, {pk: form})
    if not supporting.label_support(pk, form.cleaned_data["label"], by=request.user):
        raise Http404
    messages.success(request, _("Kept. Only you see it."))
    return redirect("sharing:shown")


@require_POST
def end_supporting(request: PersonRequest, pk: UUID) -> HttpResponse:
    if not supporting.end_supporting(pk, by=request.user, now=timezone.now()):
        raise Http404
    messages.success(request, _("Ended. You are not told any more."))
    return redirect("sharing:shown")
