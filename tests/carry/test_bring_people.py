"""From a file to the map: read, pick, answer, done. Nothing is stored before that."""

import html
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from askel.carry.bring import BroughtFile, read_files
from askel.carry.parcel import ParcelGoneError, unwrap, wrap
from askel.netmap import rules
from askel.netmap.models import Contact, Tie
from askel.netmap.spheres import Ring
from askel.people.models import Person
from tests import make
from tests.conftest import SignedIn

FIXTURES = Path(__file__).parent.parent / "fixtures"
LINKEDIN = (FIXTURES / "linkedin_Connections.csv").read_bytes()
(GRAPHML,) = (path.read_bytes() for path in (FIXTURES / "networkcanvas").glob("*.graphml"))
BRING, PICK = "/map/bring/", "/map/bring/pick/"
SAID = {"ring": "2", "sphere": "work", "direction": "closer"}


def a_list(people: int) -> bytes:
    rows = "".join(f"Ana{number:04},Lima,,,,,\n" for number in range(people))
    return b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" + rows.encode()


@pytest.fixture
def browser(mina: Person, signed_in: SignedIn) -> Client:
    return signed_in(mina)


def upload(browser: Client, *files: bytes) -> str:
    sent = [SimpleUploadedFile(f"{number}.graphml", content) for number, content in enumerate(files)]
    response = browser.post(BRING, {"file": sent})
    assert response.status_code == 200
    return response.content.decode()


def parcel_in(shown: str) -> str:
    found = re.search(r'name="parcel" value="([^"]+)"', shown)
    assert found
    return html.unescape(found[1])


def pick(browser: Client, shown: str, *codes: str, **said: str) -> str:
    form = {"parcel": parcel_in(shown), "pick": codes, **SAID, **said}
    return browser.post(PICK, form).content.decode()


def nicknames(person: Person) -> list[str]:
    return sorted(contact.nickname for contact in Contact.objects.of(person))


def test_a_list_offers_six_and_picks_nobody(browser: Client, mina: Person) -> None:
    shown = upload(browser, LINKEDIN)

    assert shown.count('name="pick"') == 6
    assert " checked" not in shown
    assert "Mary &#34;Molly&#34; Smith, Jr." in shown
    assert "1 row had no name and no profile link." in shown
    assert 'name="direction"' not in shown
    assert nicknames(mina) == []


def test_picked_people_come_under_a_nickname(browser: Client, mina: Person) -> None:
    shown = pick(browser, upload(browser, LINKEDIN), "0-1", "0-4")

    assert "2 people came onto your map." in shown
    assert nicknames(mina) == ["Priya S.", "Tomás R."]
    assert {(one.ring, one.sphere) for one in Contact.objects.of(mina)} == {(2, "work")}


def test_picking_twice_adds_nobody_twice(browser: Client, mina: Person) -> None:
    shown = upload(browser, LINKEDIN)
    pick(browser, shown, "0-1")

    again = pick(browser, shown, "0-1", "0-2")
    anew = upload(browser, LINKEDIN)

    assert "1 person came onto your map." in again
    assert "1 was on your map already." in again
    assert len(nicknames(mina)) == 2
    assert anew.count(" disabled") == 2


def test_a_map_comes_with_its_ties_its_spheres_and_its_closeness(browser: Client, mina: Person) -> None:
    shown = upload(browser, GRAPHML)
    assert 'name="direction"' in shown

    report = pick(browser, shown, "0-0", "0-1", "0-3")

    assert "2 people came onto your map." in report
    assert "1 network came onto your map." in report
    assert "2 ties came along." in report
    rows = {one.nickname: one for one in Contact.objects.of(mina)}
    assert (rows["Päivi Ä."].ring, rows["Päivi Ä."].sphere) == (Ring.CLOSE, "work")
    assert (rows["Nguyễn H."].ring, rows["Nguyễn H."].sphere) == (Ring.OUTER, "study")
    assert (rows["TAMK, Tampere"].ring, rows["TAMK, Tampere"].kind) == (Ring.MIDDLE, "network")


def test_the_direction_of_closeness_is_the_persons_to_say(browser: Client, mina: Person) -> None:
    pick(browser, upload(browser, GRAPHML), "0-0", direction="farther")
    pick(browser, upload(browser, GRAPHML), "0-1", direction="neither")

    rings = {one.nickname: one.ring for one in Contact.objects.of(mina)}
    assert rings == {"Päivi Ä.": Ring.OUTER, "Nguyễn H.": Ring.MIDDLE}


