"""*We were in touch*: told when it changes when the owner and a contact last were.

Apps above the map reckon from that day. They hear the contact and the day (None: no encounter is left).
"""

from datetime import date

from askel.lib.event import Event
from askel.netmap.models import Contact

encountered: Event[[Contact, date | None]] = Event()
