"""Kept maps come back from Askel's own file: whole, once, and never over one that is there."""

import html
import json
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from typer.testing import CliRunner

from askel.carry.bring import BroughtFile, read_files
from askel.carry.command import app
from askel.carry.found import MOST_KEPT
from askel.carry.kept_maps import kept_then
from askel.carry.own_kept import MOST_ON_ONE
from askel.carry.taken import taken_by, to_json
from askel.lib.ids import id_for
from askel.netmap import kept, shelf
from askel.netmap.actions import (
    Told,
    add_contact,
    forget_contact,
    keep_snapshot,
    place_contact,
    remove_snapshot,
    take_off,
    tell_details,
    tie_contacts,
    untie_contacts,
)
from askel.netmap.bringing import bring_people
from askel.netmap.comparing import compare
from askel.netmap.details import Details, Often, Resource
from askel.netmap.drawn import DrawnMap
from askel.netmap.models import Contact, Snapshot, Tie
from askel.netmap.queries import draw_map
from askel.netmap.rules import FullShelfError
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person
from askel.steps.models import Fact
from tests import make
from tests.conftest import SignedIn

SPRING, AUTUMN = date(2024, 4, 2), date(2024, 10, 3)
ANNA = str(UUID(int=1))


def keep(owner: Person, on: date, cause: Snapshot.Cause = Snapshot.Cause.HAND) -> Snapshot:
    return keep_snapshot(by=owner, now=make.NOON - (make.TODAY - on), today=on, cause=cause)


def draw(owner: Person) -> list[Contact]:
    """A map that was kept in spring and in autumn: between the two Anna came closer, and Ben was taken off."""
    made = [make.contact(owner, "Anna"), make.contact(owner, "Ben"), make.contact(owner, "Choir", kind=Kind.NETWORK)]
    made.append(make.contact(owner, "Somebody who hires", wished=True))
    tie_contacts(made[0], made[2], by=owner)
    told = Details(often=Often.MONTHLY, last_on=date(2024, 1, 5), gives=frozenset({Resource.CV}), meaning="Kind.")
    made[0] = tell_details(made[0], told, by=owner, version=1)
    keep(owner, SPRING)
    made[0] = place_contact(made[0], Ring.CLOSE, Sphere.STUDY, by=owner, version=2)
    take_off(made[1], by=owner, now=make.NOON)
    keep(owner, AUTUMN, Snapshot.Cause.DUE)
    return made


def file_of(owner: Person) -> bytes:
    return to_json(taken_by(owner))


def wrapped(*snapshots: object) -> bytes:
    return json.dumps(
        {"askel": "map", "version": 1, "map": {"contacts": [], "ties": []}, "snapshots": list(snapshots)}
    ).encode()


def plain(on: str = "2024-04-02", **other: object) -> dict[str, Any]:
    """A kept map with Anna on it."""
    anna = {"id": ANNA, "nickname": "Anna", "kind": "contact", "ring": 2, "sphere": "work", "wish": False}
    return {"taken_on": on, "cause": "hand", "map": {"version": 1, "contacts": [anna], "ties": []}, **other}


def with_contact(**other: object) -> dict[str, Any]:
    """The same, but for what is said of Anna."""
    one = plain()
    one["map"]["contacts"][0].update(other)
    return one


def upload(browser: Client, *contents: bytes) -> str:
    files = [SimpleUploadedFile("map.json", content) for content in contents]
    response = browser.post("/map/bring/", {"file": files})
    assert response.status_code == 200
    return response.content.decode()


def send(browser: Client, shown: str, *codes: str, **said: str) -> str:
    parcel = re.search(r'name="parcel" value="([^"]+)"', shown)
    assert parcel
    form = {"parcel": html.unescape(parcel[1]), "pick": codes, **said}
    response = browser.post("/map/bring/pick/", form)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def bring_all(browser: Client, *contents: bytes) -> str:
    shown = upload(browser, *contents)
    return send(browser, shown, *re.findall(r'name="pick" value="([^"]+)"', shown), kept="on")


def shelf_of(person: Person) -> list[Snapshot]:
    return sorted(Snapshot.objects.of(person), key=lambda one: (one.taken_at, one.pk))


def without_ids(drawn: DrawnMap) -> object:
    dots = [(dot.nickname, dot.ring, dot.sphere, dot.kind, dot.is_wish, dot.last_on, dot.details) for dot in drawn.dots]
    return dots, {frozenset(drawn.by_pk[end].nickname for end in tie) for tie in drawn.ties}


