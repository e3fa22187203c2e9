"""A person's private calendar address: made, replaced, ended, read. Whoever has the address reads what it shows.

The secret in it comes from a random name that the page was given and from the key file, so that a form sent twice
makes one address. It is kept nowhere: the database holds a hash that is made with the key file.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from askel.lib.refused import Refused
from askel.people.models import Person
from askel.plan.calendar import Entry, entry_of
from askel.plan.models import Feed, Move, Shows
from askel.vault.keys import keyed_hash

KEPT_DAYS = 30  # so long a move that has ended is still told, so that calendars hear of it
_HEX = 32  # digits of 128 bits


class FeedChangedError(Refused):
    """Another page or device made or ended the address meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("The address was changed on another page. This page shows how it is now."))


@dataclass(frozen=True, slots=True)
class FeedStanding:
    """What the page of the feed says. The address itself is not known any more."""

    is_open: bool = False
    shows: Shows = Shows.NEUTRAL
    made_at: datetime | None = None
    last_read_on: date | None = None
    version: int = 0


def feed_standing(person: Person) -> FeedStanding:
    """1 query."""
    feed = Feed.objects.of(person).first()
    if feed is None:
        return FeedStanding()
    return FeedStanding(bool(feed.secret_hash), Shows(feed.shows), feed.made_at, feed.last_read_on, feed.version)


@transaction.atomic
def make_feed(*, by: Person, now: datetime, version: int, once: UUID | None = None, shows: Shows | None = None) -> str:
    """The secret of a new address. The one before is dead. The form ``once`` sent twice makes one.

    Raises: FeedChangedError.
    """
    Person.objects.select_for_update().get(pk=by.pk)
    feed = Feed.objects.of(by).first() or Feed(owner=by)
    secret = _secret(by, once or uuid4(), version)
    if feed.version == version + 1 and feed.secret_hash == _hash(secret):
        return secret
    if feed.version != version:
        raise FeedChangedError
    feed.secret_hash, feed.made_at, feed.last_read_on = _hash(secret), now, None
    feed.shows = shows or feed.shows
    feed.version += 1
    feed.save()
    return secret


def _secret(owner: Person, once: UUID, version: int) -> str:
    return keyed_hash("calendar-address", owner.pk.hex, once.hex, str(version))[:_HEX]


def _hash(secret: str) -> str:
    return keyed_hash("calendar-secret", secret)


@transaction.atomic
def end_feed(*, by: Person) -> None:
    """Nobody reads there any more, from the next request on. The next one begins without words."""
    feed = Feed.objects.of(by).open()
    feed.update(secret_hash=None, shows=Shows.NEUTRAL, last_read_on=None, version=F("version") + 1)


@transaction.atomic
def choose_shows(shows: Shows, *, by: Person) -> None:
    Feed.objects.of(by).open().update(shows=shows)


def feed_at(secret: str) -> Feed | None:
    """1 query, whatever the secret looks like."""
    return Feed.objects.open().select_related("owner").filter(secret_hash=_hash(secret)).first()


def note_reading(feed: Feed, *, today: date) -> None:
    """The day on which a calendar asked last. It is written once a day."""
    if feed.last_read_on != today:
        Feed.objects.filter(pk=feed.pk, secret_hash=feed.secret_hash).update(last_read_on=today)


def entries_of(feed: Feed, *, site: str, now: datetime) -> list[Entry]:
    """Moves with a day: open ones, and those that have ended lately. In its owner's language. 1 query, and 1 for the key."""
    since = now - timedelta(days=KEPT_DAYS)
    is_told = Q(done_at=None, dropped_at=None) | Q(done_at__gte=since) | Q(dropped_at__gte=since)
    moves = Move.objects.of(feed.owner).exclude(on=None).filter(is_told).with_contact().order_by("on", "pk")
    with override(feed.owner.language or settings.LANGUAGE_CODE):
        return [entry_of(move, site=site, shows=Shows(feed.shows)) for move in moves]
