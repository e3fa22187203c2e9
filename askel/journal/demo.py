"""The cast's answers: Mina has done the first step and more, Pavel has begun one exercise."""

from datetime import date, datetime, timedelta

from askel.journal.actions import Seen, finish_answer, save_answer
from askel.journal.words import Line, Words
from askel.people.models import Person
from askel.steps.queries import edition

DONE = {
    "mina": {
        "what-stands-in-the-way": Words(
            lines=(
                Line("I do not dare to call. On the phone I do not see the face.", "mine"),
                Line("I do not know who decides in the laboratories here.", "help"),
                Line("My diploma took eleven months to be recognised.", "not-mine"),
            ),
            asks={"small-thing": "I write first, and say in the message that I prefer to meet."},
        ),
        "possible-all-the-same": Words(
            asks={
                "worked": "At the language café. Aino asked what I do, and we talked about microscopes for half an hour.",
                "helped": "She asked first. And we were not talking about jobs.",
                "possible": "Go on Tuesday again, and ask Aino if she knows somebody from a laboratory.",
            }
        ),
        "what-i-expect": Words(
            choices=("my-field", "courage", "plan"),
            asks={
                "sign": "Two people in a laboratory here know my name.",
                "not-here": "I do not want to read my map aloud.",
            },
        ),
        "what-i-can-offer": Words(
            lines=(
                Line("I can explain laboratory words in English and Persian.", "now"),
                Line("I can help with school chemistry.", "now"),
                Line("I can tell how the recognition of my diploma went.", "prepare"),
            ),
            asks={"to-whom": "Sofia's son has chemistry this spring. I could sit with him one evening."},
        ),
        "wish-and-obstacle": Words(
            asks={
                "wish": "To know three people who work in a hospital laboratory in Tampere.",
                "best": "I could ask somebody how a working day goes, before the interview and not in it.",
                "within": "I put off writing until I have the perfect sentence.",
                "around": "People answer slowly before Christmas.",
                "answer": "If I am on the third version of a message, then I send the second.",
            }
        ),
        "draw-my-network": Words(
            asks={"noticed": "Almost everybody in my own field lives abroad. Anna is the only way in."}
        ),
    }
}
BEGUN = {
    "mina": {
        "make-it-smaller": Words(asks={"big": "A job in a hospital laboratory by next autumn."}),
    },
    "pavel": {
        "what-stands-in-the-way": Words(
            lines=(
                Line("After the night shift I have no strength for people.", "mine"),
                Line("In the warehouse we do not talk while we work."),
            )
        ),
    },
}
_PAGE = Seen(0, "")


def load(person: Person, name: str, *, now: datetime, today: date) -> None:  # noqa: ARG001 - as every demo is called
    """Write the answers of one of the cast, one a day until now."""
    steps = edition("en")
    done, begun = DONE.get(name, {}), BEGUN.get(name, {})
    for days_ago, (key, words) in enumerate(reversed(done.items()), start=1):
        if exercise := steps.exercise(key):
            finish_answer(exercise, words, by=person, seen=_PAGE, now=now - timedelta(days=days_ago))
    for key, words in begun.items():
        if exercise := steps.exercise(key):
            save_answer(exercise, words, by=person, seen=_PAGE, now=now)
