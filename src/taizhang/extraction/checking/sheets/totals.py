"""Totals of tables (表格合计): rows and columns 合计, 小计 or 平均 against what they sum up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import takewhile

from ...patterns import late
from ..bulletin import Bulletin
from ..findings import Finding, Severity
from ..rounding import Extent, short_text
from .cells import Figure
from .grid import Table

_NO_SUM = late(
    r"率|占|比重|比例|增速|增幅|增长|%|排名|序号|位次|名次|排序|平均|均价|均值|人均|户均|得分|分数|评分|总分|同比|环比|进度(?:$|[(%])|指数|密度|单价|单产|亩产|每[个户人亩名家辆]|年龄|最高|最低|[(]\d{1,3}分[)]"
)
_SUM_NAME = late(
    r"(?:[^，。]{0,8}(?:合计|总计|小计|共计|总数|总量|总额))(?:[(][^()]*[)])?|总分|总得分|综合得分"
)
_SCORES = late(r"总分|总得分|综合得分")
_SECTION = late(r"[一二三四五六七八九十]{1,2}[、.]")
_HOPELESS = 4
_ZERO = Figure(Fraction(0), Fraction(0), 0, False, "", "")
_BLANK = frozenset(["", "-", "—", "–", "/", "——"])
Rows = Sequence[int]


def check_totals(bulletin: Bulletin, table: Table) -> Iterator[Finding]:
    """Rows of totals, subtotals and means, then columns of totals."""
    columns = [i for i in table.numeric if not _NO_SUM.search(table.names[i])]
    for row, kind in enumerate(table.kinds):
        if kind in {"total", "partial"} or row in _sections(table) and kind == "plain":
            yield from _total_row(bulletin, table, row, columns)
        elif kind == "mean":
            yield from _mean_row(bulletin, table, row)
    yield from _total_columns(bulletin, table)


def _selections(table: Table, row: int) -> list[tuple[Rows, bool]]:
    """Which rows a total may sum up, the likeliest first; whether each alone is reason enough."""
    kinds = table.kinds
    plain = [i for i, kind in enumerate(kinds) if kind == "plain"]
    partial = [i for i, kind in enumerate(kinds) if kind == "partial"]
    edge = max((i for i in range(row) if kinds[i] in {"partial", "total"}), default=-1)
    follow = min(
        (i for i in range(row + 1, len(kinds)) if kinds[i] in {"partial", "total"}),
        default=len(kinds),
    )
    above = [i for i in plain if edge < i < row]
    below = [i for i in plain if row < i < follow]
    within = [i for i, kind in enumerate(kinds) if kind == "within"]
    sections = _sections(table)
    if row in sections and kinds[row] == "plain":
        rest = [*sections, *(i for i, kind in enumerate(kinds) if kind == "total")]
        last = min((i for i in rest if i > row), default=len(kinds))
        return [(rows, False)] if len(rows := [i for i in plain if row < i < last]) > 1 else []
    if kinds[row] == "partial":
        found = [(above, True), (below, True)]
    else:
        found = [(partial, True), (plain, not within), (above, not within), (below, not within)]
        found.append((sorted(plain + within), False))
        found.append((sections, False))
    return [(rows, sure) for rows, sure in found if len(rows) > 1]


def _sections(table: Table) -> list[int]:
    """The rows 一、税收收入, 二、非税收入: each may sum up the rows below it."""
    return [
        row
        for row, cells in enumerate(table.rows)
        if any(_SECTION.match(cell.text.strip()) for cell in cells[:2])
    ]


def _sum(table: Table, rows: Rows, column: int) -> Extent | None:
    """What rows make of a column; None where a cell is neither a number nor blank."""
    total = Extent(Fraction(0), Fraction(0))
    for row in rows:
        figure = table.figures[row][column]
        if figure is None and table.rows[row][column].text not in _BLANK:
            return None
        total = total.plus((figure or _ZERO).extent)
    return total


def _total_row(
    bulletin: Bulletin, table: Table, row: int, columns: Sequence[int]
) -> Iterator[Finding]:
    """The selection of rows that most columns agree with, and the columns that do not."""
    best: tuple[int, list[tuple[int, Extent]]] | None = None
    for rows, sure in _selections(table, row):
        sums = [(c, s) for c in columns if (s := _sum(table, rows, c)) is not None]
        sums = [(c, s) for c, s in sums if table.figures[row][c] is not None]
        sums = [(c, s) for c, s in sums if _may_sum(table, rows, row, c)]
        wrong = [(c, s) for c, s in sums if not _shows(table.figures[row][c], s)]
        right = len(sums) - len(wrong)
        if (sure or right > len(wrong)) and sums and (best is None or right > best[0]):
            best = right, wrong
    for column, total in best[1] if best else ():
        if not (best and best[0]) and _is_excerpt(table, row, column, total):
            continue
        yield _wrong_total(bulletin, table, row, column, total)


def _is_excerpt(table: Table, row: int, column: int, total: Extent) -> bool:
    """Whether 全市 stands beside a few of its counties: no column is near what they make."""
    figure = table.figures[row][column]
    named = "计" in table.name_of(row) or "总" in table.name_of(row)
    return not named and figure is not None and total.high * 4 < figure.value * 3


def _may_sum(table: Table, rows: Rows, row: int, column: int) -> bool:
    """Whether a total may be a sum: not 0 (a formula never computed), not a mean of its rows."""
    total = table.figures[row][column]
    values = [figure.value for at in rows if (figure := table.figures[at][column])]
    if total is None or not total.value:
        return False
    between = values and 0 < min(values) <= total.value <= max(values)
    return not (between and len(values) == len(rows) and sum(values) > 2 * total.value)


def _shows(figure: Figure | None, true: Extent) -> bool:
    return figure is not None and figure.shows(true)


def _wrong_total(bulletin: Bulletin, table: Table, row: int, column: int, total: Extent) -> Finding:
    cell, figure = table.rows[row][column], table.figures[row][column]
    right = figure.as_printed(total.middle) if figure else short_text(total.middle)
    sentence = (
        f"表格“{table.names[column]}”一列，“{table.name_of(row)}”写的是{cell.text}，"
        f"各行相加是{right}，请核对。"
    )
    return row_finding(bulletin, table, "table_total", row, sentence)


def row_finding(
    bulletin: Bulletin,
    table: Table,
    code: str,
    row: int,
    sentence: str,
    severity: Severity | None = None,
) -> Finding:
    """A finding that quotes a row of a table."""
    cells = table.rows[row]
    return bulletin.finding_at(code, cells[0].start, cells[-1].end, sentence, severity)


def _mean_row(bulletin: Bulletin, table: Table, row: int) -> Iterator[Finding]:
    """A row 平均 in columns where the rows above have a mean; rates may be weighed, so left out."""
    plain = [i for i, kind in enumerate(table.kinds) if kind == "plain"]
    for column in table.numeric:
        figure, total = table.figures[row][column], _sum(table, plain, column)
        if figure is None or total is None or figure.percent or len(plain) < 2:
            continue
        mean = total.times(Fraction(1, len(plain)))
        if not figure.shows(mean):
            sentence = (
                f"表格“{table.names[column]}”一列，“{table.name_of(row)}”写的是"
                f"{table.rows[row][column].text}，{len(plain)}行的平均是"
                f"{figure.as_printed(mean.middle)}，请核对。"
            )
            yield row_finding(bulletin, table, "average_mismatch", row, sentence)


def _total_columns(bulletin: Bulletin, table: Table) -> Iterator[Finding]:
    """A column 合计 that other columns make in most rows, and the rows where they do not."""
    numeric = table.numeric
    settled = _settled_parts(table, numeric)
    for total in numeric:
        if total in settled:
            continue
        if _NO_SUM.search(table.names[total]) and not _SCORES.fullmatch(table.names[total]):
            continue
        tried = (_across(table, total, parts) for parts in _part_columns(table, total, numeric))
        best = min((found for found in tried if found is not None), key=len, default=[])
        for row, made in best:
            figure = table.figures[row][total]
            right = figure.as_printed(made.middle) if figure else short_text(made.middle)
            sentence = (
                f"表格“{table.name_of(row)}”一行，“{table.names[total]}”写的是"
                f"{table.rows[row][total].text}，同行各列相加是{right}，请核对。"
            )
            yield row_finding(bulletin, table, "table_total", row, sentence)


def _settled_parts(table: Table, numeric: Sequence[int]) -> set[int]:
    """The columns that a column 合计 sums up in every row: they are parts, and no totals."""
    parts: set[int] = set()
    for total in numeric:
        if _SUM_NAME.fullmatch(table.names[total]):
            for found in _part_columns(table, total, numeric):
                parts |= set(found) if _across(table, total, found) == [] else set()
    return parts


def _part_columns(table: Table, total: int, numeric: Sequence[int]) -> Iterator[list[int]]:
    """Which columns a column 合计 may sum up: all others, those on its right, on its left."""
    if not _SUM_NAME.fullmatch(table.names[total]):
        right = range(total + 1, table.width)
        found = list(
            takewhile(lambda i: i in numeric and not _NO_SUM.search(table.names[i]), right)
        )
        if len(found) > 1:
            yield found
        return
    scores = _SCORES.fullmatch(table.names[total]) is not None
    names = table.names
    parts = [
        i
        for i in numeric
        if i != total
        and not _SUM_NAME.fullmatch(names[i])
        and (not _NO_SUM.search(names[i]) or (scores and "分" in names[i]))
    ]
    for found in (parts, [i for i in parts if i > total], [i for i in parts if i < total]):
        if len(found) > 1:
            yield found


def _across(table: Table, total: int, parts: Sequence[int]) -> list[tuple[int, Extent]] | None:
    """The rows whose total is another; None unless most rows fit. 0 of nothing proves nothing."""
    wrong: list[tuple[int, Extent]] = []
    counted = 0
    for row, figures in enumerate(table.figures):
        figure = figures[total]
        made = Extent(Fraction(0), Fraction(0))
        for column in parts:
            made = made.plus((figures[column] or _ZERO).extent)
        if figure is None or all(figures[column] is None for column in parts):
            continue
        if not figure.value and not made.high:
            continue
        counted += 1
        if not figure.shows(made):
            wrong.append((row, made))
            if len(wrong) > _HOPELESS and len(wrong) * 2 > counted:
                return None
    right = counted - len(wrong)
    named = _SUM_NAME.fullmatch(table.names[total]) is not None
    return wrong if right > 1 and len(wrong) < right + named else None
