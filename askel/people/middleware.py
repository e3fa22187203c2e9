"""What a signed-in visit leaves: the day."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from askel.people.actions import note_visit as note
from askel.people.models import Person


def note_visit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Write the day of the visit, at most once a day."""

    def answer(request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        if isinstance(request.user, Person) and request.user.last_visit_on != today:
            note(request.user, today=today)
        return get_response(request)

    return answer
