"""Columns of shares (占比列): together they make 100, or rounding is mentioned."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...patterns import late
from ..bulletin import Bulletin
from ..findings import Finding
from ..prose.sharing.shares import explains_rounding
from ..rounding import short_text
from .cells import Figure
from .grid import Table
from .totals import row_finding

_SHARE = late(r"[^，。]{0,10}(?:占比|比重|所占比例|构成比?)(?:[(][^()]*[)])?")
_HUNDRED = Fraction(100)
_NEAR = 10
_FEWEST = 3


def check_share_columns(bulletin: Bulletin, table: Table) -> Iterator[Finding]:
    """Each column of shares whose plain rows come near 100 and do not make it."""
    for column in table.numeric:
        if _SHARE.fullmatch(table.names[column]):
            rows = [i for i, kind in enumerate(table.kinds) if kind == "plain"]
            figures = [figure for i in rows if (figure := table.figures[i][column])]
            if len(figures) == len(rows) >= _FEWEST and _in_percent(figures):
                yield from _column(bulletin, table, column, rows, figures)


def _in_percent(figures: list[Figure]) -> bool:
    return all(figure.percent and figure.places <= 4 for figure in figures)


def _column(
    bulletin: Bulletin, table: Table, column: int, rows: list[int], figures: list[Figure]
) -> Iterator[Finding]:
    total = sum((figure.value for figure in figures), Fraction(0))
    slack = sum((figure.step for figure in figures), Fraction(0)) / 2
    away = abs(total - _HUNDRED)
    if not away or away >= _NEAR:
        return
    name = table.names[column]
    said = f"表格“{name}”一列相加是{short_text(total)}%，不是100%"
    if away > slack and len(table.numeric) == 1:
        yield row_finding(bulletin, table, "shares_sum", rows[-1], f"{said}，请核对。")
    elif away <= slack and not explains_rounding(bulletin):
        sentence = f"{said}；如是四舍五入所致，请注明“因四舍五入，合计不等于100%”。"
        yield row_finding(bulletin, table, "shares_not_explained", rows[-1], sentence, "info")
