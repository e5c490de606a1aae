"""Words of dashboards for templates."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from taizhang.indicators.domain.pace import half_up
from taizhang.indicators.domain.projections import Projection
from taizhang.indicators.projection_words import reason_of

from ..domain.queries.held import HeldTask
from ..domain.queries.numbers import HeldNumber, written_about, written_gap

register = template.Library()


@register.filter
def more_words(more: int) -> str:
    """How many more or fewer: +3, −2, 持平."""
    if not more:
        return _("持平")
    return f"+{more}" if more > 0 else f"−{-more}"


@register.filter
def behind_points(points: Fraction | None) -> str:
    """Percentage points behind what is due, one decimal; a dash where it cannot be said."""
    return "—" if points is None else str(half_up(points, 1))


@register.filter
def one_place(value: Fraction | None, unit: str) -> str:
    """A share with one decimal, half up; a dash where there is none."""
    return "—" if value is None else f"{half_up(value, 1)}{unit}"


@register.filter
def signed_points(gap: Fraction | None) -> str:
    """Percentage points above (+) or below (−) the mean."""
    if gap is None:
        return "—"
    rounded = half_up(abs(gap), 1)
    return str(rounded) if not rounded else f"{'+' if gap > 0 else '−'}{rounded}"


@register.filter
def gap_words(gap: Fraction | None, unit: str) -> str:
    """What is missing; nothing where nothing is."""
    return "—" if gap is None or gap <= 0 else written_gap(gap, unit)


@register.filter
def who(row: HeldNumber | HeldTask, page: Any) -> SafeString:
    """Who answers: units, the place of a goal without a task before them."""
    place = page.places.get(getattr(row, "place_id", None))
    units = [page.names[pk] for pk in row.units if pk in page.names]
    names = [place, *units] if place else units
    return render_to_string("parts/fold_units.html", {"units": names}) if names else SafeString("—")


@register.filter
def goal_url(row: HeldNumber, pages: dict[int, tuple[str, int]]) -> str:
    """The page of the indicator of a goal without a task."""
    code, region = pages[int(row.id[1:])]
    return f"{reverse('indicators:indicator', args=[code])}?region={region}"


@register.filter
def days_to(day: date, until: date) -> int:
    """How many days from one day to another."""
    return (until - day).days


@register.filter
def projected(value: Decimal | None, unit: str) -> str:
    """A projected figure with its unit, as reckoned ones are written; a dash for none."""
    return written_about(None if value is None else Fraction(value), unit)


@register.filter
def no_projection(said: Projection) -> Promise | str:
    """Why there is no projection."""
    return reason_of(said)
