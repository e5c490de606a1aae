"""How earlier projections turned out (预测回头看)."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import sqrt
from statistics import median

from .curves import Curves
from .positions import month_ends
from .projecting import project_curves
from .types import to_decimal

LEAST_ENDS = 2  # ends judged; the months before one end are not independent of each other
LEAST_CASES = 10
CLAIM = 0.8  # of the ends lie within an interval that is wide enough
_SIGNIFICANT = 1.6449  # standard deviations below it: less than one time in twenty by chance


def are_narrow(hits: int, cases: int) -> bool:
    """Whether so few hits say that intervals are too narrow (区间偏窄).

    The score test of a share against 80 %, one-sided at 5 %, with the correction for continuity.
    The months before one end are not independent, so it speaks too early rather than too late.

    >>> are_narrow(6, 33), are_narrow(22, 33), are_narrow(8, 10), are_narrow(0, 1)
    (True, True, False, False)
    """
    expected, deviation = CLAIM * cases, sqrt(CLAIM * (1 - CLAIM) * cases)
    return hits + 0.5 < expected - _SIGNIFICANT * deviation


@dataclass(frozen=True, slots=True)
class Case:
    """A projection that can be judged (一次预测): what was said of `end` on `as_of`, and
    how it ended."""

    end: date
    as_of: date
    value: Decimal
    low: Decimal
    high: Decimal
    actual: Decimal

    @property
    def hit(self) -> bool:
        """Whether it ended within the interval."""
        return self.low <= self.actual <= self.high

    @property
    def error_pct(self) -> Decimal | None:
        """Projected minus actual, in percent of the actual; None: it ended at zero."""
        if self.actual == 0:
            return None
        return (self.value - self.actual) / abs(self.actual) * 100


@dataclass(frozen=True, slots=True)
class Honesty:
    """What many cases say together; percentages with four places, None where nothing can be said.

    `hit_pct`: ended within the interval, 80 would be honest. `error_pct`: median of the absolute
    errors; `bias_pct`: median of the errors, positive: said too much. `enough`: enough ends to go
    by; where not, the figures are there and say little.
    """

    cases: int
    ends: int
    hits: int
    hit_pct: Decimal | None
    error_pct: Decimal | None
    bias_pct: Decimal | None
    enough: bool

    @property
    def is_narrow(self) -> bool:
        """Whether the intervals held far fewer than they claim to."""
        return are_narrow(self.hits, self.cases)


def judge_cases(cases: Collection[Case]) -> Honesty:
    """Hit rate, median absolute error and bias of cases, of one series or of many."""
    errors = [float(case.error_pct) for case in cases if case.error_pct is not None]
    ends, hits = len({case.end for case in cases}), sum(case.hit for case in cases)
    return Honesty(
        len(cases),
        ends,
        hits,
        to_decimal(hits * 100 / len(cases)) if cases else None,
        to_decimal(median(map(abs, errors))) if errors else None,
        to_decimal(median(errors)) if errors else None,
        len(cases) >= LEAST_CASES and ends >= LEAST_ENDS,
    )


def replay_projections(
    curves: Curves,
    *,
    ends: Iterable[date],
    known: Callable[[date], Curves] | None = None,
) -> Iterator[Case]:
    """Make the projection of each end again, as of each month end of its year before it.

    `curves`: what is known now, by which the end is judged; an end without a figure is passed
    over. `known`: what was known on a day, where earlier knowledge matters; None: the figures as
    they stand now, up to that day.
    """
    for end in ends:
        actual = _actual(curves, end)
        if actual is None:
            continue
        for day in month_ends(date(end.year - 1, 12, 31), end):
            seen = curves if known is None else known(day)
            said = project_curves(seen, end=end, as_of=day)
            if said.value is None or said.low is None or said.high is None:
                continue
            yield Case(end, day, said.value, said.low, said.high, actual)


def _actual(curves: Curves, end: date) -> Decimal | None:
    """How it ended: of what is added up as interpolated, of a level the figure of that day."""
    if curves.level is not None:
        last = curves.level.last(end)
        if last is None or (end - last[0]).days > curves.level.slack:
            return None
        return to_decimal(last[1])
    curve = curves.years.get(end.year)
    reached = curve.at(end) if curve is not None else None
    return None if reached is None else to_decimal(reached)
