"""Either side may report: the host reads a copy, the share ends, and nobody is told who did it."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from unittest import mock
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from askel.__main__ import whole_command
from askel.config.night import tidy
from askel.lib.ids import uuid7
from askel.people.actions import erase_person
from askel.people.models import Person
from askel.sharing import reporting
from askel.sharing.actions import stop_showing
from askel.sharing.forms import WORDS_LIMIT
from askel.sharing.models import ROWS, Line, Look, Remark, Report, Row, Share, Wrong
from askel.sharing.reporting import (
    Told,
    TooManyReportsError,
    close_report,
    forget_closed_reports,
    open_reports,
    report_answer,
    report_line,
    report_remark,
)
from askel.sharing.rules import MOST_REPORTED, REPORT_KEPT_DAYS
from askel.vault.keys import destroy_key
from tests import make
from tests.conftest import SignedIn

DAY = timedelta(days=1)
READ_BY = "The people who run this Askel will read these words"


def a_remark(owner: Person, viewer: Person, words: str = "zwieback") -> Remark:
    now = timezone.now()
    return make.remark(make.share(owner, viewer, now=now), words, now=now)


def an_answer(owner: Person, viewer: Person, words: str = "zwieback") -> Remark:
    return make.answered(a_remark(owner, viewer, "When?"), words, now=timezone.now())


def once_in(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found
    return found[1]


def a_report(reporter: Person, words: str = "It hurts.") -> Report:
    remark = make.remark(make.share(reporter, make.guest()))
    made = report_remark(remark.pk, Told(words), by=reporter, now=make.NOON)
    assert made
    return made


def test_the_owner_reports_a_word_which_goes_and_the_share_ends(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    remark, hers, his = a_remark(mina, pavel), signed_in(mina), signed_in(pavel)
    address = f"/shares/remarks/{remark.pk}/report/"
    assert f'href="{address}"' in hers.get("/shares/").text
    before = hers.get(address).text
    assert READ_BY in before
    assert "zwieback" in before
    assert not Report.objects.exists()

    page = hers.post(address, {"words": "It hurts."}, follow=True).text

    assert "Reported." in page
    assert "zwieback" not in page
    assert his.get(f"/shared/{remark.share_id}/").status_code == 404
    report = Report.objects.get()
    assert (report.reporter, report.kind, report.reported, report.words) == (
        mina,
        Wrong.REMARK,
        "zwieback",
        "It hurts.",
    )


def test_the_viewer_reports_an_answer_and_sees_the_line_no_more(
    mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    remark, his = an_answer(mina, pavel), signed_in(pavel)
    address = f"/shared/answers/{remark.pk}/report/"
    assert f'href="{address}"' in his.get(f"/shared/{remark.share_id}/").text
    Look.objects.all().delete()
    before = his.get(address).text
    assert READ_BY in before
    assert "zwieback" in before
    assert Look.objects.count() == 1

    page = his.post(address, {"words": ""}, follow=True).text

    assert "Reported." in page
    assert his.get(f"/shared/{remark.share_id}/").status_code == 404
    report = Report.objects.get()
    assert (report.reporter, report.kind, report.reported, report.words) == (pavel, Wrong.ANSWER, "zwieback", "")
    hers = signed_in(mina).get("/shares/").text
    assert "It ended on" in hers


@pytest.mark.parametrize("line", Line)
def test_the_viewer_reports_a_line_and_the_copy_says_what_they_saw(
    line: Line, mina: Person, pavel: Person, signed_in: SignedIn
) -> None:
    with_words: dict[Line, Callable[[Person, str], Row]] = {
        Line.GOAL: make.goal,
        Line.MOVE: make.move,
        Line.ANSWER: make.answer,
    }
    worded = with_words.get(line)
    row = {ROWS[line]: worded(mina, "zwieback <b>&")} if worded else make.row_of(mina, line)
    make.contact(mina, "zwieback <b>&")
    share, his = make.share(mina, pavel, line, now=timezone.now(), **row), signed_in(pavel)
    address = f"/shared/{share.pk}/report/"
    assert f'href="{address}"' in his.get(f"/shared/{share.pk}/").text
    Look.objects.all().delete()
    before = unescape(his.get(address).text)
    assert READ_BY in before
    assert Look.objects.count() == 1

    his.post(address, {"words": "It is somebody's map."})

    report = Report.objects.get()
    assert (report.kind, report.words) == (Wrong.LINE, "It is somebody's map.")
    assert ("zwieback <b>&" in report.reported) == (line not in {Line.OUTLINE, Line.MOVEMENT})
    assert report.reported in before
    assert report.reported.startswith(str(line.label))
    assert his.get(f"/shared/{share.pk}/").status_code == 404


@pytest.fixture(params=Wrong)
def reportable(request: pytest.FixtureRequest, mina: Person, pavel: Person) -> Iterator[tuple[Person, str]]:
    """Who may report, and on which page."""
    if request.param == Wrong.REMARK:
        yield mina, f"/shares/remarks/{a_remark(mina, pavel).pk}/report/"
    if request.param == Wrong.ANSWER:
        yield pavel, f"/shared/answers/{an_answer(mina, pavel).pk}/report/"
    if request.param == Wrong.LINE:
        yield pavel, f"/shared/{make.share(mina, pavel, now=timezone.now()).pk}/report/"


def test_two_taps_report_once_and_lead_to_the_same_page(reportable: tuple[Person, str], signed_in: SignedIn) -> None:
    who, address = reportable
    browser = signed_in(who)
    form = {"once": once_in(browser.get(address).text), "words": "It hurts."}

    first, second = (browser.post(address, form) for _ in range(2))

    assert (
        (first.status_code, first["Location"]) == (second.status_code, second["Location"]) == (302, first["Location"])
    )
    assert Report.objects.count() == 1


def test_a_form_that_is_too_long_comes_back_with_all_of_it(reportable: tuple[Person, str], signed_in: SignedIn) -> None:
    who, address = reportable

    page = signed_in(who).post(address, {"words": "x" * (WORDS_LIMIT + 1)}).text

    assert "1 letter too long" in page
    assert "x" * (WORDS_LIMIT + 1) in page
    assert not Report.objects.exists()


def test_nobody_reports_what_was_not_said_to_them(
    reportable: tuple[Person, str], mina: Person, pavel: Person, sam: Person, signed_in: SignedIn
) -> None:
    who, address = reportable
    for other in {mina, pavel, sam} - {who}:
        browser = signed_in(other)
        for answer in (browser.get(address), browser.post(address), browser.post(address, {"words": "It hurts."})):
            assert answer.status_code == 404

    assert not Report.objects.exists()
    assert not Share.objects.exclude(withdrawn_at=None).exists()


@pytest.mark.parametrize("end", ["stopped", "erased", "key destroyed"])
def test_what_is_gone_cannot_be_reported(end: str, mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    goal = make.goal(mina)
    share, browser = make.share(mina, pavel, Line.GOAL, goal=goal, now=timezone.now()), signed_in(pavel)
    remark = make.answered(make.remark(share, now=timezone.now()), now=timezone.now())
    if end == "stopped":
        stop_showing(share, by=mina, now=timezone.now())
    if end == "erased":
        erase_person(mina)
    if end == "key destroyed":
        destroy_key(mina.pk)

    for address in (f"/shared/{share.pk}/report/", f"/shared/answers/{remark.pk}/report/"):
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"words": "It hurts."}).status_code == 404
    assert not Report.objects.exists()


def test_an_answer_that_was_never_given_cannot_be_reported(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    remark = a_remark(mina, pavel)

    assert signed_in(pavel).get(f"/shared/answers/{remark.pk}/report/").status_code == 404
    assert report_answer(remark.pk, Told(""), by=pavel, now=timezone.now()) is None
    assert report_answer(uuid7(), Told(""), by=pavel, now=timezone.now()) is None
    assert report_line(uuid7(), str, Told(""), by=pavel, now=timezone.now()) is None


def test_a_word_on_a_share_that_has_ended_is_reported_too_and_its_end_stays(mina: Person, pavel: Person) -> None:
    remark = make.remark(make.share(mina, pavel))
    stop_showing(remark.share, by=mina, now=make.NOON + DAY)

    report_remark(remark.pk, Told(""), by=mina, now=make.NOON + 2 * DAY)

    assert Share.objects.get().withdrawn_at == make.NOON + DAY
    assert not Remark.objects.exists()


def test_a_report_stays_when_the_share_goes_and_goes_with_its_reporter(mina: Person, pavel: Person) -> None:
    report = a_report(mina)
    Share.objects.all().delete()
    assert [one.id for one in open_reports()] == [str(report.pk)]
    assert str(report) == f"report {report.pk}"

    destroy_key(mina.pk)
    assert not list(open_reports())
    erase_person(mina)
    assert not Report.objects.exists()


def test_no_more_than_the_beginning_of_what_is_reported_is_copied(mina: Person, pavel: Person) -> None:
    share = make.share(mina, pavel)

    report_line(share.pk, lambda _: "x" * (MOST_REPORTED + 1), Told(""), by=pavel, now=make.NOON)

    assert Report.objects.get().reported == "x" * MOST_REPORTED


def test_so_many_are_open_at_a_time_and_no_more(mina: Person, pavel: Person, signed_in: SignedIn) -> None:
    remark = a_remark(mina, pavel)
    with mock.patch.object(reporting, "MOST_REPORTS", 1):
        first = a_report(mina)
        with pytest.raises(TooManyReportsError):
            a_report(mina)
        page = signed_in(mina).post(f"/shares/remarks/{remark.pk}/report/", {"words": "knäckebröd"}).text
        assert "have not looked at your last reports yet" in page
        assert "knäckebröd" in page
        assert Remark.objects.filter(pk=remark.pk).exists()

        close_report(first.pk, now=make.NOON)

        a_report(mina)


def test_reports_without_end_are_refused_for_a_while(mina: Person, pavel: Person, browser: Client) -> None:
    remark = a_remark(mina, pavel)
    for _ in range(10):
        browser.post(f"/shares/remarks/{uuid7()}/report/", {"words": "It hurts."})

    page = browser.post(f"/shares/remarks/{remark.pk}/report/", {"words": "knäckebröd"}).text

    assert "You sent many reports" in page
    assert "knäckebröd" in page
    assert not Report.objects.exists()


# For those who run this Askel


def run(*words: str) -> str:
    answer = CliRunner().invoke(whole_command(), ["reports", *words])
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_the_command_prints_open_reports_in_clear_and_closes_them(mina: Person) -> None:
    assert "There are no open reports." in run()
    report = a_report(mina, "It hurts.\nA lot.\x1b[2J")

    said = run()
    assert str(report.pk) in said
    assert "reported: You can do it." in said
    assert "because: It hurts." in said
    assert "because: A lot.[2J" in said
    assert str(mina.pk) not in said
    told = json.loads(run("--json"))["reports"]
    assert [(one["id"], one["kind"], one["words"]) for one in told] == [
        (str(report.pk), "remark", "It hurts.\nA lot.\x1b[2J")
    ]

    for _ in range(2):
        assert "Closed." in run("--close", str(report.pk))
    assert "There are no open reports." in run()


def test_an_id_that_is_none_is_said_so() -> None:
    for wrong in (str(uuid7()), "x"):
        assert CliRunner().invoke(whole_command(), ["reports", "--close", wrong]).exit_code == 2
    assert not close_report(UUID(int=0), now=make.NOON)


def test_what_was_closed_is_forgotten_after_ninety_days(mina: Person) -> None:
    report = a_report(mina)
    a_report(mina)
    close_report(report.pk, now=make.NOON - DAY)  # a clock that went back
    assert Report.objects.get(pk=report.pk).closed_at == make.NOON

    assert forget_closed_reports(now=make.NOON + REPORT_KEPT_DAYS * DAY) == 0
    assert forget_closed_reports(now=make.NOON + (REPORT_KEPT_DAYS + 1) * DAY) == 1
    assert tidy()["reports_cleared"] == 0
    assert Report.objects.count() == 1


def test_it_is_sealed_with_the_reporters_key(mina: Person) -> None:
    report = a_report(mina, "zwieback")

    assert "zwieback" not in str(Report.objects.filter(pk=report.pk).values().get())


@pytest.mark.parametrize("wrong", [{"kind": "everything"}, {"closed_at": make.NOON - DAY}])
def test_the_database_refuses_a_report_that_cannot_be(wrong: dict[str, object], mina: Person) -> None:
    a_report(mina)

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(**wrong)
