"""Periods of figures (报告期): when each ends, what it is called, when its figure is due."""

from .labels import label_of
from .periods import (
    Period,
    due_on,
    fresh_since,
    is_period_end,
    last_year,
    period_ends,
    period_of,
    previous_period,
)

__all__ = [
    "Period",
    "due_on",
    "fresh_since",
    "is_period_end",
    "label_of",
    "last_year",
    "period_ends",
    "period_of",
    "previous_period",
]
