"""What the pages of meetings and instructions show, and how many queries they cost."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from supervision.intake.intake_pages import client_of
from taizhang.ledger import registry
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.enums import TaskState
from taizhang.ledger.models import Task
from taizhang.supervision.domain.intake.confirming import confirm_matters
from taizhang.supervision.domain.intake.instructing import (
    InstructionInput,
    QuickInstruction,
    give_instruction,
    record_instruction,
)
from taizhang.supervision.models import Instruction


def test_leader_sees_their_instruction_and_its_task(leader, clerk, science):
    client = client_of(leader)
    data = {"remark": "请处置内涝", "units": "市科技局", "due": ""}
    page = client.post("/supervision/instructions/give/", data, follow=True).content.decode()
    assert "批示已送督查室" in page
    assert "我的批示" in client.get("/").content.decode()
    given = Instruction.objects.get()
    assert "待办的领导批示" in client_of(clerk).get("/").content.decode()
    confirm_matters(given, actor=clerk, as_of=timezone.now())
    assert "待办的领导批示" not in client_of(clerk).get("/").content.decode()
    shown = client.get(f"/supervision/instructions/{given.pk}/").content.decode()
    assert Task.objects.get().number in shown


def test_task_page_names_its_source_to_all_who_see_it(make_meeting, clerk, liaison, noon):
    meeting = make_meeting()
    task, _other = confirm_matters(meeting, actor=clerk, as_of=noon, dispatch={})
    address = f"/supervision/meetings/{meeting.pk}/"
    for person, linked in ((clerk, True), (liaison, False)):
        page = client_of(person).get(task.get_absolute_url()).content.decode()
        assert "第12次周调度会（2024年5月27日，纪要〔2024〕3号）第一项" in page
        assert "（责任单位：市科技局）" in page
        assert (address in page) is linked


def test_task_without_source_has_no_source_panel(make_task, clerk):
    page = client_of(clerk).get(make_task().get_absolute_url()).content.decode()
    assert "<h2>来源</h2>" not in page


def test_lists_are_found_by_words_and_state(make_meeting, clerk, science, noon):
    meeting = make_meeting()
    make_meeting("散会", title="专题会", kind="专题会")
    client = client_of(clerk)
    page = client.get("/supervision/meetings/?q=高新技术").content.decode()
    assert ("第12次周调度会" in page, "专题会（" in page) == (True, False)
    assert "没有符合条件的会议" in client.get("/supervision/meetings/?q=没有").content.decode()
    given = InstructionInput("李副市长", date(2024, 6, 1), "请市科技局月底前完成。")
    instruction = record_instruction(given, actor=clerk, as_of=noon)
    shown = "/supervision/instructions/?show="
    assert "李副市长" in client.get(f"{shown}pending").content.decode()
    confirm_matters(instruction, actor=clerk, as_of=noon)
    assert "李副市长" not in client.get(f"{shown}pending").content.decode()
    assert "李副市长" in client.get(f"{shown}open").content.decode()
    assert meeting.matters.count() == 4


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("url", ["meetings/", "instructions/", "meetings/series/?kind=周调度会"])
def test_lists_cost_the_same_for_two_and_four(url, make_meeting, clerk, noon):
    def add():
        confirm_matters(make_meeting(), actor=clerk, as_of=noon)
        given = InstructionInput("周市长", date(2024, 6, 1), "市科技局办")
        confirm_matters(record_instruction(given, actor=clerk, as_of=noon), actor=clerk, as_of=noon)

    client = client_of(clerk)
    add()
    add()
    client.get(f"/supervision/{url}")
    two = queries_of(client, f"/supervision/{url}")
    add()
    add()
    assert queries_of(client, f"/supervision/{url}") == two


def test_page_of_a_record_costs_the_same_for_one_and_three_tasks(make_meeting, clerk, noon):
    def page_with(number):
        meeting = make_meeting("市科技局本月内办\n" * number)
        confirm_matters(meeting, actor=clerk, as_of=noon)
        make = meeting.matters.create
        for at in range(number):
            make(position=100 + at, source="市科技局办", title="办", units="市科技局")
        return f"/supervision/meetings/{meeting.pk}/"

    client = client_of(clerk)
    client.get("/supervision/meetings/")
    assert queries_of(client, page_with(1)) == queries_of(client, page_with(3))


def test_weekly_table_shows_what_became_of_the_last_decisions(make_meeting, clerk, liaison, noon):

    old = make_meeting(
        "市科技局本月内完成甲\n市科技局本月内完成乙", title="第1次", held_on=date(2024, 5, 6)
    )
    first, _second = confirm_matters(old, actor=clerk, as_of=noon, dispatch={})
    sign_for_task(first, actor=liaison, as_of=noon)
    make_meeting("市科技局本月内完成丙", title="第2次", held_on=date(2024, 5, 13))
    make_meeting("市科技局本月内完成丁", title="第3次", held_on=date(2024, 5, 20))
    client = client_of(clerk)
    page = client.get("/supervision/meetings/series/?kind=周调度会&on=2024-05-20")
    series = page.context["series"]
    assert series.last.meeting.title == "第2次"
    assert [each.meeting.title for each in series.carried] == ["第1次"]
    assert [each.meeting.title for each in series.new] == ["第3次"]
    assert [outcome.row for outcome in series.carried[0].outcomes] == [None, None]  # not then
    today = client.get("/supervision/meetings/series/?kind=周调度会").context["series"]
    assert today.last.meeting.title == "第3次"
    assert [len(each.outcomes) for each in today.carried] == [1, 2]
    states = [outcome.row.version.state for outcome in today.carried[1].outcomes]
    assert states == [TaskState.UNDERWAY, TaskState.DISPATCHED]


def test_empty_series_says_what_belongs_here(clerk):
    page = client_of(clerk).get("/supervision/meetings/series/?on=nonsense").content.decode()
    assert "还没有录入会议" in page


def test_task_page_shows_a_leaders_own_words(leader, clerk, science, noon):
    given = give_instruction(
        QuickInstruction("请处置\n越快越好", "市科技局", None), actor=leader, as_of=noon
    )
    (task,) = confirm_matters(given, actor=clerk, as_of=noon)
    page = client_of(clerk).get(task.get_absolute_url()).content.decode()
    assert '<p class="source">请处置\n越快越好</p>' in page


def test_settled_meeting_folds_the_lines_that_are_words(make_meeting, clerk, noon):
    meeting = make_meeting()
    confirm_matters(meeting, actor=clerk, as_of=noon)
    page = client_of(clerk).get(f"/supervision/meetings/{meeting.pk}/").content.decode()
    assert "没有列入台账的原文 2 行" in page


def test_columns_of_other_rooms_stand_beside_the_decisions(make_meeting, clerk, noon, monkeypatch):
    column = registry.Column(
        "lamp",
        "灯",
        lambda versions, moment: versions.annotate(lamp=Value("亮")),
        lambda version: version.lamp,
    )
    monkeypatch.setattr(registry, "_columns", {"lamp": column})
    meeting = make_meeting()
    confirm_matters(meeting, actor=clerk, as_of=noon)
    client = client_of(clerk)
    for url in (f"{meeting.pk}/", "series/?kind=周调度会"):
        page = client.get(f"/supervision/meetings/{url}").content.decode()
        assert page.count("<td>亮</td>") == 2
        assert '<th scope="col" class="other">灯</th>' in page