def test_ties_are_completed_when_the_other_end_comes_later(browser: Client, mina: Person) -> None:
    shown = upload(browser, GRAPHML)
    pick(browser, shown, "0-0")
    assert not Tie.objects.exists()

    pick(browser, shown, "0-2")

    assert Tie.objects.of(mina).count() == 1


def test_files_of_one_session_are_one_list(browser: Client) -> None:
    assert upload(browser, GRAPHML, GRAPHML).count('name="pick"') == 4
    assert "Map 2" in upload(browser, GRAPHML, LINKEDIN)


def test_what_is_missing_is_asked_again_and_picks_stay(browser: Client, mina: Person) -> None:
    shown = pick(browser, upload(browser, LINKEDIN), "0-1", sphere="")

    assert re.search(r'value="0-1" id="p0-1" checked', shown)
    assert "#id_sphere_0" in shown
    assert parcel_in(shown)
    assert "Pick at least one." in pick(browser, shown)
    assert "Pick at least one." not in pick(browser, shown, "9-9")
    assert nicknames(mina) == []


def test_thirty_of_a_list_at_a_time(browser: Client, mina: Person) -> None:
    shown = upload(browser, a_list(31))
    codes = [f"0-{number}" for number in range(31)]

    assert "Pick at most 30 at a time. You picked 31." in pick(browser, shown, *codes)
    assert nicknames(mina) == []
    pick(browser, shown, *codes[:30])
    assert len(nicknames(mina)) == 30


def turn(browser: Client, shown: str, *codes: str, start: int = 0, **said: str) -> str:
    """Another page of rows, with these ticked on this one."""
    held = re.search(r'name="held" value="([^"]*)"', shown)
    assert held
    form = {"parcel": parcel_in(shown), "held": held[1], "pick": codes, "from": str(start), **said}
    return browser.post(PICK, form).content.decode()


def names_in(shown: str) -> list[str]:
    return re.findall(r'<bdi class="map-whole">([^<]+)</bdi>', shown)


def test_a_long_list_offers_three_hundred_at_once_by_name(browser: Client) -> None:
    shown = upload(browser, a_list(650))

    assert names_in(shown) == [f"Ana{number:04} Lima" for number in range(300)]
    assert "1 to 300 of 650, by name" in shown
    assert "Show those before" not in shown

    last = turn(browser, shown, start=600)

    assert names_in(last) == [f"Ana{number:04} Lima" for number in range(600, 650)]
    assert "601 to 650 of 650, by name" in last
    assert "Show those after" not in last


def test_a_short_list_has_no_pages_and_no_search(browser: Client) -> None:
    shown = upload(browser, a_list(300))

    assert len(names_in(shown)) == 300
    assert 'name="search"' not in shown
    assert 'name="from"' not in shown


def test_ticks_stay_from_page_to_page(browser: Client, mina: Person) -> None:
    second = turn(browser, upload(browser, a_list(650)), "0-1", "0-2", start=300, ring="3")
    assert names_in(second)[:2] == ["Ana0001 Lima", "Ana0002 Lima"]
    assert second.count(" checked") == 3  # with the ring

    third = turn(browser, second, "0-2", "0-301", start=600)  # 0-1 is ticked no more
    back = turn(browser, third, "0-2", "0-301", start=0)
    pick(browser, back, "0-2", "0-301")

    assert re.search(r'value="0-2" id="p0-2" checked', back)
    assert nicknames(mina) == ["Ana0002 L.", "Ana0301 L."]


def test_more_ticks_than_a_page_holds_travel_in_one_line(browser: Client, mina: Person) -> None:
    people = "".join(f'<node id="{number}"/>' for number in range(900))
    file = f'<graphml xmlns:nc="http://schema.networkcanvas.com/xmlns"><graph nc:sessionUUID="s">{people}</graph></graphml>'
    shown = upload(browser, file.encode())

    for start in (300, 600):
        ticked = re.findall(r'name="pick" value="([^"]+)"', shown)
        shown = turn(browser, shown, *ticked, start=start)
    assert shown.count(" checked") == 300
    assert "and 300 more" in shown

    held = re.search(r'name="held" value="([^"]*)"', shown)
    assert held
    pick(browser, shown, held=held[1])

    assert len(nicknames(mina)) == 300


def test_a_search_finds_parts_of_names_and_keeps_ticks(browser: Client) -> None:
    shown = turn(browser, upload(browser, a_list(650)), "0-1", search="ANA042")

    assert names_in(shown) == ["Ana0001 Lima", *(f"Ana042{number} Lima" for number in range(10))]
    assert "1 to 10 of 10, by name" in shown
    assert "Nobody with this name is in the file." in turn(browser, shown, search="zz")


