"""What the picture does as one draws: move somebody, and see whether another device changed the map."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from askel.lib.refused import StaleError
from askel.netmap import actions, queries
from askel.netmap.forms import MoveToForm
from askel.netmap.models import Contact
from askel.netmap.sitting import undoable
from askel.netmap.spheres import Ring, Sphere
from askel.netmap.still_here import still_here
from askel.people.request import PersonRequest


@require_POST
@still_here
def place(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Another ring or sphere. Where another device was faster, both places are said and nothing is moved."""
    found = get_object_or_404(Contact.objects.of(request.user), pk=pk)
    form = MoveToForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a ring and a part of your life."))
        return redirect("netmap:contact", pk)
    said = form.cleaned_data
    wanted = said["ring"] or Ring(found.ring), said["sphere"] or Sphere(found.sphere)
    try:
        with undoable(request):
            actions.place_contact(found, *wanted, by=request.user, version=said["version"] or 0)
    except StaleError as stale:
        messages.error(request, _both_places(stale.current, *wanted))
    else:
        messages.success(request, _("Moved: %(place)s.") % {"place": _words(*wanted)})
    return redirect("netmap:picture")


def _words(ring: Ring, sphere: Sphere) -> str:
    return _("%(sphere)s, %(ring)s") % {"sphere": sphere.label, "ring": str(ring.label).lower()}


def _both_places(now: Any, ring: Ring, sphere: Sphere) -> str:  # noqa: ANN401 - the row as it is
    """Without a name: messages lie in the session, which is not sealed."""
    return _(
        "Another device changed this contact meanwhile. There it stands in: %(now)s. You wanted: %(wanted)s. "
        "Move it again if that is still right."
    ) % {"now": _words(Ring(now.ring), Sphere(now.sphere)), "wanted": _words(ring, sphere)}


@require_safe
def stamp(request: PersonRequest) -> HttpResponse:
    """Says whether a page that is open still shows the map as it is."""
    return JsonResponse({"stamp": queries.stamp_of(queries.draw_map(request.user))})
