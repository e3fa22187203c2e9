"""The map as GraphML: one flat graph that networkx, igraph and Gephi open, with the names that Network Canvas uses.

Written with the codes of the map, not with words of a language. Free texts other than names stay out:
whoever is handed this file looks at a network, not at notes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid5
from xml.etree import ElementTree as ET

from askel.netmap.drawn import Dot, DrawnMap

_NAMESPACES = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:nc": "http://schema.networkcanvas.com/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
}
_TYPES = {str: "string", bool: "boolean", int: "int"}
_EDGE = "edge_"  # before the ids of its keys, since igraph reads no key that is for all
_CLOSEST = 4  # less the ring: the closest ring has the greatest closeness
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Value = str | bool | int
Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Item:
    """A node or an edge on its way to the file."""

    attributes: dict[str, str]
    values: Values


def to_graphml(drawn: DrawnMap) -> bytes:
    nodes = [Item({"id": str(dot.pk)}, _values_of(dot)) for dot in drawn.dots]
    edges = [_edge(drawn.by_pk[one], drawn.by_pk[other]) for one, other in drawn.ties]
    root = ET.Element("graphml", _NAMESPACES)
    for place, items in (("node", nodes), ("edge", edges)):
        for name, kind in _names(items).items():
            ET.SubElement(root, "key", _key(name, place, kind))
    graph = ET.SubElement(root, "graph", {"edgedefault": "undirected", "nc:protocolName": "Askel"})
    for place, items in (("node", nodes), ("edge", edges)):
        for item in items:
            _write(ET.SubElement(graph, place, item.attributes), place, item.values)
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _key(name: str, place: str, kind: type) -> dict[str, str]:
    return {"id": _id(name, place), "for": place, "attr.name": name, "attr.type": _TYPES[kind]}


def _id(name: str, place: str) -> str:
    return f"{_EDGE}{name}" if place == "edge" else name


def _names(items: Iterable[Item]) -> dict[str, type]:
    """What is said of at least one. Elsewhere a tool would show columns that hold nothing."""
    return {name: type(value) for item in items for name, value in item.values.items()}


def _write(element: ET.Element, place: str, values: Values) -> None:
    for name, value in values.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        ET.SubElement(element, "data", {"key": _id(name, place)}).text = _NOT_XML.sub("", text)


def _values_of(dot: Dot) -> Values:
    return {
        "label": dot.nickname,
        "networkCanvasType": "Network" if dot.is_network else "Person",
        "networkCanvasUUID": _uuid(dot),
        "name": dot.nickname,
        "kind": dot.kind.value,
        "wish": dot.is_wish,
        "sphere": dot.sphere.value,
        f"sphere_{dot.sphere.value}": True,
        **_closeness(dot),
        **_details(dot),
    }


def _closeness(dot: Dot) -> Values:
    """A wish has no ring yet."""
    return {} if dot.is_wish else {"ring": dot.ring.value, "closeness": _CLOSEST - dot.ring.value}


def _details(dot: Dot) -> Values:
    told = dot.details
    said: dict[str, Value | None] = {
        "last_in_touch": dot.last_on.isoformat() if dot.last_on else None,
        "often": told.often.value if told.often else None,
        "language": told.language.value if told.language else None,
        "knows_working_life": told.is_rooted,
        "in_my_field": told.in_my_field,
        "could_introduce": told.introduces,
        **{f"gives_{one.value}": True for one in sorted(told.gives)},
        **{f"takes_{one.value}": True for one in sorted(told.takes)},
    }
    return {name: value for name, value in said.items() if value is not None}


def _uuid(dot: Dot) -> str:
    """The one that somebody came with, where a file of Network Canvas brought them."""
    return dot.details.origin or str(dot.pk)


def _edge(one: Dot, other: Dot) -> Item:
    """A tie has the same UUID in every file: it is made from those of its ends."""
    values: Values = {
        "label": "knows",
        "networkCanvasType": "knows",
        "networkCanvasUUID": str(uuid5(one.pk, str(other.pk))),
        "networkCanvasSourceUUID": _uuid(one),
        "networkCanvasTargetUUID": _uuid(other),
    }
    return Item({"source": str(one.pk), "target": str(other.pk)}, values)
