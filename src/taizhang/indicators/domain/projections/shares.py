"""The end of what is added up, from the share that earlier years had reached (同期占比法)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import exp, log, sqrt
from statistics import fmean, stdev

from .curves import Curve, Curves
from .positions import same_day
from .quantiles import quantile_90
from .types import Approach, LeftOut, OutOfRangeError, Projection, Reason, to_decimal

LEAST_YEARS = 3
MOST_YEARS = 10  # older years are of another city


def project_share(curves: Curves, *, end: date, as_of: date) -> Projection:
    """What will be added up by `end`, a day of the year of `as_of` later than it.

    The value now over the geometric mean of the shares of the end that the latest complete earlier
    years had reached by the same day; the interval is that of a new observation from the spread of
    the log shares, Student's t with one degree of freedom fewer than years.
    """
    curve = curves.years.get(end.year)
    last = curve.last(as_of) if curve else None
    if curve is None or last is None:
        return Projection(end, reason=Reason.NO_FIGURE)
    day, value = last
    shares, left_out = _shares(curves, end, day)
    seen = Projection(
        end,
        years=tuple(shares),
        left_out=left_out,
        rests_on=len(shares),
        observed=to_decimal(value),
        observed_on=day,
    )
    refused = _refusal(curve, as_of, value, len(shares))
    if refused is not None:
        return replace(seen, reason=refused)
    try:
        middle, low, high, share = _interval(value, list(shares.values()))
    except (OutOfRangeError, OverflowError):
        return replace(seen, reason=Reason.UNSTABLE)
    return replace(seen, value=middle, low=low, high=high, approach=Approach.SHARE, share=share)


def _refusal(curve: Curve, as_of: date, value: float, years: int) -> Reason | None:
    if curve.broken is not None and curve.broken <= as_of.toordinal():
        return Reason.GAP
    if value <= 0:
        return Reason.NOT_POSITIVE
    return Reason.SHORT_YEARS if years < LEAST_YEARS else None


def _shares(curves: Curves, end: date, day: date) -> tuple[dict[int, float], dict[int, LeftOut]]:
    """The log shares of the latest usable years before that of `end`, and the years left out."""
    shares: dict[int, float] = {}
    left_out: dict[int, LeftOut] = {}
    for year in sorted((year for year in curves.years if year < end.year), reverse=True):
        if len(shares) == MOST_YEARS:
            break
        curve = curves.years[year]
        part, whole = curve.at(same_day(day, year)), curve.at(same_day(end, year))
        if part is None or whole is None:
            left_out[year] = LeftOut.INCOMPLETE
        elif part <= 0 or whole <= 0:
            left_out[year] = LeftOut.NOT_POSITIVE
        else:
            shares[year] = log(part / whole)
    return shares, left_out


def _interval(value: float, shares: list[float]) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Middle, low, high and the mean share. Where no year fell from here to its end, the low end
    is not below what is there already."""
    count, mean = len(shares), fmean(shares)
    reach = quantile_90(count - 1) * stdev(shares) * sqrt(1 + 1 / count)
    low = value * exp(-mean - reach)
    if max(shares) <= 0:
        low = max(low, value)
    middle, high = value * exp(-mean), value * exp(-mean + reach)
    return to_decimal(middle), to_decimal(low), to_decimal(high), to_decimal(exp(mean))
