"""Everything of a map that goes out: whole, only its owner's, and harmless where it is opened."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

import igraph
import networkx as nx
import pytest
from django.test import Client
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from pytest_django.fixtures import Settings

from askel.carry.together import read_together
from askel.netmap.actions import tie_contacts
from askel.netmap.details import Details, Language, Often, Resource
from askel.netmap.kept import from_plain, to_text
from askel.netmap.models import Contact, Snapshot
from askel.netmap.queries import draw_map
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person
from tests import make
from tests.conftest import SignedIn

SCRIPT = "<script>alert(1)</script>"
HOSTILE = (SCRIPT, "=cmd|' /C calc'!A0", "\u202egnp.exe", "W" * 80, "پروین", '"quoted", & <both>', "@sum", "Person")
FILES = ("map.json", "map.graphml", "contacts.csv", "ties.csv", "picture.svg", "picture.png", "map.pdf")
TOLD = Details(
    often=Often.MONTHLY,
    last_on=date(2026, 10, 1),
    is_rooted=True,
    language=Language.FINNISH,
    trade="=laboratories",
    in_my_field=False,
    gives=frozenset({Resource.CV, Resource.CHEER}),
    takes=frozenset({Resource.TRADE_TALK}),
    introduces=True,
    meaning="marker-meaning, two\nlines",
)


@pytest.fixture
def hers(mina: Person, signed_in: SignedIn) -> Client:
    return signed_in(mina)


def draw(owner: Person) -> list[Contact]:
    """Hostile names in all rings and spheres, a network, a wish, details, a note and a snapshot."""
    places = [(ring, sphere) for sphere in Sphere for ring in Ring]
    made = [make.contact(owner, name, at=places[at]) for at, name in enumerate(HOSTILE)]
    made.append(make.contact(owner, "Choir", kind=Kind.NETWORK))
    made.append(make.contact(owner, "Somebody who hires", wished=True))
    for one, other in ((0, 1), (1, 2), (8, 9)):
        tie_contacts(made[one], made[other], by=owner)
    made[0].details, made[0].note = TOLD.to_text(), "-marker-note"
    made[0].save()
    kept = to_text(draw_map(owner))
    Snapshot.objects.create(owner=owner, taken_on=make.TODAY, taken_at=make.NOON, kept=kept)
    return made


def taken(client: Client, name: str) -> bytes:
    response = client.get(f"/map/take/{name}")
    assert response.status_code == 200, response.content
    assert response["Cache-Control"] == "no-store"
    return response.content


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


# What holds for all of them


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_named_by_what_it_is_and_the_day_alone(name: str, mina: Person, hers: Client) -> None:
    draw(mina)

    response = hers.get(f"/map/take/{name}")

    ending = name.rpartition(".")[2]
    disposition = response["Content-Disposition"]
    assert disposition.startswith('attachment; filename="askel-')
    assert disposition.endswith(f'.{ending}"')
    assert disposition.isascii()


@pytest.mark.parametrize("name", FILES)
def test_a_map_without_anybody_can_be_taken_too(name: str, hers: Client) -> None:
    assert taken(hers, name)


@pytest.mark.parametrize("name", [name for name in FILES if name != "picture.png"])
def test_nobody_of_another_map_is_in_it(name: str, mina: Person, pavel: Person, hers: Client) -> None:
    make.contact(pavel, "Marker-Pavels")
    make.contact(mina, "Marker-Minas")
    tie_contacts(make.contact(mina, "Marker-Two"), make.contact(mina, "Marker-Three"), by=mina)

    content = taken(hers, name)

    words = text_of(content) if name.endswith("pdf") else content.decode()
    assert "Marker-" in words
    assert "Marker-Pavels" not in words


def test_the_page_leads_to_every_file(mina: Person, hers: Client) -> None:
    draw(mina)
    page = hers.get("/map/take/").content.decode()

    assert all(f'href="/map/take/{name}"' in page for name in FILES)
    assert 'href="/map/paper/"' in page
    assert 'href="/map/take/"' in hers.get("/map/").content.decode()


# Our own file


def test_our_own_file_gives_the_same_map_again(mina: Person, hers: Client) -> None:
    made = draw(mina)

    whole = json.loads(taken(hers, "map.json"))

    assert (whole["askel"], whole["version"]) == ("map", 1)
    again, now = from_plain(whole["map"]), draw_map(mina)
    assert (again.dots, again.ties) == (now.dots, now.ties)
    assert {one["id"]: one["note"] for one in whole["map"]["contacts"] if "note" in one} == {
        str(made[0].pk): "-marker-note"
    }


def test_our_own_file_holds_snapshots_as_they_were(mina: Person, hers: Client) -> None:
    draw(mina)
    then = draw_map(mina)
    make.contact(mina, "New since")

    (snapshot,) = json.loads(taken(hers, "map.json"))["snapshots"]

    assert (snapshot["taken_on"], snapshot["cause"]) == ("2026-11-24", "hand")
    assert from_plain(snapshot["map"]).dots == then.dots


@pytest.mark.parametrize("name", ["map.json", "map.graphml"])
def test_askel_finds_the_same_people_places_and_ties_in_its_own_files(name: str, mina: Person, hers: Client) -> None:
    draw(mina)

    (found,) = read_together([taken(hers, name)])

    now = draw_map(mina)
    assert {one.identity: (one.kind, one.spheres) for one in found.found} == {
        str(dot.pk): (dot.kind.value, (dot.sphere.value,)) for dot in now.dots
    }
    ties = {frozenset(found.found[end].identity for end in tie) for tie in found.ties}
    assert ties == {frozenset(map(str, tie)) for tie in now.ties}
    assert found.left_out == {}


# GraphML


def test_networkx_reads_the_same_network(mina: Person, hers: Client) -> None:
    draw(mina)

    graph = nx.read_graphml(BytesIO(taken(hers, "map.graphml")))

    now = draw_map(mina)
    assert not graph.is_directed()
    assert {node: values["label"] for node, values in graph.nodes(data=True)} == {
        str(dot.pk): dot.nickname for dot in now.dots
    }
    assert {frozenset(edge) for edge in graph.edges} == {frozenset(map(str, tie)) for tie in now.ties}


def test_what_was_coded_of_somebody_is_in_the_graph_and_free_words_are_not(mina: Person, hers: Client) -> None:
    first = draw(mina)[0]

    content = taken(hers, "map.graphml")

    values = nx.read_graphml(BytesIO(content)).nodes[str(first.pk)]
    assert values["ring"] == 1
    assert (values["sphere"], values["sphere_work"], values["wish"]) == ("work", True, False)
    assert (values["often"], values["language"], values["last_in_touch"]) == ("monthly", "fi", "2026-10-01")
    assert (values["knows_working_life"], values["in_my_field"], values["could_introduce"]) == (True, False, True)
    assert values["gives_cv"]
    assert values["takes_trade_talk"]
    assert b"marker" not in content
    assert b"laboratories" not in content


def test_igraph_reads_the_same_network(mina: Person, hers: Client, tmp_path_factory: pytest.TempPathFactory) -> None:
    draw(mina)
    path = tmp_path_factory.mktemp("out") / "map.graphml"
    path.write_bytes(taken(hers, "map.graphml"))

    graph = igraph.Graph.Read_GraphML(str(path))

    now = draw_map(mina)
    assert sorted(graph.vs["networkCanvasUUID"]) == sorted(str(dot.pk) for dot in now.dots)
    names = {frozenset(graph.vs[end]["label"] for end in edge.tuple) for edge in graph.es}
    assert names == {frozenset(now.by_pk[end].nickname for end in tie) for tie in now.ties}


def test_gephi_finds_one_flat_graph_whose_keys_have_types_it_knows(mina: Person, hers: Client) -> None:
    draw(mina)
    space = "{http://graphml.graphdrawing.org/xmlns}"

    root = ET.fromstring(taken(hers, "map.graphml"))

    keys = {key.attrib["id"]: key.attrib for key in root.iter(f"{space}key")}
    assert {key["attr.type"] for key in keys.values()} <= {"string", "boolean", "int"}
    assert len(list(root.iter(f"{space}graph"))) == 1
    assert {data.attrib["key"] for data in root.iter(f"{space}data")} == set(keys)
    ids = [node.attrib["id"] for node in root.iter(f"{space}node")]
    assert len(set(ids)) == len(ids)
    assert {edge.attrib[end] for edge in root.iter(f"{space}edge") for end in ("source", "target")} <= set(ids)


def test_a_tie_has_the_same_uuid_in_every_file(mina: Person, hers: Client) -> None:
    draw(mina)

    once, again = (
        sorted(values["networkCanvasUUID"] for *_, values in nx.read_graphml(BytesIO(content)).edges(data=True))
        for content in (taken(hers, "map.graphml"), taken(hers, "map.graphml"))
    )

    assert once == again
    assert len(set(once)) == 3


# Tables


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_table_of_contacts_has_a_row_for_each(mina: Person, hers: Client) -> None:
    first = draw(mina)[0]

    head, *body = rows(taken(hers, "contacts.csv"))

    assert len(body) == len(HOSTILE) + 2
    told = dict(zip(head, body[0], strict=True))
    assert (told["Nickname"], told["How close?"], told["Where in your life?"]) == (SCRIPT, "Close to me", "Work")
    assert told["What they can do for me"] == "Read a CV in the local language; Cheer somebody up"
    assert told["id"] == str(first.pk)


@pytest.mark.parametrize("name", ["contacts.csv", "ties.csv"])
def test_no_cell_begins_like_a_formula(name: str, mina: Person, hers: Client) -> None:
    draw(mina)

    cells = [cell for row in rows(taken(hers, name)) for cell in row]

    assert "'=cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_table_of_ties_names_both_ends(mina: Person, hers: Client) -> None:
    draw(mina)

    _head, *body = rows(taken(hers, "ties.csv"))

    assert [SCRIPT, "'=cmd|' /C calc'!A0"] in [row[:2] for row in body]
    assert len(body) == 3


def test_a_table_speaks_the_readers_language(mina: Person, hers: Client) -> None:
    draw(mina)
    hers.post("/language/", {"language": "fi"})

    head, *body = rows(taken(hers, "contacts.csv"))

    assert head[0] == "Lempinimi"
    assert body[0][3] == "Työ"


# Pictures


def test_the_drawing_needs_nothing_else_and_carries_whole_names(mina: Person, hers: Client) -> None:
    draw(mina)
    space = "{http://www.w3.org/2000/svg}"

    content = taken(hers, "picture.svg")

    root = ET.fromstring(content)
    assert root.attrib["role"] == "img"
    assert root.find(f"{space}title") is not None
    assert root.find(f"{space}desc") is not None
    titles = [title.text or "" for title in root.iter(f"{space}title")]
    assert all(any(title.startswith(f"{name}, ") for title in titles) for name in HOSTILE)
    assert not list(root.iter(f"{space}script"))
    assert not [
        name for element in root.iter() for name in element.attrib if name.endswith(("href", "class", "style", "src"))
    ]
    assert content.count(b"http") == 1


def test_the_png_is_sharp_enough_to_print(mina: Person, hers: Client) -> None:
    draw(mina)

    picture = Image.open(BytesIO(taken(hers, "picture.png")))

    assert picture.format == "PNG"
    assert picture.width >= 1440
    colours = picture.getcolors(100_000)
    assert colours is not None
    assert len(colours) > 50


# Paper


def test_the_pdf_is_tagged_in_the_readers_language_with_every_name_as_text(mina: Person, hers: Client) -> None:
    draw(mina)
    hers.post("/language/", {"language": "fi"})

    content = taken(hers, "map.pdf")

    made = PdfReader(BytesIO(content))
    assert str(made.root_object["/Lang"]) == "fi"
    assert "/StructTreeRoot" in made.root_object
    assert made.metadata is not None
    assert made.metadata.title
    words = text_of(content).replace("\n", "")
    assert all(name in words for name in (SCRIPT, "=cmd|' /C calc'!A0", "W" * 80, '"quoted", & <both>', "Choir"))
    assert "Opiskelu" in words


def test_the_picture_in_the_pdf_has_words_that_stand_for_it(mina: Person, hers: Client) -> None:
    draw(mina)

    made = PdfReader(BytesIO(taken(hers, "map.pdf")))

    found = [made.get_object(number) for number in range(1, len(made.xref_objStm) + len(made.xref[0]))]
    figures = [one for one in found if isinstance(one, DictionaryObject) and one.get("/S") == "/Figure"]
    assert next(str(one["/Alt"]) for one in figures).startswith("You are in the middle.")


def test_many_in_a_short_time_are_refused_in_words(hers: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "press": "1/10m/user"}
    first = hers.get("/map/take/map.pdf")

    response = hers.get("/map/take/picture.png")

    assert (first.status_code, response.status_code) == (200, 429)
    assert "Wait ten minutes" in response.content.decode()


@pytest.mark.parametrize("name", ["map.pdf", "picture.png"])
def test_where_it_cannot_be_made_the_answer_says_what_else_works(
    name: str, hers: Client, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("without")
    (folder / "weasyprint.py").write_text('raise OSError("cannot load library libpango-1.0-0")')
    monkeypatch.setenv("PYTHONPATH", str(folder))

    response = hers.get(f"/map/take/{name}")

    assert response.status_code == 503
    assert "print the page with your browser" in response.content.decode()
    assert hers.get("/map/take/picture.svg").status_code == 200


def test_the_empty_map_for_paper_is_open_and_names_nobody(mina: Person, hers: Client) -> None:
    draw(mina)

    hers_too, anybodys = (client.get("/map/paper/map.pdf").content for client in (hers, Client()))

    words = text_of(hers_too)
    assert text_of(anybodys) == words
    assert "Old home" in words.replace("\n", " ")
    assert not [name for name in (*HOSTILE, "Choir") if name in words]
    assert len(PdfReader(BytesIO(hers_too)).pages) == 2


def test_the_empty_map_speaks_the_readers_language_also_on_its_page() -> None:
    finnish = {"accept-language": "fi"}

    assert "Opiskelu" in text_of(Client().get("/map/paper/map.pdf", headers=finnish).content)
    assert "Opiskelu" in Client().get("/map/paper/", headers=finnish).content.decode()
