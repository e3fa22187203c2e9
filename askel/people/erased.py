"""*They are gone*: told when all rows of a person are deleted, for what lies beside the database.

Apps above hear the address that the person had. It is told after the deletion is kept, so that nothing of theirs can be
made anew meanwhile.
"""

from askel.lib.event import Event

erased: Event[[str]] = Event()