@pytest.mark.parametrize("start", ["", "x", "-1", "99999", "9" * 5_000, "²"])
def test_a_page_that_is_none_is_the_first(browser: Client, start: str) -> None:
    shown = upload(browser, a_list(301))

    assert (
        names_in(browser.post(PICK, {"parcel": parcel_in(shown), "from": start}).content.decode())[0] == "Ana0000 Lima"
    )


def test_pages_go_on_from_map_to_map(browser: Client) -> None:
    shown = upload(browser, a_list(200), a_list(200))

    assert "Map 2" in shown
    assert len(names_in(shown)) == 300
    assert len(names_in(turn(browser, shown, start=300))) == 100


def test_a_mistake_comes_back_on_the_same_page_of_rows(browser: Client) -> None:
    shown = turn(browser, upload(browser, a_list(650)), start=300)

    again = pick(browser, shown, "0-301", at="300", sphere="")

    assert "301 to 600 of 650" in again
    assert re.search(r'value="0-301" id="p0-301" checked', again)


def test_files_are_read_twenty_times_in_ten_minutes_for_each_person(
    browser: Client, pavel: Person, signed_in: SignedIn
) -> None:
    def answer(browser: Client) -> tuple[int, str]:
        response = browser.post(BRING, {"file": SimpleUploadedFile("list.csv", LINKEDIN)})
        return response.status_code, response.content.decode()

    assert browser.post(BRING, {}).status_code == 200  # no file, no reading: not counted
    assert {answer(browser)[0] for _ in range(20)} == {200}

    status, refused = answer(browser)

    assert status == 429
    assert "Wait ten minutes, and choose the file again." in refused
    assert 'href="#id_file"' in refused
    assert answer(signed_in(pavel))[0] == 200


def test_a_full_map_takes_none_of_them(browser: Client, mina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_CONTACTS", 1)

    assert "A map holds at most 1" in pick(browser, upload(browser, LINKEDIN), "0-1", "0-2")
    assert nicknames(mina) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "This file is a picture"),
        (b"", "This file is empty"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"x" * (9 * 1024 * 1024), "5 MB"),
        (GRAPHML[:4000], "ends too early, at line 50"),
        (b"PK\x03\x04" + bytes(99), "This zip is damaged"),
        (b'<!DOCTYPE g [<!ENTITY a "ha">]><graphml>&a;</graphml>', "outside itself"),
    ],
)
def test_a_hostile_file_gets_one_sentence_beside_the_field(browser: Client, content: bytes, words: str) -> None:
    shown = upload(browser, content)

    assert words in html.unescape(shown)
    assert 'href="#id_file"' in shown


def test_no_file_is_asked_for_again(browser: Client) -> None:
    assert "Choose a file." in browser.post(BRING, {}).content.decode()
    assert "at most 20 files" in upload(browser, *[LINKEDIN] * 21)


def test_markup_and_formulas_in_names_stay_words(browser: Client, mina: Person) -> None:
    shown = upload(browser, b"First Name,Last Name,URL,Company\n<script>x,=1+1,,\n")
    assert "<script>x" not in shown

    pick(browser, shown, "0-0")

    assert nicknames(mina) == ["<script>x"]


def test_a_parcel_opens_only_for_its_owner_and_half_an_hour(mina: Person, pavel: Person) -> None:
    now = timezone.now()
    wrapped = wrap([], by=mina, now=now)

    assert unwrap(wrapped, by=mina, now=now + timedelta(minutes=29)) == []
    for person, later, text in (
        (mina, 31, wrapped),
        (pavel, 0, wrapped),
        (mina, 0, "x"),
        (mina, 0, wrapped[:-9] + "A"),
    ):
        with pytest.raises(ParcelGoneError, match="Choose the file again"):
            unwrap(text, by=person, now=now + timedelta(minutes=later))


def test_a_parcel_that_is_gone_leads_back_to_the_file(browser: Client) -> None:
    response = browser.post(PICK, {"parcel": "nonsense"}, follow=True)

    assert response.redirect_chain == [(BRING, 302)]
    assert "Choose the file again" in response.content.decode()


def test_names_travel_sealed(browser: Client) -> None:
    shown = upload(browser, LINKEDIN)

    assert "Priya" not in parcel_in(shown)


def test_a_parcel_of_ten_thousand_fits_into_the_form(mina: Person) -> None:
    rows = b"".join(b"Ana%d,Lima%d,https://www.linkedin.com/in/ana-%d,,,,\n" % (n, n, n) for n in range(10_000))
    header = b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    maps = read_files([BroughtFile("list", header + rows)])
    wrapped = wrap(maps, by=mina, now=make.NOON)

    assert len(wrapped) < 1_000_000
    assert unwrap(wrapped, by=mina, now=make.NOON) == maps
