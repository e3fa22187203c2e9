"""What the map says: true, with the contacts it speaks of, and one thing to do."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askel.lib.ids import uuid7
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.sentences import Sentence, sentences
from askel.netmap.spheres import Kind, Ring, Sphere
from tests import make

LONG_AGO = make.TODAY - timedelta(days=184)


def dot(nickname: str = "Anna", ring: Ring = Ring.MIDDLE, sphere: Sphere = Sphere.WORK, **more: object) -> Dot:
    return Dot(pk=uuid7(), nickname=nickname, ring=ring, sphere=sphere, **more)  # type: ignore[arg-type]


def tied(*pairs: tuple[Dot, Dot]) -> DrawnMap:
    dots = {one.pk: one for pair in pairs for one in pair}
    return DrawnMap(tuple(dots.values()), tuple((a.pk, b.pk) for a, b in pairs))


def say(drawn: DrawnMap) -> dict[str, Sentence]:
    return {sentence.code: sentence for sentence in sentences(drawn, today=make.TODAY)}


def test_an_empty_map_says_how_to_begin_and_nothing_else() -> None:
    assert [*say(DrawnMap())] == ["empty"]


def test_one_contact_is_a_beginning() -> None:
    said = say(DrawnMap((dot(),)))

    assert said["one"].about[0].nickname == "Anna"
    assert "star" not in said
    assert "alone" not in said


def test_a_star_asks_who_knows_whom_and_calls_nobody_alone() -> None:
    said = say(DrawnMap((dot("A"), dot("B"), dot("C"))))

    assert said["star"].do.kind == "tie"
    assert "alone" not in said
    assert "circles" not in said


def test_groups_that_meet_only_in_me_are_counted() -> None:
    said = say(tied((dot("A"), dot("B")), (dot("C"), dot("D"))))

    assert said["circles"].words.startswith("2 groups")
    assert [one.nickname for one in said["circles"].about] == ["A", "C"]
    assert said["circles"].do.kind == "move"


def test_who_stands_alone_is_named() -> None:
    drawn = tied((dot("A"), dot("B")))

    said = say(DrawnMap((*drawn.dots, dot("C")), drawn.ties))

    assert [one.nickname for one in said["alone"].about] == ["C"]


def test_who_is_tied_to_many_may_know_a_way() -> None:
    anna = dot("Anna")

    said = say(tied((anna, dot("B")), (anna, dot("C")), (anna, dot("D"))))

    assert said["links-many"].about == (anna,)
    assert "3 others" in said["links-many"].words


def test_nobody_at_work_leads_to_a_wish_there() -> None:
    do = say(DrawnMap((dot(sphere=Sphere.STUDY),)))["no-work"].do

    assert (do.kind, do.sphere) == ("wish", Sphere.WORK)


def test_a_wish_at_work_is_nobody_at_work_yet_and_leads_to_a_move() -> None:
    wish = dot(is_wish=True)

    said = say(DrawnMap((dot(sphere=Sphere.STUDY), wish)))["no-work"]

    assert "only 1 wish" in said.words
    assert said.about == (wish,)
    assert (said.do.kind, said.do.dot) == ("move", wish)


def test_empty_spheres_are_listed_and_work_is_told_apart() -> None:
    said = say(DrawnMap((dot(sphere=Sphere.STUDY),)))["no-sphere"]

    assert len(said.spheres) == 5
    assert not {Sphere.WORK, Sphere.STUDY} & set(said.spheres)


def test_a_sphere_that_rests_on_one_is_named_from_three_on() -> None:
    two = (dot("A"), dot("B"))

    assert "one-in-sphere" not in say(DrawnMap((*two[:1], dot("C", sphere=Sphere.STUDY))))
    assert say(DrawnMap((*two, dot("C", sphere=Sphere.STUDY))))["one-in-sphere"].spheres == (Sphere.STUDY,)


@pytest.mark.parametrize(
    ("ring", "code", "other"), [(Ring.CLOSE, "all-close", "none-close"), (Ring.OUTER, "none-close", "all-close")]
)
def test_rings_speak_where_all_or_none_are_close(ring: Ring, code: str, other: str) -> None:
    said = say(DrawnMap((dot("A", ring), dot("B", ring), dot("C", ring))))

    assert code in said
    assert other not in said


def test_some_close_and_some_far_say_nothing_of_rings() -> None:
    said = say(DrawnMap((dot("A", Ring.CLOSE), dot("B"), dot("C"))))

    assert not {"all-close", "none-close"} & set(said)


def test_a_map_without_a_network_is_offered_one() -> None:
    club = dot("Club", kind=Kind.NETWORK)

    assert say(DrawnMap((dot(),)))["no-network"].do.kind == "network"
    assert "no-network" not in say(DrawnMap((dot(), club)))


def test_most_people_far_away_leads_to_a_wish() -> None:
    far = (dot("A", sphere=Sphere.OLD_HOME), dot("B", sphere=Sphere.ONLINE))

    assert say(DrawnMap((*far, dot("C"))))["far-away"].about == far
    assert "far-away" not in say(DrawnMap((*far, dot("C"), dot("D"))))


def test_a_wish_alone_asks_who_knows_the_way() -> None:
    wish = dot("Dr Hakala", is_wish=True)

    assert say(DrawnMap((dot(), wish)))["wish-alone"].about == (wish,)


def test_a_wish_with_somebody_near_names_them() -> None:
    anna, wish = dot("Anna"), dot("Dr Hakala", is_wish=True)

    said = say(tied((anna, wish)))

    assert said["door"].about == (wish, anna)
    assert said["door"].do.dot == anna
    assert "wish-alone" not in said
    assert "alone" not in said


def test_dormant_ties_are_told_only_where_an_encounter_is_known() -> None:
    old = dot("Old", last_encounter_on=LONG_AGO)
    fresh = dot("Fresh", last_encounter_on=LONG_AGO + timedelta(days=1))

    assert say(DrawnMap((old, fresh, dot("Never"))))["dormant"].about == (old,)
    assert "dormant" not in say(DrawnMap((fresh, dot("Never"))))


dots = st.builds(
    Dot,
    pk=st.builds(uuid7),
    nickname=st.sampled_from("ABCD"),
    ring=st.sampled_from(Ring),
    sphere=st.sampled_from(Sphere),
    kind=st.sampled_from(Kind),
    is_wish=st.booleans(),
    last_encounter_on=st.sampled_from([None, LONG_AGO, make.TODAY]),
)


@given(st.lists(dots, max_size=8), st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7))))
def test_whatever_the_map_each_sentence_speaks_of_it_and_has_one_thing_to_do(
    some: list[Dot], pairs: set[tuple[int, int]]
) -> None:
    ties = tuple((some[a].pk, some[b].pk) for a, b in pairs if a < b < len(some))

    said = sentences(DrawnMap(tuple(some), ties), today=make.TODAY)

    assert said or not some or all(one.is_wish for one in some) or len(some) > 1
    for sentence in said:
        assert set(sentence.about) <= set(some)
        assert sentence.do.words
        assert (sentence.do.kind not in {"move", "tie"}) or sentence.do.dot in some
        assert "%(" not in sentence.words
        assert "!" not in sentence.words
