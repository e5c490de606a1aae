"""The numbers behind a curve, a row a day (图表数据)."""

from datetime import date
from decimal import Decimal
from typing import TypedDict

from django.utils.translation import gettext as _

from taizhang.ledger.exchange.target_text import format_number

from .points import Curve, Point
from .writing import amount

_Cells = dict[date, str] | dict[date, Decimal]


class CurveTable(TypedDict):
    """Heads and rows as the `chart` tag takes them; the first cell of a row is its head."""

    columns: list[str]
    rows: list[list[str | Decimal]]


def curve_table(curve: Curve, *, unit: str) -> CurveTable:
    """This year, last year, needed, projected, of each day; empty columns are left out."""
    columns: list[tuple[str, _Cells]] = [
        (_("本年"), _figures(curve.this_year)),
        (_("上年同期"), _figures(curve.last_year)),
        (_("应达"), {day: _shown(value) for day, value in curve.needed}),
        (_("预计"), _projected(curve)),
        (_("预计区间"), _intervals(curve)),
    ]
    shown = [(name, cells) for name, cells in columns if cells]
    days = sorted({day for _name, cells in shown for day in cells})
    heads = [_("日期"), *(f"{name}（{unit}）" if unit else name for name, _cells in shown)]
    rows: list[list[str | Decimal]] = [
        [day.isoformat(), *(cells.get(day, "") for _name, cells in shown)] for day in days
    ]
    return {"columns": heads, "rows": rows}


def history_table(points: list[Point], *, unit: str) -> CurveTable:
    """All figures of a series, the latest first."""
    head = _("数值（%(unit)s）") % {"unit": unit} if unit else _("数值")
    rows: list[list[str | Decimal]] = [
        [day.isoformat(), _exact(value)] for day, value in reversed(points)
    ]
    return {"columns": [_("日期"), head], "rows": rows}


def _figures(points: list[Point]) -> _Cells:
    return {day: _exact(value) for day, value in points}


def _exact(value: Decimal) -> Decimal:
    return Decimal(format_number(value))


def _shown(value: Decimal) -> Decimal:
    return Decimal(amount(value))


def _projected(curve: Curve) -> _Cells:
    return {
        step.end: _shown(step.value)
        for step in curve.path
        if step.end is not None and step.value is not None
    }


def _intervals(curve: Curve) -> _Cells:
    return {
        step.end: f"{amount(step.low)}—{amount(step.high)}"
        for step in curve.path
        if step.end is not None and step.low is not None
    }
