"""LinkedIn's list, as it comes and as it may come."""

from pathlib import Path

import pytest

from tests.carry.reading import names, read, refused

FIXTURE = Path(__file__).parent.parent / "fixtures" / "linkedin_Connections.csv"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def test_the_real_shape_gives_six_people_and_no_ties() -> None:
    found = read(FIXTURE.read_bytes())

    assert (found.people, found.networks, found.ties) == (6, 0, ())
    assert found.left_out == {"no-person": 1, "repeat": 1}
    assert names(found)[:2] == ["Ines Okafor-Lindqvist", "Tomás Reyes"]
    assert names(found)[-1] == 'Mary "Molly" Smith, Jr.'


def test_a_link_with_a_slash_or_capitals_is_the_same_person() -> None:
    rows = "A,B,https://www.linkedin.com/in/Äb/,,,,\nA,B,http://fi.linkedin.com/in/%C3%84B?x=1,,,,\n"

    found = read(HEADER + rows)

    assert [one.identity for one in found.found] == ["/in/äb"]
    assert found.left_out == {"repeat": 1}


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://evil.example/in/a", "http://[", "ftp://linkedin.com/in/a"]
)
def test_a_link_that_is_no_profile_is_dropped_and_counted(link: str) -> None:
    found = read(f"{HEADER}Ana,Lima,{link},,,,\n")

    assert (found.people, found.links_dropped) == (1, 1)


def test_two_people_with_one_name_and_no_link_stay_two_and_keep_their_identity() -> None:
    rows = HEADER + "Ana,Lima,,,,,1 Jul 2021\nAna,Lima,,,,,1 Jul 2021\n"

    once, again = read(rows), read(rows)

    assert once.people == 2
    assert [one.identity for one in once.found] == [one.identity for one in again.found]


def test_a_person_with_a_link_and_no_name_is_nameless() -> None:
    assert names(read(f"{HEADER},,https://www.linkedin.com/in/x,,,,\n")) == [None]


def test_the_header_is_found_in_any_order_without_url_or_preamble() -> None:
    assert names(read("Company,Last Name,Connected On,First Name\nX,Lima,1 Jul 2021,Ana\n")) == ["Ana Lima"]


def test_semicolons_from_a_spreadsheet_are_read() -> None:
    assert names(read(HEADER.replace(",", ";") + "Ana;Lima;;;;;\n")) == ["Ana Lima"]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_alphabets_are_recognised(charset: str) -> None:
    assert names(read((HEADER + "Päivi,Äijälä,,,,,\r\n").encode(charset))) == ["Päivi Äijälä"]


def test_old_line_ends_and_mixed_ones_are_read() -> None:
    assert read((HEADER + "A,B,,,,,\rC,D,,,,,\r\nE,F,,,,,\n").replace("\n", "\r", 1)).people == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ((HEADER + "Иван,Петров,,,,,\n").encode("cp1251"), "not in UTF-8"),
        ((HEADER + "Päivi,Ä,,,,,\n").encode()[:-1] + b"\xff,\n", "From line 2 on"),
        (HEADER.encode("utf-32"), "UTF-32"),
        ((HEADER + "Ana").encode("utf-16") + b"\x00", "UTF-16"),
    ],
)
def test_other_alphabets_are_refused_by_name(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_a_file_cut_in_a_row_is_refused_with_the_row() -> None:
    text = FIXTURE.read_text()

    assert "row 12" in refused(text[: text.index("/in/qa-molly")])
    assert "ends too early" in refused(HEADER + 'Ana,"Li')


def test_a_list_of_ten_thousand_is_read_and_one_more_is_refused() -> None:
    row = "Ana,Lima,,,,,\n"

    assert read(HEADER + row * 10_000).people == 10_000
    assert "10,000" in refused(HEADER + row * 10_001)


def test_a_row_with_too_many_cells_is_junk() -> None:
    assert read(HEADER + "Ana,Lima,,,,,,surplus\nBo,Ek,,,,,,\n").left_out == {"junk": 1}


def test_names_come_whole_up_to_200_letters_and_without_what_turns_them() -> None:
    long = "A" * 10_000
    found = read(f"{HEADER}{long},B,,,,,\nAn\u202ea\x00\x07,Li\tma,,,,,\nن\u200cم,,,,,,\n\u202e,\u200b,,,,,\n")

    assert names(found) == ["A" * 199 + "…", "Ana Li ma", "ن\u200cم"]
    assert found.left_out == {"no-person": 1}


@pytest.mark.parametrize(
    "text",
    [
        "First Name,Middle Name,Last Name,Company,Position\nA,,B,,\n",
        "First Name,Last Name\nA,B\n",
        "hello",
        "a,b\n1,2\n",
        '"',
    ],
)
def test_other_lists_are_refused(text: str) -> None:
    assert "First Name" in refused(text)


def test_a_list_of_nobody_is_a_map_of_nobody() -> None:
    assert read(HEADER).people == 0
