"""Pages of the house itself: is it well, and the demo's doors."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connections
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from askel.config.env import is_loopback
from askel.errand.queries import last_tick
from askel.people.coming_in import sign_in_as
from askel.people.models import Person


@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """``{"web": "ok"}`` when both databases answer, and when the loop last went round; 503 when one does not."""
    try:
        for alias in ("default", "vault"):
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1")
        ticked_at = last_tick()
    except Exception:  # noqa: BLE001 - whatever it is, the answer is no
        return JsonResponse({"web": "no database"}, status=503)
    return JsonResponse({"web": "ok", "loop_ticked_at": ticked_at.isoformat() if ticked_at else None})


@login_not_required
def demo_as(request: HttpRequest, name: str) -> HttpResponse:
    """One button that signs in as one of the demo's cast. The page keeps the language of the one who pressed it.

    It is there only where Askel serves this very machine and the caller sits at it.
    """
    if not (settings.ENV.is_loopback and is_loopback(request.META.get("REMOTE_ADDR", ""))):
        raise Http404
    person = get_object_or_404(Person, demo_name=name)
    if request.method == "POST":
        return sign_in_as(request, person, how="demo", to=settings.LOGIN_REDIRECT_URL, in_their_language=False)
    return render(request, "web/demo_as.html", {"name": name})
