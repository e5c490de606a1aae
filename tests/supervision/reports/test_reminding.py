"""Reminders: on which days, to whom, once a day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supervision.owing_tasks import dispatch, filled, local, sign
from taizhang.accounts.enums import Role
from taizhang.messages.domain import make_daily_digests
from taizhang.messages.models import DigestItem, Message
from taizhang.supervision.domain.reports.reminding import remind_of_owed
from taizhang.supervision.domain.reports.reporting import report_owed

pytestmark = pytest.mark.django_db


@pytest.fixture
def owing(make_task, clerk, liaison, noon):
    """A long matter under 13710 whose first steps are done; the plan is not filed."""
    [task] = dispatch([make_task(due="2024-12-31")], clerk, noon)
    sign([task], liaison, noon)
    for answers in ("step:deployed", "step:reported"):
        report_owed(task, filled(answers, f"{answers}做了安排"), actor=liaison, as_of=noon)
    return task


def told(day, person):
    """Kind and what is owed of the items laid ready for a person on a day."""
    DigestItem.objects.all().delete()
    remind_of_owed(local(f"{day} 08:00"))
    items = DigestItem.objects.filter(recipient=person).order_by("id")
    return [(item.kind, item.subject.partition("：")[2]) for item in items]


JUNE = "2024年6月报告，2024-06-30到期"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-06-20", []),
        ("2024-06-25", [("report_near", JUNE)]),
        ("2024-06-27", []),
        ("2024-06-29", [("report_near", JUNE)]),
        ("2024-06-30", [("report_near", JUNE)]),
        ("2024-07-01", [("report_late", JUNE)]),
        ("2024-07-05", []),
        ("2024-07-07", [("report_late", JUNE)]),
    ],
)
def test_periodic_report_is_reminded_of_on_the_days_of_its_mechanism(owing, liaison, day, expected):
    assert [each for each in told(day, liaison) if "报告" in each[1]] == expected


def test_step_is_reminded_of_when_near_on_its_day_and_when_late(owing, liaison):
    plan = "一个月内报送推进方案，2024-07-03到期"
    spoken = {
        day: [kind for kind, said in told(f"2024-07-{day:02}", liaison) if said == plan]
        for day in (1, 2, 3, 4, 5, 6, 10)
    }
    late = ["report_late"]
    near = ["report_near"]
    assert spoken == {1: [], 2: near, 3: near, 4: late, 5: [], 6: late, 10: late}


def test_leader_hears_of_what_is_late_only(owing, make_person, appoint, science):
    leader = make_person("zhouyang", name="周洋")
    appoint(leader, science, Role.UNIT_LEADER)
    assert told("2024-06-30", leader) == []
    assert told("2024-07-01", leader) == [("report_escalated", JUNE)]


def test_unit_without_a_liaison_is_told_through_its_leader(
    owing, liaison, make_person, appoint, science
):
    leader = make_person("zhouyang", name="周洋")
    appoint(leader, science, Role.UNIT_LEADER)
    liaison.memberships.update(ends=date(2024, 6, 1))
    assert told("2024-06-30", leader) == [("report_near", JUNE)]


def test_reported_period_is_not_reminded_of(owing, liaison):
    when = local("2024-06-26 10:00")
    report_owed(owing, filled("period:1", "主体封顶并开始安装调试"), actor=liaison, as_of=when)
    assert told("2024-06-29", liaison) == []


def test_asked_twice_on_one_day_nothing_is_told_twice(owing, liaison):
    remind_of_owed(local("2024-06-30 08:00"))
    remind_of_owed(local("2024-06-30 08:10"))
    assert DigestItem.objects.filter(recipient=liaison).count() == 1


def test_digest_of_the_day_carries_the_reminders(owing, liaison):
    Message.objects.all().delete()
    make_daily_digests(as_of=local("2024-06-30 09:00"))
    assert Message.objects.filter(recipient=liaison).count() == 1
    assert "2024年6月报告" in DigestItem.objects.get(recipient=liaison).subject


def test_reminders_of_many_tasks_take_as_many_queries_as_of_one(make_task, clerk, liaison, noon):
    counts = []
    for more in (1, 11):
        tasks = dispatch([make_task(due="2024-12-31") for _ in range(more)], clerk, noon)
        sign(tasks, liaison, noon)
        with CaptureQueriesContext(connection) as queries:
            remind_of_owed(local("2024-06-30 08:00"))
        counts.append(len(queries))
        DigestItem.objects.all().delete()
    assert counts[0] == counts[1]
