"""*I look at my week then*: told when somebody chooses another day or hour for it, or none.

Apps above the plan keep that hour too. They hear the person and the time of the choice.
"""

from datetime import datetime

from askel.lib.event import Event
from askel.people.models import Person

looking: Event[[Person, datetime]] = Event()
