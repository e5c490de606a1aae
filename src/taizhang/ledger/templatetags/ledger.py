"""How the ledger's states, targets and days look (状态、目标、日期)."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from ..enums import Grade, Operator, TaskState
from ..exchange.rows import written
from ..exchange.target_text import SIGNS, format_quantity
from ..models import Target, TaskVersion
from ..registry import Column

register = template.Library()

# State is never colour alone: a shape and the word stand beside it.
LOOKS = {
    TaskState.CONFIRMED: ("○", "grey"),
    TaskState.DISPATCHED: ("◔", "yellow"),
    TaskState.UNDERWAY: ("●", "blue"),
    TaskState.CLOSING: ("◆", "orange"),
    TaskState.CLOSED: ("✓", "green"),
    TaskState.SUPERSEDED: ("⊘", "grey"),
}


@register.inclusion_tag("parts/chip.html")
def state_chip(state: str) -> dict[str, Any]:
    """The chip of a task's state."""
    shape, tone = LOOKS[TaskState(state)]
    return {"shape": shape, "word": TaskState(state).label, "tone": tone}


@register.inclusion_tag("parts/chip.html")
def late_chip(days: int) -> dict[str, Any]:
    """The chip of an open task past its date."""
    return {"shape": "■", "word": _("逾期 %(days)d 天") % {"days": days}, "tone": "red"}


@register.filter
def grade_label(grade: str) -> str:
    """The word of a closing grade."""
    return str(Grade(grade).label) if grade else ""


@register.filter
def target_quantity(target: Target) -> str:
    """Sign, number and unit of a target: ≥140 家."""
    parts = written(target)
    return SIGNS[Operator(target.op)] + format_quantity(parts.value, parts.value_max, parts.unit)


@register.filter
def with_unit(value: Decimal, unit: str) -> str:
    """A figure with its unit of measure."""
    return format_quantity(value, unit=unit)


@register.simple_tag
def registered_cell(column: Column, version: TaskVersion) -> object:
    """The cell of a column that another room has registered."""
    return column.cell(version)
