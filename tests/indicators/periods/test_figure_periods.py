"""Periods of every frequency: without gaps, over the end of a year too."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.indicators.domain.periods import (
    due_on,
    fresh_since,
    is_period_end,
    label_of,
    last_year,
    period_ends,
    period_of,
    previous_period,
)
from taizhang.indicators.enums import Frequency

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
FREQUENCIES = st.sampled_from(Frequency)
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "frequency", "starts", "ends", "label"),
    [
        ("2026-06-10", "ten_days", "2026-06-01", "2026-06-10", "2026年6月上旬"),
        ("2026-06-11", "ten_days", "2026-06-11", "2026-06-20", "2026年6月中旬"),
        ("2024-02-21", "ten_days", "2024-02-21", "2024-02-29", "2024年2月下旬"),
        ("2026-06-07", "week", "2026-06-01", "2026-06-07", "2026年第23周"),
        ("2027-01-03", "week", "2026-12-28", "2027-01-03", "2026年第53周"),
        ("2024-12-30", "week", "2024-12-30", "2025-01-05", "2025年第1周"),
        ("2026-06-30", "month", "2026-06-01", "2026-06-30", "2026年6月"),
        ("2026-07-01", "quarter", "2026-07-01", "2026-09-30", "2026年3季度"),
        ("2026-06-30", "half_year", "2026-01-01", "2026-06-30", "2026年上半年"),
        ("2026-07-01", "half_year", "2026-07-01", "2026-12-31", "2026年下半年"),
        ("2026-01-01", "year", "2026-01-01", "2026-12-31", "2026年"),
    ],
)
def test_day_lies_in_its_period(day, frequency, starts, ends, label):
    period = period_of(date.fromisoformat(day), frequency)
    assert (period.starts.isoformat(), period.ends.isoformat()) == (starts, ends)
    assert label_of(period) == label


@given(DAYS, FREQUENCIES)
def test_periods_leave_no_gap_and_do_not_overlap(day, frequency):
    period = period_of(day, frequency)
    assert period.starts <= day <= period.ends
    assert period_of(period.starts, frequency) == period == period_of(period.ends, frequency)
    after = period_of(period.ends + ONE, frequency)
    assert after.starts == period.ends + ONE
    assert previous_period(after) == period


@given(DAYS, FREQUENCIES, st.integers(0, 800))
@settings(max_examples=60)
def test_ends_are_the_days_of_the_span_that_end_a_period(start, frequency, length):
    until = start + timedelta(days=length)
    days = [start + timedelta(days=n) for n in range(length + 1)]
    assert period_ends(frequency, start, until) == [d for d in days if is_period_end(d, frequency)]


@given(DAYS, FREQUENCIES)
def test_period_of_last_year_is_one_year_earlier(day, frequency):
    period = period_of(day, frequency)
    earlier = last_year(period)
    assert 350 < (period.ends - earlier.ends).days < 380
    assert is_period_end(earlier.ends, frequency)


def test_53rd_week_is_held_against_the_last_week_of_the_year_before():
    week = period_of(date(2026, 12, 28), "week")
    assert label_of(last_year(week)) == "2025年第52周"


def test_last_days_of_a_leap_february_are_held_against_those_of_a_common_one():
    assert last_year(period_of(date(2024, 2, 29), "month")).ends == date(2023, 2, 28)
    assert last_year(period_of(date(2024, 2, 29), "ten_days")).ends == date(2023, 2, 28)


def test_figure_of_december_is_due_in_january():
    assert due_on(date(2025, 12, 31), 15) == date(2026, 1, 15)


def test_nothing_ends_before_the_beginning():
    assert period_ends("month", date(2026, 7, 1), date(2026, 6, 30)) == []


@given(DAYS, FREQUENCIES, st.integers(0, 366), st.integers(0, 900))
@settings(max_examples=100)
def test_a_figure_is_stale_once_the_next_one_is_overdue(as_of, frequency, days, age):
    seen = as_of - timedelta(days=age)
    following = period_of(seen + ONE, frequency)
    is_overdue = as_of > due_on(following.ends, days)
    assert (seen < fresh_since(as_of, frequency, days)) == is_overdue
