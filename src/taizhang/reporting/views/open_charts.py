"""The curve of a public indicator (公开指标的曲线)."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from taizhang.ledger.domain.payloads import number_text

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
    shown = list(figures[:_POINTS])[::-1]
    if len(shown) < 2:
        return {}
    aims = [goal for goal in goals if goal.region == region and goal.value_max is None]
    return {
        "chart_option": _option(indicator, shown, aims),
        "chart_table": {
            "columns": [_("截至日期"), _("数值")],
            "rows": [[figure.day.isoformat(), as_number(figure.value)] for figure in shown],
        },
        "chart_description": _description(indicator, shown, region),
    }


def _option(
    indicator: PublicIndicator, shown: Sequence[PublicFigure], aims: Sequence[PublicGoal]
) -> dict[str, Any]:
    curve = {
        "name": indicator.name,
        "type": "line",
        "data": [[figure.day, figure.value] for figure in shown],
        "markLine": {"data": [_aim(goal) for goal in aims]},
    }
    return {
        "xAxis": {"type": "time"},
        "yAxis": {"type": "value", "name": indicator.unit, "scale": True},
        "series": [curve],
    }


def _description(indicator: PublicIndicator, shown: Sequence[PublicFigure], region: str) -> str:
    first, last = shown[0], shown[-1]
    return _(
        "%(region)s%(name)s从%(first_day)s的%(first)s%(unit)s到%(last_day)s的%(last)s%(unit)s。"
    ) % {
        "region": region,
        "name": indicator.name,
        "first_day": first.day,
        "first": number_text(first.value),
        "last_day": last.day,
        "last": number_text(last.value),
        "unit": indicator.unit,
    }


def _aim(goal: PublicGoal) -> dict[str, Any]:
    by = goal.deadline.isoformat() if goal.deadline else ""
    return {"yAxis": goal.value, "name": f"{_('目标')} {number_text(goal.value)} {by}".strip()}
