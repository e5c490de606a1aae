"""A clerk enters, corrects, confirms: what comes back and what is kept."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ledger.road import now as standing
from supervision.intake.intake_pages import PDF, client_of, meeting_data, rows_of
from taizhang.ledger.enums import TaskState
from taizhang.ledger.models import Task
from taizhang.supervision.domain.intake.instructing import (
    QuickInstruction,
    give_instruction,
)
from taizhang.supervision.models import SupervisedTask


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


def test_edited_meeting_shows_who_changed_what(make_meeting, clerk):
    meeting = make_meeting()
    client = client_of(clerk)
    place = f"/supervision/meetings/{meeting.pk}/"
    data = meeting_data(title="第12次调度会", held_on="2024-05-27")
    page = client.post(f"{place}edit/", data, follow=True).content.decode()
    assert "<del>第12次周调度会</del> → 第12次调度会" in page
    assert "王芳" in page


def test_edited_instruction_keeps_the_leaders_own_words(leader, clerk, region):
    given = give_instruction(
        QuickInstruction("请处置", "", None), actor=leader, as_of=timezone.now()
    )
    data = {
        "leader_name": "别人",
        "held_on": "2024-05-27",
        "urgency": "urgent",
        "remark": "改了",
    }
    place = f"/supervision/instructions/{given.pk}/"
    page = client_of(clerk).post(f"{place}edit/", data, follow=True).content.decode()
    assert "急件" in page
    given.refresh_from_db()
    assert (given.remark, given.leader_name) == ("请处置", "周市长")


def test_added_lines_are_read_and_files_are_kept_once(make_meeting, clerk):
    meeting = make_meeting()
    client, base = client_of(clerk), f"/supervision/intake/{meeting.pk}"
    client.post(f"{base}/lines/", {"text": "三、市科技局两周内报送名单"})
    assert meeting.matters.last().due == date(2024, 6, 10)
    for _twice in range(2):
        upload = SimpleUploadedFile("纪要.pdf", PDF)
        assert client.post(f"{base}/files/", {"attachments": upload}).status_code == 302
    answer = client.get(f"{base}/files/{meeting.files.get().pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]


def test_file_of_a_wrong_kind_is_refused_with_the_reason(make_meeting, clerk):
    meeting = make_meeting()
    upload = SimpleUploadedFile("纪要.exe", b"MZ")
    place = f"/supervision/intake/{meeting.pk}/files/"
    answer = client_of(clerk).post(place, {"attachments": upload})
    assert answer.status_code == 422
    assert "纪要.exe" in answer.content.decode()
    assert not meeting.files.exists()


def test_row_with_a_date_that_is_none_keeps_what_was_typed(make_meeting, clerk):
    meeting = make_meeting()
    matter = meeting.matters.filter(kind="task").first()
    cell = f"m{matter.pk}"
    data = rows_of(meeting, wish="confirm") | {f"{cell}-due": "下周", f"{cell}-title": "改过的"}
    answer = client_of(clerk).post(f"/supervision/intake/{meeting.pk}/matters/", data)
    assert answer.status_code == 422
    assert "改过的" in answer.content.decode()
    assert Task.objects.count() == 0
