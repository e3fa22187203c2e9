"""What a signed-in visit leaves, the day, and whose day it is."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from askel.people.actions import note_visit as note
from askel.people.models import Person
from askel.people.rules import zone


def note_visit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Write the day of the visit, at most once a day."""

    def answer(request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        if isinstance(request.user, Person) and request.user.last_visit_on != today:
            note(request.user, today=today)
        return get_response(request)

    return answer


def where_they_live(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Today is the day where the person is."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, Person):
            return get_response(request)
        with timezone.override(zone(request.user.time_zone)):
            return get_response(request)

    return answer
