"""Google's contacts, under both headers."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askel.netmap.names import name_of
from tests.carry.reading import names, read, refused

FIXTURES = Path(__file__).parent.parent / "fixtures"
BEFORE = "Name,Given Name,Additional Name,Family Name,Group Membership,Organization 1 - Name,Website 1 - Value\n"
TODAY = "First Name,Middle Name,Last Name,File As,Organization Name,Labels,Website 1 - Value\n"
NAMES = st.text("aäöÅçñßłЖиبنم日本,\"'\n;- ", min_size=1, max_size=20).filter(lambda name: bool(name_of(name)))


def test_the_header_of_before() -> None:
    found = read((FIXTURES / "google_before.csv").read_bytes())

    assert [(one.name, one.kind, one.spheres) for one in found.found] == [
        ("Ines Okafor-Lindqvist", "contact", ("work",)),
        ("Päivi Äijälä", "contact", ("free_time",)),
        ("Zoë", "contact", ()),
        ("Café Rio", "network", ()),
    ]
    assert (found.source, found.ties) == ("google", ((0, 1),))
    assert (found.left_out, found.links_dropped) == ({"no-person": 1}, 1)


def test_the_header_of_today() -> None:
    found = read((FIXTURES / "google_today.csv").read_bytes())

    assert names(found) == ["Ines Okafor-Lindqvist", "Thị Hoa Nguyễn", None, "Priya Shah", "Priya Shah"]
    assert (found.networks, found.left_out) == (0, {"loose-end": 1, "no-person": 1})
    assert found.found[1].spheres == ("study",)


def test_the_same_list_under_either_header_finds_the_same_people() -> None:
    before = read(BEFORE + "Ana Lima,Ana,,Lima,,Acme,\nBo Ek,Bo,,Ek,,,https://linkedin.com/in/Bo/\n")
    today = read(TODAY + "Ana,,Lima,,Acme,,\nBo,,Ek,,,,https://www.linkedin.com/in/bo\n")

    assert [one.identity for one in before.found] == [one.identity for one in today.found]


def test_a_link_makes_two_rows_one_person() -> None:
    rows = "Ana,,L,,,,https://linkedin.com/in/ana\nAna,,Lima,,,,https://linkedin.com/in/ana/ ::: http://ana.example\n"

    found = read(TODAY + rows)

    assert (found.people, found.left_out, found.links_dropped) == (1, {"repeat": 1}, 1)


def test_a_name_is_taken_from_where_it_is() -> None:
    assert names(read(BEFORE + "Ana Lima,,,,,,\n")) == ["Ana Lima"]
    assert names(read(TODAY + ",,,Ana Lima,,,\n")) == ["Ana Lima"]


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "cp1252"])
def test_alphabets_are_recognised(charset: str) -> None:
    assert names(read((TODAY + "Päivi,,Äijälä,,,,\r\n").encode(charset))) == ["Päivi Äijälä"]


def test_a_cut_list_is_refused_with_the_row() -> None:
    assert "row 2" in refused(TODAY + "Ana,,Li")
    assert "ends too early" in refused(TODAY + 'Ana,,"Li')


def test_a_list_of_ten_thousand_is_read_and_one_more_is_refused() -> None:
    row = "Ana,,Lima,,,,\n"

    assert read(TODAY + row * 10_000).people == 10_000
    assert "10,000" in refused(TODAY + row * 10_001)


def test_odd_names_and_rows() -> None:
    long = "A" * 10_000
    found = read(f"{TODAY}{long},,B,,,,\nAn\u202ea\x00,,Lima,,,,\n\u202e,,,,,,\nAna,,Lima,,,,,surplus\nC\n")

    assert names(found) == ["A" * 199 + "…", "Ana Lima", "C"]
    assert found.left_out == {"junk": 1, "no-person": 1}


def test_a_list_of_another_program_is_refused() -> None:
    assert "First Name" in refused("First Name,Middle Name,Last Name,Title,E-mail Address\nA,,B,,\n")


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=5), st.booleans())
def test_whoever_is_written_is_read_again(people: list[tuple[str, str]], today: bool) -> None:  # noqa: FBT001 - drawn
    written = StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    for given_name, family in people:
        rows.writerow([given_name, "", family, "", "", "", ""] if today else ["", given_name, "", family, "", "", ""])

    found = read((TODAY if today else BEFORE) + written.getvalue())

    assert names(found) == [name_of(f"{given_name} {family}") for given_name, family in people]
