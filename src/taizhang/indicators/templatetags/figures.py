"""Template helpers of figures: numbers as they are written, chips of what is owed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from taizhang.ledger.domain.payloads import number_text

from ..curve.writing import figure_text
from ..domain.queries.owed import Owed
from ..enums import OwedState

register = template.Library()
register.filter("figure", figure_text)


@register.filter
def plain(value: Decimal | None) -> str:
    """A number without exponent or needless zeros; none → —."""
    return "—" if value is None else number_text(value)


@register.inclusion_tag("parts/chip.html")
def owed_chip(owed: Owed, today: date) -> dict[str, Any]:
    """Whether the figure of a period came in: a shape, a word, a colour."""
    days = (today - owed.due).days
    chips = {
        OwedState.MISSING: ("■", _("缺报 %(days)d 天") % {"days": days}, "red"),
        OwedState.WAITING: ("●", str(OwedState.WAITING.label), "blue"),
        OwedState.LATE: ("▲", str(OwedState.LATE.label), "orange"),
        OwedState.GIVEN: ("✓", str(OwedState.GIVEN.label), "green"),
    }
    shape, word, tone = chips[OwedState(owed.state)]
    return {"shape": shape, "word": word, "tone": tone}
