"""Askel's own file of a map: everything comes back, and what is no map is refused."""

import json
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askel.carry import own_contact, own_kept
from askel.carry.bring import BroughtFile, UnreadableFileError, read_files
from askel.carry.found import MOST_KEPT, FoundMap
from askel.carry.picking import Answers, picked_from, rows_of
from askel.netmap import kept, rules
from askel.netmap.bringing import bring_people
from askel.netmap.details import Details, Language, Often, Resource
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.models import Snapshot
from askel.netmap.queries import draw_map
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person
from tests import make

ANNA, BO, CLUB = (UUID(int=number) for number in (1, 2, 3))
SAID = Details(
    often=Often.WEEKLY,
    last_on=date(2026, 2, 3),
    is_rooted=False,
    language=Language.OWN,
    trade="laboratory",
    gives=frozenset({Resource.CV, Resource.CHEER}),
    introduces=True,
    meaning="She listens.",
)
DRAWN = DrawnMap(
    dots=(
        Dot(ANNA, "Anna from the course", Ring.CLOSE, Sphere.STUDY, last_encounter_on=date(2026, 2, 1), details=SAID),
        Dot(BO, "Bo", Ring.OUTER, Sphere.OLD_HOME, is_wish=True),
        Dot(CLUB, "Reading club", Ring.MIDDLE, Sphere.FREE_TIME, kind=Kind.NETWORK),
    ),
    ties=((ANNA, CLUB),),
)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
DETAILS = st.builds(
    Details,
    often=st.none() | st.sampled_from(Often),
    last_on=st.none() | st.dates(),
    is_rooted=st.none() | st.booleans(),
    language=st.none() | st.sampled_from(Language),
    trade=WORDS,
    gives=st.frozensets(st.sampled_from(Resource)),
    takes=st.frozensets(st.sampled_from(Resource)),
    meaning=WORDS,
)


def wrapped(drawn: DrawnMap, **other: object) -> bytes:
    return json.dumps({"askel": "map", "version": 1, "map": kept.to_plain(drawn), **other}).encode()


def read(content: bytes) -> FoundMap:
    (found,) = read_files([BroughtFile("map.json", content)])
    return found


def refused(content: bytes | str) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(content if isinstance(content, bytes) else content.encode())
    return str(caught.value)


def bring(found: FoundMap, person: Person) -> None:
    rows = rows_of([found])
    codes = {row.code for some in rows for row in some}
    picked, ties = picked_from([found], rows, codes, Answers(Ring.MIDDLE, Sphere.WORK), owner=person)
    bring_people(picked, ties, by=person, now=make.NOON)


def _place(dot: Dot) -> tuple[str, Ring, Sphere, Kind]:
    return dot.nickname, dot.ring, dot.sphere, dot.kind


def without_ids(drawn: DrawnMap) -> tuple[list[tuple[object, ...]], set[frozenset[str]]]:
    dots = [(*_place(dot), dot.is_wish, dot.last_encounter_on, dot.details) for dot in drawn.dots]
    return sorted(dots, key=str), {frozenset(drawn.by_pk[end].nickname for end in tie) for tie in drawn.ties}


def test_the_map_is_read_whole() -> None:
    found = read(wrapped(DRAWN))

    assert (found.source, found.people, found.networks, found.ties) == ("askel", 2, 1, ((0, 2),))
    assert (found.left_out, found.links_dropped) == ({}, 0)
    assert [(one.ring, one.wish) for one in found.found] == [(1, False), (3, True), (2, False)]


def test_everything_comes_back_onto_an_empty_map(mina: Person) -> None:
    bring(read(wrapped(DRAWN)), mina)

    assert without_ids(draw_map(mina)) == without_ids(DRAWN)


def test_ones_own_map_brought_again_adds_nobody(mina: Person) -> None:
    bring(read(wrapped(DRAWN)), mina)
    once = draw_map(mina)

    bring(read(wrapped(once)), mina)
    bring(read(wrapped(DRAWN)), mina)

    assert draw_map(mina) == once


def test_the_places_that_the_reader_knows_are_those_of_the_map() -> None:
    assert set(own_contact.SPHERES) == set(Sphere.values)
    assert set(own_contact.RINGS) == set(Ring.values)
    assert set(own_contact.KINDS) == set(Kind.values)


