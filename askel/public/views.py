from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from askel.steps.queries import edition


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What Askel is, in ten seconds. Whoever is signed in goes to their own page."""
    if request.user.is_authenticated:
        return redirect("home:home")
    return render(request, "public/front.html", {"edition": edition()})
