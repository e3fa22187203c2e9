"""The reference for a page: Django and Jinja2, somebody signed in, 40 rows of 200 sealed fields in all.

The same tables, sessions and sealing as Askel, and nothing else: no languages, forms, headers or layout.
Run as a module it makes the rows, and prints the cookie to look at them with.
"""

import os
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from jinja2 import Environment

if TYPE_CHECKING:
    from askel.people.models import Person

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare_settings"
application = get_wsgi_application()

ROWS = 40  # of five sealed fields each
PAGE = """<!doctype html><html lang="en"><title>Signed in</title><ul>
{% for move in moves %}<li><a href="/{{ move.pk }}">{{ move.contact.nickname }}</a> {{ move.contact.note }}
{{ move.cue }} {{ move.what }} {{ move.factor }}</li>
{% endfor %}</ul></html>"""
_template = Environment(autoescape=True).from_string(PAGE)


def page(request: HttpRequest) -> HttpResponse:
    from askel.plan.models import Move  # noqa: PLC0415 - models exist once the application does

    moves = Move.objects.filter(owner=request.user.pk).select_related("contact")
    return HttpResponse(_template.render(moves=moves))


urlpatterns = [path("", page)]


def make_rows() -> str:
    """Somebody with 40 moves towards as many contacts. Their cookie."""
    from askel.netmap.models import Contact  # noqa: PLC0415
    from askel.people.actions import start_guest  # noqa: PLC0415
    from askel.plan.models import Move  # noqa: PLC0415

    now = timezone.now()
    person = start_guest(language="en", now=now, today=now.date())
    for number in range(ROWS):
        named = {"nickname": f"Anna {number}", "note": "from the evening course"}
        contact = Contact.objects.create(owner=person, ring=2, sphere="work", made_at=now, **named)
        words = {"what": "I ask for 20 minutes", "cue": "I get off the tram", "factor": "the evening course"}
        Move.objects.create(owner=person, contact=contact, made_at=now, **words)
    return cookie_of(person)


def cookie_of(person: "Person") -> str:
    """Sign somebody in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    print(make_rows())
