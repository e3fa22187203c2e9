"""The one table of what is held about a person: which rows, whose they are, which leave in a file, and which come back.

All of it ends with the person: their key first, then their row, which takes these along (tests/privacy/test_erase.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _l

from askel.errand.models import Errand
from askel.journal.models import Answer
from askel.letter.models import Enclosure, Letter
from askel.netmap.models import Change, Contact, Encounter, Snapshot, Tie
from askel.people.models import Consent, Person
from askel.plan.models import CheckIn, Feed, Goal, Move, Pace
from askel.sharing.models import Look, Remark, Report, Share, Supporter, SupportLabel, Told
from askel.steps.models import Fact, Movement
from askel.upkeep.models import Rhythm
from askel.vault.fields import SealedTextField


class Room(models.TextChoices):
    """Where a person knows it from."""

    ACCOUNT = "account", _l("Your account")
    MAP = "map", _l("The map")
    PLAN = "plan", _l("The plan")
    KEEP = "keep", _l("Keeping in touch")
    STEPS = "steps", _l("The steps")
    SHOWING = "showing", _l("Showing")
    BEHIND = "behind", _l("Behind the pages")


@dataclass(frozen=True, slots=True)
class Holding:
    """Rows of one table that are one person's, by the way ``owner`` from the row to them.

    ``never``: columns that no file holds, as they let somebody in, or are a hash that tells nobody anything.
    ``plain``: sealed JSON, which a file holds as JSON. ``comes_back``: whether another Askel takes it in.
    """

    name: str
    model: type[models.Model]
    label: str | Promise
    room: Room
    owner: str = "owner"
    page: str = ""
    never: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    comes_back: bool = False

    def rows_of(self, person: Person) -> models.QuerySet[models.Model]:
        """In the order in which they were made, for the most part."""
        rows = self.model._base_manager.filter(**{self.owner: person.pk})  # noqa: SLF001 - Django gives each model one
        return rows.order_by("pk")

    def columns(self) -> Iterator[models.Field]:  # type: ignore[type-arg] # of any kind
        """Those that a file holds. Whose it is stands over the file."""
        whose = self.owner if "__" not in self.owner else ""
        for field in self.model._meta.concrete_fields:
            if field.name not in self.never and field.name != whose:
                yield field

    @property
    def sealed(self) -> tuple[str, ...]:
        """The columns whose words only the person's key opens."""
        return tuple(field.name for field in self.model._meta.concrete_fields if isinstance(field, SealedTextField))


_SECRET = frozenset({"secret_hash"})
_OTHERS = frozenset({"owner", "for_whom", "secret_hash"})  # whose line it is, the viewer is not told

