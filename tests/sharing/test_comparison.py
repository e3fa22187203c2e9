"""What changed on a map, shown: the owner's sentences with nicknames, and nothing of what was told besides."""

from dataclasses import replace

from django.utils import timezone

from askel.lib.ids import uuid7
from askel.netmap.actions import Told, change_contact, forget_contact, remove_snapshot, take_off, tell_details
from askel.netmap.details import UNTOLD, Resource
from askel.netmap.models import Contact, Snapshot
from askel.netmap.spheres import Ring, Sphere
from askel.people.models import Person
from askel.sharing.models import Line, Share
from askel.sharing.queries import shares_page
from tests import make
from tests.conftest import SignedIn


def shown(owner: Person, viewer: Person) -> Share:
    """A map with Anna on it is kept, and what changes from then on is shown."""
    return make.share(owner, viewer, Line.COMPARISON, snapshot=make.snapshot(owner), now=timezone.now())


def test_the_sentences_say_what_changed_until_now(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    share, browser = shown(mina, pavel), signed_in(pavel)
    page = browser.get(f"/shared/{share.pk}/").text
    assert "Earlier: 24 November 2026. Later: the map as it is now." in page
    assert "Both maps show the same people" in page
    assert "Anna" not in page

    make.contact(mina, "Leila")
    take_off(Contact.objects.of(mina).earliest("pk"), by=mina, now=timezone.now())

    page = browser.get(f"/shared/{share.pk}/").text
    assert "1 is new on the map." in page
    assert "<bdi>Leila</bdi>" in page
    assert "1 is not on the map any more." in page
    assert "<bdi>Anna</bdi>" in page
    assert 'href="/map/' not in page.split('aria-labelledby="line"')[1].split("</section>")[0]


def test_who_helps_with_what_and_notes_are_not_told(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    share = shown(mina, pavel)
    anna = Contact.objects.get()
    told = Told("Anna", Ring.MIDDLE, Sphere.STUDY, note="knäckebröd")
    anna = change_contact(anna, told, by=mina, version=anna.version)
    details = replace(UNTOLD, gives=frozenset({Resource.HIRING}), trade="zwieback")
    tell_details(anna, details, by=mina, version=anna.version)
    hers = signed_in(mina).get(f"/map/kept/{share.snapshot_id}/now/").text
    assert "Somebody can help with this now" in hers

    page = signed_in(pavel).get(f"/shared/{share.pk}/").text

    assert "Both maps show the same people" in page
    assert not {word for word in ("Somebody can help", "zwieback", "knäckebröd") if word in page}


def test_whoever_is_forgotten_vanishes_from_it(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    share, browser = shown(mina, pavel), signed_in(pavel)
    anna = Contact.objects.get()
    take_off(anna, by=mina, now=timezone.now())
    assert "Anna" in browser.get(f"/shared/{share.pk}/").text

    forget_contact(anna, by=mina)

    assert "Anna" not in browser.get(f"/shared/{share.pk}/").text


def test_a_kept_map_that_is_deleted_while_it_is_looked_at_is_not_found(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    share, browser = shown(mina, pavel), signed_in(pavel)
    assert browser.get(f"/shared/{share.pk}/").status_code == 200

    remove_snapshot(Snapshot.objects.get(), by=mina)

    assert browser.get(f"/shared/{share.pk}/").status_code == 404
    assert browser.post(f"/shared/{share.pk}/say/", {"said": "question", "words": "When?"}).status_code == 404
    assert not Share.objects.exists()


def test_what_is_no_kept_map_of_ones_own_is_not_found(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    hers = make.snapshot(mina)

    for browser, pk in ((signed_in(pavel), hers.pk), (signed_in(mina), uuid7())):
        assert browser.get(f"/share/comparison/{pk}/").status_code == 404
        said = {"for_whom": "Sam", "until": "2026-12-01"}
        assert browser.post(f"/share/comparison/{pk}/", said).status_code == 404
    assert not Share.objects.exists()


def test_the_page_says_that_nicknames_are_shown_and_its_owner_knows_it_by_the_day(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    share = shown(mina, pavel)

    page = signed_in(mina).get(f"/share/comparison/{share.snapshot_id}/").text

    assert "Nicknames are shown" in page
    assert [one.words for one in shares_page(mina, timezone.now()).open] == ["24 November 2026"]
    assert "What changed on the map, with nicknames" in signed_in(pavel).get("/shared/").text
