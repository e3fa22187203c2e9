from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from askel.home.queries import letters_of, today_of
from askel.people.request import PersonRequest


@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """The next smallest step, and what is planned for today."""
    today, now = timezone.localdate(), timezone.now()
    at, letters = today_of(request.user, today), letters_of(request.user, now)
    return render(request, "home/home.html", {"at": at, "today": today, "letters": letters})
