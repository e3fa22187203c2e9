"""What happens to accounts."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from askel.lib.ids import id_in_minute, uuid7
from askel.lib.refused import Refused
from askel.people.codes import code_hash, new_code
from askel.people.consents import give_consent, withdraw_consent
from askel.people.erased import erased
from askel.people.models import Agreed, Letters, Person
from askel.people.moved import moved
from askel.people.queries import is_guest
from askel.people.sessions import forget_sessions
from askel.vault.keys import KeyGone, destroy_key, erased_owners, forget_erased, make_key, with_key

# A backup lives 30 days, and a restore refuses one over a year old: after that nothing brings an erased person back.
ERASED_LISTED = timedelta(days=400)


class LastWayError(Refused):
    """Without this there would be no way back."""

    def __init__(self) -> None:
        super().__init__(_("This code is your only way back. Add an e-mail address or a passkey first."))


def start_guest(*, language: str, now: datetime, today: date, browser: str = "") -> Person:
    """Make a guest at once, with a code to come back by. The key is committed before the row.

    ``browser`` is a secret that a browser sends until it has signed in. A double tap sends it twice, and is
    given the guest that the first tap made: in this minute or the one before, and never later.
    """
    minute = int(now.timestamp()) // 60
    ids = [id_in_minute(at, browser) for at in (minute, minute - 1)] if browser else [uuid7()]
    there = Person.objects.filter(pk__in=ids).first() if browser else None
    if there:
        return there
    fresh = {"language": language, "last_visit_on": today, "made_at": now}
    try:
        return _new_guest(Person(id=ids[0], **fresh))
    except KeyGone:  # that guest has erased themselves within the minute: this is somebody new
        return _new_guest(Person(id=uuid7(), **fresh))


def _new_guest(person: Person) -> Person:
    person.set_unusable_password()
    make_key(person.id)
    _give_code(person)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:  # the other tap was faster: theirs is the one
        return Person.objects.get(pk=person.pk)
    return person


def renew_return_code(person: Person, *, by: Person) -> str:
    """A new code; the old one opens nothing any more."""
    assert person == by  # noqa: S101 - nobody renews another's code
    code = _give_code(person)
    person.save(update_fields=["return_code", "return_code_hash"])
    return code


def end_return_code(person: Person, *, by: Person) -> None:
    """No code opens this place any more. Raises: LastWayError for a guest."""
    assert person == by  # noqa: S101 - nobody ends another's code
    if is_guest(person):
        raise LastWayError
    person.return_code, person.return_code_hash = "", None
    person.save(update_fields=["return_code", "return_code_hash"])


def keep_a_way_back(person: Person, *, by: Person) -> bool:
    """Give a code to somebody whose last other way has gone. Returns whether one was needed."""
    if person.return_code_hash or not is_guest(person):
        return False
    renew_return_code(person, by=by)
    return True


def _give_code(person: Person) -> str:
    person.return_code = new_code()
    person.return_code_hash = code_hash(person.return_code)
    return person.return_code


def sign_out_everywhere(person: Person) -> None:
    """Every session of this person ends at its next request: a session depends on the unusable password."""
    person.set_unusable_password()
    person.save(update_fields=["password"])


def choose_language(person: Person, language: str) -> None:
    """Letters and later visits use this language."""
    person.language = language
    person.save(update_fields=["language"])


@transaction.atomic
def choose_letters(
    person: Person, *, wish: str, now: datetime, time_zone: str | None = None, said: str | Promise = ""
) -> None:
    """Whether reminders come by mail, and where this person's nights are. ``said`` is the sentence of a yes."""
    if wish == Letters.NONE:
        withdraw_consent(Agreed.LETTERS, by=person, now=now)
    elif said:
        give_consent(Agreed.LETTERS, said, by=person, now=now)
    before = person.time_zone
    person.letters = wish
    person.time_zone = time_zone or before
    person.save(update_fields=["letters", "time_zone"])
    if person.time_zone != before:
        moved.tell(person, before)


def note_visit(person: Person, *, today: date) -> None:
    """Remember the day, not the hour: it says how long somebody is kept. Whoever comes need not be asked any more."""
    person.last_visit_on, person.asked_on = today, None
    person.save(update_fields=["last_visit_on", "asked_on"])


def keep_until(person: Person, day: date) -> None:
    """A guest with something planned is kept until that day has passed."""
    Person.objects.filter(pk=person.pk).exclude(keep_until__gte=day).update(keep_until=day)


def erase_person(person: Person) -> None:
    """End a person's words, then their rows, their sessions, and what lies beside the database.

    The key goes first, outside any transaction.
    """
    owner, address = person.id, person.email
    destroy_key(owner)
    with transaction.atomic():
        person.delete()
    forget_sessions(owner, address)
    if address:
        erased.tell(address)


def finish_erasures() -> int:
    """Erase again whoever is in the list of erased and is there: the erase was interrupted, or a restore brought them back.

    Returns how many.
    """
    finished = 0
    for owners in erased_owners():
        people = Person.objects.in_bulk(owners)
        back = people.keys() | with_key(owners)
        for owner in back:
            erase_person(people.get(owner) or Person(id=owner))
        finished += len(back)
    return finished


def forget_old_erasures(*, now: datetime) -> int:
    """The list of erased grows old, as what it guards against does. Returns how many were forgotten."""
    return forget_erased(before=now - ERASED_LISTED)


def erase_guests_over(*, today: date) -> int:
    """Erase the guests whose time is over. Each is looked at once more: they may have come back meanwhile."""
    erased = 0
    for pk in list(Person.objects.guests_over(today).values_list("pk", flat=True)):
        guest = Person.objects.guests_over(today).filter(pk=pk).first()
        if guest:
            erase_person(guest)
            erased += 1
    return erased


def forget_ended_sessions(*, now: datetime) -> int:
    """A session that has ended may still name an address. Returns how many were forgotten."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def forget_ended_tries(*, now: datetime) -> int:
    """A count of tries may name a network address. Returns how many that have ended were forgotten."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        ended = [connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))]
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", ended)  # noqa: S608 - the table's name is a setting
        return int(cursor.rowcount)
