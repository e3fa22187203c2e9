"""Contacts come, change and go."""

import pytest
from django.db import IntegrityError, connection, transaction

from askel.lib.refused import StaleError
from askel.netmap import actions, bringing, rules
from askel.netmap.actions import EmptyMapError, Told, change_contact, forget_contact, meet_wish
from askel.netmap.details import Details, Often, Resource
from askel.netmap.forget import forgetting
from askel.netmap.kept import from_text
from askel.netmap.models import Contact, Encounter, Snapshot, Tie
from askel.netmap.queries import draw_map
from askel.netmap.rules import FullMapError
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person
from askel.steps.models import Fact
from tests import make


def test_a_contact_is_read_as_it_was_told(mina: Person) -> None:
    made = actions.add_contact(Told("Änni ن", Ring.CLOSE, Sphere.WORK, Kind.NETWORK, "a note"), by=mina, now=make.NOON)

    read = Contact.objects.of(mina).get(pk=made.pk)
    assert (read.nickname, read.note, read.ring, read.sphere, read.kind) == ("Änni ن", "a note", 1, "work", "network")
    assert (read.wished_at, read.version, str(read)) == (None, 1, f"network {read.pk}")


def test_words_do_not_lie_in_the_database(mina: Person) -> None:
    make.contact(mina, "MARKER-NICKNAME")

    with connection.cursor() as cursor:
        cursor.execute("SELECT nickname, note FROM netmap_contact")
        rows = cursor.fetchall()

    assert b"MARKER" not in b"".join(bytes(cell) for row in rows for cell in row)


def test_the_first_contact_is_a_fact_and_a_wish_is_not(mina: Person) -> None:
    begun = Fact.objects.of(mina).filter(kind=Fact.Kind.MAP_BEGUN)

    make.contact(mina, wished=True)
    assert begun.count() == 0
    make.contact(mina)
    make.contact(mina)
    assert begun.count() == 1


