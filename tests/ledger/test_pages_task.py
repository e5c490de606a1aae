"""The task page: what it shows, the acts as forms, evidence, the past."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from taizhang.accounts.enums import Role
from taizhang.documents.domain.storing import keep_evidence
from taizhang.ledger.domain.closing import accept_closure, request_closure
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, FileInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.models import Evidence
from taizhang.organisations.domain.resolving import ensure_units

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def as_clerk(clerk):
    return client_of(clerk)


@pytest.fixture
def as_liaison(liaison):
    return client_of(liaison)


@pytest.fixture
def underway(make_task, clerk, liaison, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    return task


def page_of(client, task, **query):
    return client.get(task.get_absolute_url(), query)


def do(client, task, act, **data):
    return client.post(f"{task.get_absolute_url()}{act}/", data)


def state_of(task):
    return load_snapshots([task.pk])[task.pk]


def test_the_promise_stands_in_its_paragraph(as_clerk, clerk, make_draft, make_row, noon):
    text = "二、主要任务\n前一句。上半年，培育140家高新技术企业。（市科技局）后一句。\n三、保障"
    draft = make_draft()
    draft.source.text = text
    draft.source.save()
    start, end = text.index("上半年"), text.index("后一句")
    unit = text.index("市科技局")
    make_row(
        draft,
        span_start=start,
        span_end=end,
        units=[{"name": "市科技局", "role": "lead", "span": [unit, unit + 4]}],
    )
    [task] = confirm_draft(draft, actor=clerk, as_of=noon).tasks
    shown = page_of(as_clerk, task).content.decode()
    assert '<span class="noise">前一句。</span>上半年，' in shown
    assert '（<mark class="mark-unit">市科技局</mark>）<span class="noise">后一句。</span>' in shown
    assert "三、保障" not in shown


def test_text_from_a_document_is_never_markup(as_clerk, make_task):
    task = make_task(title="<script>alert(1)</script>")
    assert "<script>alert" not in page_of(as_clerk, task).content.decode()


def test_a_task_walks_the_whole_road(as_clerk, as_liaison, make_task):
    task = make_task()
    assert do(as_clerk, task, "dispatch").status_code == 302
    assert do(as_liaison, task, "sign").status_code == 302
    reported = do(
        as_liaison,
        task,
        "report",
        text="已培育 62 家",
        percent="44",
        **{"figure-1": "62", "day-1": "2024-06-03"},
    )
    assert reported.status_code == 302
    requested = do(
        as_liaison,
        task,
        "request_closure",
        text="已培育 141 家",
        attachments=SimpleUploadedFile("名单.pdf", PDF, "application/pdf"),
        **{"figure-1": "141", "day-1": "2024-06-30"},
    )
    assert requested.status_code == 302
    assert do(as_clerk, task, "accept_closure", grade="good", text="属实").status_code == 302
    assert (state_of(task).state, state_of(task).grade) == ("closed", "good")
    shown = page_of(as_clerk, task).content.decode()
    for part in ("已培育 62 家", "141 家", "名单.pdf", "办结等次：良好", "✓"):
        assert part in shown


def test_figures_may_be_written_with_ten_thousands(as_liaison, underway):
    do(as_liaison, underway, "report", text="x", **{"figure-1": "8.82万", "day-1": "2024-06-03"})
    assert underway.figures.get().value == Decimal(88200)


@pytest.mark.parametrize(
    ("act", "data", "sentence"),
    [
        ("report", {}, "没有填写任何内容"),
        ("report", {"percent": "120"}, "100"),
        ("report", {"figure-1": "很多", "day-1": "2024-06-03"}, "不是数字"),
        ("report", {"figure-1": "62", "day-1": ""}, "还要填截至日期"),
        ("report", {"figure-1": "62", "day-1": "2999-01-01"}, "还没有到"),
        ("request_closure", {"text": ""}, "这个字段是必填项"),
        ("request_closure", {"text": "完成了"}, "申请办结要有佐证"),
    ],
)
def test_what_is_wrong_in_a_form_is_said_in_place(as_liaison, underway, act, data, sentence):
    answer = do(as_liaison, underway, act, **data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert state_of(underway).state == "underway"


def test_a_form_that_comes_back_keeps_its_files(as_liaison, underway):
    upload = SimpleUploadedFile("照片.pdf", PDF)
    answer = do(as_liaison, underway, "report", text="x", percent="999", attachments=upload)
    form = next(panel.form for panel in answer.context["acts"] if panel.is_open)
    assert "照片.pdf" in answer.content.decode()
    again = do(as_liaison, underway, "report", text="x", percent="99", kept=form.kept_token)
    assert again.status_code == 302
    assert [evidence.name for evidence in underway.evidence.all()] == ["照片.pdf"]


def test_kept_files_are_of_the_person_who_sent_them(
    as_liaison, underway, make_person, appoint, science
):
    upload = SimpleUploadedFile("照片.pdf", PDF)
    answer = do(as_liaison, underway, "report", text="x", percent="999", attachments=upload)
    form = next(panel.form for panel in answer.context["acts"] if panel.is_open)
    colleague = make_person("colleague")
    appoint(colleague, science)
    stolen = do(client_of(colleague), underway, "report", text="x", kept=form.kept_token)
    assert stolen.status_code == 422
    assert not underway.evidence.exists()


@pytest.mark.parametrize(
    ("name", "data"), [("程序.exe", b"MZ"), ("假.pdf", b"<html>"), ("网页.html", b"<html>")]
)
def test_a_file_that_is_not_evidence_is_refused(as_liaison, underway, name, data):
    answer = do(
        as_liaison, underway, "report", text="x", attachments=SimpleUploadedFile(name, data)
    )
    assert answer.status_code == 422
    assert not underway.evidence.exists()


def test_evidence_is_saved_not_shown(as_liaison, liaison, underway, noon):
    stored = keep_evidence(io.BytesIO(PDF), name="名单.pdf", as_of=noon)
    report = ReportInput("见附件", files=[FileInput(stored, "名单.pdf")])
    report_progress(underway, report, actor=liaison, as_of=noon)
    evidence = Evidence.objects.get(task=underway)
    answer = as_liaison.get(f"{underway.get_absolute_url()}evidence/{evidence.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_evidence_of_another_unit_is_not_there(
    as_liaison, other_liaison, clerk, make_task, industry, noon
):
    task = make_task(units=(Answer(industry.pk, "lead", "市工信局"),))
    own = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=other_liaison, as_of=noon)
    stored = keep_evidence(io.BytesIO(PDF), name="名单.pdf", as_of=noon)
    report = ReportInput("见附件", files=[FileInput(stored, "名单.pdf")])
    report_progress(task, report, actor=other_liaison, as_of=noon)
    pk = Evidence.objects.get(task=task).pk
    for guessed in (task, own):
        assert as_liaison.get(f"{guessed.get_absolute_url()}evidence/{pk}/").status_code == 404


@pytest.mark.parametrize("number", ["T999999", "T000000", "T", "Tx", "x", "T" + "9" * 40, "-1"])
def test_a_guessed_number_is_not_there(as_clerk, number):
    assert as_clerk.get(f"/ledger/{number}/").status_code == 404


def test_another_units_task_is_not_there(as_liaison, make_task, industry):
    task = make_task(units=(Answer(industry.pk, "lead", "市工信局"),))
    assert page_of(as_liaison, task).status_code == 404
    for act in ("sign", "report", "request_closure", "dispatch", "accept_closure", "correct"):
        assert do(as_liaison, task, act, text="x").status_code == 404


def test_an_act_of_another_role_is_forbidden(as_liaison, underway):
    for act in ("dispatch", "accept_closure", "return_closure", "reopen", "correct", "link"):
        assert do(as_liaison, underway, act).status_code == 403


def test_an_unknown_act_is_not_there(as_clerk, make_task):
    assert do(as_clerk, make_task(), "burn").status_code == 404


def test_an_act_in_the_wrong_state_is_refused_with_the_reason(as_clerk, underway):
    answer = do(as_clerk, underway, "dispatch")
    assert answer.status_code == 409
    assert "不能交办" in answer.content.decode()


def test_nobody_is_offered_the_review_of_their_own_submission(
    underway, liaison, make_person, appoint, science, noon
):
    both = make_person("both", Role.CLERK)
    appoint(both, science)
    report = ReportInput("完成", figures=[FigureInput(1, Decimal(141), date(2024, 6, 1))])
    request_closure(underway, report, actor=both, as_of=noon)
    client = client_of(both)
    assert "通过办结" not in page_of(client, underway).content.decode()
    assert do(client, underway, "accept_closure", grade="good").status_code == 403
    assert state_of(underway).state == "closing"


def test_returned_closing_says_why(as_clerk, as_liaison, liaison, underway, noon):
    report = ReportInput("完成", figures=[FigureInput(1, Decimal(100), date(2024, 6, 1))])
    request_closure(underway, report, actor=liaison, as_of=noon)
    assert do(as_clerk, underway, "return_closure", reason="还差 40 家").status_code == 302
    assert "还差 40 家" in page_of(as_liaison, underway).content.decode()


def test_a_closed_task_is_reopened(as_clerk, clerk, liaison, underway, noon):
    report = ReportInput("完成", figures=[FigureInput(1, Decimal(140), date(2024, 6, 1))])
    request_closure(underway, report, actor=liaison, as_of=noon)
    accept_closure(underway, grade="passed", actor=clerk, as_of=noon)
    assert do(as_clerk, underway, "reopen", reason="复核不实").status_code == 302
    assert state_of(underway).state == "underway"


def test_a_leader_remarks(make_person, underway):
    leader = client_of(make_person("leader", Role.CITY_LEADER))
    assert do(leader, underway, "remark", text="抓紧").status_code == 302
    assert "批示：抓紧" in page_of(leader, underway).content.decode()


def correction(task, **changes):
    snapshot = state_of(task)
    data = {
        "title": snapshot.title,
        "leads": "",
        "units": "市科技局",
        "targets": "培育高新技术企业 ≥140 家（2024-06-30）",
        "reason": "原件有误",
    }
    return data | changes


def test_a_correction_changes_title_units_and_targets(as_clerk, clerk, underway, region, noon):
    ensure_units(["市财政局"], region=region, actor=clerk, as_of=noon)
    targets = "培育高新技术企业 ≥150 家（2024-06-30）\n新建平台 3—5 个（2024-12-31）"
    data = correction(
        underway, title="新题目", leads="市财政局", units="市科技局（配合）", targets=targets
    )
    answer = do(as_clerk, underway, "correct", **data)
    assert answer.status_code == 302, answer.context["acts"]
    after = state_of(underway)
    assert after.title == "新题目"
    assert [(unit.name, unit.role) for unit in after.units] == [
        ("市财政局", "lead"),
        ("市科技局", "support"),
    ]
    assert [(goal.key, goal.value) for goal in after.targets] == [(1, 150), (2, 3)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"units": "市梦想局"}, "没有叫“市梦想局”的单位"),
        ({"targets": "居全省前列"}, "不像一个目标"),
        ({"targets": "培育高新技术企业 ≥140 家（2025-06-30）"}, "时限不能更正"),
        ({"title": ""}, "这个字段是必填项"),
        ({"reason": ""}, "这个字段是必填项"),
        ({}, "没有变化"),
    ],
)
def test_a_correction_that_cannot_be_used_is_said_in_place(as_clerk, underway, changes, sentence):
    answer = do(as_clerk, underway, "correct", **correction(underway, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(("sent", "due"), [("2024-09-30", date(2024, 9, 30)), ("", None)])
def test_dates_are_corrected_on_the_page_before_the_dispatch(as_clerk, make_task, sent, due):
    task = make_task()
    assert 'name="due"' in page_of(as_clerk, task).content.decode()
    targets = "培育高新技术企业 ≥140 家（2024-12-31）"
    data = correction(task, targets=targets, due=sent)
    assert do(as_clerk, task, "correct", **data).status_code == 302
    after = state_of(task)
    assert (after.due, after.targets[0].deadline) == (due, date(2024, 12, 31))
    assert after.targets[0].key == 1


def test_a_due_date_that_is_not_sent_stays(as_clerk, make_task):
    task = make_task()
    assert do(as_clerk, task, "correct", **correction(task, title="新题目")).status_code == 302
    assert state_of(task).due == date(2024, 6, 30)


def test_the_due_date_is_not_offered_after_the_dispatch(as_clerk, underway):
    assert 'name="due"' not in page_of(as_clerk, underway).content.decode()
    data = correction(underway, title="新题目", due="2025-01-01")
    assert do(as_clerk, underway, "correct", **data).status_code == 302
    assert state_of(underway).due == date(2024, 6, 30)


def test_tasks_are_linked_and_unlinked(as_clerk, make_task):
    first, second = make_task(), make_task(title="同一件事")
    assert do(as_clerk, first, "link", other=second.number).status_code == 302
    assert "同一件事" in page_of(as_clerk, first).content.decode()
    assert do(as_clerk, first, "unlink").status_code == 302
    assert "同一件事" not in page_of(as_clerk, first).content.decode()


@pytest.mark.parametrize("other", ["T999999", "甲", ""])
def test_linking_to_what_is_not_there_is_said(as_clerk, make_task, other):
    assert do(as_clerk, make_task(), "link", other=other).status_code == 422


def test_the_past_shows_the_task_as_it_was_and_no_acts(as_clerk, clerk, underway):
    moment = timezone.now()
    data = correction(underway, title="后来的题目")
    assert do(as_clerk, underway, "correct", **data).status_code == 302
    then = page_of(as_clerk, underway, as_of=moment.isoformat()).content.decode()
    assert "后来的题目" not in then
    assert "原件有误" not in then
    assert "回到现在" in then
    assert "/correct/" not in then


def test_before_it_existed_a_task_is_not_there(as_clerk, make_task):
    task = make_task()
    assert page_of(as_clerk, task, as_of="2000-01-01").status_code == 404


def test_a_moment_that_cannot_be_read_is_said(as_clerk, make_task):
    assert "应为日期" in page_of(as_clerk, make_task(), as_of="昨天").content.decode()


def test_a_long_task_takes_as_many_queries_as_a_short_one(
    as_liaison, liaison, underway, noon, django_assert_max_num_queries
):
    def count():
        page_of(as_liaison, underway)
        with django_assert_max_num_queries(41) as captured:
            assert page_of(as_liaison, underway).status_code == 200
        return len(captured)

    def report(number):
        stored = keep_evidence(io.BytesIO(PDF + str(number).encode()), name="a.pdf", as_of=noon)
        figures = [FigureInput(1, Decimal(number), date(2024, 6, 1))]
        sent = ReportInput(f"第{number}次", None, figures, [FileInput(stored, "a.pdf")])
        report_progress(underway, sent, actor=liaison, as_of=noon + timedelta(hours=number))

    report(1)
    one = count()
    report(2)
    report(3)
    assert count() == one
