"""Which reader a file needs. Its content tells; its name may say anything."""

import re

from askel.carry import canvas_csv, google, linkedin, networkcanvas, own, vcard
from askel.carry.decode import decode
from askel.carry.found import Part
from askel.carry.table import find_header
from askel.carry.unreadable import Unreadable, Why

_HTML = re.compile(r"\s*<(?:!doctype\s+html|html)", re.IGNORECASE)
# Text files that are something else, and known well enough to be named.
_OTHERS = (
    (re.compile(r"\s*BEGIN:VCALENDAR", re.IGNORECASE), Why.CALENDAR),
    (_HTML, Why.HTML),
)
_VCARD = re.compile(r"\s*BEGIN:VCARD", re.IGNORECASE)


def read_content(content: bytes, name: str = "") -> list[Part]:
    """The maps of one file. Raises: Unreadable."""
    text = decode(content)
    for sign, kind in _OTHERS:
        if sign.match(text):
            raise Unreadable(kind)
    beginning = text.lstrip()
    if beginning.startswith("<"):
        return networkcanvas.read(beginning)
    if beginning.startswith(("{", "[")):
        return own.read(text)
    if _VCARD.match(text):
        return vcard.read(text)
    return _read_list(text, name)


def _read_list(text: str, name: str) -> list[Part]:
    if find_header(text, canvas_csv.is_header):
        return canvas_csv.read(text, name)
    return google.read(text) if find_header(text, google.is_header) else linkedin.read(text)