def test_what_the_reader_takes_of_kept_maps_is_what_askel_keeps() -> None:
    assert set(own_kept.CAUSES) == set(Snapshot.Cause.values)
    assert own_kept.VERSION == kept.VERSION
    assert rules.MOST_SNAPSHOTS == MOST_KEPT
    assert (rules.MOST_CONTACTS, rules.MOST_TIES) == (own_kept.MOST_ON_ONE, own_kept.MOST_TIES_OF_ONE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "x"),
        ("id", 7),
        ("nickname", None),
        ("nickname", ["A"]),
        ("ring", 4),
        ("ring", True),
        ("ring", "1"),
        ("sphere", "heart"),
        ("sphere", []),
        ("kind", "enemy"),
        ("kind", {}),
        ("wish", "no"),
        ("details", []),
        ("details", {"often": "always"}),
        ("details", {"often": ["weekly"]}),
        ("details", {"last_on": "soon"}),
        ("details", {"last_on": 7}),
        ("details", {"gives": 3}),
        ("details", {"gives": ["money"]}),
        ("details", {"is_rooted": "yes"}),
        ("details", {"meaning": "\x00"}),
        ("details", {"trade": "\ud800"}),
        ("details", {"meaning": "A" * 10_000}),
        ("last_encounter_on", "soon"),
        ("last_encounter_on", 3),
    ],
)
def test_what_is_no_contact_is_refused_with_its_number(name: str, value: object) -> None:
    plain = kept.to_plain(DRAWN)
    plain["contacts"][1][name] = value

    assert "contact 2" in refused(json.dumps({"askel": "map", "version": 1, "map": plain}))


def test_a_contact_without_a_place_or_that_is_none_is_refused() -> None:
    odd: list[object] = [{"id": str(ANNA)}, None, 3, [], "x"]
    for contact in odd:
        assert "contact 1" in refused(
            json.dumps({"askel": "map", "version": 1, "map": {"contacts": [contact], "ties": []}})
        )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (wrapped(DRAWN, version=2), "newer Askel"),
        (wrapped(DRAWN, version="1"), "damaged"),
        (wrapped(DRAWN, map=None), "damaged"),
        (wrapped(DRAWN, map={"contacts": {}, "ties": []}), "damaged"),
        (wrapped(DRAWN)[:-30], "ends too early or is damaged at line 1"),
        (b'{"askel": "plan", "version": 1}', "JSON"),
        (b'{"maps": []}', "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"askel": "map", "version": ' + b"9" * 5_000 + b"}", "damaged"),
        (b'{"askel": "map", "version": NaN}', "damaged"),
    ],
)
def test_what_is_no_map_is_refused_in_words(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_odd_ties_are_left_out_by_reason() -> None:
    plain = kept.to_plain(DRAWN)
    plain["contacts"].append(plain["contacts"][0])
    odd = [
        [str(CLUB), str(ANNA)],
        [str(ANNA), str(ANNA)],
        [str(ANNA), str(UUID(int=9))],
        "ab",
        None,
        [1, 2],
        [str(ANNA)],
    ]
    plain["ties"] += odd

    found = read(json.dumps({"askel": "map", "version": 1, "map": plain}).encode())

    assert found.ties == ((0, 2),)
    assert found.left_out == {"loose-end": 5, "repeat": 2, "self-loop": 1}


def test_ten_thousand_contacts_are_read_and_one_more_is_refused() -> None:
    dots = tuple(Dot(UUID(int=number), f"Ana {number}", Ring.CLOSE, Sphere.WORK) for number in range(10_001))

    assert read(wrapped(DrawnMap(dots[:-1]))).people == 10_000
    assert "10,000" in refused(wrapped(DrawnMap(dots)))


@pytest.mark.parametrize("nickname", ["A" * 10_000, "B" * 80, "An\u202ea\x00", "", "\u202e"])
def test_odd_names_are_read_and_can_be_brought(nickname: str, mina: Person) -> None:
    bring(read(wrapped(DrawnMap((Dot(ANNA, nickname, Ring.CLOSE, Sphere.WORK),)))), mina)

    (dot,) = draw_map(mina).dots
    assert dot.nickname
    assert len(dot.nickname) <= 80
    assert "\x00" not in dot.nickname


@given(
    st.lists(
        st.tuples(st.sampled_from(Ring), st.sampled_from(Sphere), st.sampled_from(Kind), st.booleans(), DETAILS),
        max_size=5,
    )
)
def test_whatever_was_said_is_read_again(drawn: list[tuple[Ring, Sphere, Kind, bool, Details]]) -> None:
    dots = tuple(
        Dot(UUID(int=at), f"N{at}", ring, sphere, kind, wish, details=said)
        for at, (ring, sphere, kind, wish, said) in enumerate(drawn)
    )

    found = read(wrapped(DrawnMap(dots))).found

    assert [(one.ring, one.spheres, one.kind, one.wish) for one in found] == [
        (dot.ring, (dot.sphere,), dot.kind, dot.is_wish) for dot in dots
    ]
    assert [Details.from_plain(one.details or {}) for one in found] == [dot.details for dot in dots]
