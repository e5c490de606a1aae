"""Out to Excel or CSV and back: unchanged, changed, and everything that can be wrong."""

import io
import threading
from datetime import date
from decimal import Decimal
from urllib.parse import unquote

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.utils import timezone

from taizhang.accounts.enums import Role
from taizhang.ledger.domain.correcting import Correction, correct_task
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer, Goal
from taizhang.ledger.exchange.exporting import moment_of, sheet_name
from taizhang.ledger.exchange.plans import plan_import
from taizhang.ledger.exchange.sheets import read_sheets
from taizhang.ledger.models import Event
from taizhang.organisations.domain.resolving import ensure_units
from taizhang.papers import read_csv, read_xlsx, text_of

HEADS = ["编号", "序号", "任务", "牵头单位", "责任单位", "目标", "完成时限", "进展", "状态", "依据"]
IMPORT, APPLY = "/ledger/import/", "/ledger/import/apply/"


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def as_clerk(clerk):
    return client_of(clerk)


@pytest.fixture
def underway(make_task, clerk, liaison, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    return task


@pytest.fixture
def finance(clerk, region, noon):
    [unit] = ensure_units(["市财政局"], region=region, actor=clerk, as_of=noon).values()
    return unit


def exported(client, form="xlsx", query=""):
    answer = client.get(f"/ledger/export.{form}{query}")
    return b"".join(answer.streaming_content), answer


def rows_of(data):
    [table] = read_xlsx(io.BytesIO(data))
    return table.name, [[text_of(cell) for cell in row] for row in table.rows]


def row_for(client, task):
    _name, rows = rows_of(exported(client)[0])
    return dict(zip(HEADS, next(row for row in rows if row[0] == task.number), strict=True))


def workbook(*rows, heads=None, sheet="台账", extra=()):
    """A workbook with rows given as dicts by head."""
    heads = heads or HEADS
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_numbers": False}) as book:
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, heads)
        for at, row in enumerate(rows, start=1):
            page.write_row(at, 0, [row.get(head, "") for head in heads])
        for name in extra:
            book.add_worksheet(name).write(0, 0, "说明")
    return stream.getvalue()


