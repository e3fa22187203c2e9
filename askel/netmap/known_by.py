"""Under which key a map knows where somebody came from. The same somebody, in whatever file, has one key."""

from uuid import UUID

from askel.vault.keys import keyed_hash

OWN = "askel"
_CANVAS = "networkcanvas-graphml"
_FAMILIES = {"networkcanvas-csv": _CANVAS, "networkcanvas-zip": _CANVAS, OWN: _CANVAS}  # all name people by UUID
_PROFILE = "/in/"  # what every list calls somebody who has a profile on LinkedIn


def source_key(owner: UUID, source: str, identity: str) -> str:
    """A keyed hash: nobody can tell from it who that is, and two maps have two of them."""
    family = "linkedin" if identity.startswith(_PROFILE) else _FAMILIES.get(source, source)
    return keyed_hash("netmap:source", str(owner), family, identity)


def own_key(owner: UUID, contact: UUID) -> str:
    """The key under which Askel's own file names a contact of this map."""
    return source_key(owner, OWN, str(contact))
