"""Network Canvas GraphML, as its exporter writes it and as it may come."""

from pathlib import Path

import pytest

from askel.carry.bring import BroughtFile, UnreadableFileError, read_files
from askel.carry.found import FoundMap
from askel.carry.networkcanvas import MOST_GRAPHS, kind_of

FIXTURE = next((Path(__file__).parent.parent / "fixtures" / "networkcanvas").glob("*.graphml"))
KEYS = "".join(
    f'<key id="{key}" attr.name="{key}" for="all"/>'
    for key in ("label", "name", "networkCanvasType", "networkCanvasUUID", "closeness")
)


def graphml(*graphs: str) -> str:
    spaces = 'xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:nc="http://schema.networkcanvas.com/xmlns"'
    return f"<graphml {spaces}>{KEYS}{''.join(graphs)}</graphml>"


def graph(*inside: str, session: str = "s1") -> str:
    return f'<graph nc:sessionUUID="{session}">{"".join(inside)}</graph>'


def node(number: int, name: str = "", kind: str = "Person", uuid: str | None = None, **data: str) -> str:
    uuid = f"u{number}" if uuid is None else uuid
    told = {"networkCanvasUUID": uuid, "networkCanvasType": kind, "name": name, **data}
    inside = "".join(f'<data key="{key}">{value}</data>' for key, value in told.items() if value)
    return f'<node id="{number}">{inside}</node>'


def edge(start: int, end: int) -> str:
    return f'<edge source="{start}" target="{end}"/>'


def read(*texts: str | bytes) -> list[FoundMap]:
    files = [
        BroughtFile(f"{number}.graphml", t if isinstance(t, bytes) else t.encode()) for number, t in enumerate(texts)
    ]
    return read_files(files)


def refused(*texts: str | bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(*texts)
    return str(caught.value)


def test_the_exporters_own_file_gives_three_people_one_network_three_ties() -> None:
    (found,) = read(FIXTURE.read_bytes())

    assert (found.people, found.networks, len(found.ties)) == (3, 1, 3)
    assert (found.left_out, found.links_dropped) == ({"repeat": 1}, 0)
    assert found.session == "00000000-0000-4000-8000-000000000077"


def test_people_keep_their_uuid_name_closeness_and_spheres() -> None:
    (found,) = read(FIXTURE.read_bytes())
    first, _, third, last = found.found

    assert (first.identity[-3:], first.name, first.closeness) == ("101", "Päivi Äijälä", 3.0)
    assert first.spheres == ("work", "free_time")
    assert (third.name, third.closeness, third.spheres) == ("محمد & <co>", None, ())
    assert (last.name, last.kind) == ("TAMK, Tampere", "network")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_alphabets_are_recognised_whatever_the_declaration_says(charset: str) -> None:
    text = FIXTURE.read_text()

    assert read(text.encode(charset))[0].found[0].name == "Päivi Äijälä"


def test_a_tie_to_oneself_one_to_nowhere_and_a_reversed_one_are_left_out() -> None:
    inside = [node(1, "A"), node(2, "B"), edge(1, 2), edge(2, 1), edge(1, 1), edge(1, 9)]

    (found,) = read(graphml(graph(*inside)))

    assert found.ties == ((0, 1),)
    assert found.left_out == {"loose-end": 1, "repeat": 1, "self-loop": 1}


def test_numbers_mean_nothing_where_uuids_are_given() -> None:
    text = FIXTURE.read_text().replace('source="1" target="2"', 'source="4" target="4"')

    assert read(text)[0].ties == ((0, 1), (0, 2), (0, 3))


def test_nameless_and_encrypted_people_have_no_name() -> None:
    (found,) = read(graphml(graph(node(1), node(2, "ENCRYPTED"), node(3, label="u3"), node(4, label="Lea"))))

    assert [one.name for one in found.found] == [None, None, None, "Lea"]


def test_several_graphs_of_one_file_are_several_maps() -> None:
    text = graphml(graph(node(1, "A")), graph(node(1, "A")), graph(node(2, "B"), session="s2"))

    assert [found.people for found in read(text)] == [1, 1, 1]


def test_several_files_of_one_session_are_one_map_with_ties_between_them() -> None:
    tie = (
        '<edge source="7" target="8"><data key="networkCanvasSourceUUID">u1</data>'
        '<data key="networkCanvasTargetUUID">u2</data></edge>'
    )

    (found,) = read(graphml(graph(node(1, "A"))), graphml(graph(node(1, "B", uuid="u2"), tie)))

    assert ([one.name for one in found.found], found.ties) == (["A", "B"], ((0, 1),))


def test_the_same_file_twice_adds_nobody() -> None:
    (found,) = read(FIXTURE.read_bytes(), FIXTURE.read_bytes())

    assert (found.people, found.networks, len(found.ties)) == (3, 1, 3)
    assert found.left_out == {"repeat": 9}


def test_files_without_a_session_are_maps_of_their_own() -> None:
    text = graphml(graph(node(1, "A"), session=""))

    assert len(read(text, text)) == 2


def test_one_unreadable_file_among_several_refuses_all_and_is_named() -> None:
    assert refused(FIXTURE.read_bytes(), "<graphml>").startswith("1.graphml: ")


def test_nobody_around_the_member_is_a_map() -> None:
    assert read(graphml(graph()))[0].found == ()


@pytest.mark.parametrize(
    "name",
    [
        *("Organisation", "organizations", "Support_Group", "workplace", "Place", "Community", "Groups of friends"),
        *("Työpaikka", "tyoyhteiso", "Harrastusryhmä", "Yhdistykset", "verkosto", "organisaatiot", "WorkPlace2"),
    ],
)
def test_a_type_named_after_a_group_is_a_network(name: str) -> None:
    assert kind_of(name) == "network"


@pytest.mark.parametrize(
    "name", ["Person", "group_member", "Yhdistyksen jäsen", "Friend from work place", "", "人", "Alter"]
)
def test_every_other_type_is_a_contact(name: str) -> None:
    assert kind_of(name) == "contact"


@pytest.mark.parametrize("value", ["nan", "inf", "near", ""])
def test_a_closeness_that_is_no_number_is_none(value: str) -> None:
    assert read(graphml(graph(node(1, "A", closeness=value))))[0].found[0].closeness is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<graphml></graphml>", "holds no network"),
        ("<graphml><graph><node id='1'/></graph></graphml>", "not made by Network Canvas"),
        ("<svg/>", "not GraphML"),
        ("<!DOCTYPE html><html></html>", "web page"),
        ("<html><body>", "web page"),
        ("<graphml><graph>&nbsp;</graph></graphml>", "damaged at line 1"),
        (FIXTURE.read_text()[:4000], "ends too early, at line 50"),
        ("<" * 10, "damaged"),
        (graphml(graph(node(1, "\x01"))), "damaged"),
    ],
)
def test_broken_xml_is_refused_with_its_line(text: str, words: str) -> None:
    assert words in refused(text)


def test_over_ten_thousand_people_are_refused() -> None:
    text = "<node id='1'><data key='networkCanvasUUID'>{}</data></node>"
    people = [text.format(number) for number in range(10_001)]

    assert read(graphml(graph(*people[1:])))[0].people == 10_000
    assert "10,000" in refused(graphml(graph(*people)))


def test_more_graphs_than_anybody_draws_are_refused() -> None:
    session = 'xmlns:nc="http://schema.networkcanvas.com/xmlns" nc:sessionUUID="s"'
    graphs = f"<graph {session}/>" * (MOST_GRAPHS + 1)

    with pytest.raises(UnreadableFileError, match="10,000"):
        read(f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{graphs}</graphml>')
