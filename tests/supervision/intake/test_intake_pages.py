"""Pages of meetings and instructions: who gets in, what they show and do, how many queries."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ledger.road import now as standing
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.enums import TaskState
from taizhang.ledger.models import Task
from taizhang.supervision.domain.confirming_matters import confirm_matters
from taizhang.supervision.domain.instructing import (
    InstructionInput,
    QuickInstruction,
    give_instruction,
    record_instruction,
)
from taizhang.supervision.models import Instruction, Meeting, SupervisedTask

PDF = b"%PDF-1.4\n%%EOF\n"
OFFICE = ("clerk", "head")
READERS = (*OFFICE, "city_leader", "auditor", "indicator_officer", "assessment_officer")
COUNTY = ("county_clerk",)
OUTSIDE = ("liaison", "unit_leader", "administrator", "nobody")
EVERYBODY = (*READERS, *COUNTY, *OUTSIDE)

# name: method, who gets 200 or 422, who gets 404; the others get 403
ADDRESSES = {
    "meetings": ("get", (*READERS, *COUNTY), ()),
    "meeting-new": ("get", (*OFFICE, *COUNTY), ()),
    "series": ("get", (*READERS, *COUNTY), ()),
    "meeting": ("get", READERS, COUNTY),
    "meeting-edit": ("get", OFFICE, COUNTY),
    "instructions": ("get", (*READERS, *COUNTY), ()),
    "instruction-new": ("get", (*OFFICE, *COUNTY), ()),
    "instruction-give": ("get", ("city_leader",), ()),
    "instruction": ("get", READERS, COUNTY),
    "instruction-edit": ("get", OFFICE, COUNTY),
    "matters": ("post", OFFICE, COUNTY),
    "intake-lines": ("post", OFFICE, COUNTY),
    "intake-files": ("post", OFFICE, COUNTY),
    "intake-file": ("get", READERS, COUNTY),
}


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def people(make_person, appoint, science, clerk, liaison, county_clerk):
    city = {role: make_person(f"the_{role}", role) for role in (*READERS[1:], "administrator")}
    boss = make_person("boss")
    appoint(boss, science, Role.UNIT_LEADER)
    return city | {
        "clerk": clerk,
        "liaison": liaison,
        "unit_leader": boss,
        "county_clerk": county_clerk,
        "nobody": make_person("nobody"),
    }


@pytest.fixture
def at(make_meeting, leader, clerk):
    meeting = make_meeting()
    client = client_of(clerk)
    upload = SimpleUploadedFile("纪要.pdf", PDF)
    client.post(f"/supervision/intake/{meeting.pk}/files/", {"attachments": upload})
    given = give_instruction(
        QuickInstruction("请处置", "市科技局", None), actor=leader, as_of=timezone.now()
    )
    base = "/supervision"
    return {
        "meetings": f"{base}/meetings/",
        "meeting-new": f"{base}/meetings/new/",
        "series": f"{base}/meetings/series/",
        "meeting": f"{base}/meetings/{meeting.pk}/",
        "meeting-edit": f"{base}/meetings/{meeting.pk}/edit/",
        "instructions": f"{base}/instructions/",
        "instruction-new": f"{base}/instructions/new/",
        "instruction-give": f"{base}/instructions/give/",
        "instruction": f"{base}/instructions/{given.pk}/",
        "instruction-edit": f"{base}/instructions/{given.pk}/edit/",
        "matters": f"{base}/intake/{meeting.pk}/matters/",
        "intake-lines": f"{base}/intake/{meeting.pk}/lines/",
        "intake-files": f"{base}/intake/{meeting.pk}/files/",
        "intake-file": f"{base}/intake/{meeting.pk}/files/{meeting.files.get().pk}/",
    }


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_role_at_every_address(name, people, at):
    method, fine, missing = ADDRESSES[name]
    answers = {
        who: getattr(client_of(people[who]), method)(at[name], {"title": ""}).status_code
        for who in EVERYBODY
    }
    wrong = 302 if name == "matters" else 422
    expected = {
        who: (200 if method == "get" else wrong)
        if who in fine
        else (404 if who in missing else 403)
        for who in EVERYBODY
    }
    if name == "matters":  # saving nothing but empty rows is saving
        expected = {who: 302 if code == 302 else code for who, code in expected.items()}
    assert answers == expected


def test_a_meeting_is_no_instruction(at, clerk):
    client = client_of(clerk)
    crossed = at["meeting"].replace("meetings", "instructions")
    assert client.get(crossed).status_code == 404


def test_strangers_are_sent_to_log_in(at):
    assert Client().get(at["meetings"]).status_code == 302


def meeting_data(**more):
    return {
        "kind": "常务会",
        "title": "市政府第12次常务会议",
        "held_on": "2024-05-20",
        "chair": "周市长",
        "text": "一、市科技局本月内拿出方案\n散会",
        **more,
    }


def test_entered_meeting_shows_its_lines_to_be_corrected(clerk, science):
    client = client_of(clerk)
    upload = SimpleUploadedFile("纪要.pdf", PDF)
    answer = client.post(
        "/supervision/meetings/new/", meeting_data(attachments=upload), follow=True
    )
    page = answer.content.decode()
    assert "会议已录入" in page
    assert "市政府第12次常务会议（2024年5月20日）" in page
    assert 'value="2024-05-31"' in page
    assert "纪要.pdf" in page


def test_meeting_of_tomorrow_comes_back_with_the_reason(clerk, region):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = client_of(clerk).post(
        "/supervision/meetings/new/", meeting_data(held_on=tomorrow.isoformat())
    )
    assert answer.status_code == 422
    assert "这一天还没有到" in answer.content.decode()


def rows_of(meeting, **more):
    data = {"version": meeting.version}
    for matter in meeting.matters.filter(task=None):
        cells = {
            "title": matter.title,
            "leads": matter.leads,
            "units": matter.units,
            "targets": matter.targets,
            "due": matter.due or "",
        }
        if matter.kind == "task":
            cells["is_task"] = "on"
        data |= {f"m{matter.pk}-{name}": value for name, value in cells.items()}
    return {**data, **more}


def test_rows_are_confirmed_and_dispatched_once(make_meeting, clerk):
    meeting = make_meeting()
    client, place = client_of(clerk), f"/supervision/intake/{meeting.pk}/matters/"
    first = client.post(place, rows_of(meeting, wish="dispatch"), follow=True)
    assert "已列入台账并交办 2 项任务" in first.content.decode()
    meeting.refresh_from_db()
    again = client.post(place, rows_of(meeting, wish="dispatch"), follow=True)
    assert "没有增加任务" in again.content.decode()
    assert [standing(task).state for task in Task.objects.all()] == [TaskState.DISPATCHED] * 2


def test_two_clicks_with_the_same_page_add_nothing_twice(make_meeting, clerk):
    meeting = make_meeting()
    data = rows_of(meeting, wish="confirm")
    client, place = client_of(clerk), f"/supervision/intake/{meeting.pk}/matters/"
    assert client.post(place, data).status_code == 302
    assert client.post(place, data).status_code == 409
    assert Task.objects.count() == 2


def test_unit_that_nobody_knows_is_said_at_its_cell(make_meeting, clerk):
    meeting = make_meeting("市科技局本月内办")
    matter = meeting.matters.get()
    data = rows_of(meeting, wish="confirm")
    data[f"m{matter.pk}-units"] = "市地质局"
    place = f"/supervision/intake/{meeting.pk}/matters/"
    answer = client_of(clerk).post(place, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第 1 行：没有叫“市地质局”的单位" in page
    assert "市地质局</span>" in page  # and may be registered
    registered = client_of(clerk).post(place, data | {"register": "on"})
    assert (registered.status_code, Task.objects.count()) == (302, 1)


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


def test_county_clerk_sees_and_enters_the_county_only(make_meeting, county_clerk, county, noon):
    make_meeting()
    client = client_of(county_clerk)
    answer = client.post("/supervision/meetings/new/", meeting_data(title="县长办公会"))
    mine = Meeting.objects.get(title="县长办公会")
    assert (answer.status_code, mine.keeper) == (302, county)
    page = client.get("/supervision/meetings/").content.decode()
    assert "县长办公会" in page
    assert "第12次周调度会" not in page


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


def test_single_line_is_dispatched_under_its_own_mechanism(make_meeting, clerk):
    meeting = make_meeting()
    client = client_of(clerk)
    page = client.get(f"/supervision/meetings/{meeting.pk}/").context["page"]
    all_ways = [
        value for _name, ways in page.forms[0].fields["how"].choices[1:] for value, _ in ways
    ]
    common, other = all_ways[0], all_ways[-1]
    special = meeting.matters.filter(kind="task").last()
    data = rows_of(meeting, wish="dispatch") | {"supervision-how": common}
    client.post(f"/supervision/intake/{meeting.pk}/matters/", data | {f"m{special.pk}-how": other})
    for matter in meeting.matters.exclude(task=None):
        version, kind = (other if matter == special else common).split(":")
        row = SupervisedTask.objects.get(task=matter.task, until=None)
        assert (row.mechanism_id, row.kind) == (int(version), kind)
