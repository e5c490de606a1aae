"""The road to closing, act by act: what each does, who may not, in which state not."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ledger.road import now
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.closing import (
    accept_closure,
    reopen_task,
    request_closure,
    return_closure,
)
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import (
    ActInputError,
    ActNotAllowedError,
    OwnSubmissionError,
    TaskStateError,
)
from taizhang.ledger.domain.remarking import remark_on_task
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.enums import Grade, UnitRole
from taizhang.ledger.models import Event, Figure
from taizhang.messages.models import Message

pytestmark = pytest.mark.django_db

FIGURE = FigureInput(1, Decimal("62"), date(2024, 6, 3))


@pytest.fixture
def dispatched(make_task, clerk, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    return task


@pytest.fixture
def underway(dispatched, liaison, noon):
    sign_for_task(dispatched, actor=liaison, as_of=noon)
    return dispatched


@pytest.fixture
def closing(underway, liaison, noon):
    report = ReportInput("已培育 140 家", figures=[FIGURE])
    request_closure(underway, report, actor=liaison, as_of=noon)
    return underway


@pytest.fixture
def closed(closing, clerk, noon):
    accept_closure(closing, grade=Grade.GOOD, actor=clerk, as_of=noon)
    return closing


def test_dispatch_puts_the_task_into_the_inbox_of_the_unit(make_task, clerk, liaison, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    assert now(task).state == "dispatched"
    assert now(task).dispatched_at == noon
    message = Message.objects.get(recipient=liaison)
    assert task.get_absolute_url() == message.url
    assert "加大创新主体培育力度" in message.subject


def test_many_dispatched_tasks_are_one_message_a_person(make_task, clerk, liaison, noon):
    dispatch_tasks([make_task(), make_task()], actor=clerk, as_of=noon)
    assert Message.objects.get(recipient=liaison).subject == "请签收 2 项任务"


def test_dispatch_of_one_unfit_task_dispatches_none(make_task, clerk, noon, science):
    fit = make_task()
    unfit = make_task(units=(Answer(science.pk, UnitRole.SUPPORT, "市科技局"),))
    with pytest.raises(ActInputError, match=unfit.number):
        dispatch_tasks([fit, unfit], actor=clerk, as_of=noon)
    assert now(fit).state == "confirmed"


def test_dispatched_task_is_not_dispatched_again(dispatched, clerk, noon):
    with pytest.raises(TaskStateError, match="待签收.*不能交办"):
        dispatch_tasks([dispatched], actor=clerk, as_of=noon)


def test_liaison_may_not_dispatch(make_task, liaison, noon):
    with pytest.raises(ActNotAllowedError):
        dispatch_tasks([make_task()], actor=liaison, as_of=noon)


def test_signature_stands_on_the_unit_and_the_task(underway, noon, science):
    assert now(underway).state == "underway"
    assert now(underway).answer_of(science.pk).signed_at == noon


def test_each_unit_signs_for_itself(
    make_task, clerk, liaison, other_liaison, science, industry, noon
):
    task = make_task(
        units=(Answer(science.pk, "lead", "市科技局"), Answer(industry.pk, "support", "市工信局"))
    )
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=other_liaison, as_of=noon)
    assert now(task).state == "dispatched", "a supporting unit does not start the task"
    sign_for_task(task, actor=liaison, as_of=noon)
    assert now(task).state == "underway"
    assert [answer.signed_at for answer in now(task).units] == [noon, noon]


def test_second_signature_of_a_unit_is_refused(underway, liaison, noon):
    with pytest.raises(TaskStateError, match="已经签收"):
        sign_for_task(underway, actor=liaison, as_of=noon)


def test_other_unit_learns_nothing_about_the_task(dispatched, other_liaison, noon):
    with pytest.raises(ActNotAllowedError, match="没有任务 .*或者您无权查看"):
        sign_for_task(dispatched, actor=other_liaison, as_of=noon)


def test_report_before_signing_is_refused(dispatched, liaison, noon):
    with pytest.raises(TaskStateError, match="只有“办理中”"):
        report_progress(dispatched, ReportInput("进展"), actor=liaison, as_of=noon)


def test_report_moves_progress_share_and_figures(underway, liaison, noon):
    report = ReportInput("已培育 62 家", percent=45, figures=[FIGURE])
    report_progress(underway, report, actor=liaison, as_of=noon)
    task = now(underway)
    assert (task.progress, task.percent, task.reported_at) == ("已培育 62 家", 45, noon)
    assert Figure.objects.get(task=underway).value == 62


def test_report_without_a_share_keeps_the_last_one(underway, liaison, noon):
    report_progress(underway, ReportInput("一", percent=45), actor=liaison, as_of=noon)
    report_progress(underway, ReportInput("二"), actor=liaison, as_of=noon)
    assert now(underway).percent == 45


@pytest.mark.parametrize(
    ("report", "field"),
    [
        (ReportInput(), "text"),
        (ReportInput("x", percent=101), "percent"),
        (ReportInput(figures=[FigureInput(9, Decimal(1), date(2024, 6, 3))]), "figures"),
        (ReportInput(figures=[FigureInput(1, Decimal(1), date(2024, 6, 4))]), "figures"),
        (
            ReportInput(figures=[FigureInput(1, Decimal("NaN"), date(2024, 6, 3))]),
            "figures",
        ),
        (ReportInput("字" * 20_001), "text"),
    ],
)
def test_report_that_cannot_be_used_names_the_field(underway, liaison, noon, report, field):
    with pytest.raises(ActInputError) as caught:
        report_progress(underway, report, actor=liaison, as_of=noon)
    assert caught.value.field == field
    assert not Event.objects.filter(task=underway, type="reported").exists()


def test_closing_without_evidence_is_refused(underway, liaison, noon):
    with pytest.raises(ActInputError, match="佐证"):
        request_closure(underway, ReportInput("已完成"), actor=liaison, as_of=noon)
    with pytest.raises(ActInputError, match="办理结果"):
        request_closure(underway, ReportInput(figures=[FIGURE]), actor=liaison, as_of=noon)


def test_figure_reported_before_is_evidence(underway, liaison, noon):
    report_progress(underway, ReportInput(figures=[FIGURE]), actor=liaison, as_of=noon)
    request_closure(underway, ReportInput("已完成"), actor=liaison, as_of=noon)
    assert now(underway).state == "closing"


def test_closing_request_reaches_the_supervision_office(closing, clerk, liaison):
    assert now(closing).closure_requested_by_id == liaison.pk
    assert Message.objects.filter(recipient=clerk, kind="closure_requested").count() == 1


def test_only_the_lead_asks_to_close(
    make_task, clerk, liaison, other_liaison, science, industry, noon
):
    task = make_task(
        units=(
            Answer(science.pk, "lead", "市科技局"),
            Answer(industry.pk, "responsible", "市工信局"),
        )
    )
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=other_liaison, as_of=noon)
    report = ReportInput("已完成", figures=[FIGURE])
    with pytest.raises(ActNotAllowedError):
        request_closure(task, report, actor=other_liaison, as_of=noon)
    request_closure(task, report, actor=liaison, as_of=noon)


def test_accepted_task_is_closed_with_its_grade(closed, liaison, noon):
    task = now(closed)
    assert (task.state, task.grade, task.closed_at) == ("closed", "good", noon)
    assert Message.objects.filter(recipient=liaison, kind="closure_accepted").count() == 1


def test_acceptance_needs_a_known_grade(closing, clerk, noon):
    with pytest.raises(ActInputError, match="等次"):
        accept_closure(closing, grade="super", actor=clerk, as_of=noon)


def test_returned_request_is_underway_again(closing, clerk, liaison, noon):
    return_closure(closing, reason="附件不清楚", actor=clerk, as_of=noon)
    assert now(closing).state == "underway"
    assert now(closing).closure_requested_by_id is None
    assert Message.objects.get(recipient=liaison, kind="closure_returned").body == "附件不清楚"


@pytest.mark.parametrize("act", [return_closure, reopen_task])
def test_return_and_reopen_need_a_reason(act, request, clerk, noon):
    name = "closing" if act is return_closure else "closed"
    with pytest.raises(ActInputError, match="没有填写"):
        act(request.getfixturevalue(name), reason=" \x00", actor=clerk, as_of=noon)


def test_reopened_task_loses_grade_and_closing(closed, clerk, noon):
    reopen_task(closed, reason="复核发现数据不实", actor=clerk, as_of=noon + timedelta(days=1))
    task = now(closed)
    assert (task.state, task.grade, task.closed_at) == ("underway", "", None)


def test_nobody_accepts_what_they_submitted_under_another_role(
    underway, make_person, appoint, science, liaison, noon
):
    both = make_person("zhang", Role.CLERK)
    appoint(both, science)
    report_progress(underway, ReportInput(figures=[FIGURE]), actor=both, as_of=noon)
    request_closure(underway, ReportInput("已完成"), actor=liaison, as_of=noon)
    with pytest.raises(OwnSubmissionError):
        accept_closure(underway, grade=Grade.GOOD, actor=both, as_of=noon)
    with pytest.raises(OwnSubmissionError):
        return_closure(underway, reason="x", actor=both, as_of=noon)


def test_former_liaison_does_not_accept_the_old_request(closing, liaison, noon):
    liaison.roles = [Role.CLERK]
    liaison.save()
    liaison.memberships.update(ends=noon.date())
    with pytest.raises(OwnSubmissionError):
        accept_closure(closing, grade=Grade.GOOD, actor=liaison, as_of=noon + timedelta(days=30))


def test_only_a_city_leader_remarks(underway, make_person, clerk, liaison, noon):
    leader = make_person("mayor", Role.CITY_LEADER, name="陈市长")
    remark_on_task(underway, text="请抓紧", actor=leader, as_of=noon)
    assert Message.objects.get(recipient=liaison, kind="remarked").body == "陈市长批示：请抓紧"
    with pytest.raises(ActNotAllowedError):
        remark_on_task(underway, text="请抓紧", actor=clerk, as_of=noon)


def test_refused_act_changes_nothing(dispatched, liaison, noon):
    before = (Event.objects.count(), Message.objects.count())
    with pytest.raises(TaskStateError):
        report_progress(dispatched, ReportInput("x"), actor=liaison, as_of=noon)
    assert (Event.objects.count(), Message.objects.count()) == before
