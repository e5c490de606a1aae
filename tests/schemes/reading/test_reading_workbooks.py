"""Workbooks, whose numbers are binary fractions and whose dates come from typing months."""

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemes.reading.door import cells, places, problems

HEAD = ["企业编号", "金额（元）"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "in.xlsx"


def book(rows: list[list[Any]]) -> bytes:
    """A workbook as a spreadsheet saves it: numbers as numbers, dates as dates."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(at, place, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(at, place, cell)
                elif cell is not None:
                    sheet.write(at, place, cell)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        (0.29, "0.29"),
        (0.1 + 0.2, "0.30"),
        (1.1 * 3, "3.30"),
        (1234.56, "1234.56"),
        (1234.56000000001, "1234.56"),
        (4.35 * 100, "435"),
        (17179869184.01, "17179869184.01"),
        (123456789012.34, "123456789012.34"),
        (9999999999999.98, "9999999999999.98"),
        (50000000000000, "50000000000000"),
        ("90071992547409.93", "90071992547409.93"),
        (" 12.5 ", "12.5"),
    ],
)
def test_an_amount_of_a_cell_is_the_cents_that_were_meant(
    path: Path, cell: float | str, yuan: str
) -> None:
    assert cells(path, book([HEAD, ["A", cell]])) == [
        {"firm_id": "A", "paid_yuan": Decimal(yuan)},
    ]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (1234.565, "1234.565"),
        (0.005, "0.005"),
        (1234.560001, "1234.560001"),
        (0.001, "0.001"),
        (1 / 3, "0.333333333333333"),
        (-0.01, "-0.01"),
        (1e300, "1" + "0" * 300),
        (True, "是"),
        ("1234.56000000001", "1234.56000000001"),
        ("1,234.50", "1,234.50"),
        ("12%", "12%"),
        (dt.date(2024, 1, 1), "2024-01-01"),
    ],
)
def test_an_amount_that_does_not_round_cleanly_is_refused(
    path: Path, cell: Any, shown: str
) -> None:
    assert places(path, book([HEAD, ["A", 1], ["B", cell]])) == [(3, "paid_yuan", shown)]


@pytest.mark.parametrize("cell", [90071992547409.93, 12345678901234.56, -90071992547409.93])
def test_an_amount_of_which_the_cell_lost_the_cents_is_refused(path: Path, cell: float) -> None:
    [problem] = problems(path, book([HEAD, ["A", 1], ["B", cell]]))
    assert (problem.row, problem.column) == (3, "paid_yuan")
    assert "文本" in problem.message


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(0, 10**15 - 1), min_size=1, max_size=20))
def test_every_amount_of_up_to_fifteen_digits_survives_a_cell(path: Path, cents: list[int]) -> None:
    rows = [[f"A{at}", number / 100] for at, number in enumerate(cents)]
    found = cells(path, book([HEAD, *rows]))
    assert [row.get("paid_yuan", 0) for row in found] == [Decimal(n).scaleb(-2) for n in cents]


def test_an_id_of_digits_is_taken_whole_and_refused_where_the_cell_lost_some(path: Path) -> None:
    rows = [HEAD, [1001, 1], [123456789012345, 1], ["911400001234567890", 1]]
    found = [row["firm_id"] for row in cells(path, book(rows))]
    assert found == ["1001", "123456789012345", "911400001234567890"]
    [problem] = problems(path, book([HEAD, ["A", 1], [911400001234567890, 1]]))
    assert (problem.row, problem.column) == (3, "firm_id")
    assert "15 位" in problem.message


def test_percentages_counts_flags_and_areas_are_taken_with_fifteen_digits(path: Path) -> None:
    head = [*HEAD, "增速", "家数", "已上市", "面积", "得分"]
    [row] = cells(path, book([head, ["A", 1, 0.1 + 0.2, 3.0, True, 12.300000000000001, 4.05]]))
    assert row["growth_pct"] == Decimal("0.3")
    assert row["firms"] == 3
    assert row["listed"] is True
    assert row["area"] == Decimal("12.3")
    assert row["points"] == Decimal("4.05")
    assert cells(path, book([head, ["A", 1, 1, 1, 1.0, 1, 1]]))[0]["listed"] is True
    assert places(path, book([head, ["A", 1, 1, 1.5, 1, 1, 1]])) == [(2, "firms", "1.5")]


def test_a_month_that_the_spreadsheet_made_a_date_is_that_month(path: Path) -> None:
    head = [*HEAD, "月份", "日期"]
    [row] = cells(path, book([head, ["A", 1, dt.date(2026, 6, 1), dt.date(2026, 6, 1)]]))
    assert (row["period"], row["day"]) == ("2026-06", dt.date(2026, 6, 1))
    assert places(path, book([head, ["A", 1, dt.date(2026, 6, 2), None]])) == [
        (2, "period", "2026-06-02")
    ]
    moment = dt.datetime(2026, 6, 1, 8, 30)
    assert places(path, book([head, ["A", 1, None, moment]])) == [(2, "day", "2026-06-01T08:30:00")]


def test_a_text_that_looks_like_a_formula_is_a_text(path: Path) -> None:
    ids = ["=1+1", "+A", "-A", "@A", "'=A"]
    found = cells(path, book([HEAD, *([text, 1] for text in ids)]))
    assert [row["firm_id"] for row in found] == ids


def test_blank_rows_and_columns_are_passed_over_and_rows_still_counted(path: Path) -> None:
    rows = [[*HEAD, "", " "], ["A", 1, "", ""], [None, None], ["B", "x", None, ""]]
    assert places(path, book(rows)) == [(4, "paid_yuan", "x")]


def test_a_cell_beyond_the_head_is_refused_with_its_row(path: Path) -> None:
    [problem] = problems(path, book([HEAD, ["A", 1], ["B", 1, 0]]))
    assert problem.row == 3


def test_an_empty_sheet_and_an_empty_head_are_refused(path: Path) -> None:
    for rows in ([], [["", ""], ["A", 1]]):
        [problem] = problems(path, book(rows))
        assert "表头" in problem.message


def _changed(data: bytes, part: str, change: Any) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return stream.getvalue()


def test_a_workbook_that_would_unpack_beyond_all_bounds_is_refused(path: Path) -> None:
    good = book([HEAD, ["A", 1]])
    bomb = _changed(good, "xl/sharedStrings.xml", lambda text: text + b" " * (1 << 26))
    [problem] = problems(path, bomb)
    assert problem.message
    far = _changed(
        good, "xl/worksheets/sheet1.xml", lambda text: text.replace(b"B2", b"XFD1048576")
    )
    [problem] = problems(path, far)
    assert problem.message


def test_an_error_value_and_a_broken_zip_are_refused(path: Path) -> None:
    good = book([HEAD, ["A", 1]])
    wrong = _changed(
        good,
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(b'<c r="B2"><v>1</v>', b'<c r="B2" t="e"><v>#N/A</v>'),
    )
    [problem] = problems(path, wrong)
    assert "#N/A" in problem.message
    assert problems(path, good[: len(good) // 2])
    assert problems(path, b"\xd0\xcf\x11\xe0" + b"\0" * 600)


def test_a_workbook_without_a_sheet_is_refused(path: Path) -> None:
    sound, stream = zipfile.ZipFile(io.BytesIO(book([HEAD, ["A", 1]]))), io.BytesIO()
    with sound, zipfile.ZipFile(stream, "w") as made:
        for part in sound.namelist():
            text = sound.read(part)
            if part == "xl/workbook.xml":
                text = re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", text)
            made.writestr(part, text)
    assert "没有工作表" in problems(path, stream.getvalue())[0].message
