"""Questions that bring people to mind, and what becomes of the names."""

from datetime import timedelta

import pytest

from askel.netmap import rules
from askel.netmap.actions import (
    GroupSizeError,
    Named,
    NoSphereError,
    Put,
    name_people,
    place_people,
    tie_contacts,
    tie_group,
)
from askel.netmap.asking import NAMES, Way, ask, first_open, questions
from askel.netmap.details import Details, LastTold, Resource, day_of
from askel.netmap.models import Contact, Tie
from askel.netmap.queries import draw_map
from askel.netmap.rules import MOST_TIED, FullMapError
from askel.netmap.spheres import Ring, Sphere
from askel.people.models import Person
from askel.steps.models import Fact
from tests import make

CV = frozenset({Resource.CV})


def test_each_sphere_and_each_resource_has_one_question_and_time_has_five_or_more() -> None:
    assert [question.sphere for question in questions(Way.SPHERE)] == list(Sphere)
    assert [question.resource for question in questions(Way.RESOURCE)] == list(Resource)
    assert len(questions(Way.TIME)) >= 5
    assert all(question.last for question in questions(Way.TIME))


@pytest.mark.parametrize("way", Way)
def test_no_two_questions_of_a_way_are_the_same(way: Way) -> None:
    asked = questions(way)

    assert len({question.key for question in asked}) == len({question.words for question in asked}) == len(asked)
    assert all(question.words.endswith("?") for question in asked)


def test_a_way_leads_from_question_to_question_and_ends() -> None:
    key: str | None = questions(Way.TIME)[0].key
    numbers = []
    while key and (asked := ask(Way.TIME, key)):
        numbers.append((asked.number, asked.of))
        key = asked.next_key

    assert numbers == [(number, 6) for number in range(1, 7)]
    assert ask(Way.TIME, "moon") is None


def test_a_way_begins_where_nobody_answers_yet(mina: Person) -> None:
    assert first_open(Way.SPHERE, draw_map(mina)) == "work"

    make.contact(mina, at=(Ring.CLOSE, Sphere.WORK))
    name_people(Named(("Anna",), Sphere.WORK, gives=frozenset({Resource.HIRING})), by=mina, now=make.NOON)

    drawn = draw_map(mina)
    assert (first_open(Way.SPHERE, drawn), first_open(Way.RESOURCE, drawn)) == ("study", "cv")
    assert first_open(Way.TIME, drawn) == questions(Way.TIME)[0].key


def test_a_way_with_an_answer_to_each_question_begins_anew(mina: Person) -> None:
    for sphere in Sphere:
        make.contact(mina, at=(Ring.CLOSE, sphere))

    assert first_open(Way.SPHERE, draw_map(mina)) == "work"


def test_new_names_stand_further_out_with_what_was_said(mina: Person) -> None:
    last_on = day_of(LastTold.MONTH, make.TODAY)

    new, old = name_people(Named(("Anna", "Bo"), Sphere.STUDY, CV, last_on), by=mina, now=make.NOON)

    assert ([one.nickname for one in new], old) == (["Anna", "Bo"], [])
    for dot in draw_map(mina).dots:
        assert (dot.ring, dot.sphere, dot.details) == (Ring.OUTER, Sphere.STUDY, Details(gives=CV, last_on=last_on))
    assert Fact.objects.of(mina).filter(kind=Fact.Kind.MAP_BEGUN).count() == 1


def test_a_nickname_on_the_map_is_the_same_contact_and_learns_what_was_said(mina: Person) -> None:
    make.contact(mina, "Änna", at=(Ring.CLOSE, Sphere.ONLINE))

    name_people(Named(("ÄNNA", "a\u0308nna"), Sphere.WORK, CV), by=mina, now=make.NOON)
    new, old = name_people(Named(("änna",), Sphere.WORK, CV), by=mina, now=make.NOON)

    (dot,) = draw_map(mina).dots
    assert (new, [one.pk for one in old]) == ([], [dot.pk])
    assert (dot.nickname, dot.ring, dot.sphere, dot.details.gives, dot.version) == ("Änna", 1, "online", CV, 2)


