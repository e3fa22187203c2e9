"""Each kind of file, from the browser to the map, and a second time."""

import html
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from askel.carry.bring import BroughtFile, read_files
from askel.carry.graphml import to_graphml
from askel.carry.picking import Answers, picked_from, rows_of
from askel.carry.taken import taken_by, to_json
from askel.netmap.actions import Told, add_contact
from askel.netmap.bringing import bring_people
from askel.netmap.models import Contact
from askel.netmap.queries import draw_map
from askel.netmap.spheres import Ring, Sphere
from askel.people.models import Person
from tests import make
from tests.conftest import SignedIn

FIXTURES = Path(__file__).parent.parent / "fixtures"
EXPORT = sorted((FIXTURES / "networkcanvas").iterdir())
Sent = list[tuple[str, bytes]]


def whole(path: Path) -> tuple[str, bytes]:
    return path.name, path.read_bytes()


def in_a_zip(*changes: tuple[bytes, bytes]) -> tuple[str, bytes]:
    """The export once, and once more for each change."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, (old, new) in enumerate([(b"", b""), *changes]):
            for path in EXPORT:
                archive.writestr(
                    f"{number}/{path.name}", path.read_bytes().replace(old, new) if old else path.read_bytes()
                )
    return "export.zip", packed.getvalue()


def upload(browser: Client, sent: Sent) -> str:
    files = [SimpleUploadedFile(name, content) for name, content in sent]
    response = browser.post("/map/bring/", {"file": files})
    assert response.status_code == 200
    return response.content.decode()


def pick_all(browser: Client, shown: str, **said: str) -> str:
    parcel = re.search(r'name="parcel" value="([^"]+)"', shown)
    assert parcel
    codes = re.findall(r'name="pick" value="([^"]+)"', shown)
    form = {"parcel": html.unescape(parcel[1]), "pick": codes, **said}
    return browser.post("/map/bring/pick/", form).content.decode()


@pytest.mark.parametrize(
    ("sent", "people"),
    [
        ([whole(FIXTURES / "vcard" / "phone_2.1.vcf")], 3),
        ([whole(FIXTURES / "vcard" / "apple_3.0.vcf")], 3),
        ([whole(FIXTURES / "vcard" / "cloud_4.0.vcf")], 3),
        ([whole(FIXTURES / "google_before.csv")], 4),
        ([whole(FIXTURES / "google_today.csv")], 5),
        ([whole(path) for path in EXPORT if path.suffix == ".csv"], 4),
        ([in_a_zip()], 4),
    ],
)
def test_all_come_onto_the_map_and_nobody_comes_twice(
    signed_in: SignedIn, mina: Person, sent: Sent, people: int
) -> None:
    browser = signed_in(mina)
    pick_all(browser, upload(browser, sent), ring="2", sphere="work", direction="closer")
    once = draw_map(mina)

    shown = upload(browser, sent)

    assert len(once.dots) == people
    assert shown.count("On your map already") == people
    assert draw_map(mina) == once


def test_one_session_in_three_kinds_of_files_is_the_same_people(mina: Person, sent_all: Callable[[Sent], int]) -> None:
    graphml, csvs = ([whole(path) for path in EXPORT if path.suffix == suffix] for suffix in (".graphml", ".csv"))

    assert [sent_all(graphml), sent_all(csvs), sent_all([in_a_zip()])] == [4, 4, 4]


def test_the_same_profile_in_three_lists_is_one_contact(sent_all: Callable[[Sent], int]) -> None:
    link = "https://www.linkedin.com/in/ana"
    card = f"BEGIN:VCARD\nVERSION:4.0\nFN:Ana\nUID:x\nURL:{link}/\nEND:VCARD\n"
    google = f"First Name,Last Name,Labels,File As,Website 1 - Value\nAna,L,,,{link}\n"
    linkedin = f"First Name,Last Name,URL,Company\nAna,Lima,{link},\n"

    counts = [sent_all([("a", text.encode())]) for text in (card, google, linkedin)]

    assert counts == [1, 1, 1]


@pytest.fixture
def sent_all(mina: Person) -> Callable[[Sent], int]:
    """Brings everybody in the files, and says how many are on the map then."""

    def bring(sent: Sent) -> int:
        maps = read_files([BroughtFile(name, content) for name, content in sent])
        rows = rows_of(maps)
        codes = {row.code for some in rows for row in some}
        picked, ties = picked_from(maps, rows, codes, Answers(Ring.MIDDLE, Sphere.WORK), owner=mina)
        bring_people(picked, ties, by=mina, now=make.NOON)
        return Contact.objects.of(mina).count()

    return bring


def test_several_sessions_are_shown_as_maps_to_choose_from(signed_in: SignedIn, mina: Person) -> None:
    other = in_a_zip((b"-000000000077", b"-000000000078"), (b"-000000000999", b"-000000000998"))

    shown = upload(signed_in(mina), [other])

    assert "Map 1" in shown
    assert "Map 2" in shown


def test_a_list_of_contacts_lets_thirty_come_at_a_time(signed_in: SignedIn, mina: Person) -> None:
    cards = "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:Ana {number}\nEND:VCARD\n" for number in range(31))
    browser = signed_in(mina)

    shown = pick_all(browser, upload(browser, [("a.vcf", cards.encode())]), ring="2", sphere="work")

    assert "Pick at most 30 at a time. You picked 31." in shown


def test_ones_own_file_asks_nothing_and_brings_a_map_back_to_somebody_new(
    signed_in: SignedIn, mina: Person, pavel: Person
) -> None:
    told = Told("Anna from the course", Ring.CLOSE, Sphere.STUDY, note="Likes chess.")
    add_contact(told, by=mina, now=make.NOON)
    content = to_json(taken_by(mina))
    browser = signed_in(pavel)

    shown = upload(browser, [("map.json", content)])
    pick_all(browser, shown)

    assert 'name="ring"' not in shown
    (contact,) = Contact.objects.of(pavel)
    assert (contact.nickname, contact.ring, contact.note) == ("Anna from the course", 1, "Likes chess.")


@pytest.mark.parametrize("kind", ["json", "graphml"])
def test_ones_own_file_brought_to_ones_own_map_adds_nobody(signed_in: SignedIn, mina: Person, kind: str) -> None:
    make.contact(mina, "Anna")
    content = to_json(taken_by(mina)) if kind == "json" else to_graphml(draw_map(mina))
    browser = signed_in(mina)

    shown = upload(browser, [(f"map.{kind}", content)])
    pick_all(browser, shown, ring="1", sphere="work", direction="closer")

    assert "On your map already" in shown
    assert Contact.objects.of(mina).count() == 1


def test_a_graph_goes_out_with_the_uuids_it_came_with(signed_in: SignedIn, mina: Person) -> None:
    browser = signed_in(mina)
    sent = [whole(path) for path in EXPORT if path.suffix == ".graphml"]
    pick_all(browser, upload(browser, sent), ring="2", sphere="work", direction="closer")

    went_out = to_graphml(draw_map(mina))

    came = {one.identity for one in read_files([BroughtFile(*sent[0])])[0].found}
    assert {one.identity for one in read_files([BroughtFile("map.graphml", went_out)])[0].found} == came


def test_a_wish_in_our_own_graph_comes_back_as_a_wish(signed_in: SignedIn, mina: Person, pavel: Person) -> None:
    make.contact(mina, "Anna", wished=True)
    make.contact(mina, "Ben")
    sent = [("map.graphml", to_graphml(draw_map(mina)))]

    browser = signed_in(pavel)
    pick_all(browser, upload(browser, sent), ring="2", sphere="work", direction="closer")

    assert {(dot.nickname, dot.is_wish) for dot in draw_map(pavel).dots} == {("Anna", True), ("Ben", False)}
