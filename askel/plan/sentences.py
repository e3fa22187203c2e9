"""A move, read back as one whole sentence. Each is its own text, so that every language can turn it as it must.

The name stands as it was written: languages that bend names find a sentence in which they need not.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, pgettext
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup, escape

from askel.plan.models import Channel, Every, Size

_STOPS = " .,;:!…"
_WHEN = ("when ", "kun ")  # the page writes this word itself
_WEEKDAY_ENDS = (  # how a cue may name its weekday last, from Monday on
    (" on monday", " maanantaina"),
    (" on tuesday", " tiistaina"),
    (" on wednesday", " keskiviikkona"),
    (" on thursday", " torstaina"),
    (" on friday", " perjantaina"),
    (" on saturday", " lauantaina"),
    (" on sunday", " sunnuntaina"),
)


@dataclass(frozen=True, slots=True)
class _Sentences:
    """One act in its four shapes."""

    with_both: object
    with_cue: object
    with_day: object
    alone: object

    def fitting(self, cue: str, on: date | None) -> str:
        if cue:
            return str(self.with_both if on else self.with_cue)
        return str(self.with_day if on else self.alone)


# Translators: %(cue)s is a clause in the person's own words ("I get off the tram"), %(on)s is a day as below ("on
# Thursday 26 November", "tomorrow"), %(name)s is a nickname that must not be inflected.
_ACTS: dict[Channel, tuple[_Sentences, _Sentences]] = {  # towards somebody, towards nobody yet
    Channel.MESSAGE: (
        _Sentences(
            _("When %(cue)s %(on)s, I write to %(name)s."),
            _("When %(cue)s, I write to %(name)s."),
            _("I write to %(name)s %(on)s."),
            _("I write to %(name)s."),
        ),
        _Sentences(
            _("When %(cue)s %(on)s, I write a message."),
            _("When %(cue)s, I write a message."),
            _("I write a message %(on)s."),
            _("I write a message."),
        ),
    ),
    Channel.MAIL: (
        _Sentences(
            _("When %(cue)s %(on)s, I send an email to %(name)s."),
            _("When %(cue)s, I send an email to %(name)s."),
            _("I send an email to %(name)s %(on)s."),
            _("I send an email to %(name)s."),
        ),
        _Sentences(
            _("When %(cue)s %(on)s, I send an email."),
            _("When %(cue)s, I send an email."),
            _("I send an email %(on)s."),
            _("I send an email."),
        ),
    ),
    Channel.CALL: (
        _Sentences(
            _("When %(cue)s %(on)s, I call %(name)s."),
            _("When %(cue)s, I call %(name)s."),
            _("I call %(name)s %(on)s."),
            _("I call %(name)s."),
        ),
        _Sentences(
            _("When %(cue)s %(on)s, I make a call."),
            _("When %(cue)s, I make a call."),
            _("I make a call %(on)s."),
            _("I make a call."),
        ),
    ),
    Channel.MEET: (
        _Sentences(
            _("When %(cue)s %(on)s, I meet %(name)s."),
            _("When %(cue)s, I meet %(name)s."),
            _("I meet %(name)s %(on)s."),
            _("I meet %(name)s."),
        ),
        _Sentences(
            _("When %(cue)s %(on)s, I meet somebody."),
            _("When %(cue)s, I meet somebody."),
            _("I meet somebody %(on)s."),
            _("I meet somebody."),
        ),
    ),
    Channel.LINKEDIN: (
        _Sentences(
            _("When %(cue)s %(on)s, I write to %(name)s on LinkedIn."),
            _("When %(cue)s, I write to %(name)s on LinkedIn."),
            _("I write to %(name)s on LinkedIn %(on)s."),
            _("I write to %(name)s on LinkedIn."),
        ),
        _Sentences(
            _("When %(cue)s %(on)s, I write on LinkedIn."),
            _("When %(cue)s, I write on LinkedIn."),
            _("I write on LinkedIn %(on)s."),
            _("I write on LinkedIn."),
        ),
    ),
    Channel.EVENT: (
        _Sentences(
            _("When %(cue)s %(on)s, I go to an event with %(name)s."),
            _("When %(cue)s, I go to an event with %(name)s."),
            _("I go to an event with %(name)s %(on)s."),
            _("I go to an event with %(name)s."),
        ),
        _Sentences(
            _("When %(cue)s %(on)s, I go to an event."),
            _("When %(cue)s, I go to an event."),
            _("I go to an event %(on)s."),
            _("I go to an event."),
        ),
    ),
    Channel.OTHER: (
        _Sentences(
            _("When %(cue)s %(on)s, I get in touch with %(name)s."),
            _("When %(cue)s, I get in touch with %(name)s."),
            _("I get in touch with %(name)s %(on)s."),
            _("I get in touch with %(name)s."),
        ),
        _Sentences(
            _("When %(cue)s %(on)s, I take this small step."),
            _("When %(cue)s, I take this small step."),
            _("I take this small step %(on)s."),
            _("I take this small step."),
        ),
    ),
}

_WEEKDAYS = (
    gettext_noop("on Monday %(date)s"),
    gettext_noop("on Tuesday %(date)s"),
    gettext_noop("on Wednesday %(date)s"),
    gettext_noop("on Thursday %(date)s"),
    gettext_noop("on Friday %(date)s"),
    gettext_noop("on Saturday %(date)s"),
    gettext_noop("on Sunday %(date)s"),
)


_TAKES = {
    Size.FIVE: _("It takes five minutes."),
    Size.FIFTEEN: _("It takes a quarter of an hour."),
    Size.HOUR: _("It takes an hour."),
}
_COMES_AGAIN = {
    Every.WEEK: _("I do it again every week."),
    Every.TWO_WEEKS: _("I do it again every two weeks."),
    Every.MONTH: _("I do it again every month."),
}


def takes(minutes: Size | None) -> str:
    return str(_TAKES[minutes]) if minutes else ""


def comes_again(every: Every | None) -> str:
    return str(_COMES_AGAIN[every]) if every else ""


def on_day(day: date, today: date | None, *, with_weekday: bool = False) -> str:
    """``tomorrow``, ``on Thursday 26 November``: as it stands inside a sentence. Without ``today`` it is the whole date."""
    if today is None or not 0 <= (day - today).days <= 1:
        return _on_date(day, today)
    near = pgettext("inside a sentence", "today") if day == today else pgettext("inside a sentence", "tomorrow")
    if not with_weekday:
        return near
    # Translators: %(near)s is "today" or "tomorrow", %(weekday)s is "on Wednesday"; in Finnish without the comma
    said = pgettext("inside a sentence", "%(near)s, %(weekday)s")
    return said % {"near": near, "weekday": (gettext(_WEEKDAYS[day.weekday()]) % {"date": ""}).strip()}


def _on_date(day: date, today: date | None) -> str:
    # Translators: Django date formats for a day without its weekday; in Finnish "j. E" and "j. E Y"
    shape = pgettext("day format", "j F") if today and day.year == today.year else pgettext("day format", "j F Y")
    return gettext(_WEEKDAYS[day.weekday()]) % {"date": date_format(day, shape)}


def without_weekday(said: str, on: date) -> str:
    """The cue without the day's own weekday at its end: the sentence says the day itself."""
    for end in _WEEKDAY_ENDS[on.weekday()]:
        if said.casefold().endswith(end) and len(said) > len(end):
            return said[: -len(end)].rstrip(_STOPS)
    return said


def once_stopped(said: Markup) -> Markup:
    """A nickname such as "Liisa V." brings its own full stop."""
    return said.replace(".</bdi>.", Markup(".</bdi>"))


def clause(cue: str) -> str:
    """The cue as it stands after "When": without that word, without a full stop."""
    bare = cue.strip(_STOPS)
    for word in _WHEN:
        if bare.casefold().startswith(word):
            return bare[len(word) :].lstrip()
    return bare


def read_back(channel: Channel, *, name: str, cue: str, on: date | None, today: date | None) -> Markup:
    """The sentence, ready for a page: the name apart, the day in bold. What is over is read back without ``today``."""
    whole = clause(cue)
    said = without_weekday(whole, on) if on else whole
    day = on_day(on, today, with_weekday=said != whole) if on else ""
    act = _ACTS[channel][0 if name else 1].fitting(said, on)
    read = escape(act) % {
        "cue": said,
        "on": Markup("<strong>%s</strong>") % day,
        "name": Markup('<bdi class="who">%s</bdi>') % name,
    }
    return once_stopped(read)
