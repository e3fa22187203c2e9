"""Files that are something else, or mean harm: one sentence, and nothing else happens."""

import io
import resource
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askel.carry import apart
from askel.carry.apart import MOST_MEMORY, read_apart
from askel.carry.bring import LARGE, LARGEST, BroughtFile, UnreadableFileError, read_files
from askel.carry.found import MOST_TIES
from askel.carry.together import read_together
from askel.lib.refused import Refused

FIXTURES = Path(__file__).parent.parent / "fixtures"
FILES = [
    path.read_bytes()
    for path in (FIXTURES / "linkedin_Connections.csv", *(FIXTURES / "networkcanvas").glob("*.graphml"))
]
PICTURE = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 900, 900) + bytes(range(256))
GRAPHML = '<graphml xmlns:nc="http://schema.networkcanvas.com/xmlns"><graph nc:sessionUUID="s">{}</graph></graphml>'
LAUGHS = "<!DOCTYPE g [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY a{number} '{f'&a{number - 1};' * 10}'>" if number else "<!ENTITY a0 '&a;&a;'>" for number in range(10)
)


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_files([BroughtFile("map.graphml", content)])
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (bytes(100), "empty"),
        (PICTURE, "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(50), "picture"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(50), "another kind"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x1f\x8b\x08" + bytes(20), "packed"),
        (zipped("map.graphml", b""), "holds no file"),
        (zipped("xl/workbook.xml", b"<x/>"), "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "another kind"),
        (b'{"maps": []}', "JSON"),
        (b"BEGIN:VCARD\r\nVERSION:4.0\r\n", "vCard"),
        (b"BEGIN:VCALENDAR\r\n", "calendar"),
        (f"{LAUGHS}]><graphml>&a9;</graphml>".encode(), "outside itself"),
        (b'<!DOCTYPE g SYSTEM "file:///etc/passwd"><graphml/>', "no network"),
        (b'<!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]><graphml>&x;</graphml>', "outside itself"),
    ],
)
def test_what_is_something_else_gets_one_sentence(content: bytes, words: str) -> None:
    said = refused(content)

    assert words in said
    assert "\n" not in said


def test_a_text_may_begin_like_a_picture() -> None:
    text = "BMW,Notes\nFirst Name,Last Name,URL,Company\nAna,Lima,,X\n"

    assert read_files([BroughtFile("list.csv", text.encode())])[0].people == 1


