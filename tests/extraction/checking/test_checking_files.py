"""Bulletins in files: tables of workbooks and of Word, held against themselves and the text."""

from collections.abc import Sequence
from io import BytesIO

import docx
import pytest
import xlsxwriter

from taizhang.extraction import DecodedText, read_bytes
from taizhang.extraction.checking import Finding, check_bulletin

Rows = Sequence[Sequence[str | float]]
PROMISES: Rows = [
    ["县区", "目标任务（个）", "已完成（个）", "完成率", "占比"],
    ["青石县", 64, 36, 36 / 64, 36 / 120],
    ["白河县", 50, 30, 30 / 50, 30 / 120],
    ["临江县", 45, 27, 27 / 45, 27 / 120],
    ["松山区", 45, 27, 27 / 45, 27 / 120],
    ["合计", 204, 120, 120 / 204, 1.0],
]
CLASSES: Rows = [
    ["类别", "项数", "占比"],
    ["滞后", 17, 0.077],
    ["正常", 162, 0.73],
    ["超前", 10, 0.045],
    ["完成", 24, 0.108],
    ["其他", 9, 0.041],
    ["合计", 222, 1.0],
]
MONTHS: Rows = [
    ["县区", "2025年6月", "2024年6月", "增减额", "增减率"],
    ["青石县", 1234.5, 1100.2, 134.3, 0.1221],
    ["白河县", 980.4, 1002.6, -22.2, -0.0221],
    ["临江县", 760.1, 700.0, 60.1, 0.0859],
    ["合计", 2975.0, 2802.8, 172.2, 0.0614],
]
OFFICES: Rows = [
    ["责任单位", "任务数", "进度", "进度", "进度", "进度", ""],
    ["责任单位", "任务数", "滞后", "正常", "超前", "完成", "按期率"],
    ["市发改委", 30, 2, 22, 3, 3, 0.9333333],
    ["市教育局", 24, 1, 18, 2, 3, 0.9583333],
    ["市住建局", 28, 4, 20, 1, 3, 0.8571429],
    ["总计", 82, 7, 60, 6, 9, 0.9146341],
]
GOALS: Rows = [
    ["序号", "指标", "单位", "全年目标", "1—6月完成", "完成比例（%）", "去年同期", "同比增长（%）"],
    [1, "城镇新增就业", "人", 60000, 32400, 54.0, 30800, 5.2],
    [2, "发放创业担保贷款", "万元", 52000, 28600, 55.0, 25000, 14.4],
    [3, "新增市场主体", "户", 18000, 9540, 53.0, 9900, -3.6],
    [4, "新开工项目", "个", 120, 66, 55.0, 60, 10.0],
]
RANKED: Rows = [["县区", "受理", "办结"], ["青石县", 86, 80], ["白河县", 64, 61]]
RANKS: Rows = [
    ["县区", "得分", "排名"],
    ["青石县", 92.5, 3],
    ["白河县", 90.1, 4],
    ["临江县", 92.5, 2],
    ["松山区", 95.6, 1],
]
LETTERS: Rows = [
    ["单位", "交办", "办结", "办结率"],
    ["青石县", "86", "80", "93.0%"],
    ["白河县", "64", "61", "95.3%"],
    ["临江县", "58", "57", "98.3%"],
    ["松山区", "42", "42", "100%"],
    ["合计", "250", "240", "96.0%"],
]
SAID = (
    "今年以来，全市共交办领导批示件250件，已办结240件，办结率96.0%，未办结10件。"
    "其中，青石县交办86件，办结80件；松山区办结率最高，达100%。"
)


def changed(rows: Rows, row: int, column: int, value: str | float) -> Rows:
    return [
        [value if (i, j) == (row, column) else cell for j, cell in enumerate(cells)]
        for i, cells in enumerate(rows)
    ]


Sheet = tuple[Rows, Sequence[int]]
"""The rows of a sheet, and its columns shown as percentages."""


