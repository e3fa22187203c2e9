"""Every page, every role: one table. A page without a row fails, a row without a page too.

Roles: visitor, guest (somebody else without an address), owner, other (somebody else with one).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from askel.journal.models import Answer
from askel.letter.marks import stop_token
from askel.people.models import Person
from askel.plan.feed import make_feed
from askel.sharing.models import Supporter
from askel.sharing.supporting import turn_on
from tests import make
from tests.conftest import SignedIn

Arguments = Callable[[Person], dict[str, object]]
IN = "/sign-in/"


def nothing(_owner: Person) -> dict[str, object]:
    return {}


@dataclass(frozen=True)
class Row:
    """What each role gets: (visitor, guest, owner, other). 302 for a visitor leads to the sign-in page."""

    get: tuple[int, int, int, int]
    post: tuple[int, int, int, int]
    arguments: Arguments = nothing
    to_sign_in: bool = field(default=True)


NO = (405, 405, 405, 405)
OPEN = (200, 200, 200, 200)
SIGNED_IN = (302, 200, 200, 200)
VISITORS = (200, 302, 302, 302)  # whoever is in already goes on to their own place
WITH_PASSKEY = (302, 403, 403, 403)  # nobody of the cast has one
SIGNED_IN_DONE = (302, 302, 302, 302)
SIGNED_IN_NO = (302, 405, 405, 405)
OWN = (302, 404, 200, 404)
OWN_DONE = (302, 404, 302, 404)


def a_passkey(owner: Person) -> dict[str, object]:
    data = {"name": "phone", "credential": {}}
    return {"pk": Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data=data).pk}


def a_stop_link(owner: Person) -> dict[str, object]:
    return {"token": stop_token(owner.pk)}


def a_consent(owner: Person) -> dict[str, object]:
    return {"pk": make.consent(owner).pk}


def a_contact(owner: Person) -> dict[str, object]:
    return {"pk": make.contact(owner).pk}


def a_snapshot(owner: Person) -> dict[str, object]:
    return {"pk": make.snapshot(owner).pk}


def two_snapshots(owner: Person) -> dict[str, object]:
    return {"pk": make.snapshot(owner).pk, "other": make.snapshot(owner).pk}


def an_answer(owner: Person) -> dict[str, object]:
    if not Answer.objects.of(owner).exists():
        make.answer(owner)
    return {"exercise": EXERCISE["exercise"]}


def a_goal(owner: Person) -> dict[str, object]:
    return {"pk": make.goal(owner).pk}


def a_move(owner: Person) -> dict[str, object]:
    return {"pk": make.move(owner, on=make.TODAY).pk}


def a_done_move(owner: Person) -> dict[str, object]:
    return {"pk": make.done_move(owner).pk}


def a_calendar_address(owner: Person) -> dict[str, object]:
    return {"secret": make_feed(by=owner, now=make.NOON, version=0)}


def a_share(owner: Person) -> dict[str, object]:
    return {"pk": make.link(owner, now=timezone.now())[0].pk}


def a_share_shown_to(viewer: Person) -> dict[str, object]:
    return {"pk": make.share(make.guest(), viewer, now=timezone.now()).pk}


def a_share_link(owner: Person) -> dict[str, object]:
    return {"secret": make.link(owner, now=timezone.now())[1]}


def a_remark_on_a_share(owner: Person) -> dict[str, object]:
    now = timezone.now()
    return {"pk": make.remark(make.share(owner, make.guest(), now=now), now=now).pk}


def an_answer_shown_to(viewer: Person) -> dict[str, object]:
    now = timezone.now()
    remark = make.remark(make.share(make.guest(), viewer, now=now), now=now)
    return {"pk": make.answered(remark, now=now).pk}


def a_support_by(viewer: Person) -> dict[str, object]:
    return {"pk": make.supporter(make.guest(), viewer, now=timezone.now()).pk}


def a_support_link(owner: Person) -> dict[str, object]:
    Supporter.objects.of(owner).delete()  # of whom there is one at most
    return {"secret": turn_on(by=owner, now=timezone.now())[1]}


EXERCISE: dict[str, object] = {"step": "tuning-in", "exercise": "what-stands-in-the-way"}

PAGES: dict[str, Row] = {
    "public:front": Row(get=(200, 302, 302, 302), post=NO),
    "people:start": Row(get=NO, post=SIGNED_IN_DONE, to_sign_in=False),
    "people:welcome": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "people:sign_in": Row(get=VISITORS, post=NO),
    "people:sign_in_by_code": Row(get=SIGNED_IN_DONE, post=OPEN),
    "people:account": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "people:renew_return_code": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "people:end_return_code": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "people:remove_passkey": Row(get=OWN_DONE, post=OWN_DONE, arguments=a_passkey),  # the passkey is asked for first
    "people:letters": Row(get=SIGNED_IN, post=SIGNED_IN),
    "people:consents": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "people:withdraw": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_consent),
    "people:erase": Row(get=SIGNED_IN, post=SIGNED_IN_DONE),
    "people:erase_later": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "people:keep_everything": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "account_login": Row(get=VISITORS, post=NO),
    "account_signup": Row(get=NO, post=SIGNED_IN_DONE, to_sign_in=False),
    "account_request_login_code": Row(get=VISITORS, post=VISITORS),
    "account_confirm_login_code": Row(get=SIGNED_IN_DONE, post=SIGNED_IN_DONE),
    "account_email": Row(get=SIGNED_IN, post=SIGNED_IN_DONE),
    "account_email_verification_sent": Row(get=SIGNED_IN_DONE, post=SIGNED_IN_DONE),
    "mfa_index": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "mfa_add_webauthn": Row(get=SIGNED_IN, post=SIGNED_IN),
    "mfa_authenticate": Row(get=SIGNED_IN_DONE, post=SIGNED_IN_DONE),
    "mfa_login_webauthn": Row(get=SIGNED_IN_DONE, post=SIGNED_IN_DONE),
    "mfa_reauthenticate_webauthn": Row(get=WITH_PASSKEY, post=WITH_PASSKEY),
    "people:language": Row(get=NO, post=SIGNED_IN_DONE, to_sign_in=False),
    "people:sign_out": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "people:sign_out_everywhere": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "letter:send_test": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "letter:stop": Row(get=OPEN, post=OPEN, arguments=a_stop_link),
    "netmap:map": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "netmap:picture": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "netmap:add": Row(get=SIGNED_IN, post=SIGNED_IN),
    "netmap:tie": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "netmap:ask": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "netmap:ask_one": Row(get=SIGNED_IN, post=SIGNED_IN_DONE, arguments=lambda _: {"way": "sphere", "key": "work"}),
    "netmap:ask_group": Row(get=SIGNED_IN, post=SIGNED_IN, arguments=lambda _: {"sphere": "work"}),
    "netmap:ask_end": Row(get=SIGNED_IN, post=SIGNED_IN),
    "netmap:more": Row(get=OWN, post=OWN, arguments=a_contact),
    "netmap:contact": Row(get=OWN, post=SIGNED_IN_NO, arguments=a_contact),
    "netmap:change": Row(get=OWN, post=OWN, arguments=a_contact),
    "netmap:ties": Row(get=OWN, post=OWN_DONE, arguments=a_contact),
    "netmap:says": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "netmap:stamp": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "netmap:place": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_contact),
    "netmap:met": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_contact),
    "netmap:known": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_contact),
    "netmap:remove": Row(get=OWN, post=OWN, arguments=a_contact),  # without a choice it asks again
    "netmap:put_back": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_contact),
    "netmap:off": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "netmap:undo": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "netmap:redo": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "netmap:people": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "netmap:kept": Row(get=SIGNED_IN, post=SIGNED_IN_DONE),
    "netmap:kept_one": Row(get=OWN, post=SIGNED_IN_NO, arguments=a_snapshot),
    "netmap:remove_kept": Row(get=OWN, post=OWN_DONE, arguments=a_snapshot),
    "netmap:compare_now": Row(get=OWN, post=SIGNED_IN_NO, arguments=a_snapshot),
    "netmap:compare": Row(get=OWN, post=SIGNED_IN_NO, arguments=two_snapshots),
    "carry:bring": Row(get=SIGNED_IN, post=SIGNED_IN),
    "carry:pick": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "carry:take": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "carry:take_json": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "carry:take_graphml": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "carry:take_contacts": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "carry:take_ties": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "carry:take_svg": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "carry:take_png": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "carry:take_pdf": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "carry:blank": Row(get=OPEN, post=NO),
    "carry:blank_pdf": Row(get=OPEN, post=NO),
    "plan:plan": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "plan:add_goal": Row(get=SIGNED_IN, post=SIGNED_IN),
    "plan:goal": Row(get=OWN, post=OWN, arguments=a_goal),
    "plan:close_goal": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_goal),
    "plan:add_move": Row(get=SIGNED_IN, post=SIGNED_IN),
    "plan:move": Row(get=OWN, post=SIGNED_IN_NO, arguments=a_move),
    "plan:change_move": Row(get=OWN, post=OWN, arguments=a_move),
    "plan:check_in": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_move),
    "plan:another_day": Row(get=OWN, post=OWN, arguments=a_move),
    "plan:came_of": Row(get=OWN, post=OWN, arguments=a_done_move),
    "plan:undo": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_done_move),
    "plan:calendar": Row(get=OWN, post=SIGNED_IN_NO, arguments=a_move),
    "plan:remind": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_move),
    "plan:smaller": Row(get=OWN, post=OWN, arguments=a_move),
    "plan:picture": Row(get=OWN, post=OWN, arguments=a_move),  # without words it asks again
    "plan:follow_up": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_done_move),
    "plan:still": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "plan:talk": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "plan:pause": Row(get=SIGNED_IN, post=SIGNED_IN),
    "plan:end_pause": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "plan:week": Row(get=SIGNED_IN, post=SIGNED_IN_DONE),  # where nothing waits, it is only looked at
    "plan:week_time": Row(get=SIGNED_IN, post=SIGNED_IN_DONE),
    "plan:ideas": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "plan:idea": Row(get=SIGNED_IN, post=SIGNED_IN_NO, arguments=lambda _: {"key": "wake-dormant-tie"}),
    "plan:feed": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "plan:make_address": Row(get=SIGNED_IN_NO, post=SIGNED_IN),
    "plan:end_address": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "plan:feed_shows": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "plan:feed_file": Row(get=OPEN, post=NO, arguments=a_calendar_address),
    "plan:take": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "plan:take_pdf": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "plan:sheets": Row(get=OPEN, post=NO),
    "plan:sheets_pdf": Row(get=OPEN, post=NO),
    "plan:from_paper": Row(get=SIGNED_IN, post=SIGNED_IN),
    "plan:five": Row(get=OPEN, post=OPEN),
    "plan:five_done": Row(get=OWN, post=SIGNED_IN_NO, arguments=a_move),
    "upkeep:keep": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "upkeep:choose": Row(get=SIGNED_IN, post=SIGNED_IN_DONE),
    "upkeep:rhythm": Row(get=OWN, post=OWN, arguments=a_contact),
    "upkeep:met": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_contact),
    "upkeep:undo_met": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_contact),
    "upkeep:snooze": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_contact),
    "privacy:mine": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "privacy:take": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "privacy:bring": Row(get=SIGNED_IN, post=SIGNED_IN),
    "sharing:share_goal": Row(get=OWN, post=OWN, arguments=a_goal),
    "sharing:share_move": Row(get=OWN, post=OWN, arguments=a_move),
    "sharing:share_movement": Row(get=SIGNED_IN, post=SIGNED_IN),
    "sharing:share_answer": Row(get=OWN, post=OWN, arguments=an_answer),
    "sharing:share_outline": Row(get=SIGNED_IN, post=SIGNED_IN),
    "sharing:share_map": Row(get=SIGNED_IN, post=SIGNED_IN),
    "sharing:share_comparison": Row(get=OWN, post=OWN, arguments=a_snapshot),
    "sharing:shares": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "sharing:stop": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_share),
    "sharing:take_away": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_remark_on_a_share),
    "sharing:answer": Row(get=SIGNED_IN_NO, post=OWN, arguments=a_remark_on_a_share),  # without words it asks again
    "sharing:take_answer_away": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_remark_on_a_share),
    "sharing:report_remark": Row(get=OWN, post=OWN_DONE, arguments=a_remark_on_a_share),
    "sharing:supporter": Row(get=SIGNED_IN, post=SIGNED_IN),
    "sharing:end_supporter": Row(get=SIGNED_IN_NO, post=SIGNED_IN_DONE),
    "sharing:shown": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "sharing:one": Row(get=OWN, post=SIGNED_IN_NO, arguments=a_share_shown_to),
    "sharing:say": Row(get=SIGNED_IN_NO, post=OWN, arguments=a_share_shown_to),  # without words it asks again
    "sharing:put_away": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_share_shown_to),
    "sharing:report_line": Row(get=OWN, post=OWN_DONE, arguments=a_share_shown_to),
    "sharing:report_answer": Row(get=OWN, post=OWN_DONE, arguments=an_answer_shown_to),
    "sharing:label_support": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_support_by),
    "sharing:end_supporting": Row(get=SIGNED_IN_NO, post=OWN_DONE, arguments=a_support_by),
    "sharing:open_support": Row(get=OPEN, post=(302, 302, 404, 404), arguments=a_support_link),  # as the next
    "sharing:open": Row(get=OPEN, post=(302, 302, 404, 404), arguments=a_share_link),  # the guest was faster
    "home:home": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "journal:steps": Row(get=SIGNED_IN, post=SIGNED_IN_NO),
    "journal:step": Row(get=SIGNED_IN, post=SIGNED_IN_NO, arguments=lambda _: {"step": "tuning-in"}),
    "journal:exercise": Row(get=SIGNED_IN, post=(302, 409, 409, 409), arguments=lambda _: EXERCISE),
    "journal:who": Row(get=(401, 200, 200, 200), post=NO),
    "journal:draft": Row(get=NO, post=(401, 409, 409, 409), arguments=lambda _: {"exercise": EXERCISE["exercise"]}),
    "healthz": Row(get=OPEN, post=NO),
    "demo_as": Row(get=(404, 404, 404, 404), post=(404, 404, 404, 404), arguments=lambda _: {"name": "mina"}),
}


def names(resolver: URLResolver, space: str = "") -> list[str]:
    """Every named page the resolver knows."""
    found: list[str] = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found += names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            found.append(f"{space}{pattern.name}")
    return found


def test_every_page_has_a_row_and_every_row_a_page() -> None:
    assert sorted(names(get_resolver())) == sorted(PAGES)


@pytest.mark.parametrize("method", ["get", "post", "head"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_role_gets_what_its_row_says(
    name: str, method: str, mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    row = PAGES[name]
    address = reverse(name, kwargs=row.arguments(mina))
    roles = {"visitor": Client(), "guest": signed_in(make.guest()), "owner": signed_in(mina), "other": signed_in(pavel)}
    expected = row.post if method == "post" else row.get

    got = {}
    for role in ("visitor", "guest", "other", "owner"):  # the owner last: what they post may end the row
        response = getattr(roles[role], method)(address)
        got[role] = response.status_code
        if role == "visitor" and response.status_code == 302 and row.to_sign_in:
            assert response["Location"].startswith(IN)

    assert got == dict(zip(("visitor", "guest", "owner", "other"), expected, strict=True))
