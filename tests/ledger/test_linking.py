"""One commitment, several tasks: linked, reported once, never approved by who reported."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ledger.road import as_sent, now
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.closing import accept_closure, request_closure
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError, OwnSubmissionError
from taizhang.ledger.domain.linking import link_tasks, unlink_task
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer, Goal
from taizhang.ledger.enums import Grade
from taizhang.ledger.models import Figure

pytestmark = pytest.mark.django_db

GOAL = Goal(1, "培育高新技术企业", ">=", Decimal(140), unit="家")
FIGURE = FigureInput(1, Decimal("62"), date(2024, 6, 3))


@pytest.fixture
def linked(make_task, clerk, liaison, noon):
    """Two tasks underway; the second counts the same thing under target 2."""
    tasks = [
        make_task(),
        make_task(targets=(replace(GOAL, indicator="其他"), replace(GOAL, key=2))),
    ]
    dispatch_tasks(tasks, actor=clerk, as_of=noon)
    for task in tasks:
        sign_for_task(task, actor=liaison, as_of=noon)
    link_tasks(*tasks, actor=clerk, as_of=noon)
    return tasks


def test_linked_tasks_share_the_first_ones_number(linked):
    assert {now(task).commitment_id for task in linked} == {linked[0].pk}


def test_one_report_serves_all_and_figures_go_where_the_indicator_agrees(linked, liaison, noon):
    report_progress(
        linked[0], ReportInput("已培育 62 家", figures=[FIGURE]), actor=liaison, as_of=noon
    )
    assert [now(task).progress for task in linked] == ["已培育 62 家"] * 2
    assert Figure.objects.get(task=linked[1]).target_key == 2
    assert "同报" in as_sent(linked[1])


def test_report_leaves_linked_tasks_of_other_units_alone(
    linked, make_task, clerk, liaison, other_liaison, industry, noon
):
    foreign = make_task(units=(Answer(industry.pk, "responsible", "市工信局"),))
    dispatch_tasks([foreign], actor=clerk, as_of=noon)
    sign_for_task(foreign, actor=other_liaison, as_of=noon)
    link_tasks(linked[0], foreign, actor=clerk, as_of=noon)
    report_progress(linked[0], ReportInput("已培育"), actor=liaison, as_of=noon)
    assert now(linked[1]).progress == "已培育"
    assert now(foreign).progress == ""


def test_reporter_of_a_linked_task_does_not_accept(
    linked, make_person, appoint, science, liaison, noon
):
    both = make_person("zhang", Role.HEAD)
    appoint(both, science)
    request_closure(
        linked[1],
        ReportInput("已完成", figures=[FigureInput(2, Decimal(140), date(2024, 6, 3))]),
        actor=liaison,
        as_of=noon,
    )
    report_progress(linked[0], ReportInput("由我报告"), actor=both, as_of=noon)
    with pytest.raises(OwnSubmissionError, match="同一承诺"):
        accept_closure(linked[1], grade=Grade.GOOD, actor=both, as_of=noon)


def test_closing_request_is_a_report_on_the_linked_task(linked, liaison, noon):
    report = ReportInput("已完成", figures=[FIGURE])
    request_closure(linked[0], report, actor=liaison, as_of=noon)
    assert [now(task).state for task in linked] == ["closing", "underway"]
    assert now(linked[1]).progress == "已完成"


def test_two_commitments_become_one(linked, make_task, clerk, noon):
    others = [make_task(), make_task()]
    link_tasks(*others, actor=clerk, as_of=noon)
    link_tasks(linked[1], others[1], actor=clerk, as_of=noon)
    assert {now(task).commitment_id for task in [*linked, *others]} == {linked[0].pk}


def test_last_one_left_is_freed_too(linked, clerk, noon):
    unlink_task(linked[1], actor=clerk, as_of=noon)
    assert [now(task).commitment_id for task in linked] == [None, None]


def test_commitment_that_loses_its_first_task_is_named_anew(linked, make_task, clerk, noon):
    third, fourth = make_task(), make_task()
    link_tasks(linked[1], third, actor=clerk, as_of=noon)
    unlink_task(linked[0], actor=clerk, as_of=noon)
    link_tasks(linked[0], fourth, actor=clerk, as_of=noon)
    assert now(linked[1]).commitment_id == now(third).commitment_id == linked[1].pk
    assert now(linked[0]).commitment_id == now(fourth).commitment_id == linked[0].pk


def test_task_is_not_linked_to_itself_or_twice(linked, clerk, noon):
    with pytest.raises(ActInputError, match="自己"):
        link_tasks(linked[0], linked[0], actor=clerk, as_of=noon)
    with pytest.raises(ActInputError, match="已经是同一承诺"):
        link_tasks(linked[1], linked[0], actor=clerk, as_of=noon)


def test_liaison_may_not_link_or_unlink(linked, make_task, liaison, noon):
    with pytest.raises(ActNotAllowedError):
        link_tasks(linked[0], make_task(), actor=liaison, as_of=noon)
    with pytest.raises(ActNotAllowedError):
        unlink_task(linked[0], actor=liaison, as_of=noon)
