"""The cast's plans: Mina's moves, Pavel's stands still, Sam's is empty."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from askel.netmap.models import Contact
from askel.people.models import Person
from askel.plan.actions import Intended, finish_move, plan_move, tell_outcome
from askel.plan.goals import Wanted, set_goal
from askel.plan.models import Channel, Goal, Outcome
from askel.plan.moving import tell


@dataclass(frozen=True, slots=True)
class Planned:
    """One move of the demo. ``days`` counts from today; None is no day. An outcome says that it was done."""

    towards: str
    what: str
    channel: Channel
    days: int | None = None
    cue: str = ""
    factor: str = ""
    goal: int | None = None
    outcome: Outcome | None = None
    came_of: str = ""


GOALS = {
    "mina": (
        Wanted(
            "By spring I know three people who work in a laboratory here.",
            "I freeze before I write to somebody I know only a little.",
            "Then I write to Leila for two minutes first, and send it after that.",
            "My course ends in May.",
            "I know nobody who hires.",
        ),
        Wanted("I speak Finnish with somebody outside the course every week."),
    ),
    "pavel": (Wanted("I find a mentor in my own trade.", "I wait until my Finnish is better."),),
    "fatou": (Wanted("Each group of mine ends with something sent."),),
}
MOVES = {
    "mina": (
        Planned(
            "Anna",
            "I ask for 20 minutes about how her hospital hires.",
            Channel.MESSAGE,
            0,
            "I get off the tram",
            "The evening course in spring.",
            0,
        ),
        Planned(
            "Mikko", "I thank him for the tip about the library.", Channel.MEET, -3, "I take out the rubbish", goal=1
        ),
        Planned("Daria", "I ask what an ordinary day in her laboratory is like.", Channel.LINKEDIN, 4, goal=0),
        Planned("Language café", "I go early and greet one person.", Channel.EVENT, goal=1),
        Planned(
            "Aino",
            "I ask who else comes on Tuesdays.",
            Channel.MEET,
            -14,
            "the café closes",
            "Tuesdays at the café.",
            1,
            Outcome.INTRODUCED,
            "She introduced me to somebody who works in a school laboratory.",
        ),
        Planned("Rana", "I ask for the address of our old boss.", Channel.CALL, -20, outcome=Outcome.ANSWERED),
    ),
    "pavel": (
        Planned("Timo", "I ask him how he found his first job here.", Channel.CALL, -16, goal=0),
        Planned("Ville", "I stay for coffee after the game.", Channel.MEET),
    ),
    "fatou": (Planned("Chen", "I ask for the room for the autumn.", Channel.MAIL, 2),),
}


def load(person: Person, name: str, *, now: datetime, today: date) -> None:
    """Plan as ``name`` did. The map of the demo is loaded before."""
    for wanted in GOALS.get(name, ()):
        set_goal(wanted, by=person, now=now - timedelta(days=30))
    goals = [goal.pk for goal in Goal.objects.of(person).order_by("slot")]
    known = {contact.nickname: contact.pk for contact in Contact.objects.of(person)}
    for one in MOVES.get(name, ()):
        day = None if one.days is None else today + timedelta(days=one.days)
        goal = None if one.goal is None else goals[one.goal]
        intended = Intended(one.what, known[one.towards], "", goal, one.channel, day, one.cue, one.factor)
        move = plan_move(intended, by=person, now=now - timedelta(days=25))
        if one.outcome and day:
            done = finish_move(move, by=person, now=now - (today - day), today=day)
            tell_outcome(done, one.outcome, one.came_of, by=person, version=done.version)
    tell(person, now=now)  # days have passed since the last of it
