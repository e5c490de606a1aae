"""How pace, projections and numbers of indicators look (进度、预计)."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from taizhang.ledger.enums import Operator
from taizhang.ledger.exchange.target_text import SIGNS, format_number, format_quantity

from ..curve.writing import amount, estimate_text, estimate_with_unit, figure_text
from ..domain.projections import Outlook, Projection
from ..enums import Method
from ..models import GoalVersion
from ..pace_marks import pace_chip_of
from ..projection_words import APPROACHES, OUTLOOKS, left_out_of, reason_of

_INSTANT = timedelta(microseconds=1)
register = template.Library()
register.filter("amount", amount)
register.filter("estimate", estimate_text)
register.filter("figure", figure_text)
register.filter("measured", estimate_with_unit)
register.filter("left_out", left_out_of)
register.filter("why_not", reason_of)

_OUTLOOKS = {
    Outlook.REACHED: ("✓", "green"),
    Outlook.DOUBTFUL: ("◐", "yellow"),
    Outlook.MISSED: ("■", "red"),
    Outlook.UNSAID: ("?", "grey"),
}


@register.inclusion_tag("parts/chip.html")
def pace_chip(pace: str) -> dict[str, Any]:
    """The chip of a class of pace."""
    return pace_chip_of(pace)


@register.inclusion_tag("parts/chip.html")
def outlook_chip(outlook: Outlook) -> dict[str, Any]:
    """The chip of what is to be expected."""
    shape, tone = _OUTLOOKS[outlook]
    return {"shape": shape, "word": OUTLOOKS[outlook], "tone": tone}


@register.filter
def method_label(method: str) -> Promise | str:
    """The word of a method of pace."""
    return Method(method).label


@register.filter
def approach_label(projection: Projection) -> Promise | str:
    """How it was reckoned; nothing where it was not."""
    return APPROACHES[projection.approach] if projection.approach else ""


@register.filter
def exactly(value: Decimal | None) -> str:
    """A figure with all its decimals; none → —."""
    return "—" if value is None else format_number(value)


@register.filter
def percent(value: Decimal | None) -> str:
    """A percentage with one decimal, half up; none → —."""
    return "—" if value is None else f"{amount_of_one(value)}%"


@register.filter
def asks_for(version: GoalVersion, measure: str) -> str:
    """Sign, number and unit of what a goal asks for: ≥140 家; without a unit of its own it is in
    that of the indicator."""
    quantity = format_quantity(version.value, version.value_max, version.unit or measure)
    return SIGNS[Operator(version.op)] + quantity


@register.filter
def last_known(until: datetime, form: str) -> str:
    """The last moment before something was changed, as an address names it."""
    return date_format(timezone.localtime(until - _INSTANT), form)


@register.filter
def years_line(years: tuple[int, ...]) -> str:
    """Years as a span where they follow each other: 2019—2023年, else one by one."""
    ordered = sorted(years)
    if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return _("%(first)d—%(last)d年") % {"first": ordered[0], "last": ordered[-1]}
    return "、".join(_("%(year)d年") % {"year": year} for year in ordered)


def amount_of_one(value: Decimal) -> str:
    """With one decimal, half up; nothing is below zero that rounds to it."""
    rounded = value.quantize(Decimal("0.1"), "ROUND_HALF_UP")
    return str(rounded if rounded else abs(rounded))
