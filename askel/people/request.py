"""The request of somebody who is signed in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from askel.people.models import Person


class PersonRequest(HttpRequest):
    """What views of signed-in pages take. ``LoginRequiredMiddleware`` makes sure of it."""

    user: Person
    htmx: HtmxDetails
