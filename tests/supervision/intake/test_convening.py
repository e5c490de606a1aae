"""Meetings: entered whole, corrected with who and when, each decision a task once."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ledger.road import now
from supervision.intake.conftest import MINUTES
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.enums import TaskState
from taizhang.ledger.models import Task
from taizhang.messages.models import Message
from taizhang.organisations.models import Unit
from taizhang.supervision.domain.intake.confirming import confirm_matters
from taizhang.supervision.domain.intake.convening import MeetingInput, edit_meeting, record_meeting
from taizhang.supervision.domain.intake.errors import IntakeChangedError, MatterError
from taizhang.supervision.domain.intake.recording import MatterInput, extend_text, save_matters
from taizhang.supervision.domain.intake.spoken_units import units_spoken_of
from taizhang.supervision.models import IntakeEdit, Matter


def row_of(matter, **more):
    given = {
        "matter_id": matter.pk,
        "is_task": matter.kind == Matter.Kind.TASK,
        "title": matter.title,
        "text": matter.text,
        "leads": matter.leads,
        "units": matter.units,
        "targets": matter.targets,
        "due": matter.due,
    }
    return MatterInput(**{**given, **more})


def test_every_line_of_the_minutes_is_kept(make_meeting):
    meeting = make_meeting()
    said = [matter.source for matter in meeting.matters.all()]
    assert said == [line for line in MINUTES.split("\n") if line]
    kinds = [matter.kind for matter in meeting.matters.all()]
    assert kinds == ["note", "task", "task", "note"]


def test_units_times_and_numbers_are_proposed(make_meeting):
    first, second = make_meeting().matters.filter(kind="task")
    assert (first.label, first.units, first.due) == ("一", "市科技局", date(2024, 6, 30))
    assert first.targets == "新增认定高新技术企业 20 家（2024-06-30）"
    assert (second.leads, second.units) == ("市工信局", "市科技局（配合）")


def test_decisions_become_tasks_with_their_basis(make_meeting, clerk, noon):
    meeting = make_meeting()
    first, second = confirm_matters(meeting, actor=clerk, as_of=noon)
    assert now(first).basis == "第12次周调度会（2024年5月27日，纪要〔2024〕3号）第一项"
    assert now(first).state == TaskState.CONFIRMED
    assert [(answer.name, answer.role) for answer in now(second).units] == [
        ("市工信局", "lead"),
        ("市科技局", "support"),
    ]
    assert now(first).targets[0].value == 20
    assert [matter.task for matter in meeting.matters.filter(kind="task")] == [first, second]
    assert verify().holds


def test_basis_of_a_point_below_a_point_names_both(make_meeting, clerk, noon):
    text = "一、关于企业\n（一）市科技局本月内办\n市科技局两周内办"
    first, second = confirm_matters(make_meeting(text), actor=clerk, as_of=noon)
    assert now(first).basis.endswith("）一（一）")
    assert now(second).basis.endswith("）第3行")


def test_confirming_twice_adds_nothing(make_meeting, clerk, noon):
    meeting = make_meeting()
    assert len(confirm_matters(meeting, actor=clerk, as_of=noon)) == 2
    assert confirm_matters(meeting, actor=clerk, as_of=noon) == []
    assert Task.objects.count() == 2


def test_lines_entered_later_are_confirmed_alone(make_meeting, clerk, noon):
    meeting = make_meeting()
    confirm_matters(meeting, actor=clerk, as_of=noon)
    extend_text(meeting, "三、市科技局一周内报送清单", actor=clerk, as_of=noon)
    (task,) = confirm_matters(meeting, actor=clerk, as_of=noon)
    assert now(task).due == date(2024, 6, 3)
    assert meeting.matters.last().position == 5


def test_tasks_are_dispatched_at_once_where_asked(make_meeting, clerk, liaison, noon):
    tasks = confirm_matters(make_meeting(), actor=clerk, as_of=noon, dispatch={})
    assert {now(task).state for task in tasks} == {TaskState.DISPATCHED}
    assert Message.objects.filter(recipient=liaison, kind="dispatched").exists()


def test_unknown_unit_stops_everything_and_says_where(make_meeting, clerk, noon):
    meeting = make_meeting("市科技局本月内拿出方案\n本月内完成勘察（市地质局）")
    with pytest.raises(MatterError, match="第 2 行：没有叫“市地质局”的单位") as refused:
        confirm_matters(meeting, actor=clerk, as_of=noon)
    assert refused.value.matter_id == meeting.matters.get(position=2).pk
    assert (refused.value.field, Task.objects.count()) == ("units", 0)


def test_unknown_unit_is_registered_where_asked(make_meeting, clerk, noon):
    meeting = make_meeting("本月内完成勘察（市地质局）")
    (task,) = confirm_matters(meeting, actor=clerk, as_of=noon, register_units=True)
    assert now(task).units[0].unit_id == Unit.objects.get(name="市地质局").pk


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"title": " "}, "title", "没有任务名称"),
        ({"leads": "", "units": ""}, "units", "没有责任单位"),
        ({"targets": "高新技术企业"}, "targets", "高新技术企业"),
        ({"units": "市科技局、市科技局"}, None, None),
        ({"leads": "市科技局", "units": "市科技局"}, "units", "同一个单位"),
    ],
)
def test_row_that_cannot_become_a_task_is_refused(make_meeting, clerk, noon, change, field, said):
    meeting = make_meeting("市科技局本月内拿出方案")
    save_matters(meeting, [row_of(meeting.matters.get(), **change)], actor=clerk, as_of=noon)
    if field is None:
        assert len(confirm_matters(meeting, actor=clerk, as_of=noon)) == 1
        return
    with pytest.raises(MatterError, match=said) as refused:
        confirm_matters(meeting, actor=clerk, as_of=noon)
    assert refused.value.field == field


def test_what_the_clerk_corrects_is_what_is_confirmed(make_meeting, clerk, noon):
    meeting = make_meeting()
    first, second = meeting.matters.filter(kind="task")
    rows = [
        row_of(first, title="培育企业", due=date(2024, 7, 31), targets=""),
        row_of(second, is_task=False),
    ]
    assert save_matters(meeting, rows, actor=clerk, as_of=noon) == 2
    (task,) = confirm_matters(meeting, actor=clerk, as_of=noon)
    assert (now(task).title, now(task).due, now(task).targets) == (
        "培育企业",
        date(2024, 7, 31),
        (),
    )
    edit = meeting.edits.first()
    assert (edit.edited_by, edit.edited_at) == (clerk, noon)
    assert ["第2行 任务", first.title, "培育企业"] in edit.changes


def test_confirmed_line_cannot_be_changed(make_meeting, clerk, noon):
    meeting = make_meeting()
    row = row_of(meeting.matters.get(position=2), title="别的")
    confirm_matters(meeting, actor=clerk, as_of=noon)
    assert save_matters(meeting, [row], actor=clerk, as_of=noon) == 0
    assert meeting.matters.get(position=2).title != "别的"


def test_later_of_two_clerks_is_told(make_meeting, clerk, make_person, noon):
    meeting = make_meeting()
    other = make_person("other", "head")
    row = row_of(meeting.matters.get(position=2), title="先保存的")
    save_matters(meeting, [row], version=1, actor=other, as_of=noon)
    with pytest.raises(IntakeChangedError, match="别人已经保存过"):
        save_matters(meeting, [row], version=1, actor=clerk, as_of=noon)


def test_changed_head_is_kept_with_who_and_when(make_meeting, clerk, noon):
    meeting = make_meeting()
    given = MeetingInput("周调度会", "第13次周调度会", meeting.held_on, "李市长", meeting.number)
    assert edit_meeting(meeting, given, actor=clerk, as_of=noon)
    meeting.refresh_from_db()
    assert (meeting.title, meeting.chair) == ("第13次周调度会", "李市长")
    assert meeting.edits.get().changes == [
        ["会议名称", "第12次周调度会", "第13次周调度会"],
        ["主持人", "", "李市长"],
    ]
    assert not edit_meeting(meeting, given, actor=clerk, as_of=noon)


def test_record_of_edits_is_only_added_to(make_meeting, clerk, noon):
    extend_text(make_meeting(), "补充", actor=clerk, as_of=noon)
    with pytest.raises(IntegrityError), transaction.atomic():
        IntakeEdit.objects.update(changes=[])
    with pytest.raises(IntegrityError), transaction.atomic():
        IntakeEdit.objects.all().delete()


def test_county_clerk_records_for_the_county(make_meeting, county_clerk, county, noon):
    meeting = make_meeting(
        "青石县柳河镇人民政府本月内拿出方案（柳河镇政府）", actor=county_clerk, keeper=county
    )
    (task,) = confirm_matters(meeting, actor=county_clerk, as_of=noon, register_units=True)
    assert task.keeper == county


@pytest.mark.parametrize("who", ["liaison", "leader"])
def test_who_does_not_supervise_records_nothing(request, who, noon):
    given = MeetingInput("周调度会", "会", date(2024, 5, 27))
    with pytest.raises(ActNotAllowedError, match="无权录入"):
        record_meeting(given, actor=request.getfixturevalue(who), as_of=noon)


def test_county_clerk_does_not_record_for_the_city(make_meeting, county_clerk, noon):
    with pytest.raises(ActNotAllowedError):
        make_meeting(actor=county_clerk)
    city = make_meeting()
    with pytest.raises(ActNotAllowedError):
        confirm_matters(city, actor=county_clerk, as_of=noon)


@pytest.mark.parametrize("day", [date(2024, 6, 4), date(1999, 12, 31)])
def test_meeting_of_an_impossible_day_is_refused(make_meeting, day):
    with pytest.raises(ActInputError, match="应在") as refused:
        make_meeting(held_on=day)
    assert refused.value.field == "held_on"


def test_too_many_lines_are_refused(make_meeting):
    with pytest.raises(ActInputError, match="一次最多录入 1000 行，这里有 1001 行"):
        make_meeting("办\n" * 1001)


def test_roles_of_units_in_running_text(science, industry, make_unit, region):
    make_unit("市财政局")
    found = units_spoken_of(
        [
            "由市科技局、市工信局牵头，市财政局等部门配合",
            "市科技局会同市工信局拿出方案",
            "请市财政局于月底前拨款，市财政局要加快",
            "听取市科幻局汇报",
        ],
        region=region,
        on=date(2024, 6, 3),
    )
    assert found == [
        (("市科技局", "lead"), ("市工信局", "lead"), ("市财政局", "support")),
        (("市科技局", "responsible"), ("市工信局", "support")),
        (("市财政局", "responsible"),),
        (),
    ]


def test_reading_units_costs_the_same_for_many_lines(science, region):
    def cost(texts):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            units_spoken_of(texts, region=region, on=date(2024, 6, 3))
        return len(queries)

    assert cost(["由市科技局牵头"]) == cost(["由市科技局牵头，市工信局、市财政局配合"] * 30)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_confirm_at_once_make_one_set_of_tasks(make_meeting, clerk, noon):
    meeting = make_meeting()
    made = []

    def confirm():
        try:
            made.append(confirm_matters(meeting, actor=clerk, as_of=noon))
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(tasks) for tasks in made) == [0, 0, 2]
    assert Task.objects.count() == 2
