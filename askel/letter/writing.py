"""From a row to a message: words from a template in the person's language, and a Message-ID that a repeat shares."""

from email.utils import formatdate

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from askel.letter.enclosed import enclosed
from askel.letter.kinds import CODE, Written, kind_of
from askel.letter.marks import absolute, stop_link
from askel.letter.models import Key, Letter
from askel.people.models import Letters
from askel.vault.keys import keyed_hash


def from_template(letter: Letter, name: str, *, page: str, **words: object) -> Written:
    """``letter/<name>.txt``: its first line is the subject. ``page`` is the path of the page that the letter leads to."""
    assert letter.person_id  # noqa: S101 - what a page wrote has no template
    stop = None if kind_of(letter.kind).is_needed else stop_link(letter.person_id)
    words = {"page": absolute(page), "stop": stop, **words}
    subject, _, text = render_to_string(f"letter/{name}.txt", words).strip().partition("\n")
    return Written(subject, text.strip() + "\n")


def test_letter(letter: Letter) -> Written:
    return from_template(letter, "test", page=reverse("people:account"))


def is_wanted(letter: Letter) -> bool:
    """Whether there is somebody who wants it, and an address. A test letter was asked for by hand.

    Whoever has chosen to be erased gets no reminders meanwhile.
    """
    if letter.kind == CODE:
        return True
    person, kind = letter.person, kind_of(letter.kind)
    if not (person and person.email):
        return False
    return kind.is_at_once or kind.is_needed or (person.letters == Letters.MAIL and person.leaving_at is None)


def message_id(key: Key) -> str:
    """The same for the same letter, so that a reader's program shows a repeat once. It says nothing of the key."""
    parts = (str(key.person), key.kind, key.about, key.due_on.isoformat())
    return f"<{keyed_hash('message-id', *parts)[:40]}@{settings.ENV.url.hostname}>"


def message_of(letter: Letter) -> EmailMessage | None:
    """The message as it leaves now, or None: it is no longer wanted."""
    headers = {"Message-ID": message_id(letter.key), "Date": formatdate(), "Auto-Submitted": "auto-generated"}
    if letter.kind == CODE:
        address, subject, text = enclosed(letter)
        return EmailMessage(subject, text, to=[address], headers=headers)
    person = letter.person
    assert person  # noqa: S101 - it is wanted, or nobody would ask
    with translation.override(person.language or settings.LANGUAGE_CODE):
        written = kind_of(letter.kind).written(letter)
    if written is None:
        return None
    if not kind_of(letter.kind).is_needed:
        headers["List-Unsubscribe"] = f"<{stop_link(person.pk)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(written.subject, written.text, to=[person.email], headers=headers)  # type: ignore[list-item] # is_wanted saw one
