"""*I no longer say yes*: told when somebody withdraws a consent that another room asked for.

Apps above hear the person and the kind, in the transaction of the withdrawal, and stop what it allowed.
"""

from askel.lib.event import Event
from askel.people.models import Person

withdrawn: Event[[Person, str]] = Event()
