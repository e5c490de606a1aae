"""How warnings look (预警)."""

from typing import Any

from django import template

from ..enums import OPEN_WARNING_STATES, Severity, WarningState
from ..models import EarlyWarning, Series

register = template.Library()
_SEVERITIES = {
    Severity.BLUE: ("●", "blue"),
    Severity.YELLOW: ("▲", "yellow"),
    Severity.ORANGE: ("◆", "orange"),
    Severity.RED: ("■", "red"),
}
_STATES = {
    WarningState.RAISED: ("●", "red"),
    WarningState.ACKNOWLEDGED: ("◐", "blue"),
    WarningState.HANDLED: ("◑", "yellow"),
    WarningState.CLOSED: ("✓", "green"),
}


@register.inclusion_tag("parts/chip.html")
def severity_chip(severity: str) -> dict[str, Any]:
    """How grave it is."""
    shape, tone = _SEVERITIES[Severity(severity)]
    return {"shape": shape, "word": Severity(severity).label, "tone": tone}


@register.inclusion_tag("parts/chip.html")
def warning_state_chip(state: str) -> dict[str, Any]:
    """Where it stands."""
    shape, tone = _STATES[WarningState(state)]
    return {"shape": shape, "word": WarningState(state).label, "tone": tone}


@register.inclusion_tag("indicators/parts/warning_badge.html")
def warning_badge(series: Series) -> dict[str, Any]:
    """The open warnings of a series, the gravest first; one query."""
    rows = EarlyWarning.objects.filter(series=series, state__in=OPEN_WARNING_STATES)
    found = sorted(
        rows.select_related("rule"), key=lambda each: -Severity.values.index(each.severity)
    )
    return {"warnings": found, "series": series}
