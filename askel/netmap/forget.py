"""*Forget this contact*: told before the row goes.

Apps above the map keep things about contacts too. Each takes the contact out of its own rows.
"""

from askel.lib.event import Event
from askel.netmap.models import Contact

forgetting: Event[[Contact]] = Event()
