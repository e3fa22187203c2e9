"""Rows of a file on their way through the picking page: sealed with the person's key, good for half an hour.

Until somebody has picked, nothing is stored; so the rows travel in the page itself.
"""

import base64
import binascii
import json
import zlib
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from askel.carry.apart import MOST_TOLD
from askel.carry.found import FoundMap, pack, unpack
from askel.lib.refused import Refused
from askel.people.models import Person
from askel.vault.keys import KeyGone
from askel.vault.seal import NotYours, open_sealed, seal

MOST_PACKED = 2 * 1024 * 1024
GOOD_FOR = timedelta(minutes=30)
_PLACE = b"netmap|parcel|3"
_QUICKLY = 1  # the page waits: level 6 takes four times as long and saves a tenth


class ParcelTooBigError(Refused):
    """The rows hold more words than a page should carry along."""


class ParcelGoneError(Refused):
    """The rows are too old, or not this person's."""


def wrap(maps: list[FoundMap], *, by: Person, now: datetime) -> str:
    """The maps as one line that only ``by`` can open again. Raises: ParcelTooBigError.

    Each turn of the page opens it anew, so it is bounded as it stands and as it travels: words that repeat pack well.
    """
    told = json.dumps([now.timestamp(), [pack(found) for found in maps]])
    packed = base64.b64encode(zlib.compress(told.encode(), _QUICKLY)).decode() if len(told) <= MOST_TOLD else ""
    if not packed or len(packed) > MOST_PACKED:
        raise ParcelTooBigError(_("This holds too many words to pick from at once. Choose a file with fewer people."))
    return base64.urlsafe_b64encode(seal(by.pk, _PLACE, packed)).decode()


def unwrap(parcel: str, *, by: Person, now: datetime) -> list[FoundMap]:
    """The maps again. Raises: ParcelGoneError."""
    try:
        packed = open_sealed(by.pk, _PLACE, base64.urlsafe_b64decode(parcel.encode()))
    except (NotYours, KeyGone, binascii.Error, ValueError) as broken:
        raise ParcelGoneError(_gone()) from broken
    at, maps = json.loads(zlib.decompress(base64.b64decode(packed)))
    if now.timestamp() - at > GOOD_FOR.total_seconds():
        raise ParcelGoneError(_gone())
    return [unpack(one) for one in maps]


def _gone() -> str:
    return _("This list was open for more than half an hour. Choose the file again.")
