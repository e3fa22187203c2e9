"""Maps that are kept: when that is offered, how they are looked at, and that they stay as they were."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from askel.lib.ids import uuid7
from askel.netmap import rules
from askel.netmap.actions import Told, change_contact, forget_contact, keep_snapshot, take_off
from askel.netmap.models import Contact, Snapshot
from askel.netmap.rules import Due, due_on
from askel.netmap.spheres import Ring, Sphere
from askel.people.models import Person
from tests import make
from tests.netmap.pages import page

KEPT = "/map/kept/"
BEGUN = date(2026, 1, 31)


def of(snapshot: Snapshot, name: str = "kept_one") -> str:
    return reverse(f"netmap:{name}", args=[snapshot.pk])


def keep(owner: Person, *, days_ago: int = 0) -> Snapshot:
    ago = timedelta(days=days_ago)
    return keep_snapshot(by=owner, now=make.NOON - ago, today=make.TODAY - ago)


# When


@pytest.mark.parametrize(
    ("today", "kept_days", "months"),
    [
        (date(2026, 1, 31), [], 0),
        (date(2026, 1, 31), [date(2026, 1, 31)], None),
        (date(2026, 4, 29), [date(2026, 1, 31)], None),
        (date(2026, 4, 30), [date(2026, 1, 31)], 3),  # April has no 31st
        (date(2026, 6, 1), [], 3),
        (date(2026, 6, 1), [date(2026, 5, 1)], None),
        (date(2026, 7, 31), [date(2026, 5, 1)], 6),
        (date(2027, 1, 31), [date(2026, 8, 1)], 12),
        (date(2027, 8, 1), [date(2027, 2, 1)], None),
        (date(2028, 1, 31), [date(2027, 2, 1)], 24),
        (date(2031, 3, 1), [date(2028, 2, 1)], 60),
        (date(2025, 12, 1), [], None),  # a clock that went back
    ],
)
def test_the_map_is_worth_keeping_after_months_and_years(
    today: date, kept_days: list[date], months: int | None
) -> None:
    due = due_on(BEGUN, kept_days, today)

    assert (due.months if due else None) == months


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 4000))
def test_once_kept_it_is_not_offered_again_until_the_next_day(begun: date, days: int) -> None:
    today = begun + timedelta(days=days)

    due = due_on(begun, [], today)

    assert isinstance(due, Due)
    assert begun <= due.on <= today
    assert due_on(begun, [today], today) is None


def test_the_map_offers_to_be_kept_once_five_are_on_it(browser: Client, mina: Person) -> None:
    for name in ("Anna", "Bo", "Cai", "Dina"):
        make.contact(mina, name)
    assert "see later what changed" not in page(browser, "/map/")

    make.contact(mina, "Ella")
    assert "see later what changed" in page(browser, "/map/")

    response = browser.post(KEPT, {"cause": "due"}, follow=True)
    assert "kept as it is today" in response.content.decode()
    assert Snapshot.objects.of(mina).get().cause == Snapshot.Cause.DUE
    assert "see later what changed" not in page(browser, "/map/")


def test_after_three_months_it_says_so(browser: Client, mina: Person) -> None:
    for name in ("Anna", "Bo", "Cai", "Dina", "Ella"):
        make.contact(mina, name)
    Contact.objects.of(mina).update(made_at=timezone.now() - timedelta(days=100))

    for address in ("/map/", "/map/picture/", KEPT):
        assert "It is three months since you began." in page(browser, address)


# Kept


def test_an_empty_map_is_not_kept(browser: Client) -> None:
    assert "something to keep" in page(browser, KEPT)

    response = browser.post(KEPT, follow=True)

    assert "something to keep" in response.content.decode()
    assert not Snapshot.objects.exists()


def test_two_taps_keep_one_map_and_another_map_is_kept_beside_it(browser: Client, mina: Person) -> None:
    make.contact(mina, "Anna")
    for _ in range(2):
        browser.post(KEPT)
    assert Snapshot.objects.count() == 1

    make.contact(mina, "Bo")
    browser.post(KEPT, {"cause": "nonsense"})

    assert Snapshot.objects.count() == 2


def test_so_many_are_kept_and_no_more(browser: Client, mina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    make.contact(mina, "Anna")
    monkeypatch.setattr(rules, "MOST_SNAPSHOTS", 0)

    response = browser.post(KEPT, follow=True)

    assert "0 maps are kept already" in response.content.decode()


def test_a_kept_map_stays_as_it_was(browser: Client, mina: Person) -> None:
    anna, bo = make.contact(mina, "Anna"), make.contact(mina, "Bo")
    snapshot = keep(mina)
    change_contact(anna, Told("Anni", Ring.CLOSE, Sphere.WORK), by=mina, version=1)
    take_off(bo, by=mina, now=make.NOON)

    shown = page(browser, of(snapshot))

    assert "My map as it was on 24 November 2026" in shown
    assert "Anni" not in shown
    assert f'href="/map/{anna.pk}/"' in shown
    assert "Bo" in shown
    assert f'href="/map/{bo.pk}/"' not in shown
    assert shown.count("<form") == shown.count('action="/language/"')  # it is only looked at


def test_whoever_is_forgotten_is_on_no_kept_map(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    make.contact(mina, "Bo")
    snapshot = keep(mina)

    forget_contact(anna, by=mina)

    assert "Anna" not in page(browser, of(snapshot))
    assert "1 on the map" in page(browser, KEPT)


def test_a_kept_map_of_which_nobody_is_left_is_shown_and_compared(browser: Client, mina: Person) -> None:
    anna = make.contact(mina, "Anna")
    snapshot = keep(mina)
    forget_contact(anna, by=mina)

    assert "Nobody is on this map any more" in page(browser, of(snapshot))
    assert "Both maps show the same" in page(browser, of(snapshot, "compare_now"))


def test_deleting_a_kept_map_asks_first(browser: Client, mina: Person) -> None:
    make.contact(mina, "Anna")
    snapshot = keep(mina)
    assert "nothing brings it back" in page(browser, of(snapshot, "remove_kept"))
    assert Snapshot.objects.count() == 1

    browser.post(of(snapshot, "remove_kept"))

    assert not Snapshot.objects.exists()
    assert Contact.objects.of(mina).count() == 1
    assert browser.get(of(snapshot)).status_code == 404


# Compared


def test_what_changed_since_is_told_and_drawn(browser: Client, mina: Person) -> None:
    anna, bo = make.contact(mina, "Anna"), make.contact(mina, "Bo")
    snapshot = keep(mina)
    make.contact(mina, "Cai <b>")
    take_off(bo, by=mina, now=make.NOON)
    change_contact(anna, Told("Anna", Ring.CLOSE, Sphere.WORK), by=mina, version=1)

    shown = page(browser, of(snapshot, "compare_now"))

    for code in ("new", "gone", "closer", "elsewhere"):
        assert f'data-told="{code}"' in shown
    assert "Cai &lt;b&gt;, Study, Quite close: New" in shown
    assert "Bo, Study, Quite close: Not there any more" in shown
    assert "Anna, Work, Close to me: Closer to you, In another part of your life" in shown
    assert shown.count('<svg class="map-picture"') == 3


def test_two_kept_maps_are_compared_the_earlier_one_first(browser: Client, mina: Person) -> None:
    make.contact(mina, "Anna")
    first = keep(mina, days_ago=90)
    make.contact(mina, "Bo")
    second = keep(mina)

    for one, other in ((first, second), (second, first)):
        shown = page(browser, reverse("netmap:compare", args=[one.pk, other.pk]))
        assert "Earlier: 26 August 2026. Later: 24 November 2026." in shown
        assert 'data-told="new"' in shown


def test_anothers_kept_map_is_not_found(mina: Person, pavel: Person, browser: Client) -> None:
    make.contact(mina, "Anna")
    make.contact(pavel, "Sonja")
    mine, theirs = keep(mina), keep(pavel)

    for one, other in ((mine, theirs), (theirs, mine)):
        assert browser.get(reverse("netmap:compare", args=[one.pk, other.pk])).status_code == 404
    for name in ("kept_one", "compare_now", "remove_kept"):
        assert browser.get(of(theirs, name)).status_code == 404
    assert browser.get(reverse("netmap:kept_one", args=[uuid7()])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_for_one_and_for_three(
    browser: Client, mina: Person, count: int, django_assert_num_queries: object
) -> None:
    for number in range(count):
        make.contact(mina, f"Nick {number}")
        kept = keep(mina, days_ago=count - number)

    for queries, address in ((4, KEPT), (6, of(kept)), (5, of(kept, "compare_now"))):
        with django_assert_num_queries(queries):  # type: ignore[operator] # a fixture of pytest-django
            browser.get(address)


def test_a_map_of_five_hundred_is_kept_and_compared(browser: Client, mina: Person) -> None:
    Contact.objects.bulk_create(
        Contact(owner=mina, nickname=f"Nick {n}", ring=1 + n % 3, sphere=[*Sphere][n % 7], made_at=make.NOON)
        for n in range(500)
    )
    snapshot = keep(mina)
    take_off(Contact.objects.of(mina).earliest("pk"), by=mina, now=make.NOON)

    shown = page(browser, of(snapshot, "compare_now"))

    assert 'data-told="gone"' in shown
    assert len(shown) < 1_000_000