def workbook(*sheets: Sheet) -> DecodedText:
    """All tables as sheets of one file: it is read once."""
    data = BytesIO()
    with xlsxwriter.Workbook(data) as book:
        share = book.add_format({"num_format": "0.0%"})
        for number, (rows, percent) in enumerate(sheets, 1):
            sheet = book.add_worksheet(f"进度表{number}")
            sheet.merge_range(0, 0, 0, len(rows[0]) - 1, "2025年上半年进展情况表")
            for i, cells in enumerate(rows, 1):
                for j, cell in enumerate(cells):
                    shared = j in percent and isinstance(cell, float)
                    sheet.write(i, j, cell, share if shared else None)
    return read_bytes("进度表.xlsx", data.getvalue())


def word(rows: Rows, *paragraphs: str) -> DecodedText:
    document, data = docx.Document(), BytesIO()
    for paragraph in ("关于领导批示件办理情况的通报", *paragraphs):
        document.add_paragraph(paragraph)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for cells in rows:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = str(text)
    document.save(data)
    return read_bytes("通报.docx", data.getvalue())


def findings(decoded: DecodedText) -> list[Finding]:
    found = list(check_bulletin(decoded).findings)
    assert all(f.quote == decoded.text[slice(*f.span)] != "" for f in found)
    return found


CLEAN: dict[str, Sheet] = {
    "rates and shares": (PROMISES, (3, 4)),
    "changes": (MONTHS, (4,)),
    "two head rows": (OFFICES, (6,)),
    "goals": (GOALS, ()),
    "formulas never computed": ([*PROMISES[:5], ["合计", 0, 0, 0, 0]], ()),
    "a few counties and the city": ([*RANKED[:3], ["全市", 350, 340]], ()),
    "equal ranks": (changed(RANKS, 1, 2, 2), ()),
}


def test_a_workbook_whose_numbers_hold_is_clean() -> None:
    assert findings(workbook(*CLEAN.values())) == []


def test_a_text_that_says_what_its_table_says_is_clean() -> None:
    assert findings(word(LETTERS, SAID)) == []


SLIPS: list[tuple[Rows, Sequence[int], str, str]] = [
    (changed(PROMISES, 5, 2, 121), (3, 4), "合计", "120"),
    (changed(PROMISES, 1, 3, 0.65), (3, 4), "青石县", "56.3%"),
    (changed(CLASSES, 2, 2, 0.729), (2,), "正常", "73.0%"),
    (changed(CLASSES, 2, 2, 0.729), (), "正常", "73.0%"),
    (changed(CLASSES, 6, 1, 223), (2,), "合计", "222"),
    (CLASSES, (2,), "其他", "100.1%"),
    ([row[::2] for row in changed(CLASSES, 2, 2, 0.78)], (1,), "其他", "105.1%"),
    (changed(MONTHS, 1, 4, 0.1321), (4,), "青石县", "12.2%"),
    (changed(MONTHS, 3, 3, 61.1), (4,), "临江县", "60.1"),
    (changed(OFFICES, 4, 3, 21), (6,), "市住建局", "29"),
    (changed(GOALS, 2, 5, 57.0), (), "发放创业担保贷款", "55"),
    (changed(GOALS, 3, 7, 3.6), (), "新增市场主体", "-3.6"),
    (changed(RANKS, 4, 2, 2), (), "松山区", "第1位"),
]


@pytest.fixture(scope="module")
def found_by_sheet() -> list[list[Finding]]:
    """What is found in each sheet of one workbook with a slip on every sheet."""
    decoded = workbook(*((rows, percent) for rows, percent, *_ in SLIPS))
    text, found = decoded.text, findings(decoded)
    starts = [at for at in range(len(text)) if text.startswith("2025年上半年进展情况表", at)]
    assert len(starts) == len(SLIPS)
    ends = [*starts[1:], len(text)]
    spans = zip(starts, ends, strict=True)
    return [[f for f in found if start <= f.span[0] < end] for start, end in spans]


@pytest.mark.parametrize("case", range(len(SLIPS)))
def test_a_planted_slip_is_found_in_its_row(case: int, found_by_sheet: list[list[Finding]]) -> None:
    *_, quoted, right = SLIPS[case]
    found = found_by_sheet[case]
    assert any(quoted in f.quote and right in f.message for f in found), found


