"""Zips: what Network Canvas and others pack, and what means harm."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askel.carry.bring import BroughtFile, UnreadableFileError, read_files
from askel.carry.found import FoundMap
from askel.carry.together import read_together
from askel.carry.unreadable import Unreadable
from askel.carry.zipped import MOST_MEMBERS, MOST_UNPACKED
from askel.lib.refused import Refused

FIXTURES = Path(__file__).parent.parent / "fixtures"
EXPORT = FIXTURES / "networkcanvas"
GRAPHML = next(EXPORT.glob("*.graphml"))
LIST = (FIXTURES / "linkedin_Connections.csv").read_bytes()


def zipped(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def export(pattern: str = "*") -> dict[str, bytes]:
    return {f"export/{path.name}": path.read_bytes() for path in sorted(EXPORT.glob(pattern))}


def read(content: bytes) -> list[FoundMap]:
    return read_files([BroughtFile("networkCanvasExport.zip", content)])


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(content)
    return str(caught.value)


@pytest.mark.parametrize("pattern", ["*", "*.csv", "*.graphml"])
def test_a_session_in_a_zip_is_one_map_however_often_it_is_told(pattern: str) -> None:
    (found,) = read(zipped(export(pattern)))

    assert (found.source, found.people, found.networks, len(found.ties)) == ("networkcanvas-zip", 3, 1, 3)
    assert found.left_out == {"repeat": 1}


def test_several_sessions_are_several_maps() -> None:
    other = {
        name.replace("077", "078"): content.replace(b"077", b"078") for name, content in export("*.graphml").items()
    }

    assert [found.session[-2:] for found in read(zipped({**export(), **other}))] == ["77", "78"]


def test_what_a_mac_adds_and_folders_are_passed_over() -> None:
    macs = {f"__MACOSX/._{n}.csv": b"\x00\x05\x16\x07" for n in range(MOST_MEMBERS)}

    assert read(zipped({**export(), **macs, ".DS_Store": b"x", "empty/": b""}))[0].people == 3


def test_other_files_beside_those_that_can_be_read_are_passed_over() -> None:
    (found,) = read(
        zipped({"Connections.csv": LIST, "Positions.csv": b"Company,Title\nX,Y\n", "me.jpg": b"\xff\xd8\xff"})
    )

    assert (found.source, found.people) == ("linkedin", 6)


def test_a_damaged_file_inside_refuses_all_and_is_named() -> None:
    said = refused(zipped({**export("*.csv"), "torn.graphml": GRAPHML.read_bytes()[:2_000]}))

    assert said.startswith("torn.graphml: This GraphML ends too early")


def test_a_picture_named_as_a_map_inside_is_named() -> None:
    assert refused(zipped({**export(), "b/map.graphml": b"\x89PNG\r\n\x1a\n" + bytes(99)})).startswith("map.graphml: ")


@pytest.mark.parametrize(
    "members", [{}, {"me.jpg": b"\xff\xd8\xff"}, {"a.txt": b"hello"}, {"in.zip": zipped({"a": b"b"})}]
)
def test_a_zip_of_nothing_to_read_says_so(members: dict[str, bytes]) -> None:
    assert "holds no file" in refused(zipped(members))


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_is() -> None:
    bomb = zipped({"map.graphml": bytes(MOST_UNPACKED + 1)})
    lying = bomb.replace(struct.pack("<I", MOST_UNPACKED + 1), struct.pack("<I", 1_000))

    assert "50 MB" in refused(bomb)
    assert "damaged" in refused(lying)


def test_too_many_files_are_refused() -> None:
    many = {f"{number}.csv": LIST for number in range(MOST_MEMBERS + 1)}

    assert "200" in refused(zipped(many))


def test_paths_out_of_the_zip_lead_nowhere(tmp_path: Path) -> None:
    wicked = {f"../../{tmp_path.name}/map.graphml": GRAPHML.read_bytes(), "/etc/list.csv": LIST, "c:\\x.csv": LIST}

    assert {found.source for found in read(zipped(wicked))} == {"networkcanvas-zip", "linkedin"}
    assert list(tmp_path.iterdir()) == []


def test_a_locked_one_and_another_packing_are_refused() -> None:
    locked = bytearray(zipped({"map.graphml": GRAPHML.read_bytes()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1

    assert "password" in refused(bytes(locked))
    assert "damaged" in refused(zipped({"map.graphml": GRAPHML.read_bytes()}, zipfile.ZIP_BZIP2))


def test_ten_thousand_people_and_one_are_refused_over_all_files_inside() -> None:
    lists = {
        f"{number}.csv": b"First Name,Last Name,URL,Company\n" + b"".join(b"Ana%d,L,,\n" % row for row in range(5_001))
        for number in range(2)
    }

    assert "10,000" in refused(zipped(lists))


def only_refuses(content: bytes) -> None:
    try:
        read(content)
    except Refused as refusal:
        assert "%(" not in str(refusal)  # noqa: PT017 - being read is fine too


@pytest.mark.parametrize("cut", range(0, 1_000, 97))
def test_a_cut_zip_is_refused(cut: int) -> None:
    whole = zipped(export("*.graphml"))

    only_refuses(whole[: cut + 1])
    only_refuses(whole[:cut] + whole[cut + 40 :])


@given(st.binary(max_size=200))
def test_any_bytes_after_the_beginning_of_a_zip_are_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_together([b"PK\x03\x04" + content])
