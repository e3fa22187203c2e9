"""The one template engine."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import get_urlconf, reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import json_script
from django.utils.translation import get_language_info, pgettext
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined, select_autoescape


def url(name: str, *args: object) -> str:
    """``reverse`` in the shape that templates like: ``url("plan:move", move.id)``."""
    return _reverse(get_urlconf(), name, args)


@lru_cache(maxsize=4096)
def _reverse(urlconf: str | None, name: str, args: tuple[object, ...]) -> str:
    """A page of a map asks for a hundred addresses, and Django reckons each one anew."""
    return reverse(name, urlconf=urlconf, args=args or None)


def day(value: date | datetime) -> str:
    """A day with its weekday, spelled by the reader's language: "Thursday 26 November"."""
    # Translators: Django date format for a day with its weekday; in Finnish "l j. E"
    return date_format(value, pgettext("day format", "l j F"))


def clock(value: datetime) -> str:
    """The time of day where the reader is: "14:02"."""
    # Translators: Django date format for the time of day
    return date_format(timezone.localtime(value), pgettext("time format", "H:i"))


def environment(**options: Any) -> Environment:  # noqa: ANN401 - what Django's backend passes
    """Strict and autoescaping; letters (.txt) are plain text."""
    escape = select_autoescape(("html", "xml", "svg"), default=False, default_for_string=True)
    env = Environment(  # noqa: S701 - escaping is chosen by ending
        **{**options, "autoescape": escape, "undefined": StrictUndefined},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined] # added by the i18n extension
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(static=static, url=url, htmx_script=htmx_script, language_info=get_language_info)
    env.filters.update(json_script=json_script, day=day, clock=clock)
    return env
