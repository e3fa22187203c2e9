from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from askel.home.queries import letters_of, today_of
from askel.people.request import PersonRequest
from askel.sharing.queries import new_words


@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """The next smallest step, what is planned for today, and whether somebody wrote."""
    today, now = timezone.localdate(), timezone.now()
    at, letters = today_of(request.user, today), letters_of(request.user, now)
    page = {"at": at, "today": today, "letters": letters, "new": new_words(request.user, now)}
    return render(request, "home/home.html", page)
