"""The plan on paper and back: a PDF, empty sheets, and rows typed in from a sheet."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from askel.lib.ids import uuid7
from askel.netmap.models import Contact
from askel.people.models import Person
from askel.plan.actions import FullPlanError, Intended, drop_move, finish_move, plan_many
from askel.plan.models import Move
from askel.plan.rules import MOST_OPEN_MOVES
from tests import make
from tests.conftest import SignedIn

PDF = "/plan/take/plan.pdf"
TYPE = "/plan/from-paper/"


def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def words_of(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in reader(content).pages).split())


# The plan as a PDF


def test_the_pdf_is_tagged_in_the_readers_language(mina: Person, signed_in: SignedIn) -> None:
    make.goal(mina)
    client = signed_in(mina)
    client.post("/language/", {"language": "fi"})

    response = client.get(PDF)

    made = reader(response.content)
    assert str(made.root_object["/Lang"]) == "fi"
    assert "/StructTreeRoot" in made.root_object
    assert made.metadata is not None
    assert made.metadata.title
    assert response["Cache-Control"] == "no-store"
    assert re.fullmatch(r'attachment; filename="askel-plan-\d{4}-\d\d-\d\d\.pdf"', response["Content-Disposition"])
    width, height = made.pages[0].mediabox.width, made.pages[0].mediabox.height
    assert (round(width), round(height)) == (595, 842), "A4"


def test_goals_with_their_answers_and_moves_by_day_are_in_it(mina: Person, signed_in: SignedIn) -> None:
    today = timezone.localdate()
    make.goal(mina, "By summer I work in a laboratory")
    make.move(
        mina, "I ask for 20 minutes.", newcomer="Somebody", cue="I get off the tram", factor="the course", on=today
    )
    make.move(mina, newcomer="Later", on=today + timedelta(days=1))
    make.move(mina, newcomer="Dayless")

    words = words_of(signed_in(mina).get(PDF).content)

    order = (
        "By summer I work",
        "I am tired after work.",
        "Then I write",
        "When I get off the tram",
        "Later",
        "Dayless",
    )
    places = [words.index(one) for one in order]
    assert places == sorted(places)
    assert "I ask for 20 minutes." in words
    assert "We share: the course" in words
    assert "omorrow" not in words, "tomorrow is another day on paper"


def test_what_has_ended_is_in_it_only_when_asked_for(mina: Person, signed_in: SignedIn) -> None:
    finish_move(make.move(mina, "marker-done"), by=mina, now=timezone.now(), today=timezone.localdate())
    drop_move(make.move(mina, "marker-let-go"), by=mina, now=timezone.now())
    client = signed_in(mina)

    without, with_ended = (words_of(client.get(PDF + asked).content) for asked in ("", "?ended=1"))

    assert "marker" not in without
    assert "marker-done" in with_ended
    assert "marker-let-go" in with_ended


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "پروین", "W" * 400, "<img src=file:///etc/passwd>"])
def test_hostile_words_are_words_in_it(words: str, mina: Person, signed_in: SignedIn) -> None:
    make.goal(mina, words)
    make.move(mina, words, newcomer=words[:60], on=make.TODAY)

    content = signed_in(mina).get(PDF).content

    assert reader(content).pages
    if words.isascii():
        assert words.replace(" ", "") in words_of(content).replace(" ", "")


def test_an_empty_plan_can_be_taken_too(sam: Person, signed_in: SignedIn) -> None:
    assert "No move is open." in words_of(signed_in(sam).get(PDF).content)


def test_nobody_elses_plan_is_in_it(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    make.move(mina, "marker-minas")
    make.move(pavel, "marker-pavels")

    words = words_of(signed_in(pavel).get(PDF).content)

    assert "marker-pavels" in words
    assert "marker-minas" not in words


def test_many_in_a_short_time_are_refused_in_words(mina: Person, signed_in: SignedIn, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "press": "1/10m/user"}
    client = signed_in(mina)

    first, second = client.get(PDF), client.get(PDF)

    assert (first.status_code, second.status_code) == (200, 429)
    assert "Wait ten minutes" in second.text


def test_the_page_leads_to_every_way(mina: Person, signed_in: SignedIn) -> None:
    client = signed_in(mina)

    page = client.get("/plan/take/").text

    for address in (PDF, f"{PDF}?ended=1", "/plan/calendar/", "/plan/paper/", TYPE):
        assert f'href="{address}"' in page
    assert 'href="/plan/take/"' in client.get("/plan/").text


# Empty sheets


def test_empty_sheets_are_the_same_for_everybody_and_name_nobody(mina: Person, signed_in: SignedIn) -> None:
    make.goal(mina, "marker-wish")
    make.move(mina, "marker-what", newcomer="Marker")
    client = signed_in(mina)

    hers, anybodys = (one.get("/plan/paper/plan.pdf").content for one in (client, Client()))

    assert hers == anybodys
    assert "arker" not in words_of(hers)
    assert "arker" not in client.get("/plan/paper/").text
    made = reader(hers)
    assert len(made.pages) == 2, "one for goals, one for moves"
    assert "/StructTreeRoot" in made.root_object
    assert made.metadata is not None
    assert made.metadata.author is None


@pytest.mark.parametrize(("language", "words"), [("en", "towards …"), ("fi", "Kun …")])
def test_empty_sheets_speak_the_readers_language(language: str, words: str) -> None:
    asked = {"accept-language": language}

    assert words in words_of(Client().get("/plan/paper/plan.pdf", headers=asked).content)
    assert words in Client().get("/plan/paper/", headers=asked).text


# Typed in afterwards


def rows(**more: str) -> dict[str, str]:
    """The form of the page, with what was typed."""
    return {"once": str(uuid7()), **{name.replace("_", "-"): value for name, value in more.items()}}


def test_rows_are_kept_at_once_and_empty_ones_are_left_out(mina: Person, signed_in: SignedIn) -> None:
    day = timezone.localdate() + timedelta(days=3)
    typed = rows(whom_1="Anna", what_1="I ask.", on_1=day.isoformat(), whom_3="Leila", what_5="I go to the library.")

    page = signed_in(mina).post(TYPE, typed, follow=True).text

    moves = [(move.contact and move.contact.nickname, move.what, move.on) for move in Move.objects.of(mina)]
    assert sorted(moves, key=str) == sorted(
        [("Anna", "I ask.", day), ("Leila", "", None), (None, "I go to the library.", None)], key=str
    )
    assert "3 moves are in your plan now." in page
    assert "2 new contacts are on your map now" in page


def test_a_nickname_on_the_map_means_that_contact(mina: Person, signed_in: SignedIn) -> None:
    anna = make.contact(mina, "Anna")

    page = signed_in(mina).post(TYPE, rows(whom_1="anna", whom_2="ANNA"), follow=True).text

    assert {move.contact_id for move in Move.objects.of(mina)} == {anna.pk}
    assert Contact.objects.of(mina).count() == 1
    assert "on your map now" not in page


def test_one_form_sent_twice_is_kept_once(mina: Person, signed_in: SignedIn) -> None:
    client, typed = signed_in(mina), rows(whom_1="Anna", what_2="I ask.", what_3="I ask.")

    for _ in range(2):
        client.post(TYPE, typed)

    assert Move.objects.of(mina).count() == 3


def test_without_a_name_of_the_form_it_is_kept_too(mina: Person, signed_in: SignedIn) -> None:
    signed_in(mina).post(TYPE, {"what-1": "I ask.", "once": "nonsense"})

    assert Move.objects.of(mina).count() == 1


def test_each_row_says_what_is_wrong_with_it_and_nothing_typed_is_lost(mina: Person, signed_in: SignedIn) -> None:
    typed = rows(
        whom_1="Anna",
        whom_2="N" * 81,
        on_3=timezone.localdate().isoformat(),
        what_4="I ask.",
        on_4="2020-02-29",
        what_5="I thank her.",
        on_5="30.2.2026",
    )

    page = signed_in(mina).post(TYPE, typed).text

    summary = page[page.index("ds-error-summary") : page.index("<h1>")]
    for field in ("whom-2", "whom-3", "on-4", "on-5"):
        assert f'href="#id_{field}"' in summary
    assert "whom-1" not in summary
    assert 'value="Anna"' in page
    assert "I thank her." in page
    assert f'value="{timezone.localdate().isoformat()}"' in page.split('name="on-4"')[1][:60], "today is offered"
    assert not Move.objects.of(mina).exists()


def test_a_day_far_away_is_refused(mina: Person, signed_in: SignedIn) -> None:
    page = signed_in(mina).post(TYPE, rows(whom_1="Anna", on_1="2126-11-24")).text

    assert "Choose a day within two years." in page
    assert not Move.objects.of(mina).exists()


def test_an_empty_page_says_what_is_needed(mina: Person, signed_in: SignedIn) -> None:
    assert "Write one move at least." in signed_in(mina).post(TYPE, rows()).text


def test_where_the_plan_is_full_nothing_of_it_is_kept(mina: Person, signed_in: SignedIn) -> None:
    Move.objects.bulk_create(Move(owner=mina, made_at=make.NOON) for _ in range(MOST_OPEN_MOVES - 1))

    page = signed_in(mina).post(TYPE, rows(whom_1="Anna", whom_2="Leila")).text

    assert "moves are open." in page
    assert 'value="Leila"' in page
    assert Move.objects.of(mina).count() == MOST_OPEN_MOVES - 1
    assert not Contact.objects.of(mina).exists()


def test_many_are_planned_whole_or_not_at_all(mina: Person) -> None:
    Move.objects.bulk_create(Move(owner=mina, made_at=make.NOON) for _ in range(MOST_OPEN_MOVES - 1))

    with pytest.raises(FullPlanError):
        plan_many([Intended("I ask."), Intended("I thank.")], by=mina, now=make.NOON)

    assert Move.objects.of(mina).count() == MOST_OPEN_MOVES - 1


def test_the_largest_name_of_a_form_is_taken(mina: Person, signed_in: SignedIn) -> None:
    typed = {**rows(whom_1="Anna", whom_2="Leila"), "once": "ffffffff-ffff-ffff-ffff-ffffffffffff"}

    assert signed_in(mina).post(TYPE, typed).status_code == 302


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_on_the_map(
    people: int, mina: Person, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(people):
        make.contact(mina, f"Anna {n}")
    client = signed_in(mina)

    with django_assert_num_queries(3):  # session, person, people
        page = client.get(TYPE).text

    assert page.count("<option") == people


def test_days_of_another_year_say_so(mina: Person, signed_in: SignedIn) -> None:
    next_year = timezone.localdate().year + 1
    make.move(mina, on=date(next_year, 1, 5))

    assert f"January {next_year}" in words_of(signed_in(mina).get(PDF).content)


def test_several_days_that_have_passed_are_each_offered_today(mina: Person, signed_in: SignedIn) -> None:
    today = timezone.localdate()
    typed = {"whom-1": "Anna", "on-1": "2020-01-01", "whom-2": "Leila", "on-2": "2020-02-29"}

    page = signed_in(mina).post("/plan/from-paper/", typed).text

    assert page.count(f'value="{today.isoformat()}"') == 2
    assert "Anna" in page
    assert "Leila" in page
    assert not Move.objects.exists()
