"""Charts of questions to a result: before and after by county, over values, by criterion."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from taizhang.schemes.what_if import Comparison, Sensitivity, Sweep, Total

SHOWN = 15  # bars; the table behind has all
_SIZES = ((3, "low"), (8, "normal"), (SHOWN, "tall"))
_WAN = Decimal(10_000)


def county_chart(comparison: Comparison) -> dict[str, Any]:
    """Before and after by county, of the sum that moves the most; {} where nothing is by county."""
    at = _most_moved(comparison.totals)
    shown = [c for c in comparison.counties if c.totals[at].old or c.totals[at].new]
    if not shown:
        return {}
    label = shown[0].totals[at].column.label
    bars = sorted(shown, key=lambda c: -abs(c.totals[at].difference))[:SHOWN][::-1]
    names = [c.county or _("没有写县区") for c in bars]
    series = [
        _bars(_("原"), [c.totals[at].old for c in bars], "--grey"),
        _bars(_("新"), [c.totals[at].new for c in bars], "--blue"),
    ]
    return {
        "option": _across(names, series, _("万元")),
        "title": _("各县区%(label)s：改动前后（万元）") % {"label": label},
        "description": _difference_said(comparison.totals[at]),
        "table": {
            "columns": [_("县区"), _("原（元）"), _("新（元）"), _("差（元）")],
            "rows": [
                [c.county or _("没有写县区"), *_three(c.totals[at])] for c in comparison.counties
            ],
        },
        "size": _size(len(bars)),
    }


def money_chart(sweep: Sweep) -> dict[str, Any]:
    """The sums over the values; {} where the scheme pays nothing."""
    columns = [total.column for total in sweep.points[0].totals]
    if not columns:
        return {}
    sums = [[point.totals[at].new for point in sweep.points] for at in range(len(columns))]
    series = [
        _line(c.label, [s / _WAN for s in line]) for c, line in zip(columns, sums, strict=True)
    ]
    return {
        "option": _along(sweep, series, _("万元")),
        "title": _("资金合计随“%(part)s”变化（万元）") % {"part": sweep.part.label},
        "description": _spread(columns[0].label, sums[0]),
        "table": {
            "columns": [sweep.part.label, *(f"{c.label}（元）" for c in columns)],
            "rows": [[p.value, *(f"{t.new:,.2f}" for t in p.totals)] for p in sweep.points],
        },
    }


def moves_chart(sweep: Sweep) -> dict[str, Any]:
    """How many rows move over the values."""
    moved = [point.moved for point in sweep.points]
    said = _("与 %(base)s 时相比，有变化的最少 %(least)d 行，最多 %(most)d 行。")
    base = sweep.part.text or sweep.points[0].value
    return {
        "option": _along(sweep, [_line(_("有变化的行"), moved)], ""),
        "title": _("有变化的行随“%(part)s”变化") % {"part": sweep.part.label},
        "description": said % {"base": base, "least": min(moved), "most": max(moved)},
        "table": {
            "columns": [sweep.part.label, _("有变化的行")],
            "rows": [[point.value, point.moved] for point in sweep.points],
        },
    }


def shift_chart(found: Sensitivity) -> dict[str, Any]:
    """How many pairs each criterion turns over; {} where none does."""
    up = {s.criterion.code: s for s in found.shifts if s.change > 0}
    down = {s.criterion.code: s for s in found.shifts if s.change < 0}
    codes = sorted(up, key=lambda code: -max(up[code].swapped, down[code].swapped))
    codes = [code for code in codes if up[code].swapped or down[code].swapped][:SHOWN]
    if not codes:
        return {}
    names = [up[code].criterion.label for code in codes[::-1]]
    series = [
        _bars(f"{sign}{found.percent}%", [Decimal(side[c].swapped) for c in codes[::-1]], colour, 1)
        for sign, side, colour in (("+", up, "--blue"), ("-", down, "--orange"))
    ]
    said = _("“%(label)s”最影响次序：得分增减 %(percent)d%%，最多 %(swapped)d 对颠倒。")
    first = codes[0]
    words = {"label": up[first].criterion.label, "percent": found.percent}
    words["swapped"] = max(up[first].swapped, down[first].swapped)
    return {
        "option": _across(names, series, _("对")),
        "title": _("各分项增减后，前 %(first)d 名中次序颠倒的对数") % {"first": found.first},
        "description": said % words,
        "table": {
            "columns": [_("分项"), f"+{found.percent}%", f"-{found.percent}%"],
            "rows": [[up[c].criterion.label, up[c].swapped, down[c].swapped] for c in codes],
        },
        "size": _size(len(codes)),
    }


def _most_moved(totals: Sequence[Total]) -> int:
    return max(range(len(totals)), key=lambda at: abs(totals[at].difference), default=0)


def _three(total: Total) -> list[str]:
    return [f"{amount:,.2f}" for amount in (total.old, total.new, total.difference)]


def _difference_said(total: Total) -> str:
    old, new, difference = _three(total)
    said = _("%(label)s合计原 %(old)s 元，新 %(new)s 元，差 %(difference)s 元。")
    words = {"label": total.column.label, "old": old, "new": new, "difference": difference}
    return said % words


def _spread(label: str, sums: Sequence[Decimal]) -> str:
    said = _("%(label)s合计最少 %(least)s 元，最多 %(most)s 元。")
    return said % {"label": label, "least": f"{min(sums):,.2f}", "most": f"{max(sums):,.2f}"}


def _size(bars: int) -> str:
    return next(size for most, size in _SIZES if bars <= most)


def _bars(name: str, values: Sequence[Decimal], colour: str, by: Decimal | int = _WAN) -> Any:
    data = [value / by for value in values]
    return {"name": name, "type": "bar", "data": data, "itemStyle": {"color": colour}}


def _line(name: str, values: Sequence[Decimal | int]) -> dict[str, Any]:
    return {"name": name, "type": "line", "data": list(values)}


def _across(names: Sequence[str], series: list[Any], unit: str) -> dict[str, Any]:
    """Bars that lie: one line a name."""
    label = {"width": 132, "overflow": "truncate", "interval": 0, "fontSize": 11}
    return {
        "xAxis": {"type": "value", "name": unit},
        "yAxis": {"type": "category", "data": list(names), "axisLabel": label},
        "legend": {},
        "grid": {"top": 36, "right": 48},
        "series": series,
    }


def _along(sweep: Sweep, series: list[Any], unit: str) -> dict[str, Any]:
    """Lines over the values."""
    values = [point.value for point in sweep.points]
    return {
        "xAxis": {"type": "category", "data": values, "axisLabel": {"hideOverlap": True}},
        "yAxis": {"type": "value", "name": unit, "scale": True},
        "legend": {"show": len(series) > 1},
        "series": series,
    }
