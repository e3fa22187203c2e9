"""Saying yes to something, kept with the sentence and the time, and taking it back.

A sentence that is said yes to is one constant: the page shows it, and what is kept is the same in the reader's language.
"""

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from askel.people.models import Agreed, Consent, Letters, Person
from askel.people.withdrawn import withdrawn

LETTERS_CHOSEN = _("Yes, remind me by e-mail when something is planned")
ADDRESS_LEFT = _(
    "When I give my address, Askel may also remind me there when something is planned. I can stop that in each letter."
)


def give_consent(kind: Agreed, wording: str | Promise, *, by: Person, now: datetime) -> Consent:
    """Keep that ``by`` said yes to the sentence they read. Whoever has said yes already keeps what they said first."""
    said = {"wording": str(wording), "language": get_language() or by.language, "given_at": now}
    return Consent.objects.get_or_create(person=by, kind=kind, withdrawn_at=None, defaults=said)[0]


@transaction.atomic
def withdraw_consent(kind: str, *, by: Person, now: datetime) -> None:
    """Take a yes back, and stop what it allowed. Taking it back twice is once."""
    ended = Consent.objects.of(by).open().filter(kind=kind).update(withdrawn_at=now)
    if kind == Agreed.LETTERS:
        by.letters = Letters.NONE
        by.save(update_fields=["letters"])
    elif ended:
        withdrawn.tell(by, kind)
