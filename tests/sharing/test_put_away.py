"""The viewer puts a line away: it has ended for good, and nobody is told why."""

from datetime import timedelta
from html import unescape

from django.utils import timezone

from askel.people.models import Person
from askel.sharing.actions import put_away
from askel.sharing.models import Share
from tests import make
from tests.conftest import SignedIn


def test_it_is_gone_for_both_and_the_owner_reads_only_that_it_has_ended(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    share, his = make.share(mina, pavel, now=timezone.now(), for_whom="My peer"), signed_in(pavel)
    assert "Put it away" in his.get(f"/shared/{share.pk}/").text

    page = his.post(f"/shared/{share.pk}/put-away/", follow=True).text

    assert "Put away." in page
    assert his.get(f"/shared/{share.pk}/").status_code == 404
    hers = unescape(signed_in(mina).get("/shares/").text)
    assert "You show nothing to anybody now." in hers
    assert "My peer" in hers
    assert "It ended on" in hers


def test_a_second_tap_leads_to_the_same_page_and_the_first_time_counts(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    share, his = make.share(mina, pavel), signed_in(pavel)

    for hours in (1, 2):
        assert put_away(share.pk, by=pavel, now=make.NOON + timedelta(hours=hours))

    assert Share.objects.get().withdrawn_at == make.NOON + timedelta(hours=1)
    assert his.post(f"/shared/{share.pk}/put-away/")["Location"] == "/shared/"


def test_nobody_else_puts_it_away(mina: Person, pavel: Person, sam: Person, signed_in: SignedIn) -> None:
    share = make.share(mina, pavel, now=timezone.now())

    for other in (mina, sam):
        assert signed_in(other).post(f"/shared/{share.pk}/put-away/").status_code == 404

    assert signed_in(pavel).get(f"/shared/{share.pk}/").status_code == 200
