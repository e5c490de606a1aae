"""Two people issue at the same moment, and a process is killed while it issues or draws."""

import threading
import time
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from reporting.bulletins.walking import draft, issue
from supervision.crash.killing import kill_at_every_step
from taizhang.reporting.domain.bulletins import drawing
from taizhang.reporting.domain.bulletins.answering import answer_bulletin
from taizhang.reporting.domain.bulletins.drafting import redraft_bulletin
from taizhang.reporting.domain.bulletins.drawing import draw_pdf
from taizhang.reporting.domain.bulletins.issuing import issue_bulletin
from taizhang.reporting.domain.bulletins.reviewing import review_bulletin
from taizhang.reporting.domain.errors import BulletinError, BulletinStateError
from taizhang.reporting.domain.periods import read_period
from taizhang.reporting.models import Bulletin, BulletinAct, BulletinDrawing, NamedUnit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
_WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
YEAR = timezone.localdate().year


@pytest.fixture
def behind(city):
    task = city.start(city.task(("培育高新技术企业", ">=", 140)))
    city.report(task, 20)
    return task


@pytest.fixture
def reviewed(behind, clerk, head):
    """A function that drafts the bulletin of a period and has it reviewed."""

    def make(period="2024-H1"):
        made = draft(clerk, period=read_period(period))
        review_bulletin(made, seen=made.digest, actor=head, as_of=timezone.now())
        return made

    return make


def at_once(held, *acts):
    """Start acts while somebody holds rows by a statement, then let them go: what each returned,
    or the error that it was refused with."""
    results = [None] * len(acts)
    threads = [threading.Thread(target=_run, args=each) for each in _numbered(acts, results)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(held)
        for number, thread in enumerate(threads, start=1):
            thread.start()
            _wait_for(number)
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "an act waits for ever"
    broken = [each for each in results if isinstance(each, Exception)]
    assert all(isinstance(each, BulletinError) for each in broken), results
    return results


def _numbered(acts, results):
    return [(act, results, place) for place, act in enumerate(acts)]


def _run(act, results, place):
    try:
        results[place] = act()
    except Exception as error:
        results[place] = error
    finally:
        connection.close()


def _wait_for(number):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(_WAITING)
            if cursor.fetchone() == (number,):
                return
        time.sleep(0.01)
    raise AssertionError("an act never came so far")


def issuing(bulletin, actor):
    return partial(
        issue_bulletin, bulletin, seen=bulletin.digest, actor=actor, as_of=timezone.now()
    )


HOLD_BULLETINS = "SELECT id FROM reporting_bulletin FOR UPDATE"


def test_two_people_issue_the_same_draft_and_one_wins(reviewed, clerk, head):
    bulletin = reviewed()
    won, lost = at_once(HOLD_BULLETINS, issuing(bulletin, clerk), issuing(bulletin, head))
    assert won.number == f"督通〔{YEAR}〕1号"
    assert isinstance(lost, BulletinStateError)
    assert BulletinAct.objects.filter(kind="issued").count() == 1
    assert BulletinDrawing.objects.count() == 1


def test_two_drafts_issued_at_once_have_numbers_without_a_gap(reviewed, clerk, head):
    first, second, third = (reviewed(period) for period in ("2024-04", "2024-05", "2024-06"))
    issuing(first, clerk)()  # the year's row is there, and can be held
    held = "SELECT id FROM reporting_bulletinseries FOR UPDATE"
    at_once(held, issuing(second, clerk), issuing(third, head))
    numbers = set(Bulletin.objects.values_list("number", flat=True))
    assert numbers == {f"督通〔{YEAR}〕{serial}号" for serial in (1, 2, 3)}


def test_the_first_two_of_a_year_are_issued_at_once(reviewed, clerk, head):
    one, other = reviewed("2024-05"), reviewed("2024-06")
    found = at_once(HOLD_BULLETINS, issuing(one, clerk), issuing(other, head))
    assert {each.number for each in found} == {f"督通〔{YEAR}〕{serial}号" for serial in (1, 2)}


def test_issuing_and_drafting_again(reviewed, clerk, head):
    def again(bulletin):
        return partial(redraft_bulletin, bulletin, actor=clerk, as_of=timezone.now())

    for place, period in enumerate(("2024-05", "2024-06")):
        bulletin = reviewed(period)
        acts = [issuing(bulletin, head), again(bulletin)]
        won, lost = at_once(HOLD_BULLETINS, *(acts if place == 0 else reversed(acts)))
        assert not isinstance(won, Exception)
        assert isinstance(lost, BulletinStateError)
        bulletin.refresh_from_db()
        assert (bulletin.state, bulletin.number != "") == (
            ("issued", True) if place == 0 else ("draft", False)
        )


def test_two_drafts_of_the_same_period_are_begun_at_once(behind, clerk, head):
    held = "SELECT pg_advisory_xact_lock(8132732)"
    made, refused = at_once(held, partial(draft, clerk), partial(draft, head))
    assert refused.code == "draft_exists"
    assert Bulletin.objects.get() == made


def test_two_people_of_a_unit_answer_at_once(
    reviewed, clerk, liaison, science, appoint, make_person
):
    bulletin = issuing(reviewed(), clerk)()
    other = make_person("liaison2")
    appoint(other, science)

    def answer(actor, text):
        now = timezone.now()
        return partial(answer_bulletin, bulletin, science.pk, text=text, actor=actor, as_of=now)

    _won, lost = at_once(HOLD_BULLETINS, answer(liaison, "甲"), answer(other, "乙"))
    assert lost.code == "already_answered"
    assert NamedUnit.objects.get().answer == "甲"


def test_what_fails_after_the_number_was_taken_gives_it_back(reviewed, clerk, settings, tmp_path):
    first, second = reviewed("2024-05"), reviewed("2024-06")
    good = settings.MEDIA_ROOT
    (tmp_path / "file").write_text("a file where the folder of files should be")
    settings.MEDIA_ROOT = tmp_path / "file"
    with pytest.raises(OSError, match="file"):
        issuing(first, clerk)()
    settings.MEDIA_ROOT = good
    first.refresh_from_db()
    assert (first.state, first.number) == ("reviewed", "")
    assert issuing(second, clerk)().number == f"督通〔{YEAR}〕1号"


def test_issuing_is_killed_at_every_step(reviewed, clerk):
    bulletin = reviewed()
    ended = kill_at_every_step(issuing(bulletin, clerk), refused=BulletinStateError)
    assert ended.commits == 1


def _in_place_of_the_library(printed):
    """What is drawn does not matter to who is killed; `test_bulletin_pdf` draws in the child."""
    return f"%PDF-1.7 {printed.number}".encode()


def test_drawing_is_killed_at_every_step(behind, clerk, head, monkeypatch):
    monkeypatch.setattr(drawing, "pdf_bytes", _in_place_of_the_library)
    bulletin = issue(draft(clerk), reviewer=head, issuer=clerk)
    now = timezone.now()  # the copy keeps the moment of its file
    ended = kill_at_every_step(lambda: draw_pdf(bulletin.pk, clock=lambda: now))
    assert ended.commits == 2
