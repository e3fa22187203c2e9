"""What may be said about somebody, all of it optional: the form, and the words on their page."""

import re
from datetime import date

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from askel.lib.ids import uuid7
from askel.netmap.actions import record_encounter, tell_details
from askel.netmap.details import UNTOLD, Details, Language, LastTold, Often, Resource, day_of
from askel.netmap.drawn import Dot
from askel.netmap.history import sitting_of, undo
from askel.netmap.models import Change, Contact
from askel.netmap.queries import dot_of
from askel.netmap.saying import about_month, i_could, said_about, they_could
from askel.netmap.spheres import Kind, Ring, Sphere
from askel.people.models import Person
from tests import make

ALL = {
    "often": "monthly",
    "last": "half_year",
    "language": "fi",
    "trade": "  laboratory\twork ",
    "in_my_field": "yes",
    "is_rooted": "yes",
    "introduces": "no",
    "gives": ["cheer", "cv"],
    "takes": ["third"],
    "meaning": "We walk\r\nhome together.",
}
MAY = date(2026, 5, 14)


def more(contact: Contact) -> str:
    return reverse("netmap:more", args=[contact.pk])


def told(contact: Contact) -> Details:
    return dot_of(Contact.objects.get(pk=contact.pk)).details


def tell(contact: Contact, details: Details, owner: Person) -> None:
    tell_details(contact, details, by=owner, version=contact.version)


def text_of(browser: Client, contact: Contact) -> str:
    return browser.get(reverse("netmap:contact", args=[contact.pk])).content.decode()


def test_everything_said_is_kept(browser: Client, mina: Person) -> None:
    anna = make.contact(mina)

    response = browser.post(more(anna), {**ALL, "version": "1"})

    assert response["Location"] == reverse("netmap:contact", args=[anna.pk])
    assert told(anna) == Details(
        often=Often.MONTHLY,
        last_on=day_of(LastTold.HALF_YEAR, timezone.localdate()),
        is_rooted=True,
        language=Language.FINNISH,
        trade="laboratory work",
        in_my_field=True,
        gives=frozenset({Resource.CV, Resource.CHEER}),
        takes=frozenset({Resource.THIRD}),
        introduces=False,
        meaning="We walk\nhome together.",
    )


def test_nothing_is_needed_and_everything_can_be_taken_back(browser: Client, mina: Person) -> None:
    anna = make.contact(mina)
    browser.post(more(anna), {**ALL, "version": "1"})

    browser.post(more(anna), {"version": "2"})

    assert told(anna) == UNTOLD


def test_the_form_shows_what_was_said_and_sending_it_back_changes_nothing(browser: Client, mina: Person) -> None:
    anna = make.contact(mina)
    browser.post(more(anna), {**ALL, "version": "1"})
    before = told(anna)

    shown = browser.get(more(anna)).content.decode()
    browser.post(more(anna), fields_of(shown))

    assert told(anna) == before
    assert Contact.objects.get(pk=anna.pk).version == 3


def fields_of(html: str) -> dict[str, list[str]]:
    """What a browser would send of this form, untouched."""
    form = re.findall(r'<form method="post" class="map-more-about".*?</form>', html, re.DOTALL)[0]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if said["type"] in {"text", "hidden"} or re.search(r"\bchecked\b", tag):
            sent.setdefault(said["name"], []).append(said.get("value", ""))
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        sent[name] = re.findall(r'value="([^"]*)" selected', options)
    for name, words in re.findall(r'<textarea name="(\w+)".*?>\n?(.*?)</textarea>', form, re.DOTALL):
        sent[name] = [words]
    return sent


def test_what_was_told_by_span_is_shown_by_month(browser: Client, mina: Person) -> None:
    anna = make.contact(mina)
    tell(anna, Details(last_on=MAY), mina)

    assert re.search(
        r'<option value="2026-05-14" selected>about May 2026</option>', browser.get(more(anna)).content.decode()
    )
    assert "Last in touch about May 2026." in text_of(browser, anna)


def test_a_day_that_is_none_is_refused(browser: Client, mina: Person) -> None:
    anna = make.contact(mina)

    assert browser.post(more(anna), {"version": "1", "last": "2026-02-30"}).status_code == 200
    assert told(anna) == UNTOLD


def test_a_finnish_month_stands_in_its_case() -> None:
    with translation.override("fi"):
        assert "2026" in about_month(MAY)


