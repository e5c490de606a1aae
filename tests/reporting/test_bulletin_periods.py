"""Periods as the command line and addresses write them."""

from datetime import date, datetime

import pytest

from taizhang.reporting.domain.asked import asked_at
from taizhang.reporting.domain.errors import PeriodError
from taizhang.reporting.domain.periods import last_over, read_period
from taizhang.reporting.enums import PeriodKind


@pytest.mark.parametrize(
    ("text", "starts", "ends", "name"),
    [
        ("2024-06", "2024-06-01", "2024-06-30", "2024年6月"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024年2月"),
        ("2023-02", "2023-02-01", "2023-02-28", "2023年2月"),
        ("2024-12", "2024-12-01", "2024-12-31", "2024年12月"),
        ("2024-Q1", "2024-01-01", "2024-03-31", "2024年一季度"),
        ("2024-Q4", "2024-10-01", "2024-12-31", "2024年四季度"),
        ("2024-H1", "2024-01-01", "2024-06-30", "2024年上半年"),
        ("2024-H2", "2024-07-01", "2024-12-31", "2024年下半年"),
        ("2024", "2024-01-01", "2024-12-31", "2024年"),
    ],
)
def test_a_period_knows_its_days_and_its_name(text, starts, ends, name):
    period = read_period(text)
    assert (period.starts.isoformat(), period.ends.isoformat(), period.name) == (starts, ends, name)
    assert period.code == text


@pytest.mark.parametrize(
    "text",
    ["", "2024-13", "2024-00", "2024-6", "2024-Q5", "2024-H3", "24-06", "2024-06-30", "２０２４"],
)
def test_anything_else_is_refused_with_the_ways_to_write_it(text):
    with pytest.raises(PeriodError, match="2024-Q2") as caught:
        read_period(text)
    assert caught.value.code == "bad_period"


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        ("2024-01-01", "2024-01-01"),
        ("2024-05-20", "2024-05-20"),
        ("2024-06-30", "2024-06-30"),
        ("2024-07-01", "2024-06-30"),
        ("2026-11-23", "2024-06-30"),
    ],
)
def test_it_is_judged_at_its_end_or_on_the_day_that_comes_first(as_of, day):
    assert read_period("2024-H1").day(date.fromisoformat(as_of)).isoformat() == day


def test_a_period_that_has_not_begun_is_refused():
    with pytest.raises(PeriodError, match="还没有开始") as caught:
        read_period("2024-Q3").day(date(2024, 6, 30))
    assert caught.value.code == "period_not_begun"


@pytest.mark.parametrize(
    ("kind", "today", "code"),
    [
        ("month", "2024-07-01", "2024-06"),
        ("month", "2024-01-31", "2023-12"),
        ("quarter", "2024-07-01", "2024-Q2"),
        ("quarter", "2024-03-31", "2023-Q4"),
        ("half_year", "2024-06-30", "2023-H2"),
        ("half_year", "2024-07-01", "2024-H1"),
        ("year", "2024-12-31", "2023"),
    ],
)
def test_the_period_that_was_over_last(kind, today, code):
    assert last_over(PeriodKind(kind), date.fromisoformat(today)).code == code


@pytest.mark.parametrize(
    ("as_of", "day", "moment"),
    [
        ("2024-06-30T15:59:00+00:00", "2024-06-30", "2024-06-30T15:59:00+00:00"),
        ("2024-06-30T16:00:00+00:00", "2024-06-30", "2024-06-30T15:59:59.999999+00:00"),
        ("2024-12-31T16:30:00+00:00", "2024-06-30", "2024-06-30T15:59:59.999999+00:00"),
        ("2024-03-31T16:30:00+00:00", "2024-04-01", "2024-03-31T16:30:00+00:00"),
    ],
)
def test_days_end_at_midnight_in_the_city(as_of, day, moment):
    asked = asked_at(read_period("2024-H1"), as_of=datetime.fromisoformat(as_of), keeper_id=None)
    assert (asked.day, asked.moment) == (date.fromisoformat(day), datetime.fromisoformat(moment))


def test_the_year_changes_at_midnight_in_the_city():
    eve = datetime.fromisoformat("2024-12-31T16:30:00+00:00")  # half past midnight, New Year
    assert asked_at(read_period("2025"), as_of=eve, keeper_id=None).day == date(2025, 1, 1)
    assert asked_at(read_period("2024"), as_of=eve, keeper_id=None).day == date(2024, 12, 31)
