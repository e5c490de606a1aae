"""Figures by Excel and CSV: all or nothing, bad cells by their place, a preview before."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.intake.conftest import BEGINNING, local
from indicators.intake.tables import HEAD, csv_table, take, upload, workbook
from plugins.growth import assert_linear
from taizhang.indicators.domain.intake.giving import Change
from taizhang.indicators.domain.intake.numbers import Written
from taizhang.indicators.exchange.plans import plan_import
from taizhang.indicators.exchange.sheets import SheetRow, Sheets, read_sheets
from taizhang.indicators.models import (
    Indicator,
    IndicatorVersion,
    Observation,
    Series,
    Submission,
)
from taizhang.papers import read_xlsx

pytestmark = pytest.mark.django_db
NOW = local("2026-06-10 09:00")


@pytest.fixture(autouse=True)
def in_june(at, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    at("2026-06-10 09:00")


@pytest.fixture
def browser(as_person, liaison):
    return as_person(liaison)


def problems(rows, actor, head=HEAD, name="六月.xlsx"):
    data = workbook(rows, head)
    plan = plan_import(read_sheets(name, io.BytesIO(data)), actor=actor, as_of=NOW)
    return [(p.row, p.column, p.value) for p in plan.problems]


def test_template_comes_back_filled_in_and_is_taken_as_one_submission(
    make_series, record, browser, liaison, science
):
    series = make_series(code="Z0001", expected_from=date(2026, 5, 1))
    other = make_series(code="Z0002", expected_from=date(2026, 5, 1))
    record(series, "2026-04-30", "58.5")
    answer = browser.get("/indicators/entry/template/")
    [table] = read_xlsx(io.BytesIO(b"".join(answer.streaming_content)))
    head, first, second = (list(row) for row in table.rows)
    assert first[:9] == [
        "Z0001", "高新技术企业数", "云岭市", "2026年5月", date(2026, 5, 31), "家", "", 58.5, "",
    ]  # fmt: skip
    first[8:] = [62.5, "初步", "快报数"]
    data = workbook([first, second], head)
    preview = upload(browser, data)
    plan = preview.context["plan"]
    assert (plan.new, plan.revised, plan.same, plan.blank) == (1, 0, 0, 1)
    assert not Observation.objects.filter(day="2026-05-31").exists()
    assert take(browser, preview).status_code == 302
    taken = Observation.objects.get(day="2026-05-31")
    assert (taken.series, taken.value, taken.is_final, taken.note) == (
        series, Decimal("62.5"), False, "快报数",
    )  # fmt: skip
    said = taken.submission
    assert (said.way, said.submitted_by, said.unit, said.file_name) == (
        "excel", liaison, science, "六月.xlsx",
    )  # fmt: skip
    assert said.file.size == len(data)
    assert other.observations.count() == 0


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_csv_of_every_encoding_is_read(make_series, liaison, encoding):
    make_series(code="Z0001")
    data = csv_table([["Z0001", "云岭市", "2026-05-31", "62.5", "最终", "快报"]], encoding=encoding)
    sheets = read_sheets("六月.csv", io.BytesIO(data))
    plan = plan_import(sheets, actor=liaison, as_of=NOW)
    assert (plan.problems, plan.new) == ([], 1)


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (["Z9999", "云岭市", "2026-05-31", 5, "", ""], "A 指标代码"),
        (["", "云岭市", "2026-05-31", 5, "", ""], "A 指标代码"),
        (["Z0002", "云岭市", "2026-05-31", 5, "", ""], "A 指标代码"),  # of another unit
        (["Z0001", "青石县", "2026-05-31", 5, "", ""], "B 地区"),
        (["Z0001", "云岭市", "2026-05-30", 5, "", ""], "C 截至日期"),
        (["Z0001", "云岭市", "2026-06-30", 5, "", ""], "C 截至日期"),
        (["Z0001", "云岭市", "五月底", 5, "", ""], "C 截至日期"),
        (["Z0001", "云岭市", "2026-02-30", 5, "", ""], "C 截至日期"),
        (["Z0001", "云岭市", "2026-05-31", "未统计", "", ""], "D 数值"),
        (["Z0001", "云岭市", "2026-05-31", "5万家", "", ""], "D 数值"),
        (["Z0001", "云岭市", "2026-05-31", 1 / 3, "", ""], "D 数值"),
        (["Z0001", "云岭市", "2026-05-31", True, "", ""], "D 数值"),
        (["Z0001", "云岭市", "2026-05-31", "", "", "尚未统计"], "D 数值"),
        (["Z0001", "云岭市", "2026-05-31", 5, "估计", ""], "E 性质"),
        (["Z0001", "云岭市", "2026-05-31", 5, "", "字" * 513], "F 说明"),
        (["Z0001", "云岭市", "2026-04-30", 5, "初步", ""], "E 性质"),  # after the final one
    ],
)
def test_bad_cell_is_named_by_row_column_and_value_and_nothing_is_taken(
    make_series, record, liaison, industry, row, place
):
    series = make_series(code="Z0001")
    make_series(code="Z0002", office=industry)
    record(series, "2026-04-30", 4)
    good = ["Z0001", "云岭市", "2026-03-31", 3, "", ""]
    [(at, column, _value)] = problems([good, row], liaison)
    assert (at, column) == (3, place)


def test_row_that_contradicts_its_indicator_is_refused(make_series, liaison):
    make_series("高新技术企业数", code="Z0001", unit="家")
    head = ["指标代码", "指标名称", "计量单位", "截至日期", "数值"]
    rows = [
        ["Z0001", "科技型中小企业数", "家", "2026-05-31", 5],
        ["Z0001", "高新技术企业数", "万家", "2026-04-30", 5],
        ["Z0001", "高新技术企业数", "家", "2026-03-31", 5],
    ]
    assert problems(rows, liaison, head) == [
        (2, "B 指标名称", "科技型中小企业数"),
        (3, "C 计量单位", "万家"),
    ]


def test_figure_that_stands_twice_is_named_with_its_first_row(make_series, browser):
    make_series(code="Z0001")
    row = ["Z0001", "", "2026-05-31", 5, "", ""]
    text = upload(browser, workbook([row, row])).content.decode()
    assert "与工作表“填报”第 2 行是同一指标、地区和日期" in text


def test_a_table_pasted_twice_is_refused_in_linear_time(officer, make_series):
    make_series(code="Z0001", frequency="week")
    weeks = [date(2026, 6, 7) - timedelta(weeks=n) for n in range(3_000)]

    def plan(number):
        rows = [
            SheetRow("填报", at, {"code": "Z0001"}, {}, Written(Decimal(5)), day, True, "")
            for at, day in enumerate([*weeks[:number]] * 2)
        ]
        return plan_import(Sheets(rows), actor=officer, as_of=NOW)

    assert len(plan(300).problems) == 300
    assert_linear(lambda: plan(300), lambda: plan(3_000))


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.xlsx", "空"),
        (b"abc", "a.xlsx", "请"),
        (b"abc", "a.docx", "只能导入 .xlsx 或 .csv"),
        (workbook([["x"]], ["没有表头"]), "a.xlsx", "没有找到填好的数"),
        (workbook([], [*HEAD, "数值"]), "a.xlsx", "出现了两次"),
    ],
)
def test_file_that_cannot_be_read_is_said(browser, data, name, said):
    answer = upload(browser, data, name)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_preview_shows_new_revised_same_and_doubtful(make_series, record, browser):
    series = make_series("入库率", code="Z0001", unit="%", accumulation="level")
    record(series, "2026-03-31", 60)
    record(series, "2026-04-30", 61)
    rows = [
        ["Z0001", "", "2026-03-31", 60, "", ""],
        ["Z0001", "", "2026年4月", 62, "", ""],
        ["Z0001", "", "2026/5/31", 0.63, "", ""],
    ]
    answer = upload(browser, workbook(rows))
    plan = answer.context["plan"]
    assert [each.judged.change for each in plan.rows] == [Change.SAME, Change.REVISED, Change.NEW]
    text = answer.content.decode()
    assert "是不是 63%" in text
    assert "新报 1 个数，修订 1 个数；1 个数未变" in text


def test_same_file_twice_says_so_and_changes_nothing(make_series, browser):
    make_series(code="Z0001")
    data = workbook([["Z0001", "云岭市", "2026-05-31", 5, "", ""]])
    preview = upload(browser, data)
    take(browser, preview)
    again = upload(browser, data, "六月（新）.xlsx")
    text = again.content.decode()
    assert "同一个文件已由李伟在" in text
    assert "完全一致，不需要导入" in text
    assert take(browser, preview).status_code == 409  # confirmed twice
    assert Submission.objects.count() == 1


def test_preview_that_is_out_of_date_is_shown_again_and_nothing_is_taken(
    make_series, record, browser
):
    series = make_series(code="Z0001")
    preview = upload(browser, workbook([["Z0001", "云岭市", "2026-05-31", 5, "", ""]]))
    record(series, "2026-05-31", 7)
    answer = take(browser, preview)
    assert answer.status_code == 409
    assert answer.context["plan"].revised == 1
    assert Observation.objects.count() == 1


def test_preview_of_another_person_or_a_forged_one_is_of_no_use(
    make_series, browser, as_person, officer
):
    make_series(code="Z0001")
    preview = upload(browser, workbook([["Z0001", "云岭市", "2026-05-31", 5, "", ""]]))
    assert take(as_person(officer), preview).url == "/indicators/entry/import/"
    assert not Observation.objects.exists()


def test_ten_thousand_rows_take_as_many_queries_as_ten(officer, region, science, at):
    def many(start, number):
        """Indicators of their own, each with five months filled in."""
        rows = range(start, start + number)
        made = Indicator.objects.bulk_create(
            Indicator(code=f"B{n:05d}", created_at=BEGINNING, created_by=officer) for n in rows
        )
        IndicatorVersion.objects.bulk_create(
            IndicatorVersion(
                indicator=each,
                name="数",
                since=BEGINNING,
                unit="家",
                direction="more",
                frequency="month",
                accumulation="cumulative",
                office=science,
                region=region,
                recorded_by=officer,
            )  # fmt: skip
            for each in made
        )
        Series.objects.bulk_create(Series(indicator=each, region=region) for each in made)
        ends = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]
        return workbook([[e.code, "云岭市", end, 5, "", ""] for e in made for end in ends])

    counts = []
    for start, number in ((0, 2), (10, 2_000)):
        data = many(start, number)
        with CaptureQueriesContext(connection) as asked:
            plan = plan_import(read_sheets("a.xlsx", io.BytesIO(data)), actor=officer, as_of=NOW)
        counts.append(len(asked))
        assert (len(plan.rows), plan.problems) == (number * 5, [])
    assert counts[0] == counts[1] <= 10
