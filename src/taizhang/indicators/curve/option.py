"""The ECharts option of a curve: plain data, lines that differ by symbol and dash too."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ..domain.projections import Projection
from .points import Curve, Point

_HIDDEN = {"lineStyle": {"opacity": 0}, "symbol": "none", "silent": True, "type": "line"}


def curve_option(curve: Curve, *, unit: str) -> dict[str, Any]:
    """The chart of a curve; what is not there is left out, of the legend too."""
    series = [
        _line(_("本年"), curve.this_year, "--blue", "circle", width=3),
        _line(_("上年"), curve.last_year, "--grey", "triangle", dash="dashed", width=1),
        _line(_("应达"), curve.needed, "--green", "none", dash="solid", width=1),
        _line(_("目标"), _level(curve, curve.target), "--danger", "none", dash="dashed"),
        _line(_("上限"), _level(curve, curve.ceiling), "--danger", "none", dash="dotted"),
        _line(_("预计"), _fan(curve, "value"), "--orange", "diamond", dash="dotted"),
    ]
    shown = [line for line in series if line["data"]]
    bands = [*_tolerance(curve), *_interval(curve)]
    return {
        "xAxis": {
            "type": "time",
            "axisLabel": {"hideOverlap": True},
            "min": curve.window.starts.isoformat(),
            "max": curve.window.ends.isoformat(),
        },
        "yAxis": {"type": "value", "name": unit, "scale": True},
        "legend": {
            "type": "scroll",
            "data": [line["name"] for line in [*shown, *bands] if not _is_base(line)],
        },
        "tooltip": {"trigger": "item"},
        "series": [*shown, *bands],
    }


def history_option(points: list[Point], *, unit: str) -> dict[str, Any]:
    """All figures of a series as one line."""
    return {
        "xAxis": {"type": "time", "axisLabel": {"hideOverlap": True}},
        "yAxis": {"type": "value", "name": unit, "scale": True, "splitNumber": 3},
        "tooltip": {"trigger": "item"},
        "series": [_line(_("数值"), points, "--blue", "none", width=1)],
    }


def _line(
    name: str, points: list[Point], colour: str, symbol: str, *, dash: str = "solid", width: int = 2
) -> dict[str, Any]:
    return {
        "name": name,
        "type": "line",
        "symbol": symbol,
        "data": [[day.isoformat(), value] for day, value in points],
        "itemStyle": {"color": colour},
        "lineStyle": {"color": colour, "type": dash, "width": width},
    }


def _level(curve: Curve, value: Decimal | None) -> list[Point]:
    window = curve.window
    return [] if value is None else [(window.starts, value), (window.ends, value)]


def _fan(curve: Curve, part: str) -> list[Point]:
    """From the last figure on."""
    if not curve.path:
        return []
    return [*_origin(curve.path[-1]), *_of_path(curve.path, part)]


def _origin(last: Projection) -> list[Point]:
    if last.observed is None or last.observed_on is None:
        return []
    return [(last.observed_on, last.observed)]


def _of_path(path: list[Projection], part: str) -> list[Point]:
    pairs: list[tuple[date | None, Decimal | None]] = [
        (step.end, getattr(step, part)) for step in path
    ]
    return [(day, value) for day, value in pairs if day is not None and value is not None]


def _tolerance(curve: Curve) -> list[dict[str, Any]]:
    return _band(_("容差范围"), *curve.band, "--green") if curve.band else []


def _interval(curve: Curve) -> list[dict[str, Any]]:
    low, high = _fan(curve, "low"), _fan(curve, "high")
    return _band(_("预计区间"), low, high, "--orange") if low else []


def _band(name: str, low: list[Point], high: list[Point], colour: str) -> list[dict[str, Any]]:
    """Two lines that are not drawn, the second stacked on the first and filled down to it."""
    base = {
        **_HIDDEN,
        "stack": name,
        "stackStrategy": "all",
        "name": f"{name}·",
        "data": _data(low),
    }
    width = [(day, top - bottom) for (day, top), (_day, bottom) in zip(high, low, strict=True)]
    fill = {"color": colour, "opacity": 0.14}
    top = {**_HIDDEN, "stack": name, "stackStrategy": "all", "name": name, "data": _data(width)}
    return [base, {**top, "itemStyle": {"color": colour}, "areaStyle": fill}]


def _is_base(line: dict[str, Any]) -> bool:
    return "stack" in line and "areaStyle" not in line


def _data(points: list[Point]) -> list[list[Any]]:
    return [[day.isoformat(), value] for day, value in points]