def test_a_name_written_twice_on_one_page_is_one(mina: Person) -> None:
    name_people(Named(("Bo", "Anna", "bo"), Sphere.WORK), by=mina, now=make.NOON)

    assert [dot.nickname for dot in draw_map(mina).dots] == ["Bo", "Anna"]


def test_of_two_days_the_later_stays(mina: Person) -> None:
    early, late = make.TODAY - timedelta(days=90), make.TODAY - timedelta(days=3)

    for day in (late, early):
        name_people(Named(("Anna",), Sphere.WORK, last_on=day), by=mina, now=make.NOON)

    assert draw_map(mina).dots[0].details.last_on == late


def test_a_new_name_needs_a_sphere_and_one_on_the_map_does_not(mina: Person) -> None:
    make.contact(mina, "Anna")

    name_people(Named(("Anna",), gives=CV), by=mina, now=make.NOON)
    with pytest.raises(NoSphereError, match="Choose where"):
        name_people(Named(("Anna", "Bo"), gives=frozenset({Resource.CHEER})), by=mina, now=make.NOON)

    (dot,) = draw_map(mina).dots
    assert dot.details.gives == CV


def test_a_full_map_takes_none_of_the_names(mina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_CONTACTS", 2)
    make.contact(mina)

    with pytest.raises(FullMapError):
        name_people(Named(("Bo", "Cai"), Sphere.WORK), by=mina, now=make.NOON)

    assert Contact.objects.of(mina).count() == 1


def test_names_of_somebody_else_are_not_met(mina: Person, pavel: Person) -> None:
    make.contact(pavel, "Anna")

    new, old = name_people(Named(("Anna",), Sphere.WORK, CV), by=mina, now=make.NOON)

    assert (len(new), old) == (1, [])
    assert Contact.objects.of(pavel).get().version == 1


def test_several_get_their_places_at_once(mina: Person) -> None:
    anna, bo = make.contact(mina, "Anna"), make.contact(mina, "Bo")
    there = Put(bo.pk, Ring(bo.ring), Sphere(bo.sphere), 1)

    for _ in range(2):
        place_people([Put(anna.pk, Ring.CLOSE, Sphere.WORK, 1), there], by=mina)

    assert [(dot.ring, dot.sphere, dot.version) for dot in draw_map(mina).dots] == [(1, "work", 2), (2, "study", 1)]


def test_whom_another_device_changed_stays_and_so_does_somebody_elses(mina: Person, pavel: Person) -> None:
    anna, other = make.contact(mina), make.contact(pavel)

    place_people([Put(one.pk, Ring.CLOSE, Sphere.WORK, 7) for one in (anna, other)], by=mina)
    place_people([Put(other.pk, Ring.CLOSE, Sphere.WORK, 1)], by=mina)

    assert set(Contact.objects.values_list("ring", "sphere")) == {(2, "study")}


def test_a_group_is_tied_all_with_all_and_twice_is_once(mina: Person) -> None:
    group = [make.contact(mina, name) for name in ("Anna", "Bo", "Cai")]
    tie_contacts(group[2], group[0], by=mina)

    assert tie_group([one.pk for one in group], by=mina) == 2
    assert tie_group([one.pk for one in group], by=mina) == 0

    assert Tie.objects.of(mina).count() == 3


def test_a_group_has_two_or_more_of_ones_own(mina: Person, pavel: Person) -> None:
    anna, other = make.contact(mina), make.contact(pavel)

    for group in ([], [anna.pk], [anna.pk, anna.pk], [anna.pk, other.pk]):
        with pytest.raises(GroupSizeError, match="two or more"):
            tie_group(group, by=mina)


def test_a_group_has_a_limit(mina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("askel.netmap.actions.MOST_TIED", 2)
    group = [make.contact(mina, name).pk for name in ("Anna", "Bo", "Cai")]

    with pytest.raises(GroupSizeError, match="at most 2"):
        tie_group(group, by=mina)

    assert MOST_TIED == 40
    assert not Tie.objects.exists()
    assert NAMES == 5
