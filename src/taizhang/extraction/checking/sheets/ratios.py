"""Columns computed from others (由他列算出的列): shares, rates, growth, differences.

Which columns a rate is made of is told by the rows themselves: the pair with which most of them
agree. What then disagrees is a slip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...patterns import late
from ..bulletin import Bulletin
from ..findings import Finding
from ..rounding import Extent, decimal_text, looks_cut, round_half_up
from .cells import Figure
from .grid import Table
from .totals import row_finding

_SHARE = late(r"占|比重|比例|构成")
_RATE = late(r"率|完成.{0,6}%|进度|占.{0,10}%")
_CHANGE = late(r"同比|环比|增长|增幅|增速|增减率|[±+]%|升降")
_DIFFERENCE = late(
    r"增减(?!率|幅)|净增|增加[数量额]|差额|差距|缺口|未完成|未办结|在办|剩余|尚未|超序时|较.{0,8}(?:增|减)|比.{0,8}(?:增|减)|同比增减"
)
_PAST = late(r"上年|去年|同期|上期|上月|上季|20\d\d年")
_NO_BASE = late(r"率|占|比重|比例|增速|增幅|增长|同比|环比|排名|位次|名次|序号|得分|总分")
_SAMPLE = 30
_HOPELESS = 3
_MOST_COLUMNS = 14
_HUNDRED = Fraction(100)
_ONE = Fraction(1)
Formula = Callable[[Extent, Extent], Extent | None]


def _ratio(part: Extent, whole: Extent) -> Extent | None:
    return part.times(100).over(whole) if whole.low > 0 else None


def _growth(now: Extent, before: Extent) -> Extent | None:
    if before.low <= 0:
        return None
    ratio = now.over(before)
    return Extent((ratio.low - 1) * 100, (ratio.high - 1) * 100)


def _difference(now: Extent, before: Extent) -> Extent | None:
    return now.minus(before)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of computed column: its formula, its code, how the message names it."""

    formula: Formula
    code: str
    sign: str


_KINDS = {
    "share": _Kind(_ratio, "share_mismatch", "÷"),
    "rate": _Kind(_ratio, "rate_mismatch", "÷"),
    "growth": _Kind(_growth, "growth_mismatch", "比"),
    "difference": _Kind(_difference, "difference_mismatch", "－"),
}


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a column agrees with two others; ``whole`` None: the total of the part's column."""

    part: int
    whole: int | None
    right: int
    wrong: int


def check_ratios(bulletin: Bulletin, table: Table) -> Iterator[Finding]:
    """Every computed column with the rows that contradict it."""
    numeric = table.numeric[:_MOST_COLUMNS]
    for column in numeric:
        kind = _kind_of(table, column)
        if kind is not None:
            yield from _column(bulletin, table, column, kind, numeric)


def _kind_of(table: Table, column: int) -> _Kind | None:
    name = table.names[column]
    percent = any(figure.percent for figure in table.column(column) if figure)
    if _CHANGE.search(name) and percent:
        return _KINDS["growth"]
    if _DIFFERENCE.search(name):
        return _KINDS["difference"]
    if _SHARE.search(name):
        return _KINDS["share"]
    if percent or _RATE.search(name):
        return _KINDS["rate"]
    return None


def _stated(table: Table, row: int, column: int) -> Figure | None:
    """A share as a percentage: 0.729 below 占比 is 72.9%."""
    figure = table.figures[row][column]
    if figure is None or "%" in table.rows[row][column].text or not figure.percent:
        return figure
    values = [abs(f.value) for f in table.column(column)[:_SAMPLE] if f is not None]
    if (
        values
        and max(values) <= _ONE
        and any(f and f.places > 1 for f in table.column(column)[:_SAMPLE])
    ):
        places = max(figure.places - 2, 0)
        return Figure(figure.value * 100, figure.step * 100, places, True, "%", "")
    return figure


def _true(table: Table, row: int, kind: _Kind, part: int, whole: int | None) -> Extent | None:
    """What the row should print."""
    one = table.figures[row][part]
    if one is None:
        return None
    if whole is None:
        total = _whole(table, part)
        return kind.formula(one.extent, total) if total else None
    two = table.figures[row][whole]
    return kind.formula(one.extent, two.extent) if two is not None else None


def _whole(table: Table, column: int) -> Extent | None:
    """The total of a column: its row 合计, else the sum of its rows."""
    for row, kind in enumerate(table.kinds):
        figure = table.figures[row][column]
        if kind == "total" and figure is not None:
            return figure.extent
    total = Extent(Fraction(0), Fraction(0))
    for row, figure in enumerate(table.column(column)):
        if table.kinds[row] == "plain" and figure is not None:
            total = total.plus(figure.extent)
    return total if total.low > 0 else None


