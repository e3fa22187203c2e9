"""Which ideas a map gets: whom they are towards, and why."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askel.lib.ids import uuid7
from askel.netmap.details import Details, Often, Resource
from askel.netmap.drawn import Dot, DrawnMap
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.plan.idea import Situation
from askel.plan.ideas import EACH_ONCE, MOST_OFFERED, Offered, ideas_for
from tests import make

NONE = Counter[str]()


def dot(nickname: str = "Anna", **more: object) -> Dot:
    places = {"ring": Ring.MIDDLE, "sphere": Sphere.OFFICIALS_SERVICES, **more}
    return Dot(pk=uuid7(), nickname=nickname, **places)  # type: ignore[arg-type]


def ago(days: int) -> date:
    return make.TODAY - timedelta(days=days)


def drawn_with(*dots: Dot, tied: tuple[tuple[Dot, Dot], ...] = ()) -> DrawnMap:
    return DrawnMap(dots, tuple((a.pk, b.pk) for a, b in tied))


def offers(drawn: DrawnMap, **more: object) -> list[Offered]:
    return ideas_for(drawn, **{"today": make.TODAY, "done": NONE, **more})  # type: ignore[arg-type]


def plain(offered: Offered) -> str:
    return offered.reason.striptags()


def first_towards(dot: Dot, offered: list[Offered]) -> Offered:
    return next(one for one in offered if one.towards == dot)


GIVES_CV = Details(gives=frozenset({Resource.CV}))
CLOSE_ONE = dot("Leila", ring=Ring.CLOSE)
WORKMATE, CLASSMATE = dot("Ville", sphere=Sphere.WORK), dot("Sofia", sphere=Sphere.STUDY)
TABLE: list[tuple[Dot, Situation, str]] = [
    (dot(last_encounter_on=ago(200)), Situation.DORMANT, "You have not been in touch with Anna for half a year."),
    (dot(last_encounter_on=ago(400)), Situation.DORMANT, "You have not been in touch with Anna for a year."),
    (dot(last_encounter_on=ago(800)), Situation.DORMANT, "You have not been in touch with Anna for 2 years."),
    (dot(details=Details(last_on=ago(200))), Situation.DORMANT, "not been in touch with Anna for half a year"),
    (dot(details=Details(often=Often.YEARLY)), Situation.DORMANT, "You and Anna are in touch about once a year"),
    (dot(details=Details(is_rooted=True, in_my_field=True)), Situation.ROOTED, "in your field and knows working life"),
    (dot(details=Details(is_rooted=True)), Situation.ROOTED, "Anna knows working life here."),
    (dot(details=Details(introduces=True)), Situation.INTRODUCER, "Anna could introduce you to somebody"),
    (dot(details=Details(gives=frozenset({Resource.THIRD}))), Situation.INTRODUCER, "Anna could introduce you"),
    (dot(details=GIVES_CV), Situation.GIVES_CV, "Anna could read your CV in Finnish"),
    (dot(details=Details(takes=frozenset({Resource.CHEER}))), Situation.TAKES, "that you could help Anna"),
    (
        dot("Choir", kind=Kind.NETWORK),
        Situation.NETWORK,
        "Choir is a network: there you can meet several people at once.",
    ),
    (dot(ring=Ring.CLOSE), Situation.CLOSE, "Anna is close to you"),
    (dot(sphere=Sphere.WORK), Situation.WORK, "You know Anna from work."),
    (dot(sphere=Sphere.OLD_HOME), Situation.OLD_HOME, "You know Anna from your old home."),
]


@pytest.mark.parametrize(("one", "situation", "reason"), TABLE)
def test_a_situation_gets_an_idea_that_suits_it_and_its_reason(one: Dot, situation: Situation, reason: str) -> None:
    offered = offers(drawn_with(one))[0]

    assert offered.towards == one
    assert situation in offered.idea.suits
    assert reason in plain(offered)


@pytest.mark.parametrize(
    ("days", "situation"),
    [(0, Situation.NEW), (2, Situation.NEW), (3, None), (14, Situation.WEEKS_LATER), (25, None)],
)
def test_a_new_tie_gets_its_two_follow_ups_first(days: int, situation: Situation | None) -> None:
    new, old = dot("Kaisa"), dot("Omid", last_encounter_on=ago(300))

    first = offers(drawn_with(old, new), met={new.pk: ago(days)})[0]

    if situation:
        assert (first.towards, situation in first.idea.suits) == (new, True)
    else:
        assert first.towards == old


def test_of_dormant_ties_the_own_field_comes_first() -> None:
    far = dot("Omid", last_encounter_on=ago(900))
    near = dot("Anna", last_encounter_on=ago(200), details=Details(in_my_field=True))

    assert offers(drawn_with(far, near))[0].towards == near


def test_who_is_in_touch_is_not_called_dormant() -> None:
    dots = [
        dot(last_encounter_on=ago(100)),
        dot(),  # nothing is known of them
        dot(details=Details(often=Often.WEEKLY)),
        dot(last_encounter_on=ago(5), details=Details(last_on=ago(900))),
    ]

    for one in dots:
        assert all("not been in touch" not in plain(offered) for offered in offers(drawn_with(one)))


def test_a_wish_has_a_door() -> None:
    anna, wish = dot(), dot("Dr Hakala", is_wish=True)

    offered = offers(drawn_with(anna, wish, tied=((anna, wish),)))[0]

    assert (offered.towards, Situation.DOOR in offered.idea.suits) == (anna, True)
    assert plain(offered) == "On your map a tie leads from Anna to your wish: Dr Hakala."


def test_a_wish_has_a_door_through_a_network() -> None:
    anna, choir, wish = dot(), dot("Choir", kind=Kind.NETWORK), dot("Dr Hakala", is_wish=True)

    offered = offers(drawn_with(anna, choir, wish, tied=((anna, choir), (choir, wish))))

    assert plain(first_towards(anna, offered)) == (
        "Anna knows Choir, and from there a tie leads to your wish: Dr Hakala."
    )


@pytest.mark.parametrize(
    ("kind", "situation"), [(Kind.CONTACT, Situation.WISH_CONTACT), (Kind.NETWORK, Situation.WISH_NETWORK)]
)
def test_a_wish_that_nobody_is_near_gets_an_idea_too(kind: Kind, situation: Situation) -> None:
    wish = dot("Association", kind=kind, is_wish=True)

    offered = first_towards(wish, offers(drawn_with(dot(), wish)))

    assert situation in offered.idea.suits
    assert "nobody near it is on your map yet" in plain(offered)


def test_a_weak_tie_names_whom_both_know() -> None:
    anna, sofia = dot(ring=Ring.OUTER), dot("Sofia", ring=Ring.CLOSE)

    offered = offers(drawn_with(anna, sofia, tied=((anna, sofia),)))[0]

    assert offered.towards == anna
    assert plain(offered) == "Anna is not close to you, and you both know Sofia."


def test_two_of_one_field_who_do_not_meet_could_be_introduced() -> None:
    anna, daria = (dot(name, details=Details(in_my_field=True)) for name in ("Anna", "Daria"))

    apart = offers(drawn_with(anna, daria))
    tied = offers(drawn_with(anna, daria, tied=((anna, daria),)))

    assert apart[0].idea.key == "introduce-two"
    assert plain(apart[0]) == (
        "Anna and Daria both work in your field. Perhaps they have not met: you have drawn no tie."
    )
    assert "introduce-two" not in {one.idea.key for one in tied}


def test_two_from_different_parts_of_life_come_before_two_of_one_workplace() -> None:
    anna, daria, bo = (dot(name, sphere=Sphere.WORK) for name in ("Anna", "Daria", "Bo"))
    choir = dot("Ana", sphere=Sphere.FREE_TIME)

    apart = next(one for one in offers(drawn_with(anna, daria, bo, choir)) if one.idea.key == "introduce-two")

    assert plain(apart) == "You have drawn no tie between Anna and Ana. Perhaps they have not met."


def test_an_empty_map_gets_first_moves_towards_nobody() -> None:
    offered = offers(DrawnMap())

    assert len(offered) >= 8
    assert all(one.towards is None for one in offered)
    assert all(Situation.FIRST in one.idea.suits for one in offered[:3])
    assert plain(offered[0]) == "Nobody is on your map yet, and a move can come first."


def test_each_situation_has_its_turn_before_one_has_a_second() -> None:
    dormant = [dot(f"Old {n}", last_encounter_on=ago(300)) for n in range(5)]
    rooted, close = dot("Anna", details=Details(is_rooted=True)), dot("Leila", ring=Ring.CLOSE)

    named = [one.towards for one in offers(drawn_with(*dormant, rooted, close))]

    assert named[:3] == [dormant[0], rooted, close]


def test_who_is_offered_already_leaves_the_turn_to_the_next() -> None:
    both = dot("Anna", last_encounter_on=ago(300), details=Details(is_rooted=True, in_my_field=True))
    rooted = dot("Ville", details=Details(is_rooted=True))

    assert [one.towards for one in offers(drawn_with(both, rooted))][:2] == [both, rooted]


def test_what_was_done_often_comes_after_what_was_not() -> None:
    one = dot(last_encounter_on=ago(300))

    first = offers(drawn_with(one))[0].idea.key
    again = offers(drawn_with(one), done=Counter({first: 1}))[0].idea

    assert again.key != first
    assert Situation.DORMANT in again.suits


def test_towards_whom_a_move_is_planned_nothing_more_is_offered() -> None:
    one, other = dot(last_encounter_on=ago(300)), dot("Omid", last_encounter_on=ago(400))

    offered = offers(drawn_with(one, other), busy={one.pk})

    assert one not in [each.towards for each in offered]
    assert offered[0].towards == other, "the turn goes to the next who is dormant"


def test_a_name_stands_apart_and_runs_nothing() -> None:
    offered = offers(drawn_with(dot("<b>%(x)s", last_encounter_on=ago(300))))[0]

    assert "<bdi>&lt;b&gt;%(x)s</bdi>" in offered.reason


def test_somebody_of_whom_much_is_known_is_named_again_only_after_the_first_five() -> None:
    much = Details(is_rooted=True, in_my_field=True, introduces=True, gives=frozenset(Resource), takes=GIVES_CV.gives)

    offered = offers(drawn_with(dot(details=much, last_encounter_on=ago(300))))

    assert len(offered) == MOST_OFFERED
    assert sum(one.towards is not None for one in offered[:EACH_ONCE]) == 1
    assert sum(one.towards is not None for one in offered) > 1


DETAILS = st.builds(
    Details,
    often=st.none() | st.sampled_from(Often),
    last_on=st.none() | st.dates(date(2020, 1, 1), make.TODAY),
    is_rooted=st.none() | st.booleans(),
    in_my_field=st.none() | st.booleans(),
    gives=st.frozensets(st.sampled_from(Resource), max_size=3),
    takes=st.frozensets(st.sampled_from(Resource), max_size=2),
    introduces=st.none() | st.booleans(),
)
DOTS = st.builds(
    dot,
    st.sampled_from(["Anna", "Leila", "Omid"]),
    ring=st.sampled_from(Ring),
    sphere=st.sampled_from(Sphere),
    kind=st.sampled_from(Kind),
    is_wish=st.booleans(),
    last_encounter_on=st.none() | st.dates(date(2020, 1, 1), make.TODAY),
    details=DETAILS,
)


@given(st.lists(DOTS, max_size=12), st.data())
def test_whatever_the_map_the_offer_keeps_its_promises(dots: list[Dot], data: st.DataObject) -> None:
    pairs = [(a.pk, b.pk) for n, a in enumerate(dots) for b in dots[n + 1 :]]
    ties = data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=12)) if pairs else []
    met = {one.pk: data.draw(st.dates(ago(40), make.TODAY)) for one in dots[:3]}

    offered = offers(DrawnMap(tuple(dots), tuple(ties)), met=met)

    keys = [one.idea.key for one in offered]
    named = [one.towards.pk for one in offered[:EACH_ONCE] if one.towards]
    assert EACH_ONCE <= len(offered) <= MOST_OFFERED
    assert len(set(keys)) == len(keys)
    assert len(set(named)) == len(named)
    assert all(one.reason.endswith(".") and "%" not in one.reason for one in offered)
