"""Which reader a file needs. Its content tells; its name may say anything."""

import re

from askel.netmap import linkedin, networkcanvas
from askel.netmap.decode import decode
from askel.netmap.found import Part
from askel.netmap.unreadable import Unreadable, Why

_HTML = re.compile(r"\s*<(?:!doctype\s+html|html)", re.IGNORECASE)
# Text files that are something else, and known well enough to be named.
_OTHERS = (
    (re.compile(r"\s*BEGIN:VCARD", re.IGNORECASE), Why.VCARD),
    (re.compile(r"\s*BEGIN:VCALENDAR", re.IGNORECASE), Why.CALENDAR),
    (_HTML, Why.HTML),
    (re.compile(r"\s*[{\[]"), Why.JSON),
    (re.compile(r'[^\n]{0,200}networkCanvas(?:Ego)?UUID|\s*,"?[0-9a-f]{8}-[0-9a-f]{4}-'), Why.NETWORKCANVAS_CSV),
    (re.compile(r"[^\n]{0,400}(?:Given Name|Phonetic First Name|E-mail 1 - )"), Why.GOOGLE),
)


def read_content(content: bytes) -> list[Part]:
    """The maps of one file. Raises: Unreadable."""
    text = decode(content)
    if text.lstrip().startswith("<") and not _HTML.match(text):
        return networkcanvas.read(text.lstrip())
    for sign, kind in _OTHERS:
        if sign.match(text):
            raise Unreadable(kind)
    return linkedin.read(text)
