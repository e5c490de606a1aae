"""Days among periods and in other years."""

from datetime import date

import pytest

from taizhang.indicators.domain.periods import period_ends, period_of
from taizhang.indicators.domain.projections.positions import (
    longest_gap,
    month_ends,
    period_number,
    periods_passed,
    same_day,
)
from taizhang.indicators.enums import Frequency


@pytest.mark.parametrize("frequency", Frequency.values)
def test_neighbouring_periods_have_neighbouring_numbers(frequency: str) -> None:
    ends = period_ends(frequency, date(2019, 12, 1), date(2025, 1, 31))
    numbers = [period_number(day, frequency) for day in ends]
    assert numbers == list(range(numbers[0], numbers[0] + len(ends)))
    assert [periods_passed(day, frequency) - 1 for day in ends] == numbers
    starts = [period_number(period_of(day, frequency).starts, frequency) for day in ends]
    assert starts == numbers


@pytest.mark.parametrize("frequency", Frequency.values)
def test_two_periods_are_never_longer_than_the_longest_gap(frequency: str) -> None:
    ends = period_ends(frequency, date(2019, 12, 1), date(2025, 1, 31))
    for first, third in zip(ends, ends[2:], strict=False):
        assert (third - first).days <= longest_gap(frequency)


def test_half_a_period_counts_by_its_days() -> None:
    assert (
        periods_passed(date(2024, 6, 15), "month") == period_number(date(2024, 6, 1), "month") + 0.5
    )


def test_the_same_day_of_another_year() -> None:
    assert same_day(date(2024, 6, 15), 2020) == date(2020, 6, 15)
    assert same_day(date(2023, 2, 28), 2024) == date(2024, 2, 29)
    assert same_day(date(2024, 2, 28), 2023) == date(2023, 2, 28)


def test_month_ends_between_two_days() -> None:
    found = month_ends(date(2023, 11, 30), date(2024, 3, 31))
    assert found == [date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 29)]
