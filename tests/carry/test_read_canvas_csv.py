"""Network Canvas CSV: the files of one export are one map, whichever of them are there."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askel.carry.bring import BroughtFile, UnreadableFileError, read_files
from askel.carry.found import FoundMap
from askel.netmap.names import name_of

EXPORT = Path(__file__).parent.parent / "fixtures" / "networkcanvas"
EGO = "networkCanvasEgoUUID,networkCanvasCaseID,networkCanvasSessionID,networkCanvasProtocolName\n"
PEOPLE = "nodeID,networkCanvasEgoUUID,networkCanvasUUID,name,closeness,sphere_work,null\n"
TIES = (
    "edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID,networkCanvasSourceUUID,networkCanvasTargetUUID,how_well\n"
)
NAMES = st.text("aäöÅçñßłЖиبنم日本,\"'\n;- ", min_size=1, max_size=20).filter(lambda name: bool(name_of(name)))


def brought(*patterns: str) -> list[BroughtFile]:
    paths = [path for pattern in patterns for path in sorted(EXPORT.glob(pattern))]
    return [BroughtFile(path.name, path.read_bytes()) for path in paths]


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def person(number: int, name: str = "", *, ego: int = 900) -> str:
    return f"{number},{uuid(ego)},{uuid(number)},{name},,,\n"


def tie(start: int, end: int, *, ego: int = 900) -> str:
    return f"1,9,9,{uuid(ego)},{uuid(500)},{uuid(start)},{uuid(end)},\n"


def read(*texts: str | bytes) -> list[FoundMap]:
    files = [
        BroughtFile(f"x_attributeList_Person ({n}).csv", text if isinstance(text, bytes) else text.encode())
        for n, text in enumerate(texts)
    ]
    return read_files(files)


def refused(*texts: str | bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(*texts)
    return str(caught.value)


def test_the_exporters_own_files_tell_what_its_graphml_tells() -> None:
    (found,) = read_files(brought("*.csv"))
    (graphml,) = read_files(brought("*.graphml"))

    assert (found.source, found.people, found.networks, len(found.ties)) == ("networkcanvas-csv", 3, 1, 3)
    assert (found.left_out, found.session) == ({"repeat": 1}, uuid(77))
    assert {one.identity: one for one in found.found} == {one.identity: one for one in graphml.found}


@pytest.mark.parametrize(
    "patterns",
    [
        ("*attributeList*", "*edgeList*"),
        ("*attributeList*", "*adjacencyMatrix*"),
        ("*adjacencyMatrix*", "*ego*", "*attributeList*"),
        ("*graphml", "*adjacencyMatrix*"),
    ],
)
def test_people_and_either_telling_of_their_ties_are_enough(patterns: tuple[str, ...]) -> None:
    (found,) = read_files(brought(*patterns))

    assert (found.people, found.networks, len(found.ties)) == (3, 1, 3)


def test_one_session_as_graphml_and_as_csv_is_one_map() -> None:
    (found,) = read_files(brought("*"))

    assert (found.source, found.people, found.networks, len(found.ties)) == ("networkcanvas-graphml", 3, 1, 3)
    assert found.left_out == {"repeat": 1}


def test_several_sessions_in_one_file_are_several_maps() -> None:
    people = PEOPLE + person(1, "A") + person(2, "B") + person(3, "C", ego=901)
    egos = EGO + f"{uuid(900)},a,s1,p\n{uuid(901)},b,s2,p\n{uuid(902)},b,s3,p\n"

    maps = read(people, TIES + tie(1, 2), egos)

    assert [(found.session, found.people, len(found.ties)) for found in maps] == [
        ("s1", 2, 1),
        ("s2", 1, 0),
        ("s3", 0, 0),
    ]


def test_a_tie_to_oneself_one_to_nowhere_and_a_reversed_one_are_left_out() -> None:
    (found,) = read(PEOPLE + person(1) + person(2), TIES + tie(1, 2) + tie(2, 1) + tie(1, 1) + tie(1, 7))

    assert found.ties == ((0, 1),)
    assert found.left_out == {"loose-end": 1, "repeat": 1, "self-loop": 1}


def test_the_type_stands_in_the_name_of_the_file() -> None:
    content = (PEOPLE + person(1, "TAMK")).encode()

    kinds = {
        name: read_files([BroughtFile(name, content)])[0].found[0].kind
        for name in ("a_attributeList_Organisation.csv", "a_attributeList_Työpaikka (2).csv", "x.csv")
    }

    assert list(kinds.values()) == ["network", "network", "contact"]


def test_a_nameless_person_and_a_sealed_name_stay_without_one() -> None:
    (found,) = read(PEOPLE + person(1) + person(2, "ENCRYPTED"))

    assert [one.name for one in found.found] == [None, None]


def test_ties_without_people_are_refused_and_say_what_is_missing() -> None:
    assert "attributeList" in refused(TIES + tie(1, 2))
    assert "attributeList" in refused(f",{uuid(1)},{uuid(2)}\n{uuid(1)},0,1\n{uuid(2)},1,0\n")


def test_a_file_of_no_rows_is_nobody_and_adds_no_map_to_others() -> None:
    (alone,) = read(PEOPLE)
    (found,) = read(PEOPLE, PEOPLE + person(1), TIES)

    assert (alone.people, found.people) == (0, 1)


def test_a_member_with_nobody_around_is_a_map() -> None:
    (found,) = read(EGO + f"{uuid(900)},a,s1,p\n")

    assert (found.people, found.source) == (0, "networkcanvas-csv")


def test_semicolons_from_a_spreadsheet_and_other_alphabets_are_read() -> None:
    text = (PEOPLE + person(1, "Päivi")).replace(",", ";")

    assert read(text.encode("utf-16"))[0].found[0].name == "Päivi"
    assert read(text.encode("cp1252"))[0].found[0].name == "Päivi"


def test_a_cut_file_is_refused_with_the_row_and_its_name() -> None:
    said = refused(PEOPLE + person(1), TIES + "1,9")

    assert said.startswith("x_attributeList_Person (1).csv: ")
    assert "row 2" in said


def test_a_list_of_ten_thousand_is_read_and_one_more_is_refused() -> None:
    rows = [person(number, "Ana") for number in range(10_001)]

    assert read(PEOPLE + "".join(rows[:-1]))[0].people == 10_000
    assert "10,000" in refused(PEOPLE + "".join(rows))


def test_more_ties_or_sessions_than_anybody_draws_are_refused() -> None:
    egos = "".join(person(number, ego=number + 10_000) for number in range(1_001))

    assert "50,000" in refused(PEOPLE + person(1), TIES + "1,9,9,e,t,a,b,\n" * 50_001)
    assert "10,000" in refused(PEOPLE + egos)


def test_names_come_whole_up_to_200_letters_and_without_what_turns_them() -> None:
    (found,) = read(PEOPLE + person(1, "A" * 10_000) + person(2, "An\u202ea\x00") + person(3, "ن\u200cم"))

    assert [one.name for one in found.found] == ["A" * 199 + "…", "Ana", "ن\u200cم"]


@given(st.lists(NAMES, min_size=1, max_size=6), st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_whoever_is_written_is_read_again(names: list[str], pairs: set[tuple[int, int]]) -> None:
    written = StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    for number, name in enumerate(names):
        rows.writerow([number, uuid(900), uuid(number), name, "", "", ""])
    ties = {(a, b) for a, b in pairs if a < b < len(names)}

    (found,) = read(PEOPLE + written.getvalue(), TIES + "".join(tie(b, a) for a, b in ties))

    assert [one.name for one in found.found] == [name_of(name) for name in names]
    assert set(found.ties) == ties
