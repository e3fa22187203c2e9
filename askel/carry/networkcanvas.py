"""Network Canvas GraphML: one ``<graph>`` is one session, and one session is one map.

Read with a parser that keeps no tree, so that a file can be refused as soon as it is too much.
Only the UUIDs are stable: the ``id`` numbers are new in each export.
"""

import math
import re
import unicodedata
from collections import Counter
from typing import NoReturn
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from askel.carry.found import MOST_ROWS, Found, Kind, Part
from askel.carry.unreadable import Unreadable, Why
from askel.netmap.names import name_of

SOURCE = "networkcanvas-graphml"
_NC = "{http://schema.networkcanvas.com/xmlns}"
_UUID, _TYPE, _LABEL = "networkCanvasUUID", "networkCanvasType", "label"
_START, _END = "networkCanvasSourceUUID", "networkCanvasTargetUUID"
_ENDED_EARLY = {3, 5, 6, 20}  # expat: no element found, unclosed token, partial character, unclosed CDATA
_CLOSENESS = {"closeness", "close", "how_close", "läheisyys", "laheisyys"}
_SPHERE = re.compile(
    r"(?:\w+_)?spheres?_(work|study|free_time|family_neighbours|officials_services|old_home|online)", re.IGNORECASE
)
_GROUPS = (
    *("organisation", "organization", "group", "network", "association", "workplace", "place", "community"),
    *("organisations", "organizations", "groups", "networks", "associations", "workplaces", "places", "communities"),
    *("organisaatio", "ryhma", "verkosto", "yhdistys", "tyopaikka", "paikka", "yhteiso"),
    *("organisaatiot", "ryhmat", "verkostot", "yhdistykset", "tyopaikat", "paikat", "yhteisot"),
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_UNDER_ROOT = 2
MOST_GRAPHS = 1_000  # each is a map of its own on the page to pick from
_LONGEST_MARK = 200  # of keys and sessions: a long one would be read, or kept, once more for each row
_BETWEEN = {"of", "in", "at", "for", "from", "with"}


def kind_of(type_name: str) -> Kind:
    """A type named after a group of people is a network. The main word counts: a *group member* is a person."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", type_name) if not unicodedata.combining(letter))
    words = [word.lower() for word in _WORDS.findall(plain)]
    main = next((words[at - 1] for at, word in enumerate(words) if at and word in _BETWEEN), words[-1] if words else "")
    return "network" if main.endswith(_GROUPS) else "contact"


def read(text: str) -> list[Part]:
    """One part for each ``<graph>``. Raises: Unreadable, with the line."""
    reading = Reading()
    parser = DefusedXMLParser(target=reading)
    try:
        parser.feed(text)
        parser.close()
    except ParseError as broken:
        _refuse(broken)
    except DefusedXmlException as trick:
        raise Unreadable(Why.XML_ENTITIES) from trick
    return reading.parts


def _refuse(broken: ParseError) -> NoReturn:
    raise Unreadable(Why.XML_CUT if broken.code in _ENDED_EARLY else Why.XML_BROKEN, broken.position[0]) from broken


class Reading:
    """What the parser tells its events to: only what becomes a contact, a network or a tie is kept."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._keys: dict[str, str] = {}
        self._depth = 0
        self._graph: Graph | None = None
        self._item: dict[str, str] | None = None
        self._item_depth = 0
        self._key = ""
        self._words: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        name = tag.rpartition("}")[2]
        if self._depth == 1 and name != "graphml":
            raise Unreadable(Why.HTML if name.lower() == Why.HTML else Why.OTHER_XML)
        if name == "key":
            self._keys[attributes.get("id", "")] = attributes.get("attr.name", "")[:_LONGEST_MARK]
        elif name == "graph" and self._depth == _UNDER_ROOT:
            self._graph = Graph(attributes)
        elif name in {"node", "edge"} and self._graph and self._item is None:
            self._item, self._item_depth = {f"@{key}": value for key, value in attributes.items()}, self._depth
        elif name == "data":
            self._key, self._words = attributes.get("key", ""), []

    def data(self, text: str) -> None:
        if self._key:
            self._words.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name == "data":
            self._take_data()
        elif self._graph and self._item is not None and self._depth == self._item_depth:
            self._graph.take(name, self._item)
            self._item = None
        elif name == "graph" and self._graph and self._depth == _UNDER_ROOT:
            self.parts.append(self._graph.part())
            self._graph = None
            if len(self.parts) > MOST_GRAPHS:
                raise Unreadable(Why.TOO_MANY_ROWS)
        self._depth -= 1

    def _take_data(self) -> None:
        name, words = self._keys.get(self._key, self._key), "".join(self._words).strip()
        if self._item is not None and self._key:
            self._item.setdefault(name, words)
        elif self._graph and name == _UUID:
            self._graph.ego = words.lower()[:_LONGEST_MARK]
        self._key = ""

    def close(self) -> None:
        if not self.parts:
            raise Unreadable(Why.NO_GRAPH)
        if not any(name.startswith("networkCanvas") for name in self._keys.values()) and not self._has_sessions():
            raise Unreadable(Why.OTHER_GRAPHML)

    def _has_sessions(self) -> bool:
        return all(part.session for part in self.parts)


class Graph:
    """One ``<graph>`` on its way to a part."""

    def __init__(self, attributes: dict[str, str]) -> None:
        self._session = attributes.get(f"{_NC}sessionUUID", "").strip().lower()[:_LONGEST_MARK]
        self.ego = ""
        self._found: dict[str, Found] = {}
        self._identities: dict[str, str] = {}
        self._ends: list[tuple[str, str]] = []
        self._repeats = 0

    def take(self, name: str, item: dict[str, str]) -> None:
        if name == "edge":
            self._ends.append((_end(item, _START, "@source"), _end(item, _END, "@target")))
        else:
            self._take_node(item)

    def _take_node(self, item: dict[str, str]) -> None:
        identity = item.get(_UUID, "").lower() or f"{self._session}#{item.get('@id', '')}"
        self._identities.setdefault(item.get("@id", ""), identity)
        self._repeats += identity in self._found
        self._found.setdefault(identity, found_of(identity, item, item.get(_TYPE, "")))
        if len(self._found) > MOST_ROWS:
            raise Unreadable(Why.TOO_MANY_ROWS)

    def part(self) -> Part:
        left_out = Counter(repeat=self._repeats)
        edges = tuple((self._identity(start), self._identity(end)) for start, end in self._ends)
        found = tuple(self._found.values())
        return Part(SOURCE, self._session, found, edges, dict(+left_out), ego=self.ego, layout="graphml")

    def _identity(self, end: str) -> str:
        return self._identities.get(end[1:], "") if end.startswith("@") else end


def _end(item: dict[str, str], uuid: str, number: str) -> str:
    return item.get(uuid, "").lower() or f"@{item.get(number, '')}"


def found_of(identity: str, item: dict[str, str], type_name: str) -> Found:
    """Whoever has these answers, by the names of their variables."""
    return Found(
        identity=identity,
        kind=kind_of(type_name),
        name=_name(item),
        closeness=next((_number(value) for key, value in item.items() if key.casefold() in _CLOSENESS), None),
        spheres=_spheres(item),
        wish=item.get("wish") == "true",  # as Askel's own files say it
    )


def _name(item: dict[str, str]) -> str | None:
    """The answer to "name", or the label - which the exporter fills with a type or an id where it has no better."""
    named = next((value for key, value in item.items() if key.casefold() in {"name", "nimi"} and value), None)
    if named is not None:
        return name_of(named)
    label = item.get(_LABEL, "")
    return None if label in {item.get(_UUID), item.get(_TYPE), item.get("@id")} else name_of(label)


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _spheres(item: dict[str, str]) -> tuple[str, ...]:
    answers = ((_SPHERE.fullmatch(key), value) for key, value in item.items())
    return tuple(match[1].lower() for match, value in answers if match and value.lower() in {"true", "1"})
