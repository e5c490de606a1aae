"""What a projection is made of and says: plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import Protocol

COVERAGE = Decimal("0.80")  # of the interval: four of five ends should lie in it
_FOUR = Decimal("0.0001")
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_TOO_LARGE = 1e24  # nothing that is counted; an interval beyond it is none


class Figure(Protocol):
    """A figure that counts for the end of a day, as `counting_values` gives it."""

    @property
    def day(self) -> date: ...

    @property
    def value(self) -> Decimal: ...


class Approach(StrEnum):
    """How a projection was reckoned (推算方法)."""

    SHARE = "share"  # the share of the end that earlier years had reached by the same day
    DRIFT = "drift"  # from the last figure on, by the mean of the changes so far


class Reason(StrEnum):
    """Why there is no projection (不作预测的原因)."""

    NO_DEADLINE = "no_deadline"
    ENDED = "ended"  # the day has come: what is there is what it is
    OTHER_YEAR = "other_year"  # what is added up begins anew before the deadline
    NO_FIGURE = "no_figure"  # none yet in the time that counts
    GAP = "gap"  # a period is missing, so that nothing can be added up
    NOT_POSITIVE = "not_positive"  # a share of nothing or of a loss says nothing
    SHORT_YEARS = "short_years"  # fewer than three complete earlier years
    SHORT_CHANGES = "short_changes"  # fewer than twelve changes
    TOO_FAR = "too_far"  # further ahead than the history reaches back
    UNSTABLE = "unstable"  # earlier years differ so much that no number comes out


class LeftOut(StrEnum):
    """Why an earlier year was not used (该年未采用的原因)."""

    INCOMPLETE = "incomplete"
    NOT_POSITIVE = "not_positive"


@dataclass(frozen=True, slots=True)
class Projection:
    """What a number will be at `end`, seen from a day.

    `value`, `low`, `high` have four places and are None where `reason` says why. `rests_on`: how
    many earlier years or changes it stands on; `share`: the mean share of the end reached by that
    day (approach SHARE), part of 1; `drift`: the mean change a period (approach DRIFT).
    """

    end: date | None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    approach: Approach | None = None
    years: tuple[int, ...] = ()
    left_out: Mapping[int, LeftOut] = field(default_factory=dict)
    rests_on: int = 0
    share: Decimal | None = None
    drift: Decimal | None = None
    observed: Decimal | None = None
    observed_on: date | None = None
    reason: Reason | None = None


class OutOfRangeError(ArithmeticError):
    """A figure came out that nobody could mean (数值超出范围)."""


def to_decimal(number: float) -> Decimal:
    """Four places, half up; raises `OutOfRangeError` for what is no number or too large."""
    if not abs(number) < _TOO_LARGE:
        raise OutOfRangeError(number)
    return _EXACT.add(_EXACT.quantize(Decimal(number), _FOUR), 0)  # no negative zero
