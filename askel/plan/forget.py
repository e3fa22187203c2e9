"""What a plan lets go of when a contact is forgotten. ``netmap`` calls it, in the transaction of the removal."""

from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from askel.netmap.models import Contact
from askel.plan.letters import forget_reminder
from askel.plan.models import CheckIn, Move
from askel.plan.moving import tell


def forget_words(contact: Contact) -> None:
    """Moves towards the contact stay as facts, without a word. Those that were open are let go."""
    moves = Move.objects.filter(contact=contact)
    for move in moves:
        move.what = move.cue = move.factor = move.picture = ""
        move.save(update_fields=["what", "cue", "factor", "picture"])
    for check_in in CheckIn.objects.filter(move__contact=contact):
        check_in.came_of = ""
        check_in.version += 1  # a page that was open meanwhile cannot write them back
        check_in.save(update_fields=["came_of", "version"])
    for move in moves.open():
        forget_reminder(move, by=contact.owner)
    moves.open().update(dropped_at=Now(), sequence=F("sequence") + 1)
    moves.update(contact=None, version=F("version") + 1)
    tell(contact.owner, now=timezone.now())