def told_by(content: bytes) -> list[tuple[object, ...]]:
    snapshots = json.loads(content)["snapshots"]
    return [(one["taken_on"], one["cause"], without_ids(kept.from_plain(one["map"]))) for one in snapshots]


# From one member's map to another's


def test_kept_maps_are_offered_by_one_tick_that_is_not_ticked(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)

    shown = upload(signed_in(pavel), file_of(mina))

    assert "Bring 2 kept maps too" in shown
    assert shown.count('name="kept"') == 1
    assert " checked" not in shown
    assert not Snapshot.objects.of(pavel).exists()


def test_without_the_tick_they_stay_in_the_file(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)
    browser = signed_in(pavel)

    said = send(browser, upload(browser, file_of(mina)), "0-0")

    assert "2 kept maps stayed in the file." in said
    assert not Snapshot.objects.of(pavel).exists()


def test_what_another_member_brings_goes_out_again_the_same(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)

    said = bring_all(signed_in(pavel), file_of(mina))

    assert "2 kept maps came along." in said
    assert told_by(file_of(pavel)) == told_by(file_of(mina))
    assert [(one.taken_on, one.cause) for one in shelf_of(pavel)] == [(SPRING, "hand"), (AUTUMN, "due")]


def test_then_and_now_are_compared_by_whom_the_file_brought(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)
    bring_all(signed_in(pavel), file_of(mina))

    spring, autumn = (kept.from_text(one.kept) for one in shelf_of(pavel))
    since_spring = compare(spring, draw_map(pavel))

    assert compare(autumn, draw_map(pavel)).is_same
    assert [one.after.nickname for one in since_spring.closer] == ["Anna"]
    assert [dot.nickname for dot in since_spring.gone] == ["Ben"]
    assert not since_spring.new


def test_whoever_comes_later_from_the_file_is_the_one_on_the_kept_maps(
    signed_in: SignedIn, mina: Person, pavel: Person
) -> None:
    draw(mina)
    browser = signed_in(pavel)
    send(browser, upload(browser, file_of(mina)), kept="on")
    assert not Contact.objects.of(pavel).exists()

    bring_all(browser, file_of(mina))

    assert compare(kept.from_text(shelf_of(pavel)[1].kept), draw_map(pavel)).is_same


def test_whoever_came_before_the_kept_maps_is_the_one_on_them(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)
    browser = signed_in(pavel)
    send(browser, upload(browser, file_of(mina)), "0-0", "0-1", "0-2")
    take_off(Contact.objects.of(pavel)[0], by=pavel, now=make.NOON)

    send(browser, upload(browser, file_of(mina)), kept="on")

    on_it = {dot.pk for dot in kept.from_text(shelf_of(pavel)[1].kept).dots}
    assert on_it == {contact.pk for contact in Contact.objects.ever_of(pavel)}


def test_whoever_was_brought_can_be_forgotten_on_them_too(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)
    bring_all(signed_in(pavel), file_of(mina))
    anna = next(one for one in Contact.objects.of(pavel) if one.nickname == "Anna")

    forget_contact(anna, by=pavel)

    assert all("Anna" not in one.kept for one in shelf_of(pavel))


def test_they_lie_sealed(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)
    bring_all(signed_in(pavel), file_of(mina))
    assert all("Anna" in one.kept for one in shelf_of(pavel))

    with connection.cursor() as cursor:
        cursor.execute("SELECT kept FROM netmap_snapshot")
        rows = [bytes(row[0]) if not isinstance(row[0], str) else row[0].encode() for row in cursor.fetchall()]

    assert rows
    assert not any(b"Anna" in row for row in rows)


def test_pages_of_kept_maps_show_what_came(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)
    browser = signed_in(pavel)
    bring_all(browser, file_of(mina))

    shown = browser.get("/map/kept/").content.decode()
    spring, autumn = shelf_of(pavel)

    assert shown.index("3 October 2024") < shown.index("2 April 2024")
    assert "Anna" in browser.get(f"/map/kept/{spring.pk}/").content.decode()
    assert browser.get(f"/map/kept/{spring.pk}/{autumn.pk}/").status_code == 200


# Once, and over nothing


def test_the_same_file_twice_brings_none_twice(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)
    browser = signed_in(pavel)
    shown = upload(browser, file_of(mina))
    send(browser, shown, kept="on")
    once = [one.pk for one in shelf_of(pavel)]

    again = send(browser, shown, kept="on")
    anew = upload(browser, file_of(mina))

    assert "2 kept maps were here already." in again
    assert "The kept maps of this file are here already." in anew
    assert 'name="kept"' not in anew
    assert [one.pk for one in shelf_of(pavel)] == once


