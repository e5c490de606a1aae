"""Suspension: the clock stops until a day that is always set, then due dates move by the pause."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ledger.road import as_sent
from supervision.asking import ASKED, DAY, go_through, state_of, suspend
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event
from taizhang.messages.models import Message
from taizhang.supervision.domain.clocks.clock import clock_at
from taizhang.supervision.domain.requests.deciding import grant_request
from taizhang.supervision.domain.requests.errors import ClockStoppedError
from taizhang.supervision.domain.requests.suspending import (
    request_suspension,
    resume_clock,
    resume_due,
)

pytestmark = pytest.mark.django_db

JUNE_20 = date(2024, 6, 20)


@pytest.fixture
def task(underway):
    return underway()


@pytest.fixture
def suspended(task, liaison, leader, clerk, noon):
    people = {"liaison": liaison, "leader": leader, "clerk": clerk}
    go_through(task, "suspension", **people, as_of=noon, until=JUNE_20)
    return task


def deadline_of(task):
    return timezone.localdate(state_of(task).deadline - timedelta(seconds=1))


def test_clock_stands_from_the_decision_on(suspended, noon):
    assert clock_at(state_of(suspended), noon + 60 * DAY) == "suspended"
    stop = state_of(suspended).stops[-1]
    assert (stop.starts, stop.ends, stop.until) == (date(2024, 6, 3), None, JUNE_20)
    assert as_sent(suspended) == "同意挂账，2024年6月20日再议"


def test_office_resumes_and_dates_move_by_the_days_of_the_pause(suspended, clerk, liaison, noon):
    resume_clock(suspended, text="已具备条件", actor=clerk, as_of=noon + 10 * DAY)
    assert deadline_of(suspended) == date(2024, 6, 30) + 10 * DAY
    assert "deployed" in {duty.key for duty in state_of(suspended).unmet}
    assert "suspension_resumed" in Message.objects.filter(recipient=liaison).values_list(
        "kind", flat=True
    )
    assert verify().first_broken is None
    with pytest.raises(ClockStoppedError, match="没有挂账"):
        resume_clock(suspended, actor=clerk, as_of=noon + 10 * DAY)


def test_unit_does_not_resume(suspended, liaison, leader, noon):
    for person in (liaison, leader):
        with pytest.raises(ActNotAllowedError):
            resume_clock(suspended, actor=person, as_of=noon)


def test_nothing_is_asked_while_the_clock_stands(suspended, leader, noon):
    with pytest.raises(ClockStoppedError, match="正在挂账"):
        suspend(suspended, actor=leader, as_of=noon)


def test_job_resumes_on_the_day_and_once(suspended, task, noon):
    the_day = noon + 17 * DAY
    assert resume_due(as_of=the_day - DAY) == []
    assert resume_due(as_of=the_day) == [suspended.pk]
    events = Event.objects.filter(task=task).count()
    assert resume_due(as_of=the_day) == []
    assert Event.objects.filter(task=task).count() == events
    assert Event.objects.filter(task=task).last().actor.username == "system"
    assert state_of(task).stops[-1].ends == date(2024, 6, 19)
    assert deadline_of(task) == date(2024, 6, 30) + 17 * DAY
    assert as_sent(task).startswith("恢复计时，")
    assert "到了再议日期 2024-06-20，自动恢复计时" in as_sent(task)


def test_job_resumes_a_task_that_a_county_keeps(
    underway, county, county_clerk, liaison, leader, noon
):
    task = underway(keeper=county)
    suspend(task, JUNE_20, actor=leader, as_of=noon)
    grant_request(task, actor=county_clerk, as_of=noon)
    assert resume_due(as_of=noon + 20 * DAY) == [task.pk]


@pytest.mark.parametrize(
    ("until", "sentence"),
    [(date(2024, 6, 3), "不晚于"), (date(2025, 6, 4), "不能晚于 2025-06-03")],
)
def test_day_to_look_again_lies_ahead_within_a_year(task, liaison, noon, until, sentence):
    with pytest.raises(ActInputError, match=sentence):
        suspend(task, until, actor=liaison, as_of=noon)


def test_unknown_cause_is_refused(task, liaison, noon):
    with pytest.raises(ActInputError, match="请选择挂账的原因"):
        request_suspension(
            task, cause="mood", until=JUNE_20, asked=ASKED, actor=liaison, as_of=noon
        )


def test_office_may_set_another_day_but_not_one_that_is_past(task, liaison, leader, clerk, noon):
    suspend(task, JUNE_20, actor=leader, as_of=noon)
    with pytest.raises(ActInputError, match="不晚于"):
        grant_request(task, actor=clerk, as_of=noon + 30 * DAY)
    grant_request(task, day=date(2024, 8, 1), actor=clerk, as_of=noon + 30 * DAY)
    assert state_of(task).stops[-1].until == date(2024, 8, 1)
