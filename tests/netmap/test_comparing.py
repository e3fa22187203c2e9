"""What changed between two maps, and how it is told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from askel.netmap.comparing import Mark, compare, marks_of
from askel.netmap.comparing_words import mark_words, tell
from askel.netmap.details import Details, Resource
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.overlay import overlay
from askel.netmap.spheres import Kind, Ring, Sphere


def dot(number: int, nickname: str = "Anna", **more: object) -> Dot:
    return replace(Dot(UUID(int=number), nickname, Ring.MIDDLE, Sphere.STUDY), **more)  # type: ignore[arg-type]


def drawn(*dots: Dot, ties: Iterable[tuple[int, int]] = ()) -> DrawnMap:
    return DrawnMap(dots, tuple((UUID(int=a), UUID(int=b)) for a, b in ties))


@st.composite
def maps(draw: st.DrawFn) -> DrawnMap:
    numbers = sorted(draw(st.sets(st.integers(1, 9), max_size=9)))
    dots = [
        Dot(
            UUID(int=number),
            draw(st.sampled_from(["Anna", "Ben", "שרה"])),
            draw(st.sampled_from(Ring)),
            draw(st.sampled_from(Sphere)),
            draw(st.sampled_from(Kind)),
            draw(st.booleans()),
            details=Details(gives=frozenset(draw(st.sets(st.sampled_from(list(Resource)[:3]))))),
        )
        for number in numbers
    ]
    pairs = list(combinations(numbers, 2))
    ties = draw(st.sets(st.sampled_from(pairs))) if pairs else set()
    return drawn(*dots, ties=sorted(ties))


@given(maps())
def test_a_map_compared_with_itself_shows_no_change(one: DrawnMap) -> None:
    found = compare(one, one)

    assert found.is_same
    assert [told.code for told in tell(found)] == ["same"]
    assert marks_of(found) == {}


@given(maps(), maps())
def test_what_is_new_one_way_is_gone_the_other_way(one: DrawnMap, other: DrawnMap) -> None:
    there, back = compare(one, other), compare(other, one)

    assert (there.new, there.gone) == (back.gone, back.new)
    assert {frozenset(pair) for pair in there.tied} == {frozenset(pair) for pair in back.untied}
    assert (there.covered, there.uncovered) == (back.uncovered, back.covered)
    assert {moved.after.pk for moved in there.closer} == {moved.after.pk for moved in back.farther}
    assert {moved.after.pk for moved in there.come_true} == {moved.after.pk for moved in back.wished_again}


@given(maps(), maps())
def test_every_change_is_told_and_each_mark_has_its_place(one: DrawnMap, other: DrawnMap) -> None:
    found = compare(one, other)

    told = {said.code for said in tell(found)}
    assert ("same" in told) == found.is_same
    laid = overlay(one, other, found)
    assert set(laid.signs) == set(marks_of(found))
    assert {painted.dot.pk for painted in laid.over.dots} == {*one.by_pk, *other.by_pk}
    for drawn_map, picture in ((one, laid.before), (other, laid.after)):
        assert [painted.dot for painted in picture.dots] == list(drawn_map.dots)


def test_each_kind_of_change_is_told_with_its_people() -> None:
    before = drawn(
        dot(1, "Anna", ring=Ring.OUTER),
        dot(2, "Ben", ring=Ring.CLOSE, details=Details(gives=frozenset({Resource.CV}))),
        dot(3, "Cleo"),
        dot(4, "Dr H", is_wish=True),
        dot(5, "Ella"),
        dot(8, "A wish", is_wish=True),
        ties=[(1, 2)],
    )
    after = drawn(
        dot(1, "Anna", ring=Ring.CLOSE),
        dot(2, "Ben", ring=Ring.OUTER),
        dot(3, "Cleo", sphere=Sphere.WORK),
        dot(4, "Dr H", details=Details(gives=frozenset({Resource.HIRING}))),
        dot(6, "Finn"),
        dot(7, "Another wish", is_wish=True),
        ties=[(1, 3)],
    )

    told = {said.code: [about.dot.nickname for about in said.about] for said in tell(compare(before, after))}

    assert told == {
        "new": ["Finn"],
        "new-wish": ["Another wish"],
        "come-true": ["Dr H"],
        "gone": ["Ella"],
        "gone-wish": ["A wish"],
        "closer": ["Anna"],
        "farther": ["Ben"],
        "elsewhere": ["Cleo"],
        "tied": ["Anna"],
        "untied": ["Anna"],
        "covered": ["Dr H"],
        "uncovered": ["Ben"],
    }


def test_a_name_may_change_and_it_is_still_the_same_one() -> None:
    found = compare(drawn(dot(1, "Anna")), drawn(dot(1, "Anni")))

    assert not found.new
    assert [said.about[0].words for said in tell(found)] == ["earlier: Anna"]


def test_a_wish_stands_in_no_ring() -> None:
    found = compare(drawn(dot(1, is_wish=True, ring=Ring.OUTER)), drawn(dot(1, ring=Ring.CLOSE)))

    assert not found.closer
    assert len(found.come_true) == 1


def test_whoever_moved_twice_over_has_all_their_marks() -> None:
    moved = dot(1, ring=Ring.CLOSE, sphere=Sphere.WORK)

    marks = marks_of(compare(drawn(dot(1, ring=Ring.OUTER)), drawn(moved)))

    assert marks[moved.pk] == (Mark.CLOSER, Mark.ELSEWHERE)
    assert set(mark_words()) == set(Mark)


def test_laid_over_each_other_those_who_are_gone_stand_where_they_stood() -> None:
    gone, there = dot(1, "Anna", ring=Ring.CLOSE), dot(2, "Ben")

    before, after = drawn(gone, there, ties=[(1, 2)]), drawn(there)
    laid = overlay(before, after, compare(before, after))

    stood = {one.dot: (one.x, one.y) for one in laid.before.dots}
    assert {one.dot: (one.x, one.y) for one in laid.over.dots} == stood
    assert laid.over.ties == ""
    assert laid.gone_ties == laid.before.ties != ""


def test_arrows_point_to_the_middle_and_away_from_it() -> None:
    close, out = dot(1, ring=Ring.CLOSE), dot(1, ring=Ring.OUTER)

    inwards = overlay(drawn(out), drawn(close), compare(drawn(out), drawn(close))).signs[close.pk]
    outwards = overlay(drawn(close), drawn(out), compare(drawn(close), drawn(out))).signs[close.pk]

    assert inwards.drawn == Mark.CLOSER
    assert abs(inwards.turn - outwards.turn) % 360 in range(90, 271)


def test_side_by_side_whoever_stayed_stands_in_the_same_place() -> None:
    anna, ben, cleo = dot(1, "Anna"), dot(2, "Ben"), dot(3, "Cleo")

    one, other = drawn(anna, cleo), drawn(ben, replace(cleo, last_encounter_on=date(2026, 11, 24)))
    laid = overlay(one, other, compare(one, other))

    places = [{one.dot.nickname: (one.x, one.y) for one in picture.dots} for picture in (laid.before, laid.after)]
    assert [sorted(some) for some in places] == [["Anna", "Cleo"], ["Ben", "Cleo"]]
    assert places[0]["Cleo"] == places[1]["Cleo"]