# In an order in which rows can be brought in: what others point to comes first.
HOLDINGS = (
    Holding(
        "person",
        Person,
        _l("Address, language and days"),
        Room.ACCOUNT,
        owner="pk",
        page="people:account",
        never=frozenset({"password", "return_code", "return_code_hash"}),
    ),
    Holding("addresses", EmailAddress, _l("E-mail addresses"), Room.ACCOUNT, owner="user", page="account_email"),
    Holding(
        "address_proofs",
        EmailConfirmation,
        _l("Addresses that wait to be proved"),
        Room.ACCOUNT,
        owner="email_address__user",
        never=frozenset({"key"}),
    ),
    Holding(
        "passkeys",
        Authenticator,
        _l("Passkeys"),
        Room.ACCOUNT,
        owner="user",
        page="people:account",
        never=frozenset({"data"}),
    ),
    Holding("consents", Consent, _l("What you said yes to"), Room.ACCOUNT, owner="person", page="people:consents"),
    Holding(
        "contacts",
        Contact,
        _l("People, networks and wishes"),
        Room.MAP,
        page="netmap:map",
        never=frozenset({"source_key"}),
        plain=frozenset({"details"}),
        comes_back=True,
    ),
    Holding("ties", Tie, _l("Ties: who knows whom"), Room.MAP, page="netmap:map", comes_back=True),
    Holding("encounters", Encounter, _l("Days on which you were in touch"), Room.MAP, comes_back=True),
    Holding(
        "snapshots",
        Snapshot,
        _l("Kept maps"),
        Room.MAP,
        page="netmap:kept",
        never=frozenset({"letters"}),
        plain=frozenset({"kept"}),
        comes_back=True,
    ),
    Holding(
        "changes",
        Change,
        _l("Changes of the map that can be undone"),
        Room.MAP,
        never=frozenset({"sitting", "letters"}),
        plain=frozenset({"difference"}),
    ),
    Holding("goals", Goal, _l("Goals"), Room.PLAN, page="plan:plan", comes_back=True),
    Holding("moves", Move, _l("Moves"), Room.PLAN, page="plan:plan", comes_back=True),
    Holding("check_ins", CheckIn, _l("What became of moves"), Room.PLAN, page="plan:plan", comes_back=True),
    Holding("pace", Pace, _l("Pauses and the look at the week"), Room.PLAN, page="plan:week", comes_back=True),
    Holding("feed", Feed, _l("A calendar address"), Room.PLAN, page="plan:feed", never=_SECRET),
    Holding("rhythms", Rhythm, _l("Rhythms"), Room.KEEP, page="upkeep:keep", comes_back=True),
    Holding(
        "answers",
        Answer,
        _l("Answers to exercises"),
        Room.STEPS,
        page="journal:steps",
        never=frozenset({"writer", "beat"}),
        plain=frozenset({"sealed_words"}),
        comes_back=True,
    ),
    Holding("facts", Fact, _l("What you reached, and when"), Room.STEPS, owner="person", comes_back=True),
    Holding("movement", Movement, _l("Whether your plan moves"), Room.STEPS, owner="person"),
    Holding(
        "shares", Share, _l("Lines that you show"), Room.SHOWING, page="sharing:shares", never=_SECRET | {"viewer"}
    ),
    Holding("looks", Look, _l("When others looked"), Room.SHOWING, owner="share__owner", page="sharing:shares"),
    Holding("remarks", Remark, _l("What others said of it"), Room.SHOWING, page="sharing:shares"),
    Holding(
        "shown_to_me",
        Share,
        _l("Lines that others show you"),
        Room.SHOWING,
        owner="viewer",
        page="sharing:shown",
        never=_OTHERS | {"goal", "move", "answer", "snapshot"},
    ),
    Holding("my_looks", Look, _l("When you looked at them"), Room.SHOWING, owner="share__viewer"),
    Holding(
        "my_remarks",
        Remark,
        _l("What you said of them"),
        Room.SHOWING,
        owner="share__viewer",
        never=frozenset({"owner", "words", "answer"}),  # sealed for the one who shows the line
    ),
    Holding(
        "supporter", Supporter, _l("Your supporter"), Room.SHOWING, page="sharing:supporter", never=_SECRET | {"viewer"}
    ),
    Holding("told", Told, _l("What your supporter was told"), Room.SHOWING, owner="supporter__owner"),
    Holding("supported", Supporter, _l("Whom you support"), Room.SHOWING, owner="viewer", never=_OTHERS),
    Holding("told_to_me", Told, _l("What you were told of them"), Room.SHOWING, owner="supporter__viewer"),
    Holding("support_labels", SupportLabel, _l("What you call them"), Room.SHOWING),
    Holding("reports", Report, _l("What you reported"), Room.SHOWING, owner="reporter"),
    Holding(
        "letters",
        Letter,
        _l("Letters owed or sent"),
        Room.BEHIND,
        owner="person",
        never=frozenset({"lease", "refused_for"}),
    ),
    Holding(
        "enclosures",
        Enclosure,
        _l("Letters with a code that wait to be sent"),
        Room.BEHIND,
        owner="letter__person",
        never=frozenset({"owner", "words"}),  # a code lets somebody in
    ),
    Holding("errands", Errand, _l("Work asked for"), Room.BEHIND, never=frozenset({"lease", "result"})),
)
