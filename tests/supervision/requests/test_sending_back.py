"""Sending back: other units get the task, their clock begins anew, the business time goes on."""

from datetime import date

import pytest

from ledger.road import as_sent, now
from supervision.asking import DAY, send_back, state_of
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.domain.verification import verify
from taizhang.messages.models import Message
from taizhang.supervision.domain.clocks.clock import clock_at
from taizhang.supervision.domain.requests.deciding import (
    grant_request,
    grant_requests,
    refuse_request,
)
from taizhang.supervision.domain.requests.sending_back import late_warnings

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(underway):
    return underway()


def test_granted_the_suggested_unit_has_it_and_its_clock_begins_anew(
    task, leader, clerk, industry, other_liaison, noon
):
    before = state_of(task)
    send_back(task, [industry.pk], actor=leader, as_of=noon + DAY)
    assert clock_at(state_of(task), noon + DAY) == "sent_back"
    grant_request(task, actor=clerk, as_of=noon + 2 * DAY)
    state, ledger = state_of(task), now(task)
    assert [(answer.unit_id, answer.role) for answer in ledger.units] == [
        (industry.pk, "responsible")
    ]
    assert (ledger.state, ledger.signed_at) == ("dispatched", None)
    assert state.intake_at == before.intake_at
    assert state.started_at == noon + 2 * DAY
    assert state.duty("deployed").due == before.duty("deployed").due + 2 * DAY
    assert (state.sent_back, state.request, state.signed_at) == (1, None, None)
    sign_for_task(task, actor=other_liaison, as_of=noon + 3 * DAY)
    assert now(task).state == "underway"
    assert verify().first_broken is None


def test_both_the_old_and_the_new_unit_are_told(
    task, leader, liaison, clerk, industry, other_liaison, noon
):
    send_back(task, [industry.pk], actor=leader, as_of=noon)
    grant_request(task, text="依三定规定", actor=clerk, as_of=noon)
    told = Message.objects.filter(recipient=liaison, kind="send_back_granted").get()
    assert told.body == "改由市工信局承办。依三定规定。"
    assert Message.objects.filter(recipient=other_liaison, kind="dispatched").count() == 1


def test_suggestion_takes_the_role_of_the_one_that_asked_and_others_stay(
    make_unit, underway, leader, clerk, industry, science, noon
):
    finance = make_unit("市财政局")
    units = (Answer(science.pk, "lead", "市科技局"), Answer(finance.pk, "support", "市财政局"))
    task = underway(units=units)
    send_back(task, [industry.pk], actor=leader, as_of=noon)
    grant_request(task, actor=clerk, as_of=noon)
    assert [(each.name, each.role) for each in now(task).units] == [
        ("市工信局", "lead"),
        ("市财政局", "support"),
    ]


def test_without_a_suggestion_the_office_names_the_units(task, leader, clerk, industry, noon):
    send_back(task, actor=leader, as_of=noon)
    with pytest.raises(ActInputError, match="没有建议单位"):
        grant_request(task, actor=clerk, as_of=noon)
    with pytest.raises(ActInputError, match=f"{task.number}：.*没有建议单位"):
        grant_requests({task.pk: noon}, actor=clerk, as_of=noon)
    units = [Answer(industry.pk, "responsible", "市工信局")]
    grant_request(task, units=units, actor=clerk, as_of=noon)
    assert as_sent(task) == "同意回退，改由市工信局承办"


def test_units_it_goes_to_may_get_a_later_day(task, leader, clerk, industry, noon):
    send_back(task, [industry.pk], actor=leader, as_of=noon)
    for day in (date(2024, 6, 30), date(2024, 6, 1)):
        with pytest.raises(ActInputError, match="应晚于原来的 2024-06-30"):
            grant_request(task, day=day, actor=clerk, as_of=noon)
    grant_request(task, day=date(2024, 8, 31), actor=clerk, as_of=noon + 60 * DAY)
    assert now(task).due == now(task).targets[0].deadline == date(2024, 8, 31)
    state = state_of(task)
    assert state.deadline == state.first_deadline == state.duty("deadline").due
    assert as_sent(task) == "同意回退，改由市工信局承办，完成时限改为2024年8月31日"
    assert verify().first_broken is None


@pytest.mark.parametrize("role", ["support", "responsible"])
def test_unit_that_sent_it_back_answers_for_it_no_more(
    role, task, leader, clerk, industry, science, noon
):
    send_back(task, [industry.pk], actor=leader, as_of=noon)
    units = [Answer(industry.pk, "responsible", "市工信局"), Answer(science.pk, role, "市科技局")]
    if role == "responsible":
        with pytest.raises(ActInputError, match="是申请回退的单位"):
            grant_request(task, units=units, actor=clerk, as_of=noon)
    else:
        grant_request(task, units=units, actor=clerk, as_of=noon)
        assert len(now(task).units) == 2


def test_somebody_must_answer_for_it(task, leader, clerk, industry, noon):
    send_back(task, [industry.pk], actor=leader, as_of=noon)
    for units in ([], [Answer(industry.pk, "support", "市工信局")]):
        with pytest.raises(ActInputError, match="至少要有一个"):
            grant_request(task, units=units, actor=clerk, as_of=noon)
    unknown = [Answer(987_654, "responsible", "市月球局")]
    with pytest.raises(ActInputError, match="已经不存在"):
        grant_request(task, units=unknown, actor=clerk, as_of=noon)


def test_own_or_unknown_units_are_not_suggested(task, leader, science, noon):
    with pytest.raises(ActInputError, match="已经是这项任务的"):
        send_back(task, [science.pk], actor=leader, as_of=noon)
    with pytest.raises(ActInputError, match="不存在"):
        send_back(task, [987_654], actor=leader, as_of=noon)


def test_refused_the_task_stays_where_it_was(task, leader, clerk, industry, noon):
    before = now(task)
    send_back(task, [industry.pk], actor=leader, as_of=noon)
    refuse_request(task, reason="职责在你局", actor=clerk, as_of=noon)
    assert now(task) == before
    assert state_of(task).sent_back == 0


def test_unsigned_task_may_be_sent_back(make_task, clerk, leader, industry, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    send_back(task, [industry.pk], actor=leader, as_of=noon)
    grant_request(task, actor=clerk, as_of=noon)
    assert now(task).units[0].unit_id == industry.pk


@pytest.mark.parametrize(("days", "warned"), [(0, 0), (3, 0), (4, 1)])
def test_late_send_back_warns_after_three_working_days(task, leader, noon, days, warned):
    send_back(task, actor=leader, as_of=noon + days * DAY)  # assigned on Monday 3 June
    assert len(late_warnings(state_of(task), None)) == warned


def test_send_back_after_a_report_warns(task, liaison, leader, noon):
    report_progress(task, ReportInput("已部署"), actor=liaison, as_of=noon + DAY)
    send_back(task, actor=leader, as_of=noon + DAY)
    reported = load_snapshots([task.pk])[task.pk].reported_at
    assert late_warnings(state_of(task), reported) == ["这次交办以后，责任单位已经报告过进展。"]
