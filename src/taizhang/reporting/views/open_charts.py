"""The curve of a public indicator (公开指标的曲线)."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from taizhang.indicators.curve import Point, draw_points
from taizhang.indicators.domain.measures import convert, same_measure
from taizhang.ledger.domain.payloads import number_text
from taizhang.ledger.exchange.target_text import format_quantity

from ..domain.public.records import as_number
from ..domain.queries.public_indicators import PublicFigure, PublicGoal, PublicIndicator

_POINTS = 120


def figure_chart(
    indicator: PublicIndicator,
    figures: Sequence[PublicFigure],
    goals: Sequence[PublicGoal],
    region: str,
) -> dict[str, Any]:
    """What the template hands to `chart`; empty where there are too few figures for a curve."""
    if len(figures) < 2:
        return {}
    given = [(figure.day, figure.value) for figure in figures[:_POINTS]]
    shown, unit = draw_points(given[::-1], indicator.unit)
    aims = [goal for goal in goals if goal.region == region and goal.value_max is None]
    head = _("数值（%(unit)s）") % {"unit": unit} if unit else _("数值")
    return {
        "chart_option": _option(indicator.name, shown, unit, aims),
        "chart_table": {
            "columns": [_("截至日期"), head],
            "rows": [[day.isoformat(), as_number(value)] for day, value in shown],
        },
        "chart_description": _description(indicator.name, shown, unit, region),
    }


def _option(
    name: str, shown: Sequence[Point], unit: str, goals: Sequence[PublicGoal]
) -> dict[str, Any]:
    aims = [_aim(goal, unit) for goal in goals if same_measure(goal.unit, unit)]
    curve = {
        "name": name,
        "type": "line",
        "data": [[day, value] for day, value in shown],
        "markLine": {"data": aims},
    }
    return {
        "xAxis": {"type": "time"},
        "yAxis": {"type": "value", "name": unit, "scale": True},
        "series": [curve],
    }


def _description(name: str, shown: Sequence[Point], unit: str, region: str) -> str:
    (first_day, first), (last_day, last) = shown[0], shown[-1]
    return _(
        "%(region)s%(name)s从%(first_day)s的%(first)s%(unit)s到%(last_day)s的%(last)s%(unit)s。"
    ) % {
        "region": region,
        "name": name,
        "first_day": first_day,
        "first": number_text(first),
        "last_day": last_day,
        "last": number_text(last),
        "unit": unit,
    }


def _aim(goal: PublicGoal, unit: str) -> dict[str, Any]:
    """A goal as a line among figures in a unit."""
    value, by = convert(goal.value, goal.unit, unit), goal.deadline
    name = f"{_('目标')} {format_quantity(value, unit=unit)} {by.isoformat() if by else ''}"
    return {"yAxis": value, "name": name.strip()}