def test_a_bomb_of_fifty_megabytes_is_refused_and_takes_little_memory() -> None:
    bomb = zipped("map.graphml", bytes(50_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert "zip" in refused(bomb)
    assert "5 MB" in refused(bytes(LARGEST) + b"x")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_a_large_file_is_read_apart_and_says_the_same() -> None:
    text = GRAPHML.format("".join(f"<node id='{number}'/>" for number in range(9_000)) + " " * LARGE)

    (found,) = read_files([BroughtFile("map.graphml", text.encode())])

    assert found.people == 9_000


def test_a_large_file_that_is_broken_is_refused_with_its_line() -> None:
    assert "at line 2" in refused((GRAPHML.format("\n</x>") + " " * LARGE).encode())


def test_what_comes_back_from_the_child_is_what_was_read() -> None:
    assert read_apart(FILES) == read_together(FILES)


def test_small_files_that_are_large_together_are_read_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "COMMAND", ("false",))  # whoever asks the child hears nothing
    half = BroughtFile("half.graphml", (GRAPHML.format("<node id='1'/>") + " " * (LARGE // 2)).encode())

    assert read_files([half])[0].people == 1
    with pytest.raises(UnreadableFileError, match="choose less at once"):
        read_files([half, half])


def test_the_file_that_breaks_is_named_from_the_child_too() -> None:
    broken = GRAPHML.format("\n</x>" + " " * LARGE).encode()

    with pytest.raises(UnreadableFileError) as caught:
        read_files([BroughtFile("whole.graphml", FILES[1]), BroughtFile("torn.graphml", broken)])

    assert str(caught.value) == "torn.graphml: This GraphML is damaged at line 2. Export it from Network Canvas again."


def test_files_of_more_than_ten_thousand_rows_together_are_refused_before_anybody_picks() -> None:
    lists = [
        b"First Name,Last Name,URL,Company\n" + b"".join(b"Ana%d,Lima%d,,\n" % (row, number) for row in range(5_001))
        for number in range(2)
    ]

    assert read_files([BroughtFile("list.csv", lists[0])])[0].people == 5_001
    with pytest.raises(UnreadableFileError, match="more than 10,000 rows together"):
        read_files([BroughtFile("list.csv", content) for content in lists])


def test_more_ties_than_a_map_can_hold_are_refused() -> None:
    nodes = "".join(f"<node id='{number}'/>" for number in range(400))
    pairs = ((one, other) for one in range(400) for other in range(one))
    edges = [f"<edge source='{one}' target='{other}'/>" for one, other in pairs]

    assert "more than 50,000 ties" in refused(GRAPHML.format(nodes + "".join(edges)).encode())
    (found,) = read_files([BroughtFile("map", GRAPHML.format(nodes + "".join(edges[:MOST_TIES])).encode())])
    assert len(found.ties) == MOST_TIES


def test_a_child_that_works_too_long_ends_as_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "import askel.carry.apart as a; a.bound(1)\nwhile True: pass"
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", endless))

    assert "takes too long" in refused(b"x" * (LARGE + 1))


def test_a_child_that_never_answers_ends_as_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "COMMAND", ("sleep", "60"))
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.1)

    assert "takes too long" in refused(b"x" * (LARGE + 1))


def test_a_long_mark_is_not_read_again_for_each_row() -> None:
    keys = f"<key id='long' attr.name='{'a_' * 30_000}sphere_work'/><key id='short' attr.name='my_sphere_study'/>"
    answers = "<data key='long'>true</data><data key='short'>true</data>"
    file = GRAPHML.replace('"s"', f'"{"s" * 60_000}"').replace("<graph ", f"{keys}<graph ")

    (found,) = read_together([file.format(f"<node id='1'>{answers}</node>").encode()])

    assert found.found[0].spheres == ("study",)
    assert len(found.found[0].identity) < 300


def test_a_child_that_runs_out_of_memory_ends_as_a_refusal() -> None:
    greedy = "import askel.carry.apart as a; a.bound(); x = bytearray(a.MOST_MEMORY)"

    ended = subprocess.run([sys.executable, "-c", greedy], capture_output=True, check=False)

    assert b"MemoryError" in ended.stderr
    assert MOST_MEMORY < 512 * 1024 * 1024


def test_a_deep_tree_and_a_wide_one_are_read_within_bounds() -> None:
    deep = "<a>" * 300_000 + "</a>" * 300_000
    wide = "<data key='x'/>" * 200_000

    assert read_files([BroughtFile("deep", GRAPHML.format(deep).encode())])[0].people == 0
    assert read_files([BroughtFile("wide", GRAPHML.format(wide).encode())])[0].people == 0


def only_refuses(content: bytes) -> None:
    said = "nothing"
    try:
        read_files([BroughtFile("file", content)])
    except Refused as refusal:
        said = str(refusal)
    assert said
    assert "%(" not in said


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    only_refuses(content)


@given(st.text(max_size=200))
def test_any_rows_under_the_header_are_read_or_refused(text: str) -> None:
    only_refuses(b"First Name,Last Name,URL,Company\n" + text.encode("utf-8", "replace"))


@settings(max_examples=300)
@given(st.sampled_from(FILES), st.data())
def test_a_damaged_file_is_read_or_refused(content: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))

    only_refuses(content[:start] + data.draw(st.binary(max_size=12)) + content[end:])


@given(st.sampled_from(FILES), st.integers(0, 10_000))
def test_a_cut_file_is_read_or_refused(content: bytes, length: int) -> None:
    only_refuses(content[:length])
