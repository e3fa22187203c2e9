"""What a page answers about somebody who was taken off the map meanwhile, such as on another device."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from askel.netmap.models import Contact
from askel.people.request import PersonRequest

View = Callable[[PersonRequest, UUID], HttpResponse]


def still_here(view: View) -> View:
    """The page is about somebody on the map. Whoever is off it has a page that says so; it costs nothing for the others."""

    @wraps(view)
    def answer(request: PersonRequest, pk: UUID) -> HttpResponse:
        try:
            return view(request, pk)
        except (Http404, Contact.DoesNotExist):
            if Contact.objects.taken_off(request.user).filter(pk=pk).exists():
                return redirect("netmap:contact", pk=pk)
            raise Http404 from None

    return answer
