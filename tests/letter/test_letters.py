"""Letters leave by a real mail server or lie in a folder, and no page waits longer or says more than is so."""

import logging
import re
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from askel.config.env import Mail
from askel.letter import backend
from askel.people.models import Person
from askel.web.log import WithoutWords


@dataclass
class Server:
    """What a mail server was given, and how it behaves."""

    manner: str
    letters: list[bytes] = field(default_factory=list)
    was_called: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)
    port: int = 0


class Line(socketserver.StreamRequestHandler):
    """One caller of the mail server."""

    def handle(self) -> None:
        server: Server = self.server.askel  # type: ignore[attr-defined]
        server.was_called.set()
        if server.manner == "silent":
            server.may_end.wait(30)
        elif server.manner == "dribbling":
            while not server.may_end.wait(0.05):
                self.wfile.write(b"2")
        elif server.manner == "refusing":
            self.say("554 No.")
        else:
            self.take()

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def take(self) -> None:
        self.say("220 hello")
        for line in self.rfile:
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.say("354 go on")
                self.server.askel.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))  # type: ignore[attr-defined]
            self.say("221 bye" if word == b"QUIT" else "250 well")
            if word == b"QUIT":
                return


@pytest.fixture
def serve(settings: Settings) -> Iterator[object]:
    """A mail server of this manner, which Askel is told of."""
    running = []

    def start(manner: str) -> Server:
        socketserver.ThreadingTCPServer.allow_reuse_address = True
        tcp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line)
        tcp.daemon_threads = True
        server = Server(manner, port=tcp.server_address[1])
        tcp.askel = server  # type: ignore[attr-defined]
        thread = threading.Thread(target=tcp.serve_forever, args=(0.01,))
        thread.start()
        running.append((tcp, thread, server))
        tell(settings, server.port)
        return server

    yield start
    for tcp, thread, server in running:
        server.may_end.set()
        tcp.shutdown()
        tcp.server_close()
        thread.join()


def tell(settings: Settings, port: int) -> None:
    account = Mail("127.0.0.1", port, "", "", ssl=False, starttls=False, sender="Askel <askel@example.org>")
    settings.ENV = replace(settings.ENV, mail=account)
    settings.EMAIL_BACKEND = "askel.letter.backend.Backend"


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """No mail server, so letters are files here."""
    settings.EMAIL_BACKEND = "askel.letter.backend.Backend"
    settings.LETTERS_FOLDER = tmp_path / "letters"
    return tmp_path / "letters"


def ask(browser: Client, address: str = "mina@example.org") -> str:
    return browser.post("/sign-in/code/", {"email": address}, follow=True).content.decode()


def words(letter: Message) -> str:
    return letter.get_payload(decode=True).decode()  # type: ignore[union-attr]


def test_without_a_mail_server_a_letter_is_a_file_and_the_page_says_so(mina: Person, folder: Path) -> None:
    page = ask(Client())

    (file,) = folder.iterdir()
    letter = message_from_bytes(file.read_bytes())
    assert letter["To"] == "mina@example.org"
    assert letter["Subject"] == "Your code for Askel"
    assert letter["Date"]
    assert re.fullmatch(r"<.+@localhost>", letter["Message-ID"])
    assert re.search(r"^\w{4}-\w{4}$", words(letter), re.MULTILINE)
    assert "It works for 10 minutes." in words(letter)
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0
    assert f"Each letter is a file in {folder}" in page


def test_a_folder_that_cannot_be_written_is_no_reason_to_pretend(mina: Person, folder: Path) -> None:
    folder.write_text("a file where the folder should be")

    page = ask(Client())

    assert "The letter could not be sent" in page
    assert "is on its way" not in page


def test_on_another_machine_the_page_does_not_name_a_folder(mina: Person, folder: Path, settings: Settings) -> None:
    settings.ENV = replace(settings.ENV, url=settings.ENV.url._replace(netloc="askel.example.org"))

    page = ask(Client())

    assert str(folder) not in page
    assert "This Askel cannot send letters yet." in page


def test_a_mail_server_is_handed_the_letter(mina: Person, serve: object) -> None:
    server: Server = serve("taking")  # type: ignore[operator]

    page = ask(Client())

    assert "a letter with a code is on its way" in page
    assert "Each letter is a file" not in page
    (letter,) = map(message_from_bytes, server.letters)
    assert letter["Subject"] == "Your code for Askel"
    assert letter["Message-ID"]


@pytest.mark.parametrize("manner", ["silent", "dribbling", "refusing"])
@pytest.mark.parametrize("address", ["mina@example.org", "nobody@example.org"])
def test_a_page_neither_waits_for_a_bad_mail_server_nor_pretends(
    manner: str, address: str, mina: Person, serve: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "SECONDS_IN_ALL", 0.3)
    server: Server = serve(manner)  # type: ignore[operator]

    page = ask(Client(), address)

    assert server.was_called.is_set()
    assert not server.may_end.is_set()  # it would have gone on for as long as one waits
    assert "The letter could not be sent: the mail server did not answer." in page
    assert "is on its way" not in page


def test_a_mail_server_that_is_not_there_is_said_too(mina: Person, settings: Settings) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        tell(settings, nobody.getsockname()[1])

        assert "The letter could not be sent" in ask(Client())


def test_three_seconds_in_all() -> None:
    assert backend.SECONDS_IN_ALL == 3.0


def test_a_letter_is_in_the_language_of_its_reader(mina: Person, folder: Path) -> None:
    mina.language = "fi"
    mina.save()

    ask(Client(headers={"accept-language": "en"}))
    ask(Client(headers={"accept-language": "en"}), "nobody@example.org")

    subjects = {str(message_from_bytes(file.read_bytes())["To"]): file.read_bytes() for file in folder.iterdir()}
    assert "minuuttia" in words(message_from_bytes(subjects["mina@example.org"]))
    assert "Hello." in words(message_from_bytes(subjects["nobody@example.org"]))


def test_the_log_of_a_failed_letter_names_nobody(
    mina: Person, serve: object, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "SECONDS_IN_ALL", 0.3)
    serve("refusing")  # type: ignore[operator]
    with caplog.at_level(logging.INFO):
        ask(Client())

    lines = [WithoutWords().format(record) for record in caplog.records]
    assert any("could not be handed to the mail server" in line for line in lines)
    assert not any("example.org" in line for line in lines)


def test_a_letter_with_several_readers_is_one_letter(folder: Path) -> None:
    letter = EmailMessage("Subject", "Words", "a@example.org", ["b@example.org", "c@example.org"])

    assert mail.get_connection().send_messages([letter, letter]) == 2
    assert len(list(folder.iterdir())) == 2
