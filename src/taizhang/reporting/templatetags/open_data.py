"""How public things look (公开页面的样子): states, pace, numbers."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from taizhang.indicators.enums import Accumulation, Direction, Frequency, Source
from taizhang.indicators.pace_marks import pace_chip_of
from taizhang.ledger.enums import Operator, UnitRole
from taizhang.ledger.exchange.target_text import SIGNS, format_quantity

from ..domain.queries.public_indicators import PublicGoal
from ..domain.queries.public_tasks import PublicTarget
from ..enums import PublicState

register = template.Library()

_STATES = {
    PublicState.UNDERWAY: ("●", "blue"),
    PublicState.CLOSED: ("✓", "green"),
    PublicState.REPLACED: ("⊘", "grey"),
}
_WORDS = {"direction": Direction, "frequency": Frequency, "accumulation": Accumulation}


@register.inclusion_tag("parts/chip.html")
def public_state(state: str) -> dict[str, Any]:
    """The chip of a public task's state."""
    shape, tone = _STATES[PublicState(state)]
    return {"shape": shape, "word": PublicState(state).label, "tone": tone}


@register.inclusion_tag("parts/chip.html")
def public_pace(pace: str) -> dict[str, Any]:
    """The chip of a pace."""
    return pace_chip_of(pace)


@register.filter
def promised(target: PublicTarget | PublicGoal) -> str:
    """What a target asks for: ≥140 家（2024-06-30 前）."""
    text = SIGNS[Operator(target.op)] + format_quantity(target.value, target.value_max, target.unit)
    if target.deadline is None:
        return text
    return _("%(text)s（%(day)s 前）") % {"text": text, "day": target.deadline.isoformat()}


@register.filter
def amount(value: Decimal | None, unit: str) -> str:
    """A number with its unit; nothing for none."""
    return "" if value is None else format_quantity(value, unit=unit)


@register.filter
def unit_line(units: list[tuple[str, str]]) -> str:
    """The units of a task with what they do: 市科技局（牵头）."""
    return "、".join(f"{name}（{UnitRole(role).label}）" for name, role in units)


@register.filter
def public_word(value: str, what: str) -> str:
    """The word of a direction, frequency or accumulation."""
    return str(_WORDS[what](value).label)


@register.filter
def source_word(source: int) -> str:
    """Who gave a figure, as a kind."""
    return str(Source(source).label)


@register.filter
def iso(day: date | None) -> str:
    """A day in a table; a dash for none."""
    return day.isoformat() if day else "—"