def upload(client, data, name="台账.xlsx"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def apply(client, preview, reason="核对后更正"):
    return client.post(APPLY, {"token": preview.context["token"], "reason": reason}, follow=True)


def problems(answer):
    assert answer.status_code == 422
    return [(each.row, each.column, each.message) for each in answer.context["plan"].problems]


def now(task):
    return load_snapshots([task.pk])[task.pk]


# Out


def test_the_workbook_has_the_columns_clerks_know(as_clerk, underway):
    data, answer = exported(as_clerk)
    name, rows = rows_of(data)
    assert rows[0] == HEADS
    assert rows[1] == [
        underway.number,
        str(underway.position),
        "加大创新主体培育力度",
        "",
        "市科技局",
        "培育高新技术企业 ≥140 家（2024-06-30）",
        "2024-06-30",
        "",
        "办理中",
        "《云岭市若干措施》第1条",
    ]
    assert moment_of(name) is not None
    assert answer["Content-Disposition"].startswith("attachment")


def test_csv_holds_the_same_rows(as_clerk, underway):
    data, _answer = exported(as_clerk, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    table = read_csv(io.BytesIO(data))
    assert [list(row) for row in table.rows] == rows_of(exported(as_clerk)[0])[1]


def test_exactly_what_is_filtered_goes_out(as_clerk, make_task):
    make_task(title="甲")
    make_task(title="乙")
    _name, rows = rows_of(exported(as_clerk, query="?q=乙")[0])
    assert [row[2] for row in rows[1:]] == ["乙"]


def test_a_liaison_exports_the_own_tasks(liaison, make_task, industry):
    make_task(title="科技局的")
    make_task(title="工信局的", units=(Answer(industry.pk, "lead", "市工信局"),))
    _name, rows = rows_of(exported(client_of(liaison))[0])
    assert [row[2] for row in rows[1:]] == ["科技局的"]


def test_the_past_goes_out_as_it_was(as_clerk, clerk, make_task):
    task = make_task(title="原来的")
    moment = timezone.now()
    correct_task(task, Correction(title="后来的"), reason="x", actor=clerk, as_of=moment)
    _name, rows = rows_of(exported(as_clerk, query=f"?as_of={moment:%Y-%m-%dT%H:%M:%S.%fZ}")[0])
    assert rows[1][2] == "原来的"


def test_an_export_of_many_rows_takes_few_queries(
    as_clerk, make_task, django_assert_max_num_queries
):
    def count():
        make_task()
        with django_assert_max_num_queries(40) as captured:
            exported(as_clerk)
        return len(captured)

    one = count()
    count()
    assert count() == one


def test_a_title_that_looks_like_a_formula_stays_text(as_clerk, make_task):
    make_task(title="=cmd|' /C calc'!A0")
    data, _answer = exported(as_clerk, "csv")
    assert b"'=cmd" in data
    assert rows_of(exported(as_clerk)[0])[1][1][2].startswith("=cmd")


def test_the_name_of_a_sheet_tells_the_moment():
    moment = timezone.now()
    assert moment_of(sheet_name(moment)) == moment
    assert moment_of("Sheet1") is None
    assert moment_of("台账2024") is None
    assert moment_of("（科技局）" + sheet_name(moment) + " (1).csv") == moment


# Back


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_unchanged_file_changes_nothing(
    as_clerk, clerk, liaison, underway, make_task, science, industry, form, noon
):
    goals = (
        Goal(1, "完成投资", ">", Decimal(2_000_000_000), unit="元"),
        Goal(2, "引进博士", "range", Decimal(3), Decimal(5), unit="名"),
        Goal(3, "合同约", "=", Decimal(5), unit="万元", quote="5万元"),
    )
    units = (
        Answer(industry.pk, "lead", "市工信局"),
        Answer(science.pk, "support", "市科技局"),
    )
    make_task(title="=1+1\n第二行 ", units=units, targets=goals, due=None)
    report = ReportInput("60% 的企业已申报\n其余在办", 48)
    report_progress(underway, report, actor=liaison, as_of=noon)
    events = Event.objects.count()
    data, _answer = exported(as_clerk, form)
    answer = upload(as_clerk, data, f"台账.{form}")
    assert answer.status_code == 200
    assert answer.context["plan"].changes == []
    assert "与台账完全一致" in answer.content.decode()
    assert Event.objects.count() == events


def test_a_file_exported_in_english_comes_back_to_a_chinese_screen(as_clerk, underway):
    answer = as_clerk.get("/ledger/export.xlsx", headers={"Accept-Language": "en"})
    data = b"".join(answer.streaming_content)
    back = upload(as_clerk, data)
    assert (back.context["plan"].problems, back.context["plan"].changes) == ([], [])


def test_title_units_and_targets_become_a_correction(as_clerk, underway, finance):
    row = row_for(as_clerk, underway) | {
        "任务": "新题目",
        "牵头单位": "市财政局",
        "责任单位": "市科技局（配合）",
        "目标": "培育高新技术企业 ≥150 家（2024-06-30）\n新建平台 2 个",
    }
    preview = upload(as_clerk, workbook(row))
    assert now(underway).title == "加大创新主体培育力度"
    assert "核对" in preview.content.decode()
    assert "已导入，1 项任务有变化" in apply(as_clerk, preview).content.decode()
    after = now(underway)
    assert after.title == "新题目"
    assert [(unit.name, unit.role) for unit in after.units] == [
        ("市财政局", "lead"),
        ("市科技局", "support"),
    ]
    assert [(goal.key, goal.indicator, goal.value) for goal in after.targets] == [
        (1, "培育高新技术企业", 150),
        (2, "新建平台", 2),
    ]


def test_progress_becomes_a_report(liaison, underway):
    client = client_of(liaison)
    row = row_for(client, underway) | {"进展": "44% 已培育 62 家"}
    apply(client, upload(client, workbook(row)))
    assert (now(underway).percent, now(underway).progress) == (44, "已培育 62 家")
    assert Event.objects.filter(task=underway).last().type == "reported"


def test_only_changed_columns_matter(as_clerk, underway):
    number = {"编号": underway.number}
    preview = upload(as_clerk, workbook(number | {"任务": "新题目"}, heads=["编号", "任务"]))
    apply(as_clerk, preview)
    assert now(underway).title == "新题目"
    assert len(now(underway).units) == 1


def test_the_date_of_a_target_is_corrected_before_the_dispatch(as_clerk, make_task):
    task = make_task()
    row = row_for(as_clerk, task) | {"目标": "培育高新技术企业 ≥140 家（2024-12-31）"}
    apply(as_clerk, upload(as_clerk, workbook(row)))
    [goal] = now(task).targets
    assert (goal.key, goal.deadline) == (1, date(2024, 12, 31))


@pytest.mark.parametrize(
    ("change", "column", "sentence"),
    [
        ({"完成时限": "2025-01-01"}, "G 完成时限", "申请延期"),
        ({"状态": "已办结"}, "I 状态", "在任务页办理"),
        ({"依据": "口头"}, "J 依据", "修订文件"),
        ({"任务": ""}, "C 任务", "不能是空的"),
        ({"责任单位": "市梦想局"}, "E 责任单位", "没有叫“市梦想局”的单位"),
        ({"牵头单位": "市科技局"}, "E 责任单位", "同一个单位"),
        ({"目标": "居全省前列"}, "F 目标", "不像一个目标"),
        ({"目标": "培育高新技术企业 ≥140 家（2025-06-30）"}, "F 目标", "申请延期"),
        ({"目标": "≥140 家"}, "F 目标", "没有写指标"),
        ({"编号": "T999999"}, "A 编号", "没有编号为 T999999"),
        ({"编号": "新任务"}, "A 编号", "应写成 T000123"),
        ({"进展": "已培育 62 家"}, "H 进展", "您不能对这项任务报告进展"),
    ],
)
def test_a_bad_row_is_named_by_row_and_column(as_clerk, underway, change, column, sentence):
    answer = upload(as_clerk, workbook(row_for(as_clerk, underway) | change))
    found = problems(answer)
    assert [(row, place) for row, place, _message in found] == [(2, column)]
    assert sentence in found[0][2]
    assert found[0][2].endswith("。")


def test_every_bad_row_is_reported_and_nothing_changes(as_clerk, underway, make_task):
    other = make_task()
    good = row_for(as_clerk, underway) | {"任务": "改好的"}
    bad = row_for(as_clerk, other) | {"状态": "已办结", "依据": "口头"}
    events = Event.objects.count()
    found = problems(upload(as_clerk, workbook(good, bad, {"编号": "x"})))
    assert [row for row, _column, _message in found] == [3, 3, 4]
    assert Event.objects.count() == events


def test_a_number_that_stands_twice_is_refused(as_clerk, underway):
    row = row_for(as_clerk, underway)
    found = problems(upload(as_clerk, workbook(row, row)))
    assert [row for row, *_rest in found] == [2, 3]


def plan_of(data, name, person):
    sheets = read_sheets(name, io.BytesIO(data))
    return plan_import(sheets, actor=person, today=timezone.localdate())


def test_what_changed_on_both_sides_is_refused(as_clerk, clerk, underway):
    name, rows = rows_of(exported(as_clerk)[0])
    row = dict(zip(HEADS, rows[1], strict=True)) | {"任务": "表里改的"}
    corrected = Correction(title="系统里改的")
    correct_task(underway, corrected, reason="x", actor=clerk, as_of=timezone.now())
    [problem] = plan_of(workbook(row, sheet=name), "台账.xlsx", clerk).problems
    assert "导出以后这一格在系统里已改成“系统里改的”" in problem.message


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_only_the_system_changed_stays(as_clerk, clerk, underway, form):
    data, answer = exported(as_clerk, form)
    corrected = Correction(title="系统里改的")
    correct_task(underway, corrected, reason="x", actor=clerk, as_of=timezone.now())
    name = unquote(answer["Content-Disposition"].rpartition("''")[2])
    plan = plan_of(data, name, clerk)
    assert (plan.problems, plan.changes) == ([], [])


def test_a_cell_changed_in_the_file_only_is_a_change(as_clerk, clerk, underway):
    name, rows = rows_of(exported(as_clerk)[0])
    changed = {"目标": "培育高新技术企业 ≥150 家（2024-06-30）"}
    row = dict(zip(HEADS, rows[1], strict=True)) | changed
    corrected = Correction(title="系统里改的")
    correct_task(underway, corrected, reason="x", actor=clerk, as_of=timezone.now())
    [change] = plan_of(workbook(row, sheet=name), "台账.xlsx", clerk).changes
    assert [shown.label for shown in change.shown] == ["目标"]
    assert change.correction.title is None


def test_the_ledger_that_moved_on_since_the_preview_is_shown_again(as_clerk, clerk, underway):
    row = row_for(as_clerk, underway) | {"任务": "表里改的"}
    preview = upload(as_clerk, workbook(row))
    correct_task(
        underway, Correction(title="抢先改的"), reason="x", actor=clerk, as_of=timezone.now()
    )
    answer = apply(as_clerk, preview)
    assert "预览以后台账有了变化" in answer.content.decode()
    assert now(underway).title == "抢先改的"


def test_a_correction_without_a_reason_comes_back(as_clerk, underway):
    row = row_for(as_clerk, underway) | {"任务": "新题目"}
    answer = apply(as_clerk, upload(as_clerk, workbook(row)), reason="")
    assert "请填写更正理由" in answer.content.decode()
    assert now(underway).title == "加大创新主体培育力度"


def test_a_preview_is_of_use_to_its_person_only(as_clerk, make_person, underway):
    row = row_for(as_clerk, underway) | {"任务": "新题目"}
    preview = upload(as_clerk, workbook(row))
    answer = apply(client_of(make_person("other", Role.CLERK)), preview)
    assert "预览已过期" in answer.content.decode()
    assert now(underway).title == "加大创新主体培育力度"


def test_an_import_applied_twice_changes_once(as_clerk, underway):
    row = row_for(as_clerk, underway) | {"任务": "新题目"}
    preview = upload(as_clerk, workbook(row))
    apply(as_clerk, preview)
    events = Event.objects.count()
    apply(as_clerk, preview)
    assert Event.objects.count() == events


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_the_same_moment_change_once(clerk, underway):
    clients = [client_of(clerk), client_of(clerk)]
    row = row_for(clients[0], underway) | {"任务": "新题目"}
    preview = upload(clients[0], workbook(row))

    def send(client):
        apply(client, preview)
        connections.close_all()

    threads = [threading.Thread(target=send, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Event.objects.filter(task=underway, type="corrected").count() == 1


def test_another_units_task_is_unknown_to_a_liaison(liaison, as_clerk, make_task, industry):
    other = make_task(units=(Answer(industry.pk, "lead", "市工信局"),))
    row = row_for(as_clerk, other) | {"进展": "偷看"}
    assert "没有编号为" in problems(upload(client_of(liaison), workbook(row)))[0][2]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("台账.xlsx", b"", "空"),
        ("台账.xlsx", b"PK\x03\x04 nonsense", "完好的 .xlsx"),
        ("台账.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600, "只能导入 .xlsx 或 .csv"),
        ("台账.csv", b"\xff\xff\xff\x81", "编码"),
        ("台账.csv", "甲,乙\r\n1,2".encode(), "表头要有“编号”"),
        ("台账.csv", "编号,任务,任务\r\nT000001,a,b".encode(), "出现了两次"),
        ("../../台账.exe", b"MZ", "只能导入 .xlsx 或 .csv"),
    ],
)
def test_a_bad_file_is_said(as_clerk, name, data, sentence):
    answer = upload(as_clerk, data, name)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_sheets_without_a_head_are_named(as_clerk, underway):
    row = row_for(as_clerk, underway)
    assert "填写说明" in upload(as_clerk, workbook(row, extra=["填写说明"])).content.decode()


def test_dates_that_office_programs_rewrite_are_the_same_dates(as_clerk, underway):
    row = row_for(as_clerk, underway) | {"完成时限": "2024/6/30"}
    assert upload(as_clerk, workbook(row)).context["plan"].problems == []


@pytest.mark.parametrize("role", [Role.CITY_LEADER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_readers_import_nothing(make_person, role):
    client = client_of(make_person("reader", role))
    assert client.get(IMPORT).status_code == 403
    assert client.post(APPLY).status_code == 403


def test_more_rows_take_no_more_queries(as_clerk, make_task, django_assert_max_num_queries):
    def count():
        make_task()
        data, _answer = exported(as_clerk)
        with django_assert_max_num_queries(60) as captured:
            upload(as_clerk, data)
        return len(captured)

    one = count()
    count()
    assert count() == one
