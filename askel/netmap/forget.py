"""*Forget this contact*: what has to let go of a contact before the row goes.

Apps above the map keep things about contacts too. Each registers, in its ``AppConfig.ready``, one function
that takes the contact out of its own rows; it runs in the transaction that removes the contact.
"""

from collections.abc import Callable

from askel.netmap.models import Contact

Forget = Callable[[Contact], None]
_registered: list[Forget] = []


def register(forget: Forget) -> None:
    """Call ``forget`` whenever a contact is removed. Registering twice is once."""
    if forget not in _registered:
        _registered.append(forget)


def forget_everywhere(contact: Contact) -> None:
    for forget in _registered:
        forget(contact)
