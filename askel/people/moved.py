"""*I live elsewhere now*: told when the clock changes by which somebody lives.

Apps above keep times of a person's own day. They hear the person and the name of the time zone before.
"""

from askel.lib.event import Event
from askel.people.models import Person

moved: Event[[Person, str]] = Event()