def test_two_files_that_hold_the_same_are_one(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)
    before = file_of(mina)
    make.contact(mina, "New since")

    shown = upload(signed_in(pavel), before, file_of(mina))
    bring_all(signed_in(pavel), before, file_of(mina))

    assert "Bring 2 kept maps too" in shown
    assert len(shelf_of(pavel)) == 2


def test_ones_own_kept_maps_are_not_offered(signed_in: SignedIn, mina: Person) -> None:
    draw(mina)

    assert "The kept maps of this file are here already." in upload(signed_in(mina), file_of(mina))


def test_a_file_from_before_they_had_ids_brings_none_twice(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)
    told = json.loads(file_of(mina))
    for one in told["snapshots"]:
        del one["id"]
    content = json.dumps(told).encode()

    own = bring_all(signed_in(mina), content)
    for _ in range(2):
        bring_all(signed_in(pavel), content)

    assert "2 kept maps were here already." in own
    assert (len(shelf_of(mina)), len(shelf_of(pavel))) == (2, 2)


def test_a_kept_map_that_is_here_stays_as_it_is(signed_in: SignedIn, mina: Person) -> None:
    anna = draw(mina)[0]
    content = file_of(mina)
    forget_contact(anna, by=mina)

    bring_all(signed_in(mina), content)

    assert len(shelf_of(mina)) == 2
    assert all("Anna" not in one.kept for one in shelf_of(mina))


def test_one_that_was_deleted_comes_back_with_whom_was_forgotten(signed_in: SignedIn, mina: Person) -> None:
    anna, *_ = draw(mina)
    content = file_of(mina)
    forget_contact(anna, by=mina)
    remove_snapshot(shelf_of(mina)[0], by=mina)

    bring_all(signed_in(mina), content)

    spring, autumn = shelf_of(mina)
    assert ("Anna" in spring.kept, "Anna" in autumn.kept) == (True, False)
    (back,) = (one for one in Contact.objects.of(mina) if one.nickname == "Anna")
    assert back.pk in kept.from_text(spring.kept).by_pk


def test_two_of_one_day_stay_in_the_order_of_the_file(signed_in: SignedIn, pavel: Person) -> None:
    names = ["Cleo", "Anna", "Ben"]
    snapshots = [with_contact(nickname=name) for name in names]

    bring_all(signed_in(pavel), wrapped(*snapshots))

    assert [kept.from_text(one.kept).dots[0].nickname for one in shelf_of(pavel)] == names


# The page


def test_kept_maps_may_come_alone(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)
    browser = signed_in(pavel)

    assert "Pick at least one." in send(browser, upload(browser, file_of(mina)))
    said = send(browser, upload(browser, file_of(mina)), kept="on")

    assert "2 kept maps came along." in said
    assert "came onto your map" not in said
    assert not Contact.objects.of(pavel).exists()
    assert not Fact.objects.of(pavel).filter(kind=Fact.Kind.MAP_BEGUN).exists()


def test_a_file_with_nobody_on_todays_map_asks_for_no_places(signed_in: SignedIn, pavel: Person) -> None:
    browser = signed_in(pavel)

    shown = upload(browser, wrapped(plain()))

    assert 'name="ring"' not in shown
    assert "1 kept map came along." in send(browser, shown, kept="on")


def test_coming_alone_they_tie_nobody_anew(signed_in: SignedIn, mina: Person) -> None:
    anna, _, choir, _ = draw(mina)
    content = file_of(mina)
    untie_contacts(anna, choir, by=mina)
    remove_snapshot(shelf_of(mina)[0], by=mina)
    browser = signed_in(mina)

    said = send(browser, upload(browser, content), kept="on")

    assert "1 kept map came along." in said
    assert not Tie.objects.of(mina).exists()


def test_the_tick_stays_from_page_to_page(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)
    browser = signed_in(pavel)
    shown = upload(browser, file_of(mina))

    ticked = send(browser, shown, all="1", kept="on")
    unticked = send(browser, shown, all="1")

    assert re.search(r'name="kept"[^>]* checked', ticked)
    assert not re.search(r'name="kept"[^>]* checked', unticked)


