"""What Askel holds about me, and all of it as one file."""

from functools import partial

from allauth.core.internal import ratelimit  # the open one counts no GET; allauth is held to one version
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from askel.lib.refused import Refused
from askel.people.request import PersonRequest
from askel.privacy import actions
from askel.privacy.forms import BringForm
from askel.privacy.queries import held_of
from askel.privacy.reading import LARGEST, read_everything
from askel.privacy.zipped import file_name, taken_by_owner, to_zip
from askel.web.pages import BesideResponse, answer_later, beside, is_made_beside


@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    return _mine(request)


def _mine(request: PersonRequest, refused: str = "", status: int = 200) -> HttpResponse:
    return render(request, "privacy/mine.html", {"rooms": held_of(request.user), "refused": refused}, status=status)


@require_safe
def take(request: PersonRequest) -> HttpResponse:
    """Read here, and made outside the page thread, as its PDF files take seconds. Nothing of it is kept."""
    if not ratelimit.consume(request, app="allauth.account", action="press", limit_get=True):
        return _mine(request, _("You took many files in a short time. Wait ten minutes, and try again."), status=429)
    now = timezone.now()
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(timezone.localdate(now))}"',
        "Cache-Control": "no-store",
    }
    taken = taken_by_owner(request.user, now=now, site=settings.ENV.address)
    return answer_later(request, partial(to_zip, taken), content_type="application/zip", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: PersonRequest) -> HttpResponse:
    """A file of everything comes in whole, or not at all. What is here stays as it is."""
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "privacy/bring.html", {"form": form})
    # What was read beside has been counted before.
    if not is_made_beside(request) and not ratelimit.consume(request, app="allauth.account", action="bring"):
        form.add_error("file", _("Many files came in a short time. Wait ten minutes, and choose the file again."))
        return render(request, "privacy/bring.html", {"form": form}, status=429)
    content = form.cleaned_data["file"].read(LARGEST + 1)
    try:
        coming = beside(request, partial(read_everything, content))
        if isinstance(coming, BesideResponse):
            return coming
        came = actions.bring_everything(coming, by=request.user, now=timezone.now())
    except Refused as refused:
        form.add_error("file", str(refused))
        return render(request, "privacy/bring.html", {"form": form})
    return render(request, "privacy/brought.html", {"came": [one for one in came if one.new or one.here or one.out]})
