"""No letter is lost and none is doubled, whatever happens to the loop and to the mail server."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.faults.postbox import Manner, Postbox, nobody_there, postbox
from tests.live import ASKEL, Askel, Person, prepared, wait_until

KILLS = 56
LONG = 480


@contextmanager
def owing(letters: int, port: int) -> Iterator[Askel]:
    """An Askel with so many letters owed, whose mail server is at ``port``. Nothing of it runs."""
    with prepared(ASKEL_MAIL=f"smtp://127.0.0.1:{port}") as askel:
        askel.run("tidy")
        run(askel, "tests.faults.owing", str(letters))
        yield askel


def run(askel: Askel, module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], env=askel.environment, check=True)


@contextmanager
def running(askel: Askel, *command: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a part of Askel until the end of the block, then stop it as a host would."""
    with (
        (askel.data / "part.log").open("a") as log,
        subprocess.Popen(
            list(command), env=askel.environment, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            finally:
                process.kill()


def loop(askel: Askel) -> list[str]:
    return [ASKEL, "up", "--only", "loop", "--port", str(askel.port)]


def hurried(rounds: int = 0) -> list[str]:
    """The same loop, killed so many times first. It waits seconds where ours waits minutes."""
    return [sys.executable, "-m", "tests.faults.killed_loop", str(rounds)]


def letters(askel: Askel, *options: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(askel.run("letters", "--json", *options))["letters"]
    return found


def states(askel: Askel) -> set[object]:
    return {letter["state"] for letter in letters(askel)}


def all_arrived(askel: Askel, box: Postbox, how_many: int) -> None:
    wait_until(lambda: len(box.times) >= how_many, "each letter to arrive", within=LONG)
    wait_until(lambda: states(askel) == {"sent"}, "each letter to be marked as sent", within=LONG)
    assert len(box.times) == how_many


def test_kills_lose_nothing_and_repeat_one_letter_each_at_most() -> None:
    with (
        postbox(Manner.UNEVEN) as box,
        owing(400, box.port) as askel,
        running(askel, *hurried(KILLS)) as process,
    ):
        assert process.stdout
        kills = int(process.stdout.readline())
        all_arrived(askel, box, 400)

    repeats = len(box.letters) - len(box.times)
    print(f"{kills} kills, {repeats} repeats")
    assert kills >= 50
    assert all(text.partition("\r\n\r\n")[2] for *_, text in box.letters)
    assert repeats <= kills
    for message_id in box.times:  # a repeat is the same letter, word by word
        words = {text.partition("\r\n\r\n")[2] for _, one, text in box.letters if one == message_id}
        assert len(words) == 1


def test_two_loops_at_once_send_each_letter_once() -> None:
    with (
        postbox(Manner.UNEVEN) as box,
        owing(150, box.port) as askel,
        running(askel, *loop(askel)),
        running(askel, *loop(askel)),
    ):
        all_arrived(askel, box, 150)

    assert set(box.times.values()) == {1}


def test_a_letter_waits_for_a_mail_server_that_is_away() -> None:
    port = nobody_there()
    with owing(2, port) as askel, running(askel, *hurried()):
        wait_until(lambda: all(letter["tries"] for letter in letters(askel)), "each letter to be tried")
        with postbox(port=port) as box:
            all_arrived(askel, box, 2)

    assert set(box.times.values()) == {1}


@pytest.mark.parametrize("manner", [Manner.LATER, Manner.FULL, Manner.DROPS])
def test_a_letter_is_tried_again_until_the_mail_server_takes_it(manner: Manner) -> None:
    with postbox(manner) as box, owing(1, box.port) as askel, running(askel, *hurried()):
        wait_until(lambda: all(letter["tries"] for letter in letters(askel)), "the letter to be tried")
        box.letters.clear()
        box.manner = Manner.TAKES
        all_arrived(askel, box, 1)


def test_a_letter_that_is_turned_down_is_given_up_at_once() -> None:
    with postbox(Manner.NEVER) as box, owing(2, box.port) as askel, running(askel, *loop(askel)):
        wait_until(lambda: states(askel) == {"given up"}, "the letters to be given up")

        assert box.letters == []
        assert letters(askel, "--due") == []


@pytest.mark.parametrize("manner", [Manner.SILENT, Manner.DRIBBLES])
def test_a_loop_that_waits_for_a_slow_mail_server_stops_in_a_moment_and_puts_the_letter_back(manner: Manner) -> None:
    with postbox(manner) as box, owing(1, box.port) as askel:
        with running(askel, *loop(askel)) as process:
            wait_until(lambda: box.callers > 0, "the loop to call", within=LONG)

            process.terminate()

            assert process.wait(5) == 0
        (letter,) = letters(askel, "--due")
        assert (letter["state"], letter["tries"]) == ("owed", 0)
        box.manner = Manner.TAKES
        with running(askel, *loop(askel)):
            all_arrived(askel, box, 1)


def test_no_log_line_names_an_address() -> None:
    with postbox(Manner.NEVER) as box, owing(1, box.port) as askel:
        with running(askel, *loop(askel)):
            wait_until(lambda: states(askel) == {"given up"}, "the letter to be given up")
        said = (askel.data / "part.log").read_text()

    assert "turned a letter down" in said
    assert "example.org" not in said


def test_a_code_leaves_at_once_through_the_loop_and_nothing_of_it_stays() -> None:
    with postbox() as box, prepared(ASKEL_MAIL=f"smtp://127.0.0.1:{box.port}") as askel:
        askel.start()
        try:
            wait_until(lambda: '"loop_ticked_at": null' not in Person(askel.url).get("/healthz").text, "the first tick")
            somebody = Person(askel.url)
            somebody.get("/sign-in/")

            page = somebody.post("/sign-in/code/", {"email": "noor@example.org"})

            assert "is on its way" in page.text
            wait_until(lambda: len(box.letters) == 1, "the letter")
            wait_until(lambda: letters(askel) == [], "its row to go")
        finally:
            askel.clean_up()

    assert box.letters[0][0] == "noor@example.org"