def test_where_there_is_no_room_nothing_comes(
    signed_in: SignedIn, mina: Person, pavel: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(mina)
    monkeypatch.setattr(shelf, "MOST_SNAPSHOTS", 1)

    said = bring_all(signed_in(pavel), file_of(mina))

    assert "There is no room for 2 kept maps of the file." in said
    assert re.search(r'name="kept"[^>]* checked', said)
    assert not Contact.objects.of(pavel).exists()
    assert not shelf_of(pavel)


def test_all_kept_maps_together_have_a_bound(mina: Person, pavel: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    draw(mina)
    monkeypatch.setattr(shelf, "MOST_KEPT_LETTERS", sum(one.letters for one in shelf_of(mina)) - 1)
    coming = kept_then(read_files([BroughtFile("map.json", file_of(mina))]), today=make.TODAY)

    with pytest.raises(FullShelfError):
        bring_people([], [], by=pavel, now=make.NOON, kept_then=coming)

    assert bring_people([], [], by=pavel, now=make.NOON, kept_then=coming[:1]).kept_maps == 1


def test_somebody_here_who_has_the_id_that_one_of_the_file_would_get_stays(
    signed_in: SignedIn, mina: Person, pavel: Person
) -> None:
    anna = make.contact(mina, "Anna")
    keep(mina, SPRING)
    told = Told("Somebody else", Ring.CLOSE, Sphere.WORK)
    here = add_contact(told, by=pavel, now=make.NOON, once=anna.pk)
    assert here.pk == id_for(pavel.pk, anna.pk)

    bring_all(signed_in(pavel), file_of(mina))

    came = next(one for one in Contact.objects.of(pavel) if one.nickname == "Anna")
    assert {one.nickname for one in Contact.objects.of(pavel)} == {"Anna", "Somebody else"}
    assert came.pk in kept.from_text(shelf_of(pavel)[0].kept).by_pk


# Files that mean harm


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        ("x", "1 kept map could not be read."),
        (None, "1 kept map could not be read."),
        ({"taken_on": "2024-04-02"}, "1 kept map could not be read."),
        (plain("soon"), "1 kept map could not be read."),
        (plain("0001-01-01"), "1 kept map could not be read."),
        (plain("9999-12-31"), "1 kept map is from a day that has not come yet."),
        (plain(cause="because"), "1 kept map could not be read."),
        (plain(cause=["hand"]), "1 kept map could not be read."),
        (plain(id="x"), "1 kept map could not be read."),
        (plain(map=[]), "1 kept map could not be read."),
        (plain(map={"contacts": 3, "ties": []}), "1 kept map could not be read."),
        (plain(map={"contacts": [3], "ties": []}), "1 kept map could not be read."),
        (with_contact(id=7), "1 kept map could not be read."),
        (with_contact(ring=4), "1 kept map could not be read."),
        (with_contact(sphere=[]), "1 kept map could not be read."),
        (with_contact(details={"often": "always"}), "1 kept map could not be read."),
        (with_contact(details={"last_on": "soon"}), "1 kept map could not be read."),
        (with_contact(details={"meaning": "A" * 2_001}), "1 kept map could not be read."),
        (with_contact(details={"meaning": "\x00"}), "1 kept map could not be read."),
        (with_contact(details={"trade": "\ud800"}), "1 kept map could not be read."),
        (with_contact(last_encounter_on=3), "1 kept map could not be read."),
        (plain(map={"contacts": [{}] * (MOST_ON_ONE + 1), "ties": []}), "There was no room for 1 kept map."),
        (plain(map={"contacts": [], "ties": [[]] * 5_001}), "There was no room for 1 kept map."),
        (plain(), "1 was told twice, and counts once."),
    ],
)
def test_what_is_no_kept_map_is_counted_and_the_others_come(
    signed_in: SignedIn, pavel: Person, odd: object, words: str
) -> None:
    browser = signed_in(pavel)

    shown = upload(browser, wrapped(plain(), odd))
    said = send(browser, shown, kept="on")

    assert words in shown
    assert "1 kept map came along." in said
    assert words in said
    assert len(shelf_of(pavel)) == 1


@pytest.mark.parametrize("snapshots", ["x", 7, {}, True])
def test_what_is_no_list_of_kept_maps_holds_up_no_map(snapshots: object) -> None:
    told = {**json.loads(wrapped()), "snapshots": snapshots}

    (found,) = read_files([BroughtFile("map.json", json.dumps(told).encode())])

    assert (found.kept, found.kept_out) == ((), {"kept-junk": 1})


