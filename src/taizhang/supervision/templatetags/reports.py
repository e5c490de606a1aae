"""How things owed and reports look (应报事项、报告)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.indicators.domain.pace import Goal, pace_of
from taizhang.indicators.domain.pace.rules import pace_rule_on
from taizhang.ledger.exchange.target_text import format_quantity
from taizhang.ledger.models import Figure, Target

from ..domain.clocks.days import day_of_due
from ..domain.queries.clock import days_left_words
from ..enums import Quality

register = template.Library()
_TENTH = Decimal("0.1")


@register.inclusion_tag("parts/chip.html")
def owed_chip(item: Any) -> dict[str, Any]:
    """When a thing is due, as a chip: overdue, today, near, later."""
    if item.is_late:
        days = max(1, -item.days)
        return {"shape": "■", "word": _("逾期 %(days)d 天") % {"days": days}, "tone": "red"}
    if item.days == 0:
        return {"shape": "▲", "word": _("今天到期"), "tone": "orange"}
    near = item.row.owed.is_asked(item.now)
    word = days_left_words(item.days)
    return {"shape": "▲" if near else "○", "word": word, "tone": "yellow" if near else ""}


@register.simple_tag
def qualities() -> list[tuple[str, Any]]:
    """What can be said of the quality of a report."""
    return Quality.choices


@register.filter
def due_day(moment: datetime) -> date:
    """The day that ends at a due moment."""
    return day_of_due(moment)


@register.simple_tag
def needed_now(item: Any, target: Target) -> str:
    """What the straight line to a target asks for today, with its unit; "" where there is none."""
    state = item.row.place.state
    stated = day_of_due(state.deadline) if state.deadline else None
    goal = Goal(target.op, target.value, target.deadline or stated)
    today = timezone.localdate(item.now)
    rule = pace_rule_on(today)
    found = pace_of(goal, None, today, tolerance_pct=rule.tolerance_pct, stale_days=rule.stale_days)
    needed = found.needed
    if needed is None or goal.is_ceiling:
        return ""
    exact = Decimal(needed.numerator) / Decimal(needed.denominator)
    return format_quantity(exact.quantize(_TENTH, ROUND_HALF_UP).normalize(), unit=target.unit)


@register.filter
def of_target(figures: Mapping[int, Figure], target: Target) -> Figure | None:
    """The latest figure of a target."""
    return figures.get(target.key)