def test_a_full_map_takes_nobody_more(mina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_CONTACTS", 2)
    make.contact(mina)
    make.contact(mina)

    with pytest.raises(FullMapError, match="at most 2"):
        make.contact(mina)
    assert Contact.objects.of(mina).count() == 2


def test_a_change_counts_versions_and_refuses_an_old_one(mina: Person) -> None:
    contact = make.contact(mina, "Anna")
    told = Told("Anna L.", Ring.CLOSE, Sphere.WORK, Kind.CONTACT, "new")

    changed = change_contact(contact, told, by=mina, version=1)
    assert (changed.nickname, changed.version) == ("Anna L.", 2)

    with pytest.raises(StaleError) as stale:
        change_contact(contact, told, by=mina, version=1)
    assert stale.value.current == changed


def test_what_is_somebody_elses_is_not_changed(mina: Person, pavel: Person) -> None:
    contact = make.contact(mina)
    told = Told("X", Ring.CLOSE, Sphere.WORK)

    with pytest.raises(Contact.DoesNotExist):
        change_contact(contact, told, by=pavel, version=1)
    with pytest.raises(Contact.DoesNotExist):
        forget_contact(contact, by=pavel)


def test_a_wish_that_comes_true_is_a_contact(mina: Person) -> None:
    wish = make.contact(mina, wished=True)
    assert list(Contact.objects.of(mina).wished()) == [wish]

    meet_wish(wish, by=mina, now=make.NOON)
    meet_wish(wish, by=mina, now=make.NOON)

    assert list(Contact.objects.of(mina).here()) == [wish]
    assert Contact.objects.get(pk=wish.pk).version == 2


def test_forgetting_takes_ties_and_encounters_and_asks_other_rooms_first(
    mina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("askel.netmap.forget.forgetting.heard_by", [])

    def note(contact: Contact) -> None:
        asked.append(contact.nickname)

    forgetting.register(note)
    forgetting.register(note)
    anna, bo = make.contact(mina, "Anna"), make.contact(mina, "Bo")
    actions.tie_contacts(anna, bo, by=mina)
    actions.record_encounter(anna, by=mina, on=make.TODAY, now=make.NOON)

    forget_contact(anna, by=mina)

    assert asked == ["Anna"]
    assert (Contact.objects.count(), Tie.objects.count(), Encounter.objects.count()) == (1, 0, 0)


def test_a_room_that_refuses_to_forget_keeps_the_contact(mina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_contact: Contact) -> None:
        raise RuntimeError

    monkeypatch.setattr("askel.netmap.forget.forgetting.heard_by", [fail])
    contact = make.contact(mina)

    with pytest.raises(RuntimeError):
        forgetting.tell(contact)
    with pytest.raises(RuntimeError):
        forget_contact(contact, by=mina)
    assert Contact.objects.filter(pk=contact.pk).exists()


@pytest.mark.parametrize("wrong", [{"ring": 4}, {"sphere": "moon"}, {"kind": "enemy"}])
def test_the_database_keeps_places_true(mina: Person, wrong: dict[str, object]) -> None:
    contact = make.contact(mina)

    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(**wrong)


def test_somebody_taken_off_the_map_can_be_put_back_with_their_ties(mina: Person) -> None:
    anna, ben = make.contact(mina, "Anna"), make.contact(mina, "Ben")
    actions.tie_contacts(anna, ben, by=mina)

    actions.take_off(anna, by=mina, now=make.NOON)
    actions.take_off(anna, by=mina, now=make.NOON)
    assert [dot.nickname for dot in draw_map(mina).dots] == ["Ben"]
    assert draw_map(mina).ties == ()

    actions.put_back(anna, by=mina)
    actions.put_back(anna, by=mina)
    assert len(draw_map(mina).ties) == 1
    assert Contact.objects.of(mina).get(pk=anna.pk).version == 3


def test_a_full_map_takes_nobody_back(mina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = make.contact(mina, "Anna")
    actions.take_off(anna, by=mina, now=make.NOON)
    make.contact(mina, "Ben")
    monkeypatch.setattr(rules, "MOST_CONTACTS", 1)

    with pytest.raises(FullMapError):
        actions.put_back(anna, by=mina)


def test_a_contact_is_placed_and_told_of_unless_another_device_was_faster(mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    told = Details(often=Often.WEEKLY, is_rooted=True, gives=frozenset({Resource.CV}), meaning="a good listener")

    actions.place_contact(anna, Ring.CLOSE, Sphere.STUDY, by=mina, version=1)
    actions.tell_details(anna, told, by=mina, version=2)

    (dot,) = draw_map(mina).dots
    assert (dot.ring, dot.sphere, dot.details, dot.version) == (Ring.CLOSE, Sphere.STUDY, told, 3)
    with pytest.raises(StaleError):
        actions.place_contact(anna, Ring.OUTER, Sphere.WORK, by=mina, version=2)
    with pytest.raises(StaleError):
        actions.tell_details(anna, Details(), by=mina, version=2)


def test_a_snapshot_is_written_anew_only_when_somebody_is_forgotten(mina: Person) -> None:
    anna, ben = make.contact(mina, "Anna"), make.contact(mina, "Ben")
    actions.tie_contacts(anna, ben, by=mina)
    kept_then = actions.keep_snapshot(by=mina, now=make.NOON, today=make.TODAY)

    actions.take_off(ben, by=mina, now=make.NOON)
    assert len(from_text(Snapshot.objects.of(mina).get().kept).dots) == 2

    actions.forget_contact(ben, by=mina)
    after = from_text(Snapshot.objects.of(mina).get(pk=kept_then.pk).kept)
    assert ([dot.nickname for dot in after.dots], after.ties) == (["Anna"], ())


def test_a_snapshot_without_the_forgotten_one_stays_as_it_is(mina: Person) -> None:
    make.contact(mina, "Anna")
    before = actions.keep_snapshot(by=mina, now=make.NOON, today=make.TODAY)
    ben = make.contact(mina, "Ben")

    actions.forget_contact(ben, by=mina)

    assert Snapshot.objects.get(pk=before.pk).kept == before.kept


def test_an_empty_map_is_not_kept_and_a_due_one_once_a_day(mina: Person) -> None:
    with pytest.raises(EmptyMapError, match="Add somebody"):
        actions.keep_snapshot(by=mina, now=make.NOON, today=make.TODAY)
    make.contact(mina)

    first = actions.keep_snapshot(by=mina, now=make.NOON, today=make.TODAY, cause=Snapshot.Cause.DUE)
    again = actions.keep_snapshot(by=mina, now=make.NOON, today=make.TODAY, cause=Snapshot.Cause.DUE)
    assert first == again

    actions.remove_snapshot(first, by=mina)
    assert not Snapshot.objects.exists()


def test_bringing_somebody_who_was_taken_off_puts_them_back(mina: Person) -> None:
    row = bringing.Picked("a key", Told("Anna", Ring.OUTER, Sphere.WORK))
    bringing.bring_people([row], [], by=mina, now=make.NOON)
    actions.take_off(Contact.objects.of(mina).get(), by=mina, now=make.NOON)

    brought = bringing.bring_people([row], [], by=mina, now=make.NOON)

    assert (brought.people, brought.there_already) == (1, 0)
    assert Contact.objects.of(mina).count() == Contact.objects.ever_of(mina).count() == 1