def test_of_ten_thousand_a_hundred_are_offered(signed_in: SignedIn, pavel: Person) -> None:
    days = [date(2024, 1, 1) + timedelta(days=number % 300) for number in range(10_000)]
    content = wrapped(*(plain(day.isoformat(), id=str(UUID(int=at + 1))) for at, day in enumerate(days)))
    browser = signed_in(pavel)

    shown = upload(browser, content)
    said = send(browser, shown, kept="on")

    assert "Bring 100 kept maps too" in shown
    assert "There was no room for 9900 kept maps." in shown
    assert "100 kept maps came along." in said
    assert len(shelf_of(pavel)) == MOST_KEPT


def test_huge_texts_have_a_bound_together() -> None:
    meaning = "A" * 2_000
    crowd = [{**with_contact()["map"]["contacts"][0], "id": str(UUID(int=at + 1))} for at in range(100)]
    told = [{**one, "details": {"meaning": meaning}, "nickname": "B" * 9_000} for one in crowd]
    snapshots = [plain(map={"contacts": told, "ties": []}, id=str(UUID(int=at + 1))) for at in range(4)]

    (found,) = read_files([BroughtFile("map.json", wrapped(*snapshots))])

    assert sum(len(json.dumps(one.plain)) for one in found.kept) <= 2_000_000
    assert (len(found.kept), found.kept_out) == (4, {})
    assert max(len(one["nickname"]) for one in found.kept[0].plain["contacts"]) == 80


def test_more_words_than_travel_with_a_page_stay_out() -> None:
    crowd = [{**with_contact()["map"]["contacts"][0], "id": str(UUID(int=at + 1))} for at in range(400)]
    told = [{**one, "details": {"meaning": "A" * 1_900}} for one in crowd]
    snapshots = [plain(map={"contacts": told, "ties": []}, id=str(UUID(int=at + 1))) for at in range(4)]

    (found,) = read_files([BroughtFile("map.json", wrapped(*snapshots, plain()))])

    assert (len(found.kept), found.kept_out) == (3, {"kept-many": 2})


def test_odd_people_and_ties_on_a_kept_map_are_mended(signed_in: SignedIn, pavel: Person) -> None:
    ben, nobody = str(UUID(int=2)), str(UUID(int=9))
    one = with_contact(
        nickname="\u202e", last_encounter_on="9999-12-31", details={"last_on": "9999-12-31"}, note="Not kept."
    )
    anna = one["map"]["contacts"][0]
    one["map"]["contacts"] += [{**anna, "id": ben, "nickname": "Ben"}, {**anna, "nickname": "Anna again"}]
    one["map"]["ties"] = [[ANNA, ben], [ben, ANNA], [ANNA, ANNA], [ANNA, nobody], "ab", None, 7]
    browser = signed_in(pavel)

    bring_all(browser, wrapped(one))

    (snapshot,) = shelf_of(pavel)
    drawn = kept.from_text(snapshot.kept)
    assert [dot.nickname for dot in drawn.dots] == ["Contact 1", "Ben"]
    assert {dot.last_on for dot in drawn.dots} == {None}
    assert len(drawn.ties) == 1
    assert "Not kept" not in snapshot.kept
    assert browser.get(f"/map/kept/{snapshot.pk}/").status_code == 200


def test_a_day_in_touch_that_has_not_come_yet_is_none_on_todays_map_either(signed_in: SignedIn, pavel: Person) -> None:
    told = json.loads(wrapped())
    told["map"] = with_contact(details={"last_on": "9999-12-31"})["map"]
    browser = signed_in(pavel)

    bring_all(browser, json.dumps(told).encode())

    assert [dot.last_on for dot in draw_map(pavel).dots] == [None]


def test_a_hostile_id_never_reaches_the_kept_map_of_another(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    draw(mina)
    theirs = shelf_of(mina)[0]
    before = theirs.kept

    bring_all(signed_in(pavel), wrapped(plain(id=str(theirs.pk))))

    theirs.refresh_from_db()
    assert theirs.kept == before
    assert [one.pk for one in shelf_of(pavel)] != [theirs.pk]


def test_the_command_says_of_a_map_what_it_said_without_kept_maps(
    mina: Person, tmp_path_factory: pytest.TempPathFactory
) -> None:
    draw(mina)
    told = json.loads(file_of(mina))
    path = tmp_path_factory.mktemp("files") / "map.json"

    def said(snapshots: object) -> str:
        path.write_text(json.dumps({**told, "snapshots": snapshots}))
        return CliRunner().invoke(app, ["read", str(path), "--json", "--names"]).stdout

    assert json.loads(said(told["snapshots"])) == json.loads(said([]))
    assert json.loads(said(["odd", *told["snapshots"]])) == json.loads(said([]))