def _tries(
    table: Table, column: int, kind: _Kind, numeric: Sequence[int]
) -> Iterator[tuple[int, int | None]]:
    """Pairs of columns a column may be computed from, the likeliest first."""
    bases = [i for i in numeric if i != column]
    if kind.code != "difference_mismatch":
        bases = [i for i in bases if not _NO_BASE.search(table.names[i])]
    near = sorted(bases, key=lambda i: (i > column, abs(column - i)))
    if kind.sign == "÷":
        yield from ((part, None) for part in near)
    yield from ((part, whole) for part in near for whole in near if part != whole)


def _fit(table: Table, column: int, kind: _Kind, part: int, whole: int | None) -> _Fit:
    right = wrong = 0
    for row in range(min(len(table.rows), _SAMPLE)):
        stated, true = _stated(table, row, column), _true(table, row, kind, part, whole)
        if stated is None or true is None or (whole is None and table.kinds[row] == "total"):
            continue
        fits = stated.shows(true) or (stated.percent and looks_cut(true, stated.value, stated.step))
        right, wrong = right + fits, wrong + (not fits)
        if wrong > right + _HOPELESS:
            break
    return _Fit(part, whole, right, wrong)


def _column(
    bulletin: Bulletin, table: Table, column: int, kind: _Kind, numeric: Sequence[int]
) -> Iterator[Finding]:
    """The pair most rows agree with, then every row against it."""
    best: _Fit | None = None
    for part, whole in _tries(table, column, kind, numeric):
        fit = _fit(table, column, kind, part, whole)
        if best is None or (fit.right, -fit.wrong) > (best.right, -best.wrong):
            best = fit
        if best.wrong == 0 and best.right > 2:
            break
    if best is None or not _convincing(table, column, best):
        return
    for row in range(len(table.rows)):
        if best.whole is None and table.kinds[row] == "total":
            continue
        stated = _stated(table, row, column)
        true = _true(table, row, kind, best.part, best.whole)
        if stated is not None and true is not None and not stated.shows(true):
            yield _wrong(bulletin, table, (row, column), kind, best, stated, true)


def _convincing(table: Table, column: int, fit: _Fit) -> bool:
    """Whether enough rows agree: two thirds, or half where the names say so, too."""
    if fit.right < 2:
        return fit.right == 1 and fit.wrong == 1 and _named(table, column, fit)
    return fit.wrong * 2 <= fit.right or (fit.wrong <= fit.right and _named(table, column, fit))


def _named(table: Table, column: int, fit: _Fit) -> bool:
    """完成率 of 完成 and 目标; 增幅 of 本期 and 上年同期; 占比 beside its number."""
    name, part = table.names[column], table.names[fit.part]
    if fit.whole is None:
        return fit.part == column - 1
    whole = table.names[fit.whole]
    stem = name.partition("率")[0][-2:]
    return (len(stem) == 2 and stem in part) or _PAST.search(whole) is not None


def _wrong(
    bulletin: Bulletin,
    table: Table,
    place: tuple[int, int],
    kind: _Kind,
    fit: _Fit,
    stated: Figure,
    true: Extent,
) -> Finding:
    row, column = place
    cell = table.rows[row][column].text
    cut = stated.percent and looks_cut(true, stated.value, stated.step)
    cut = cut and not stated.shows(true)
    whole = _whole_text(table, row, fit)
    right = _right(stated, true)
    sentence = (
        f"表格“{table.name_of(row)}”一行，“{table.names[column]}”写的是{cell}，"
        f"按{table.rows[row][fit.part].text}{kind.sign}{whole}计算应为{right}"
        f"{'（四舍五入），写的数是把后面的小数截去了' if cut else ''}，请核对。"
    )
    code = "share_cut" if cut and kind.sign == "÷" else kind.code
    return row_finding(bulletin, table, code, row, sentence)


def _right(stated: Figure, true: Extent) -> str:
    if stated.step:
        text = decimal_text(round_half_up(true.middle, stated.step), stated.places)
        return text + (stated.unit or ("%" if stated.percent else ""))
    return stated.as_printed(true.middle)


def _whole_text(table: Table, row: int, fit: _Fit) -> str:
    if fit.whole is not None:
        return table.rows[row][fit.whole].text
    total = _whole(table, fit.part)
    figure = table.figures[row][fit.part]
    return figure.as_printed(total.middle) if total and figure else ""
