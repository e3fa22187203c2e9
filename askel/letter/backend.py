"""How a message that a page has written leaves: through the loop, or as a file where no mail server is set."""

import logging
import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as Smtp
from django.utils import timezone

from askel.errand.queries import last_tick
from askel.errand.rules import is_running
from askel.letter.actions import owe_enclosed
from askel.letter.enclosed import Enclosed, to_words
from askel.lib.ids import uuid7

SECONDS_IN_ALL = 3.0
log = logging.getLogger(__name__)


class Backend(BaseEmailBackend):
    """Django's and allauth's way to send. The page waits for nothing where a loop runs.

    Where none does, it waits three seconds for the mail server, in all, and no longer.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if settings.ENV.mail is None:
            return sum(_is_written(message) for message in email_messages)
        now = timezone.now()
        if not is_running(last_tick(), now):
            return _send_within(email_messages, SECONDS_IN_ALL)
        for message in email_messages:
            for address in message.to:
                words = to_words(Enclosed(address, str(message.subject), str(message.body)))
                owe_enclosed(words, to=getattr(message, "reader", None), now=now)
        return len(email_messages)


def _is_written(message: EmailMessage) -> bool:
    try:
        write_letter(message, settings.LETTERS_FOLDER)
    except OSError:
        log.exception("A letter could not be written to the folder.")
        return False
    return True


def write_letter(message: EmailMessage, folder: Path) -> Path:
    """One file a message, whole or not at all, readable by this user only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{uuid7().hex[-8:]}.eml"
    part = folder / f".{name}"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(message.message().as_bytes())
    return part.rename(folder / name)


def _send_within(messages: Sequence[EmailMessage], seconds: float) -> int:
    """Send in a thread of its own. A timeout per socket operation is not a timeout in all."""
    done: Future[int] = Future()

    def run() -> None:
        mail: Any = settings.ENV.mail  # the caller has seen that there is one
        try:
            smtp = Smtp(
                host=mail.host,
                port=mail.port,
                username=mail.user,
                password=mail.password,
                use_tls=mail.starttls,
                use_ssl=mail.ssl,
                timeout=seconds,
            )
            done.set_result(smtp.send_messages(list(messages)) or 0)
        except Exception as broken:  # noqa: BLE001 - handed to the thread that waits
            done.set_exception(broken)

    threading.Thread(target=run, daemon=True, name="letter").start()
    try:
        return done.result(timeout=seconds)
    except Exception:
        log.exception("A letter could not be handed to the mail server.")
        return 0
