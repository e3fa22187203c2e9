"""A comparison told in sentences: facts with the people they speak of, never a grade."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from askel.netmap.comparing import Comparison, Helped, Mark, Moved
from askel.netmap.drawn import Dot

Way = Callable[[Moved], str]


@dataclass(frozen=True, slots=True)
class About:
    """Somebody a sentence speaks of, and what it says of them alone."""

    dot: Dot
    words: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    code: str
    words: str
    about: tuple[About, ...] = ()


def tell(found: Comparison) -> list[Told]:
    """All that is different, or that nothing is."""
    if found.is_same:
        return [Told("same", _("Both maps show the same people in the same places, with the same ties."))]
    return [*_who(found), *_where(found), *_ties(found), *_help(found)]


def _who(found: Comparison) -> Iterator[Told]:
    new, wishes = _split(found.new)
    if new:
        words = ngettext("%(num)d is new on the map.", "%(num)d are new on the map.", len(new))
        yield _told("new", words, new)
    if wishes:
        words = ngettext("%(num)d wish is new.", "%(num)d wishes are new.", len(wishes))
        yield _told("new-wish", words, wishes)
    if found.come_true:
        words = ngettext("%(num)d wish came true.", "%(num)d wishes came true.", len(found.come_true))
        yield _told("come-true", words, [one.after for one in found.come_true])
    if found.wished_again:
        words = ngettext("%(num)d is a wish again.", "%(num)d are wishes again.", len(found.wished_again))
        yield _told("wished-again", words, [one.after for one in found.wished_again])
    gone, let_go = _split(found.gone)
    if gone:
        words = ngettext("%(num)d is not on the map any more.", "%(num)d are not on the map any more.", len(gone))
        yield _told("gone", words, gone)
    if let_go:
        words = ngettext("%(num)d wish is not there any more.", "%(num)d wishes are not there any more.", len(let_go))
        yield _told("gone-wish", words, let_go)


def _split(dots: Iterable[Dot]) -> tuple[list[Dot], list[Dot]]:
    """Those who are there, and wishes."""
    dots = tuple(dots)
    return [dot for dot in dots if not dot.is_wish], [dot for dot in dots if dot.is_wish]


def _told(code: str, words: str, dots: Sequence[Dot]) -> Told:
    return Told(code, words % {"num": len(dots)}, tuple(map(About, dots)))


def _where(found: Comparison) -> Iterator[Told]:
    if found.closer:
        words = ngettext("%(num)d stands closer to you.", "%(num)d stand closer to you.", len(found.closer))
        yield _told_moved("closer", words, found.closer, _rings)
    if found.farther:
        words = ngettext("%(num)d stands further out.", "%(num)d stand further out.", len(found.farther))
        yield _told_moved("farther", words, found.farther, _rings)
    if found.elsewhere:
        words = ngettext(
            "%(num)d stands in another part of your life.",
            "%(num)d stand in another part of your life.",
            len(found.elsewhere),
        )
        yield _told_moved("elsewhere", words, found.elsewhere, _spheres)
    if found.renamed:
        words = ngettext("%(num)d has another name.", "%(num)d have other names.", len(found.renamed))
        yield _told_moved("renamed", words, found.renamed, _earlier_name)


def _told_moved(code: str, words: str, moved: Sequence[Moved], way: Way) -> Told:
    return Told(code, words % {"num": len(moved)}, tuple(About(one.after, way(one)) for one in moved))


def _rings(moved: Moved) -> str:
    return _("earlier: %(before)s, later: %(after)s") % {
        "before": moved.before.ring.label,
        "after": moved.after.ring.label,
    }


def _spheres(moved: Moved) -> str:
    return _("earlier: %(before)s, later: %(after)s") % {
        "before": moved.before.sphere.label,
        "after": moved.after.sphere.label,
    }


def _earlier_name(moved: Moved) -> str:
    return _("earlier: %(name)s") % {"name": moved.before.nickname}


def _ties(found: Comparison) -> Iterator[Told]:
    if found.tied:
        words = ngettext("%(num)d tie is new.", "%(num)d ties are new.", len(found.tied))
        yield _told_ties("tied", words, found.tied)
    if found.untied:
        words = ngettext(
            "%(num)d tie is not there any more.", "%(num)d ties are not there any more.", len(found.untied)
        )
        yield _told_ties("untied", words, found.untied)


def _told_ties(code: str, words: str, ties: Sequence[tuple[Dot, Dot]]) -> Told:
    pairs = (About(one, _("with %(name)s") % {"name": other.nickname}) for one, other in ties)
    return Told(code, words % {"num": len(ties)}, tuple(pairs))


def _help(found: Comparison) -> Iterator[Told]:
    for helped in found.covered:
        yield _told_help("covered", _("Somebody can help with this now: %(what)s."), helped)
    for helped in found.uncovered:
        yield _told_help("uncovered", _("Nobody on the map helps with this any more: %(what)s."), helped)


def _told_help(code: str, words: str, helped: Helped) -> Told:
    return Told(code, words % {"what": helped.resource.label}, tuple(map(About, helped.by)))


def mark_words() -> dict[Mark, str]:
    """What each mark means, for the key below the picture and for those who hear it."""
    return {
        Mark.NEW: _("New"),
        Mark.GONE: _("Not there any more"),
        Mark.TRUE: _("A wish that came true"),
        Mark.CLOSER: _("Closer to you"),
        Mark.FARTHER: _("Further out"),
        Mark.ELSEWHERE: _("In another part of your life"),
    }
