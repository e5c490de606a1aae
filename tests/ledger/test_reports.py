"""The parts that a report must have, and what it answers."""

import json

import pytest

from ledger.road import as_sent, now
from taizhang.ledger.domain.closing import request_closure
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.linking import link_tasks
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FileInput, ReportInput, ReportPart
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event

pytestmark = pytest.mark.django_db

PARTS = (ReportPart("采取的措施", "成立专班。"), ReportPart("目前进展", " "))


@pytest.fixture
def underway(make_task, clerk, liaison, noon):
    def make():
        task = make_task()
        dispatch_tasks([task], actor=clerk, as_of=noon)
        sign_for_task(task, actor=liaison, as_of=noon)
        return task

    return make


def last_payload(task):
    return json.loads(Event.objects.filter(task=task).last().payload)


def test_parts_are_kept_under_their_names_and_said(underway, liaison, noon):
    task = underway()
    report = ReportInput("按计划推进。", parts=PARTS, answers="step:reported")
    report_progress(task, report, actor=liaison, as_of=noon)
    payload = last_payload(task)
    assert payload["parts"] == [{"name": "采取的措施", "text": "成立专班。"}]
    assert payload["answers"] == "step:reported"
    assert as_sent(task) == "报告进展：按计划推进；采取的措施：成立专班"
    assert now(task).progress == "按计划推进。\n采取的措施：成立专班。"
    assert verify().holds


def test_a_report_without_parts_says_nothing_of_them(underway, liaison, noon):
    task = underway()
    report_progress(task, ReportInput("按计划推进"), actor=liaison, as_of=noon)
    assert {"parts", "answers"}.isdisjoint(last_payload(task))


def test_a_part_is_content_enough(underway, liaison, noon):
    task = underway()
    report_progress(task, ReportInput(parts=PARTS[:1]), actor=liaison, as_of=noon)
    assert as_sent(task) == "报告进展：采取的措施：成立专班"


@pytest.mark.parametrize("parts", [PARTS[1:], [ReportPart("", "x")], [ReportPart("字" * 129, "x")]])
def test_parts_that_are_empty_or_unnamed_are_refused(underway, liaison, noon, parts):
    with pytest.raises(ActInputError):
        report_progress(underway(), ReportInput(parts=parts), actor=liaison, as_of=noon)


def test_a_closing_request_may_say_its_result_in_parts(underway, liaison, noon, make_file):
    task = underway()
    report = ReportInput(
        parts=[ReportPart("办理结果", "已全部建成")], files=[FileInput(make_file(), "证明.pdf")]
    )
    request_closure(task, report, actor=liaison, as_of=noon)
    assert as_sent(task) == "申请办结：办理结果：已全部建成；附件 1 份"


def test_a_report_answers_on_its_own_task_only(underway, liaison, clerk, noon):
    task, mate = underway(), underway()
    link_tasks(task, mate, actor=clerk, as_of=noon)
    report = ReportInput("过半", parts=PARTS, answers="step:reported")
    report_progress(task, report, actor=liaison, as_of=noon)
    assert last_payload(task)["answers"] == "step:reported"
    carried = last_payload(mate)
    assert carried["from"] == task.pk
    assert carried["parts"] == last_payload(task)["parts"]
    assert "answers" not in carried
