"""Jobs and screens that save one after the other: killed anywhere, run again they finish."""
# ruff: noqa: F811 - fixtures are asked for by their names

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from supervision.asking import go_through
from supervision.crash.killing import kill_at_every_step
from supervision.owing_tasks import dispatch
from supervision.planning.test_recomputing import LATER, enter_notice, make_waiting  # noqa: F401 - fixtures
from supervision.reports.test_report_pages import boxes, several
from taizhang.accounts.domain.system import system_person
from taizhang.messages.domain import make_daily_digests
from taizhang.messages.models import Digest
from taizhang.supervision.domain.clocks.days import start_of_day
from taizhang.supervision.domain.lights.recording import record_lights
from taizhang.supervision.domain.planning import recomputing
from taizhang.supervision.domain.planning.recomputing import recompute_provisional
from taizhang.supervision.domain.requests.suspending import resume_due
from taizhang.supervision.views.owed_items import save_sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DAY = timedelta(days=1)


def test_lights_of_the_days_that_are_over(make_task):
    recorded = [make_task(title=f"任务{n}").events.get().recorded_at for n in range(2)]
    day = timezone.localtime(recorded[0]).date()
    record_lights(as_of=start_of_day(day + DAY))
    ended = kill_at_every_step(lambda: record_lights(as_of=start_of_day(day + 35 * DAY)))
    assert ended.commits == 1


def test_recomputing_batch_by_batch(make_waiting, enter_notice, liaison, monkeypatch):
    monkeypatch.setattr(recomputing, "BATCH", 1)
    make_waiting(2)
    enter_notice(last=date(2027, 1, 5))
    system = system_person(as_of=LATER)
    ended = kill_at_every_step(
        lambda: recompute_provisional(text="放假安排已录入", actor=system, as_of=LATER)
    )
    assert ended.commits == 2


def test_resuming_task_by_task(underway, liaison, leader, clerk, noon):
    people = {"liaison": liaison, "leader": leader, "clerk": clerk}
    until = noon + 10 * DAY
    for _ in range(2):
        go_through(underway(), "suspension", **people, as_of=noon, until=until.date())
    ended = kill_at_every_step(lambda: resume_due(as_of=until), writes=3)
    assert ended.commits >= 2


def test_reminders_and_the_digest_of_a_day(underway, liaison, leader, noon):
    for _ in range(2):
        underway()
    morning = datetime(2024, 6, 7, 1, 0, tzinfo=UTC)  # 三日内反馈 was due the day before
    ended = kill_at_every_step(lambda: make_daily_digests(as_of=morning))
    assert ended.commits == 1
    assert not Digest.objects.exists()


def test_three_reports_sent_with_one_page(make_task, clerk, liaison):
    now = timezone.now()
    tasks = [make_task(title=f"任务{n}", due="2099-12-31") for n in range(3)]
    dispatch(tasks, clerk, now)
    sent = several(*(boxes(task, f"张三{task.pk}", "分三步") for task in tasks))

    def work():
        save_sent(RequestFactory().post("/", sent), liaison, now)

    assert kill_at_every_step(work, writes=5).commits == 3
