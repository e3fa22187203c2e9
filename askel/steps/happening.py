"""What a plan tells through this room to the higher ones: a move was done, one was taken back, plans stand still.

Each is heard in the transaction of its cause. Codes and times, never which move, and never a word.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from askel.lib.event import Event
from askel.people.models import Person

step_done: Event[[Person, datetime]] = Event()
step_taken_back: Event[[Person, datetime]] = Event()  # and when it had been done
standing_still: Event[[Collection[UUID], datetime]] = Event()  # since now; they did not before