def test_slips_in_a_table_of_word_are_found_in_their_rows() -> None:
    found = findings(word(changed(changed(LETTERS, 2, 3, "93.5%"), 1, 1, "85"), SAID))
    for quoted, right in (("白河县", "95.3%"), ("合计", "249")):
        assert any(quoted in f.quote and right in f.message for f in found), found


def test_slips_in_the_text_are_found_beside_the_table() -> None:
    said = SAID.replace("已办结240件", "已办结242件").replace("青石县交办86件", "青石县交办88件")
    found = findings(word(LETTERS, said))
    for quoted, right in (("242件", "240"), ("88件", "86")):
        assert any(quoted in f.quote and right in f.message for f in found), found


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("松山区办结率最高，青石县办结率最低。", []),
        ("办结率最高的是松山区，办结率最低的是青石县。", []),
        ("交办最多的县区中，松山区最少。", []),
        ("上年同期办结率最高的是白河县。", []),
        ("办结率最高的是临江县，达98.3%。", ["rank_mismatch"]),
        ("交办件数以青石县最多，白河县办结率最低。", ["rank_mismatch"]),
    ],
)
def test_what_is_called_the_highest_of_a_table_is_held_against_it(
    said: str, codes: list[str]
) -> None:
    assert [finding.code for finding in findings(word(LETTERS, said))] == codes


def test_ranks_follow_the_column_that_the_title_names() -> None:
    rows: Rows = [
        ["排名", "单位", "应完成", "逾期", "按期完成率"],
        [1, "市教育局", 24, 1, "95.8%"],
        [2, "市交通局", 27, 3, "88.9%"],
        [3, "市水利局", 31, 3, "90.3%"],
        [4, "市民政局", 29, 6, "79.3%"],
    ]
    found = findings(word(rows, "各部门按期完成情况排名"))
    assert any("市水利局" in f.quote and "第2位" in f.message for f in found), found


def test_what_a_state_of_a_row_counts_is_not_the_count_of_the_row() -> None:
    rows: Rows = [["类别", "项目数（个）"], ["新开工项目", 83], ["续建项目", 131], ["合计", 214]]
    assert findings(word(rows, "新开工项目中已开工69个，开工率83.1%。")) == []


def test_scores_beside_each_other_make_no_total_but_the_one_so_called() -> None:
    rows: Rows = [
        ["县区", "主动公开（50分）", "依申请公开（30分）", "平台建设（20分）", "总分"],
        ["松山区", "46.5", "28.0", "18.5", "93.0"],
        ["青石县", "45.0", "27.5", "18.0", "90.5"],
        ["白河县", "42.5", "26.0", "17.0", "85.5"],
        ["临江县", "44.0", "26.5", "17.5", "88.0"],
    ]
    assert findings(word(rows)) == []
    found = findings(word(changed(rows, 3, 4, "86.5")))
    assert [(f.code, "85.5" in f.message) for f in found] == [("table_total", True)]


def test_parts_of_a_total_that_holds_are_no_totals_of_what_stands_beside_them() -> None:
    """Of four counties two have as many 正常 as the three columns on its right by chance."""
    rows: Rows = [
        ["县（市、区）", "合计", "滞后", "正常", "超前", "完成", "未知"],
        ["青石县", 5, 0, 3, 2, 0, 0],
        ["白河县", 6, 0, 3, 3, 0, 0],
        ["临江县", 6, 2, 2, 2, 0, 0],
        ["松山区", 5, 0, 2, 2, 0, 1],
    ]
    assert findings(word(rows)) == []
    found = findings(word(changed(rows, 1, 1, 6)))
    assert [(f.code, "“合计”" in f.message) for f in found] == [("table_total", True)]


def test_zeros_beside_zeros_make_no_total() -> None:
    rows: Rows = [
        ["县（市、区）", "超前", "完成", "未知"],
        ["青石县", 1, 0, 0],
        ["白河县", 2, 0, 0],
        ["临江县", 0, 0, 0],
        ["松山区", 0, 0, 0],
    ]
    assert findings(word(rows)) == []
