"""vCards, as phones and books write them and as they may come."""

import quopri
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askel.netmap.names import name_of
from tests.carry.reading import names, read, refused

FIXTURES = Path(__file__).parent.parent / "fixtures" / "vcard"
NAMES = st.lists(st.text("aäöÅçėñßłšžЖиبنمन्न日本;,\\'-", min_size=1, max_size=12), min_size=1, max_size=3).map(" ".join)


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


def test_a_phone_with_quoted_printable_pictures_and_a_note_that_looks_like_a_name() -> None:
    found = read((FIXTURES / "phone_2.1.vcf").read_bytes())

    assert names(found) == ["Päivi Äijälä", "Zoë Østergaard", "Tom Reyes"]
    assert (found.source, found.ties, found.left_out) == ("vcard", (), {"no-person": 1})


def test_apples_labels_tie_two_of_the_book_and_a_company_is_a_network() -> None:
    found = read((FIXTURES / "apple_3.0.vcf").read_bytes())

    assert [(one.name, one.kind) for one in found.found] == [
        ("Ines Okafor-Lindqvist", "contact"),
        ("Tomás Reyes", "contact"),
        ("Café Rio", "network"),
    ]
    assert found.ties == ((0, 1),)
    assert (found.left_out, found.links_dropped) == ({"loose-end": 1, "repeat": 1}, 1)
    assert (found.found[0].identity, found.found[0].spheres) == ("/in/ines-okafor-l-3b2a91", ("work",))


def test_ids_relations_groups_and_places_of_4_0() -> None:
    found = read((FIXTURES / "cloud_4.0.vcf").read_bytes())

    assert [(one.name, one.kind) for one in found.found] == [
        ("Nguyễn Thị Hoa", "contact"),
        ("محمد علي", "contact"),
        ("Reading circle", "network"),
    ]
    assert found.ties == ((0, 1), (0, 2))
    assert found.left_out == {"loose-end": 1, "not-a-person": 1, "repeat": 2}


def test_the_same_book_read_again_finds_the_same_people_also_from_another_program() -> None:
    once = read(card("FN:Ana Lima", "UID:urn:uuid:A1"))
    again = read(card("FN:Ana Lima-Silva", "UID:a1", version="4.0"))

    assert [one.identity for one in once.found] == [one.identity for one in again.found]


def test_two_people_with_one_name_stay_two_and_nobody_is_tied_to_them_by_name() -> None:
    found = read(card("FN:Ana Lima") + card("FN:Ana Lima") + card("FN:Bo Ek", "RELATED:Ana Lima"))

    assert found.people == 3
    assert (found.ties, found.left_out) == ((), {"loose-end": 1})


def test_a_nameless_card_is_a_person_where_an_id_says_so_and_an_address_is_nobodys_name() -> None:
    found = read(card("UID:x") + card("FN:ana@example.org") + card("FN:+358 40 000 0000") + card("EMAIL:a@example.org"))

    assert names(found) == [None, None, None]
    assert found.left_out == {"no-person": 1}


def test_nothing_of_an_address_number_or_note_is_in_what_was_read() -> None:
    found = read(card("FN:Ana", "EMAIL:marker@example.org", "TEL:0409998887", "NOTE:marker", "ADR:;;marker;;;;"))

    assert "marker" not in repr(found)
    assert "0409998887" not in repr(found)


def test_a_label_says_where_somebody_belongs_only_where_it_can_mean_one_thing() -> None:
    found = read(card("FN:A", "CATEGORIES:Friends,* Family ,työ") + card("FN:B", "CATEGORIES:Tampere\\, work"))

    assert [one.spheres for one in found.found] == [("family_neighbours", "work"), ()]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_alphabets_are_recognised(charset: str) -> None:
    assert names(read(card("FN:Päivi Äijälä").encode(charset))) == ["Päivi Äijälä"]


def test_another_alphabet_is_refused_by_line() -> None:
    assert "From line 3 on" in refused(card("FN:Иван Петров").encode("cp1251"))


@pytest.mark.parametrize(
    "text",
    [
        card("FN:Ana").rpartition("END")[0],
        card("FN:Ana") + "BEGIN:VCARD\r\nFN:Bo",
        "BEGIN:VCARD\nFN:Ana\n" + card("FN:Bo"),
    ],
)
def test_a_cut_book_is_refused_with_the_line(text: str) -> None:
    said = refused(text)

    assert "at line" in said
    assert "vCard" in said


def test_lines_that_are_no_property_are_junk_and_pictures_are_not() -> None:
    picture = ["PHOTO;ENCODING=BASE64;TYPE=JPEG:", *["A" * 60] * 3, "AA==", ""]

    found = read(card("nothing here", *picture, "FN:Ana", version="2.1") + "\r\nX\r\n")

    assert (names(found), found.left_out) == (["Ana"], {"junk": 2})


def test_a_book_of_ten_thousand_is_read_and_one_more_is_refused() -> None:
    one = card("FN:Ana Lima", "N:Lima;Ana;;;", "EMAIL:a@example.org", "TEL:040")

    assert read(one * 10_000).people == 10_000
    assert "10,000" in refused(one * 10_001)


def test_a_book_of_ten_thousand_that_name_one_another_is_read_within_the_bounds_of_the_child() -> None:
    text = "".join(
        card(f"FN:Päivi Äijälä {n}", f"UID:{n}", "CATEGORIES:työ", f"RELATED:{n + 1}") for n in range(10_000)
    )

    found = read(text)

    assert (len(found.ties), found.left_out) == (9_999, {"loose-end": 1})


def test_names_come_whole_up_to_200_letters_and_without_what_turns_them() -> None:
    long = "A" * 10_000
    folded = "\r\n ".join(("FN:", *(long[at : at + 70] for at in range(0, len(long), 70))))
    found = read(card(folded) + card("FN:An\u202ea\x00\x07 Li\tma") + card("FN:ن\u200cم") + card("FN:\u202e"))

    assert names(found) == ["A" * 199 + "…", "Ana Li ma", "ن\u200cم"]
    assert found.left_out == {"no-person": 1}


def test_odd_charsets_and_broken_quotes_are_let_through() -> None:
    lines = [
        "FN;CHARSET=punycode;ENCODING=QUOTED-PRINTABLE:=C3=84na",
        "FN;CHARSET=UTF-16;QUOTED-PRINTABLE:Bo=",
        'FN;X="open:Cy',
    ]

    found = read("".join(card(line, "N:Ek;Bo", version="2.1") for line in lines))

    assert found.people == 3
    assert names(found)[0] == "Äna"


@given(st.lists(NAMES, min_size=1, max_size=5), st.sampled_from(["2.1", "3.0", "4.0"]))
def test_whoever_is_written_is_read_again(people: list[str], version: str) -> None:
    text = "".join(card(written(name, version), f"UID:{at}", version=version) for at, name in enumerate(people))

    assert [(one.name or "").split() for one in read(text).found] == [(name_of(name) or "").split() for name in people]


def written(name: str, version: str) -> str:
    """The name as one property, folded after 20 letters, or quoted."""
    escaped = name.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    if version == "2.1":
        quoted = quopri.encodestring(escaped.encode()).decode().replace("\n", "\r\n")
        return f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{quoted}"
    return "\r\n ".join(("FN:", *(escaped[at : at + 20] for at in range(0, len(escaped), 20))))
