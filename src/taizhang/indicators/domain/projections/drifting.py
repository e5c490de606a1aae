"""Where a level goes on from its last figure (时点指标): a random walk with drift."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import sqrt
from statistics import fmean, stdev

from .curves import Curve, Curves
from .positions import period_number, periods_passed
from .quantiles import quantile_90
from .types import Approach, OutOfRangeError, Projection, Reason, to_decimal

LEAST_CHANGES = 12
MOST_CHANGES = 60  # five years of months


def project_drift(curves: Curves, curve: Curve, *, end: date, as_of: date) -> Projection:
    """What a level will be at `end`, later than `as_of`.

    The last value plus, for each period until then, the mean of the changes from one period to the
    next; the interval is that of a random walk whose drift was estimated, Student's t with one
    degree of freedom fewer than changes. A number that never was below zero is not put below it.
    """
    days, values = curve.until(as_of)
    if not days:
        return Projection(end, reason=Reason.NO_FIGURE)
    changes = _changes(days, values, curves.frequency)[-MOST_CHANGES:]
    day, value = date.fromordinal(days[-1]), values[-1]
    seen = Projection(end, rests_on=len(changes), observed=to_decimal(value), observed_on=day)
    if len(changes) < LEAST_CHANGES:
        return replace(seen, reason=Reason.SHORT_CHANGES)
    ahead = periods_passed(end, curves.frequency) - periods_passed(day, curves.frequency)
    if ahead > len(changes):
        return replace(seen, reason=Reason.TOO_FAR)
    floor = 0.0 if curves.never_below_zero else None
    try:
        middle, low, high, drift = _interval(value, changes, ahead, floor)
    except OutOfRangeError:
        return replace(seen, reason=Reason.UNSTABLE)
    return replace(seen, value=middle, low=low, high=high, approach=Approach.DRIFT, drift=drift)


def _changes(days: Sequence[int], values: Sequence[float], frequency: str) -> list[float]:
    """From one period to the next, the last figure of each; a missing period gives none."""
    last: dict[int, float] = {}
    for day, value in zip(days, values, strict=True):
        last[period_number(date.fromordinal(day), frequency)] = value
    return [value - last[at - 1] for at, value in last.items() if at - 1 in last]


def _interval(
    value: float, changes: list[float], ahead: float, floor: float | None
) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    count, drift = len(changes), fmean(changes)
    reach = quantile_90(count - 1) * stdev(changes) * sqrt(ahead * (1 + ahead / count))
    middle = value + ahead * drift
    ends = [middle, middle - reach, middle + reach]
    if floor is not None:
        ends = [max(number, floor) for number in ends]
    return to_decimal(ends[0]), to_decimal(ends[1]), to_decimal(ends[2]), to_decimal(drift)
