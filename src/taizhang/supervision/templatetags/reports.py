"""How things owed and reports look (应报事项、报告)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from taizhang.ledger.models import Figure, Target

from ..domain.days import day_of_due

register = template.Library()


@register.inclusion_tag("parts/chip.html")
def owed_chip(item: Any) -> dict[str, Any]:
    """When a thing is due, as a chip: overdue, today, near, later."""
    if item.is_late:
        days = max(1, -item.days)
        return {"shape": "■", "word": _("逾期 %(days)d 天") % {"days": days}, "tone": "red"}
    if item.days == 0:
        return {"shape": "▲", "word": _("今天到期"), "tone": "orange"}
    near = item.row.owed.is_asked(item.now)
    word = _("还有 %(days)d 天") % {"days": item.days}
    return {"shape": "▲" if near else "○", "word": word, "tone": "yellow" if near else ""}


@register.filter
def due_day(moment: datetime) -> date:
    """The day that ends at a due moment."""
    return day_of_due(moment)


@register.filter
def of_target(figures: Mapping[int, Figure], target: Target) -> Figure | None:
    """The latest figure of a target."""
    return figures.get(target.key)
