"""The picture of a map outside its page: a drawing of its own (SVG), and the pages that are printed from it."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.picture import Picture, paint
from askel.netmap.queries import group_by_sphere


def drawing_of(drawn: DrawnMap, *, with_names: bool = True) -> str:
    """The picture as a file that needs nothing else."""
    page = {
        "title": _("My map as a picture"),
        "words": _words(),
        "me": _("me"),
        "language": get_language(),
        "picture": _painted(drawn),
        "with_names": with_names,
        "whole": _whole_names(drawn),
    }
    return render_to_string("carry/drawing.svg", page).lstrip()


def _painted(drawn: DrawnMap) -> Picture:
    """Places are kept once they are reckoned, so asking twice costs little."""
    return paint(drawn, is_mirrored=get_language_bidi())


def _words() -> str:
    return _(
        "You are in the middle. The three rings say how close somebody is, the sectors where in your life. "
        "The list says the same in words."
    )


def _whole_names(drawn: DrawnMap) -> dict[UUID, str]:
    return {dot.pk: ", ".join((dot.nickname, str(dot.sphere.label), _how_close(dot))) for dot in drawn.dots}


def _how_close(dot: Dot) -> str:
    return _("Wish") if dot.is_wish else str(dot.ring.label)


def printed_map(drawn: DrawnMap, *, today: date) -> str:
    """Picture and list."""
    page = {
        "drawn": drawn,
        "groups": group_by_sphere(drawn),
        "today": today,
    }
    return _printed("carry/printed.html", drawn, page)


def printed_picture(drawn: DrawnMap) -> str:
    """The picture alone, on a sheet of its size."""
    return _printed("carry/drawn_alone.html", drawn)


def printed_blank() -> str:
    """Rings, sectors and lines to write on."""
    return _printed("carry/blank_printed.html", DrawnMap())


def _printed(template: str, drawn: DrawnMap, more: Mapping[str, object] | None = None) -> str:
    """The drawing goes in as an image, since only images have words that stand for them."""
    drawing = "data:image/svg+xml;base64," + b64encode(drawing_of(drawn, with_names=False).encode()).decode()
    page = {"drawing": drawing, "words": _words(), "language": get_language(), "picture": _painted(drawn)}
    return render_to_string(template, page | dict(more or {}))
