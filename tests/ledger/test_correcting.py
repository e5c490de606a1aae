"""Corrections of tasks: title, units, targets, dates before the dispatch; with a reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ledger.road import as_sent, now
from taizhang.ledger.domain.closing import request_closure
from taizhang.ledger.domain.correcting import NEW_TARGET, Correction, correct_task
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import (
    ActInputError,
    ActNotAllowedError,
    DateFixedError,
    TaskStateError,
)
from taizhang.ledger.domain.reports import FileInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer, Goal
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Target
from taizhang.messages.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def correct(clerk, noon):
    def correct(task, **parts):
        return correct_task(task, Correction(**parts), reason="原文有误", actor=clerk, as_of=noon)

    return correct


def test_title_is_corrected_and_said(make_task, correct):
    task = make_task()
    correct(task, title="新的任务名称")
    assert now(task).title == "新的任务名称"
    assert as_sent(task) == "更正任务：原文有误"


def test_what_does_not_differ_is_no_correction(make_task, correct):
    task = make_task()
    same = now(task)
    with pytest.raises(ActInputError, match="没有变化"):
        correct(task, title=same.title, units=same.units, targets=same.targets)


def test_signature_stays_with_the_unit_that_stays(
    make_task, correct, clerk, liaison, other_liaison, industry, noon
):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    correct(task, units=[*now(task).units, Answer(industry.pk, "support", "市工信局")])
    assert [answer.signed_at for answer in now(task).units] == [noon, None]
    assert Message.objects.filter(recipient=other_liaison, kind="corrected").exists()


def test_new_target_gets_a_key_never_used(make_task, correct):
    task = make_task()
    correct(task, targets=[])
    correct(task, targets=[Goal(NEW_TARGET, "引进项目", "range", Decimal(3), Decimal(5), "个")])
    assert [goal.key for goal in now(task).targets] == [2]
    assert Target.objects.filter(task=task).count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"op": "?"},
        {"indicator": " "},
        {"value": Decimal("1e30")},
        {"value_max": Decimal(3)},
        {"op": "range", "value_max": Decimal(3)},
        {"key": 7},
        {"unit": "家" * 33},
    ],
)
def test_target_that_cannot_be_used_is_refused(make_task, correct, change):
    task = make_task()
    with pytest.raises(ActInputError):
        correct(task, targets=[replace(now(task).targets[0], **change)])


def test_dispatched_task_keeps_an_answering_unit(make_task, correct, clerk, science, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    with pytest.raises(ActInputError, match="至少要留一个"):
        correct(task, units=[Answer(science.pk, "support", "市科技局")])


def test_unknown_unit_is_refused(make_task, correct):
    with pytest.raises(ActInputError, match="没有“市某局”"):
        correct(make_task(), units=[Answer(40_404, "lead", "市某局")])


def test_task_under_review_is_not_corrected(make_task, correct, clerk, liaison, noon, make_file):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    report = ReportInput("完成", files=[FileInput(make_file(), "证明.pdf")])
    request_closure(task, report, actor=liaison, as_of=noon)
    with pytest.raises(TaskStateError, match="待审核"):
        correct(task, title="x")


def test_liaison_may_not_correct(make_task, liaison, noon):
    with pytest.raises(ActNotAllowedError):
        correct_task(make_task(), Correction(title="x"), reason="x", actor=liaison, as_of=noon)


def test_correction_needs_a_reason(make_task, clerk, noon):
    with pytest.raises(ActInputError, match="更正理由"):
        correct_task(make_task(), Correction(title="x"), reason="", actor=clerk, as_of=noon)


def moved(goal, day="2024-12-31"):
    return replace(goal, deadline=date.fromisoformat(day))


def test_dates_are_corrected_before_the_dispatch(make_task, correct):
    task = make_task()
    correct(task, due=date(2024, 9, 30), targets=[moved(now(task).targets[0])])
    assert now(task).due == date(2024, 9, 30)
    assert now(task).targets[0].deadline == date(2024, 12, 31)
    assert as_sent(task) == "更正目标、完成时限：原文有误"
    correct(task, due=None)
    assert now(task).due is None
    assert verify().holds


def test_dates_of_a_dispatched_task_move_by_an_extension_only(make_task, correct, clerk, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    before = now(task)
    [goal] = before.targets
    anew = replace(moved(goal), key=NEW_TARGET)
    for parts in (
        {"due": date(2024, 9, 30)},
        {"due": None},
        {"targets": [moved(goal)]},
        {"targets": [replace(goal, deadline=None)]},
        {"targets": [anew]},
    ):
        with pytest.raises(
            DateFixedError, match=r"T\d+ 已经交办，.*请由责任单位申请延期。"
        ) as refused:
            correct(task, **parts)
        assert refused.value.field == next(iter(parts))
    assert now(task) == before


def test_other_parts_of_a_dispatched_task_are_corrected_as_before(make_task, correct, clerk, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    [goal] = now(task).targets
    more = Goal(NEW_TARGET, "引进项目", ">=", Decimal(3), unit="个", deadline=date(2024, 9, 30))
    correct(task, due=now(task).due, targets=[replace(goal, value=Decimal(150)), more], title="新")
    assert [each.value for each in now(task).targets] == [150, 3]
