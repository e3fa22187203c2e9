"""One supporter: turned on and off by whoever is supported, opened by a link that works once, ended by either."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from askel.lib.refused import Refused
from askel.people.consents import give_consent, withdraw_consent
from askel.people.models import Agreed, Person
from askel.sharing.models import LINK_LASTS, Supporter, SupportLabel, Told
from askel.sharing.queries import hash_of
from askel.sharing.queries_supporter import supported_by, supporter_waiting
from askel.sharing.rules import KEPT_DAYS, TOLD_KEPT_DAYS, is_late
from askel.sharing.telling import stop_telling
from askel.vault.keys import keyed_hash

_HEX = 32  # digits of 128 bits
AGREED = _l(
    "I agree: the one person who opens the link is told that I did a step, or that my plan stands still. "
    "It ends when one of us ends it."
)


class SupporterThereError(Refused):
    def __init__(self) -> None:
        super().__init__(_("You have a supporter, or a link for one. End that first, and then choose anew."))


class OwnSupporterError(Refused):
    def __init__(self) -> None:
        super().__init__(_("You cannot be your own supporter. The link still works for the one you made it for."))


@transaction.atomic
def turn_on(*, by: Person, now: datetime, once: UUID | None = None) -> tuple[Supporter, str]:
    """A link for one supporter, and its secret, which is kept nowhere. The form ``once`` sent twice makes one.

    That ``by`` agrees to what the page said before its button is kept with it. Raises: SupporterThereError.
    """
    Person.objects.select_for_update().get(pk=by.pk)
    secret = keyed_hash("supporter-link", by.pk.hex, (once or uuid4()).hex)[:_HEX]
    held = Supporter.objects.of(by).first()
    if held and held.secret_hash == hash_of(secret) and supporter_waiting(secret, now).exists():
        return held, secret
    if held and held.ended_at is None and not is_late(held, now):
        raise SupporterThereError
    if held and held.secret_hash == hash_of(secret):  # a form of before the end: its link may be in two hands
        secret = keyed_hash("supporter-link", by.pk.hex, uuid4().hex)[:_HEX]
    Supporter.objects.of(by).delete()
    give_consent(Agreed.SUPPORTER, AGREED, by=by, now=now)
    return Supporter.objects.create(owner=by, secret_hash=hash_of(secret), made_at=now), secret


@transaction.atomic
def open_support(secret: str, *, by: Person, now: datetime) -> Supporter | None:
    """From now on ``by`` is told, and the link opens nothing for anybody else. None: there is no such link now.

    The second of two taps finds what the first has opened. Raises: OwnSupporterError.
    """
    if not Person.objects.select_for_update().filter(pk=by.pk).exists():  # erased meanwhile
        return None
    if opened := supported_by(by).filter(secret_hash=hash_of(secret)).first():
        return opened
    supporter = supporter_waiting(secret, now).select_for_update().first()
    if supporter is None:
        return None
    if supporter.owner_id == by.pk:
        raise OwnSupporterError
    supporter.viewer, supporter.opened_at = by, now
    supporter.save(update_fields=["viewer", "opened_at"])
    return supporter


@transaction.atomic
def end_supporter(*, by: Person, now: datetime) -> None:
    """By whoever is supported. Ending it twice is once."""
    held = Supporter.objects.of(by).filter(ended_at=None).select_for_update().first()
    if held:
        _end(held, now)


@transaction.atomic
def end_supporting(pk: UUID, *, by: Person, now: datetime) -> bool:
    """By the supporter. Returns whether they ever supported them: ending it twice is once."""
    held = supported_by(by).filter(pk=pk).select_for_update().first()
    if held:
        _end(held, now)
    return held is not None or Supporter.objects.filter(viewer=by, pk=pk).exists()


def _end(supporter: Supporter, now: datetime) -> None:
    supporter.ended_at = max(now, supporter.made_at)
    supporter.save(update_fields=["ended_at"])
    SupportLabel.objects.filter(supporter=supporter).delete()
    stop_telling(supporter)
    withdraw_consent(Agreed.SUPPORTER, by=supporter.owner, now=now)


def follow_withdrawal(person: Person, kind: str) -> None:
    """Whoever takes their yes back ends it as well."""
    if kind == Agreed.SUPPORTER:
        end_supporter(by=person, now=timezone.now())


@transaction.atomic
def label_support(pk: UUID, words: str, *, by: Person) -> bool:
    """By what the supporter knows them, or "" for nothing. Returns whether they support them."""
    held = supported_by(by).filter(pk=pk).select_for_update().first()
    if held is None:
        return False
    SupportLabel.objects.filter(supporter=held).delete()
    if words:
        SupportLabel.objects.create(supporter=held, owner=by, words=words)
    return True


def forget_old_support(*, now: datetime) -> int:
    """What has ended, links that nobody opened, and what was told long ago. Returns how many supporters."""
    Told.objects.filter(on__lt=timezone.localdate(now) - timedelta(days=TOLD_KEPT_DAYS)).delete()
    over = Q(ended_at__lt=now - timedelta(days=KEPT_DAYS)) | Q(viewer=None, made_at__lt=now - LINK_LASTS)
    return Supporter.objects.filter(over).delete()[1].get("sharing.Supporter", 0)
