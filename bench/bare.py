"""The reference: Django and Jinja2 with thirty rows and nothing else."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from jinja2 import Environment

PAGE = """<!doctype html><html lang="en"><title>Bare</title><ul>
{% for row in rows %}<li><a href="/{{ row.number }}">{{ row.name }}</a> <span>{{ row.words }}</span></li>
{% endfor %}</ul></html>"""
ROWS = [{"number": n, "name": f"Anna {n}", "words": "a person & a few words"} for n in range(30)]
_template = Environment(autoescape=True).from_string(PAGE)


def page(_: HttpRequest) -> HttpResponse:
    return HttpResponse(_template.render(rows=ROWS))


urlpatterns = [path("", page)]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["localhost"], SECRET_KEY="bench", USE_TZ=True)  # noqa: S106
application = get_wsgi_application()
