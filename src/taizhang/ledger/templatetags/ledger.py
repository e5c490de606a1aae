"""How the ledger's states, targets and days look (状态、目标、日期)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..domain.proposals import Proposal
from ..domain.queries.earlier import Comparison
from ..domain.snapshot import Snapshot
from ..enums import ANSWERING_ROLES, Grade, Operator, TaskState, UnitRole
from ..exchange.rows import days_over, written
from ..exchange.target_text import SIGNS, format_quantity, format_target
from ..models import Assignment, Target, Task, TaskVersion
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
def answering_line(assignments: list[Assignment]) -> str:
    """Who answers, in a few words: the lead, else the first two responsible units and how many."""
    leads = [each for each in assignments if each.role == UnitRole.LEAD]
    names = [each.name for each in leads or assignments if each.role in ANSWERING_ROLES]
    if len(names) < 3:
        return "、".join(names)
    return _("%(names)s等 %(count)d 家") % {"names": "、".join(names[:2]), "count": len(names)}


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
def with_unit(value: Decimal | str, unit: str) -> str:
    """A figure with its unit of measure; also one that stands in an event as text."""
    return format_quantity(Decimal(value), unit=unit)


@register.simple_tag
def registered_cell(column: Column, version: TaskVersion) -> object:
    """The cell of a column that another room has registered."""
    return column.cell(version)


@register.filter
def item(mapping: dict[str, str], name: str) -> str:
    """The value under a name that the template holds in a variable."""
    return mapping.get(name, "")


@register.filter
def task_number(task_id: int) -> str:
    """The permanent number of a task's id."""
    return Task(pk=task_id).number


_FIELDS = {
    "title": gettext_lazy("任务"),
    "units": gettext_lazy("单位"),
    "targets": gettext_lazy("目标"),
    "due": gettext_lazy("完成时限"),
    "text": gettext_lazy("原文"),
}
_CHANGES = {
    "added": gettext_lazy("新增"),
    "dropped": gettext_lazy("不再列入"),
    "carried_over": gettext_lazy("没有变化"),
}


@register.simple_tag
def change_words(change: Comparison) -> str:
    """What changed against the earlier version, in words."""
    if change.change == "changed":
        return "、".join(str(_FIELDS[name]) for name in change.fields)
    return str(_CHANGES[change.change])


@register.simple_tag
def change_details(change: Comparison) -> list[tuple[str, list[str], list[str]]]:
    """Of each part that changed its label, what is gone and what is new; the text is left out."""
    if change.before is None or change.after is None:
        return []
    before, after = _said_in(change.before), _said_in(change.after)
    return [
        (
            str(_FIELDS[name]),
            [words for words in before[name] if words not in after[name]],
            [words for words in after[name] if words not in before[name]],
        )
        for name in change.fields
        if name in before
    ]


def _said_in(task: Snapshot | Proposal) -> dict[str, list[str]]:
    return {
        "title": [task.title],
        "units": [f"{unit.name}（{UnitRole(unit.role).label}）" for unit in task.units],
        "targets": [format_target(written(goal)) for goal in task.targets],
        "due": [task.due.isoformat() if task.due else _("没有时限")],
    }


@register.filter
def days_late(version: TaskVersion, today: date) -> int:
    """Days an open task is past its date; 0 when not late."""
    return days_over(version, today)