def test_an_encounter_after_what_was_told_is_what_counts(browser: Client, mina: Person) -> None:
    anna = make.contact(mina)
    tell(anna, Details(last_on=MAY), mina)
    record_encounter(anna, by=mina, on=make.TODAY, now=make.NOON)

    shown = text_of(browser, anna)

    assert "Last in touch: Tuesday 24 November" in shown
    assert "about May" not in shown


def test_two_devices_see_both_and_nothing_is_overwritten(browser: Client, mina: Person) -> None:
    anna = make.contact(mina)
    browser.post(more(anna), {**ALL, "version": "1"})

    second = {"version": "1", "often": "weekly", "gives": ["permits"], "last": "2026-05-14", "meaning": "Second."}
    shown = browser.post(more(anna), second).content.decode()

    assert "changed on another device" in shown
    for other in ("About every month", "read my CV in Finnish\ncheer me up", "Finnish", "laboratory work", "Yes"):
        assert f"<blockquote>{other}</blockquote>" in shown
    assert re.search(r'value="2026-05-14" selected', shown)
    assert "Second." in shown
    assert told(anna).often == Often.MONTHLY

    browser.post(more(anna), {**second, "version": "2"})
    assert (told(anna).often, told(anna).last_on) == (Often.WEEKLY, MAY)


def test_a_device_that_said_nothing_is_shown_as_such(browser: Client, mina: Person) -> None:
    anna = make.contact(mina)
    browser.post(more(anna), {"version": "1", "trade": "nursing"})

    shown = browser.post(more(anna), {"version": "1", "is_rooted": "yes", "gives": ["cv"]}).content.decode()

    assert "<blockquote>Not said</blockquote>" in shown
    assert "<blockquote>(empty)</blockquote>" in shown


def test_it_can_be_undone(browser: Client, mina: Person) -> None:
    anna = make.contact(mina)

    browser.post(more(anna), {"version": "1", "trade": "nursing"})

    sitting = Change.objects.of(mina).get().sitting
    assert sitting_of(mina, sitting).can_undo
    undo(by=mina, sitting=sitting, now=make.NOON)
    assert told(anna) == UNTOLD


def test_the_page_says_it_in_plain_words(browser: Client, mina: Person) -> None:
    anna = make.contact(mina)
    assert "They could" not in text_of(browser, anna)

    browser.post(more(anna), {**ALL, "version": "1"})

    shown = text_of(browser, anna)
    for words in (
        "You are in touch about every month.",
        "You mostly speak Finnish together.",
        "Knows working life here.",
        "Field: laboratory work.",
        "Works in your field.",
        "<li>read my CV in Finnish</li>",
        "<li>tell them who works where they want to go</li>",
        "We walk\nhome together.",
    ):
        assert words in shown
    assert f'href="{more(anna)}"' in shown


def test_a_no_is_said_too() -> None:
    said = said_about(dot(Details(is_rooted=False, in_my_field=False, introduces=False)))

    assert len(said.sentences) == 3
    assert all("not" in words or "another" in words for words in said.sentences)


def dot(details: Details) -> Dot:
    return Dot(uuid7(), "Anna", Ring.CLOSE, Sphere.WORK, details=details)


def test_each_code_has_words_of_its_own() -> None:
    words = [*they_could().values(), *i_could().values()]
    words += [said_about(dot(Details(often=often))).sentences[0] for often in Often]
    words += [said_about(dot(Details(language=language))).sentences[0] for language in Language]

    assert len(set(words)) == len(words) == 2 * len(Resource) + len(Often) + len(Language)


def test_a_network_is_asked_about_somebody_there(browser: Client, mina: Person) -> None:
    choir = make.contact(mina, "The choir", kind=Kind.NETWORK)

    assert "Somebody there could" in browser.get(more(choir)).content.decode()


def test_no_field_asks_for_what_is_not_ours_to_know(browser: Client, mina: Person) -> None:
    shown = browser.get(more(make.contact(mina))).content.decode()

    assert set(re.findall(r'<(?:select|textarea|input)[^>]*? name="(\w+)"', shown.split("<main", 1)[1])) == {
        *ALL,
        "version",
        "csrfmiddlewaretoken",
    }


def test_words_do_not_lie_in_the_database(browser: Client, mina: Person) -> None:
    anna = make.contact(mina)
    browser.post(more(anna), {"version": "1", "trade": "MARKER", "meaning": "MARKER", "gives": ["cv"]})

    with connection.cursor() as cursor:
        cursor.execute("SELECT details FROM netmap_contact UNION ALL SELECT difference FROM netmap_change")
        rows = cursor.fetchall()

    assert len(rows) == 2
    assert not any(word in bytes(row[0]) for row in rows for word in (b"MARKER", b"cv", b"gives"))
