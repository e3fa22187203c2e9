"""What the map says: true, with the contacts it speaks of, and one thing to do."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askel.lib.ids import uuid7
from askel.netmap.details import Details, Often, Resource
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.sentence import Sentence
from askel.netmap.sentences import MOST, sentences
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


def test_groups_without_a_tie_to_one_another_are_counted() -> None:
    said = say(tied((dot("A"), dot("B")), (dot("C"), dot("D"))))

    assert said["circles"].words.startswith("In what you have drawn, 2 groups have no tie to one another.")
    assert [one.nickname for one in said["circles"].about] == ["A", "C"]
    assert said["circles"].do.kind == "move"


def test_groups_are_named_by_people_from_different_parts_of_life() -> None:
    drawn = tied((dot("A"), dot("B")), (dot("C"), dot("D", sphere=Sphere.STUDY)))

    assert [one.nickname for one in say(drawn)["circles"].about] == ["A", "D"]


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


def told(nickname: str = "Anna", sphere: Sphere = Sphere.WORK, **details: object) -> Dot:
    return dot(nickname, sphere=sphere, details=Details(**details))  # type: ignore[arg-type]


def giving(*resources: Resource) -> Dot:
    return told(gives=frozenset(resources))


def test_what_was_told_of_the_last_time_makes_a_tie_dormant_too() -> None:
    old = told(last_on=LONG_AGO)

    said = say(DrawnMap((old, dot("B"), dot("C"))))["dormant"]

    assert said.about == (old,)
    assert "183 days ago" in said.counted
    assert said.counted.endswith("nothing is known: 2.")


def test_an_encounter_since_wakes_what_was_told() -> None:
    woken = dot(details=Details(last_on=LONG_AGO), last_encounter_on=make.TODAY)

    assert "dormant" not in say(DrawnMap((woken,)))


def test_dormant_ties_in_my_field_are_woken_first() -> None:
    field, other = told(in_my_field=True, last_on=LONG_AGO), told("B", last_on=LONG_AGO, in_my_field=False)

    found = sentences(DrawnMap((other, field)), today=make.TODAY)

    assert (found[0].code, found[0].about, found[0].do.dot) == ("dormant-field", (field,), field)
    assert say(DrawnMap((other, field)))["dormant"].about == (other,)
    assert "dormant-field" not in say(DrawnMap((other, told(in_my_field=True))))


def test_close_ones_rarely_heard_of_are_named() -> None:
    rarely = dot("Old friend", Ring.CLOSE, details=Details(often=Often.YEARLY))
    weekly = dot("B", Ring.CLOSE, details=Details(often=Often.WEEKLY))
    far = dot("C", Ring.OUTER, details=Details(often=Often.RARELY))

    said = say(DrawnMap((rarely, weekly, far, dot("D", Ring.CLOSE))))["seldom"]

    assert (said.about, said.do.dot) == ((rarely,), rarely)
    assert said.counted == ("In the ring next to you: 3. In touch about once a year or less often, as you said: 1.")
    assert "seldom" not in say(DrawnMap((weekly, far)))


def test_help_that_nobody_gives_is_told_once_three_were_asked_of() -> None:
    two = (giving(Resource.CV), giving(Resource.CV, Resource.HIRING))

    assert not {"given-by-nobody", "given-by-one"} & set(say(DrawnMap((*two, dot("C")))))

    said = say(DrawnMap((*two, giving(Resource.CV))))["given-by-nobody"]
    assert set(said.resources) == set(Resource) - {Resource.CV, Resource.HIRING}
    assert said.do.kind == "wish"
    assert said.words.startswith("For 10 kinds of help")
    assert said.counted.endswith("nobody is named for 10 and one alone for 1.")


def test_help_that_rests_on_one_names_them_and_leads_to_the_question() -> None:
    first, second, third = giving(Resource.CV), giving(Resource.CV, Resource.HIRING), giving(Resource.CV)

    said = say(DrawnMap((first, second, third)))["given-by-one"]

    assert (said.resources, said.about) == ((Resource.HIRING,), (second,))
    assert (said.do.kind, said.do.resource) == ("ask", Resource.HIRING)
    assert "given-by-one" not in say(DrawnMap((first, first, third)))


def test_a_wish_gives_nothing_yet() -> None:
    wishes = tuple(dot(is_wish=True, details=Details(gives=frozenset({Resource.CV}))) for _ in range(3))

    assert not {"given-by-nobody", "helpers"} & set(say(DrawnMap((dot(), *wishes))))


def test_whoever_could_help_most_is_asked_first() -> None:
    some, more = giving(Resource.CV), giving(Resource.CV, Resource.HIRING)

    said = say(DrawnMap((some, more, dot("C"))))["helpers"]

    assert (said.about, said.do.dot) == ((more, some), more)
    assert "2 of 3" in said.counted
    assert "helpers" not in say(DrawnMap((dot("C"),)))


def test_what_i_can_do_for_somebody_is_a_move() -> None:
    anna = told(takes=frozenset({Resource.CHEER}))

    said = say(DrawnMap((dot("B"), anna)))["give"]

    assert (said.about, said.do.kind, said.do.dot) == ((anna,), "move", anna)
    assert "1 of 2" in said.counted
    assert "give" not in say(DrawnMap((dot("B"),)))


def test_who_is_rooted_here_is_told_of_those_it_was_said_of() -> None:
    yes = (told("A", is_rooted=True), told("B", is_rooted=True, in_my_field=True))
    no = told("C", is_rooted=False)

    said = say(DrawnMap((*yes, no, dot("D"))))["rooted"]

    assert said.words.startswith("2 of the 3 you said it of know working life here.")
    assert said.about == yes
    assert said.do.dot == yes[1]
    assert said.counted.endswith("3 of 4. Yes: 2. No: 1.")
    assert "rooted" not in say(DrawnMap((*yes, dot("D"))))


def test_where_nobody_is_rooted_a_wish_follows() -> None:
    none = tuple(told(name, is_rooted=False) for name in "ABC")

    said = say(DrawnMap(none))["rooted"]

    assert (said.about, said.do.kind) == (none, "wish")


def test_a_way_leads_through_a_network_to_a_wish() -> None:
    anna, choir, wish = dot("Anna"), dot("Choir", kind=Kind.NETWORK), dot("Dr Hakala", is_wish=True)

    said = say(tied((anna, choir), (choir, wish)))

    assert (said["way"].about, said["way"].do.dot) == ((wish, choir, anna), anna)
    assert not {"door", "network-near", "wish-alone"} & set(said)
    assert "way" not in say(tied((anna, choir), (choir, wish), (anna, wish)))


def test_a_network_near_a_wish_asks_whom_i_know_in_it() -> None:
    choir, wish = dot("Choir", kind=Kind.NETWORK), dot("Dr Hakala", is_wish=True)

    said = say(tied((choir, wish)))

    assert (said["network-near"].about, said["network-near"].do.dot) == ((wish, choir), choir)
    assert not {"door", "way"} & set(said)


def test_who_could_introduce_me_near_a_wish_is_named_with_it() -> None:
    opener, elsewhere = told(introduces=True), told("B", Sphere.STUDY, introduces=True)
    wish = dot("Dr Hakala", is_wish=True)

    said = say(DrawnMap((opener, elsewhere, told("C", introduces=False), wish)))

    assert (said["opener"].about, said["opener"].do.dot) == ((wish, opener), opener)
    assert said["introducers"].about == (opener, elsewhere)
    assert said["introducers"].counted.endswith("3 of 3. Yes: 2.")


def test_nobody_introduces_where_it_was_not_said() -> None:
    said = say(DrawnMap((dot(), told(introduces=False), dot("Dr Hakala", is_wish=True))))

    assert not {"opener", "introducers"} & set(said)


def test_most_from_one_part_of_life_asks_for_others() -> None:
    work = tuple(dot(name) for name in "ABC")
    study = (dot("D", sphere=Sphere.STUDY), dot("E", sphere=Sphere.STUDY))

    said = say(DrawnMap((*work, *study)))["one-sphere"]

    assert (said.about, said.spheres) == (work, (Sphere.WORK,))
    assert said.counted == "Contacts in this part of life: 3 of 5."
    assert "one-sphere" not in say(DrawnMap((*work, study[0])))


def test_a_wish_on_an_otherwise_empty_map_asks_for_no_tie() -> None:
    assert [*say(DrawnMap((dot(is_wish=True),)))] == ["empty"]


def test_one_of_each_kind_is_said_before_a_second_of_any_and_twelve_at_most() -> None:
    anna, wishes = dot("Anna"), [dot(str(number), is_wish=True) for number in range(20)]

    codes = [one.code for one in sentences(tied(*((anna, wish) for wish in wishes)), today=make.TODAY)]

    assert len(codes) == MOST
    assert codes[:5] == ["one", "door", "no-network", "no-sphere", "door"]


yes_or_no = st.sampled_from([None, True, False])
resources = st.frozensets(st.sampled_from(Resource), max_size=3)
dots = st.builds(
    Dot,
    pk=st.builds(uuid7),
    nickname=st.sampled_from("ABCD"),
    ring=st.sampled_from(Ring),
    sphere=st.sampled_from(Sphere),
    kind=st.sampled_from(Kind),
    is_wish=st.booleans(),
    last_encounter_on=st.sampled_from([None, LONG_AGO, make.TODAY]),
    details=st.builds(
        Details,
        often=st.sampled_from([None, *Often]),
        last_on=st.sampled_from([None, LONG_AGO]),
        is_rooted=yes_or_no,
        in_my_field=yes_or_no,
        gives=resources,
        takes=resources,
        introduces=yes_or_no,
    ),
)


@st.composite
def maps(draw: st.DrawFn) -> DrawnMap:
    some = draw(st.lists(dots, max_size=8))
    pairs = draw(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7))))
    return DrawnMap(tuple(some), tuple((some[a].pk, some[b].pk) for a, b in pairs if a < b < len(some)))


@given(maps())
def test_whatever_the_map_each_sentence_speaks_of_it_and_has_one_thing_to_do(drawn: DrawnMap) -> None:
    said = sentences(drawn, today=make.TODAY)

    assert said or len(drawn.here) > 1
    assert len(said) <= MOST
    for sentence in said:
        assert set(sentence.about) <= set(drawn.dots)
        assert len(set(sentence.about)) == len(sentence.about)
        assert sentence.do.words
        assert (sentence.do.kind not in {"move", "tie"}) or sentence.do.dot in drawn.dots
        assert (sentence.do.kind == "ask") == (sentence.do.resource is not None)
        for words in (sentence.words, sentence.counted):
            assert words
            assert "%(" not in words
            assert "!" not in words


def numbers_of(sentence: Sentence) -> list[int]:
    """The numbers in how it is counted."""
    return [int(number) for number in re.findall(r"\d+", sentence.counted)]


@given(maps())
def test_whatever_the_map_the_numbers_are_those_of_the_people(drawn: DrawnMap) -> None:
    here, people, wishes = len(drawn.here), len(drawn.people), len(drawn.wishes)
    given_by = [sum(one in dot.details.gives for dot in drawn.here) for one in Resource]
    told_of = sum(bool(dot.details.gives) for dot in drawn.here)
    tied_to = {dot for tie in drawn.ties for dot in tie}
    rooted = [dot.details.is_rooted for dot in drawn.people if dot.details.is_rooted is not None]
    asked = [dot for dot in drawn.people if dot.details.introduces is not None]
    unknown = sum(dot.last_on is None for dot in drawn.here)

    for one in sentences(drawn, today=make.TODAY):
        names = len(one.about)
        networks = sum(dot.is_network for dot in one.about if not dot.is_wish)
        expected = {
            "empty": [people, here - people],
            "one": [people, here - people],
            "no-network": [people, here - people],
            "door": [names - 1],
            "way": [networks, names - 1 - networks],
            "network-near": [networks, 0],
            "opener": [names - 1, 0],
            "introducers": [len(asked), people, names],
            "wish-alone": [names, wishes],
            "star": [here, 0],
            "alone": [here - sum(dot.pk in tied_to for dot in drawn.here), here],
            "no-work": [0, here, sum(wish.sphere == Sphere.WORK for wish in drawn.wishes)],
            "no-sphere": [6, len(one.spheres)],
            "one-in-sphere": [names, 7],
            "one-sphere": [names, people],
            "far-away": [names, people],
            "none-close": [0, people],
            "all-close": [people, people],
            "dormant": [183, names, unknown],
            "dormant-field": [183, names, unknown],
            "seldom": [sum(dot.ring == Ring.CLOSE for dot in drawn.here), names],
            "give": [names, here],
            "helpers": [names, here],
            "given-by-nobody": [told_of, here, 12, given_by.count(0), given_by.count(1)],
            "given-by-one": [told_of, here, 12, given_by.count(0), given_by.count(1)],
            "rooted": [len(rooted), people, sum(rooted), len(rooted) - sum(rooted)],
            "circles": [names, len(drawn.circles) - names],
            "links-many": [len(drawn.near_here(one.about[0])) if one.about else 0],
        }
        assert numbers_of(one) == expected[one.code], one
