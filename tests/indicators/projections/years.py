"""Histories of the tests: months of years with a season."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import exp
from random import Random

from taizhang.indicators.domain.projections.positions import month_end

# What each month brings, of 100 a year: a weak January and February, a strong December.
SEASON = (4, 4, 7, 8, 8, 10, 8, 8, 9, 9, 10, 15)


@dataclass(frozen=True, slots=True)
class Given:
    """A figure as a test gives it."""

    day: date
    value: Decimal


def given(day: str, value: str | int) -> Given:
    return Given(date.fromisoformat(day), Decimal(value))


def cumulated(year: int, months: Sequence[float]) -> list[Given]:
    """The running sums of the months of a year, as of each month's end."""
    found, total = [], 0.0
    for month, brought in enumerate(months, start=1):
        total += brought
        found.append(Given(month_end(year, month), Decimal(str(round(total, 4)))))
    return found


def steady(years: Sequence[int], ends: Sequence[float]) -> list[Given]:
    """Years that all have the same season and end at `ends`."""
    pairs = zip(years, ends, strict=True)
    return [
        figure for year, end in pairs for figure in cumulated(year, [end * s / 100 for s in SEASON])
    ]


def chance_years(random: Random, first: int, count: int, noise: float) -> Iterator[list[Given]]:
    """Years that grow by about 6 %, each month off its season by a log-normal noise."""
    end = 1000.0
    for year in range(first, first + count):
        months = [end * s / 100 * exp(random.gauss(0, noise)) for s in SEASON]
        yield cumulated(year, months)
        end *= exp(random.gauss(0.06, 0.05))
