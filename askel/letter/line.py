"""The line to the mail server: kept open over several letters, bounded in time, and cut from outside when it must be."""

import os
import smtplib
import socket
import ssl
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

SECONDS_AN_OPERATION = 10.0
_NEVER = 500  # answers from here on are for good


class NotTakenError(Exception):
    """The mail server did not take it this time: away, slow, full, or a line that broke."""


class TurnedDownError(Exception):
    """The mail server will not take this letter for this address, however often it is asked."""


class CutError(Exception):
    """The line was cut from this side."""


@dataclass
class Line:
    """One line. ``cut`` may be called from another thread than ``send``."""

    smtp: smtplib.SMTP | None = None
    handle: socket.socket | None = None  # of its own, since TLS replaces the socket that smtplib knows
    is_cut: bool = False

    def send(self, message: EmailMessage) -> None:
        """Hand one letter over. Raises: NotTakenError, TurnedDownError."""
        try:
            sender, to = (_bare(address) for address in (settings.DEFAULT_FROM_EMAIL, message.to[0]))
            text = message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg] # Django's message takes it
        except ValueError as broken:  # no mail server could take such an address
            raise TurnedDownError from broken
        try:
            self._open().sendmail(sender, [to], text)
        except (smtplib.SMTPException, OSError, CutError) as broken:
            self.close()
            raise (TurnedDownError if _is_for_good(broken) else NotTakenError) from broken

    def _open(self) -> smtplib.SMTP:
        if self.smtp is None:
            self.smtp = _connected(self, settings.ENV.mail)
        if self.is_cut:
            raise CutError
        return self.smtp

    def hold(self, connection: socket.socket) -> None:
        self.handle = socket.socket(fileno=os.dup(connection.fileno()))

    def cut(self) -> None:
        """End whatever goes on. It is not used again."""
        self.is_cut = True
        if self.handle:
            try:
                self.handle.shutdown(socket.SHUT_RDWR)
            except OSError:  # it has ended by itself
                return

    def close(self) -> None:
        smtp, handle, self.smtp, self.handle = self.smtp, self.handle, None, None
        if smtp:
            try:
                smtp.quit()
            except (smtplib.SMTPException, OSError):
                smtp.close()
        if handle:
            handle.close()


def _is_for_good(broken: Exception) -> bool:
    """Whether the letter or its address was refused. A server that refuses us may be told better by its host."""
    if isinstance(broken, smtplib.SMTPRecipientsRefused):
        return all(code >= _NEVER for code, _ in broken.recipients.values())
    return isinstance(broken, smtplib.SMTPDataError) and broken.smtp_code >= _NEVER


def _bare(address: str) -> str:
    """As the envelope has it: no name, and all in ASCII. Raises: ValueError."""
    local, _, domain = parseaddr(address)[1].rpartition("@")
    return f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"


class _Watched(smtplib.SMTP):
    def __init__(self, line: Line, **more: Any) -> None:  # noqa: ANN401 - smtplib's signature
        self.line = line
        super().__init__(**more)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        made: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc] # private in smtplib, and its one hook
        self.line.hold(made)
        return made


class _WatchedTls(_Watched, smtplib.SMTP_SSL):
    pass


def _connected(line: Line, mail: Any) -> smtplib.SMTP:  # noqa: ANN401 - the settings' mail server
    named = {"host": mail.host, "port": mail.port, "timeout": SECONDS_AN_OPERATION}
    named["local_hostname"] = settings.ENV.url.hostname
    if mail.ssl:
        smtp: smtplib.SMTP = _WatchedTls(line, context=ssl.create_default_context(), **named)
    else:
        smtp = _Watched(line, **named)
    if mail.starttls:
        smtp.starttls(context=ssl.create_default_context())
    if mail.user:
        smtp.login(mail.user, mail.password)
    return smtp
