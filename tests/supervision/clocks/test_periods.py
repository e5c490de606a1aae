"""Report periods of every frequency: their names, their due days, the first and the last."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from walking import CALENDAR, MECHANISMS, WORKING

from taizhang.calendars import DayUnit
from taizhang.supervision.domain.clocks.days import day_of_due
from taizhang.supervision.domain.clocks.periods import MOST_PERIODS, more_periods, plan_periods
from taizhang.supervision.enums import Every
from taizhang.supervision.mechanisms import Reports, Within

MECHANISM = MECHANISMS[WORKING]


def planned(every, *, assigned=date(2026, 6, 3), until=date(2027, 12, 31), **more):
    reports = Reports(every=str(every), **more)
    mechanism = replace(MECHANISM, reports=reports)
    periods = plan_periods(mechanism, assigned=assigned, until=until, calendar=CALENDAR)
    return [(period.label, day_of_due(period.due)) for period in periods]


@pytest.mark.parametrize(
    ("every", "day", "first", "second"),
    [
        ("day", None, ("2026年6月4日", date(2026, 6, 4)), ("2026年6月5日", date(2026, 6, 5))),
        ("week", 5, ("2026年第23周", date(2026, 6, 5)), ("2026年第24周", date(2026, 6, 12))),
        ("week", None, ("2026年第23周", date(2026, 6, 7)), ("2026年第24周", date(2026, 6, 14))),
        ("ten_days", 8, ("2026年6月上旬", date(2026, 6, 8)), ("2026年6月中旬", date(2026, 6, 18))),
        (
            "ten_days",
            None,
            ("2026年6月上旬", date(2026, 6, 10)),
            ("2026年6月中旬", date(2026, 6, 20)),
        ),
        ("month", 25, ("2026年6月", date(2026, 6, 25)), ("2026年7月", date(2026, 7, 25))),
        ("month", 31, ("2026年6月", date(2026, 6, 30)), ("2026年7月", date(2026, 7, 31))),
        ("quarter", 20, ("2026年第2季度", date(2026, 6, 20)), ("2026年第3季度", date(2026, 9, 20))),
        (
            "half_year",
            None,
            ("2026年上半年", date(2026, 6, 30)),
            ("2026年下半年", date(2026, 12, 31)),
        ),
        ("year", 15, ("2026年", date(2026, 12, 15)), ("2027年", date(2027, 12, 15))),
    ],
)
def test_names_and_due_days(every, day, first, second):
    assert planned(every, day=day)[:2] == [first, second]


def test_report_after_the_end_is_due_so_many_working_days_later():
    after = Within(3, DayUnit.WORKING)
    assert planned("month", after_end=after)[:2] == [
        ("2026年6月", date(2026, 7, 3)),
        ("2026年7月", date(2026, 8, 5)),
    ]


def test_last_ten_days_of_february_are_eight():
    found = dict(planned("ten_days", assigned=date(2026, 2, 3), day=10))
    assert found["2026年2月下旬"] == date(2026, 2, 28)


def test_daily_reports_are_planned_a_year_ahead_and_go_on_from_there():
    known = planned("day")
    assert len(known) == MOST_PERIODS
    mechanism = replace(MECHANISM, reports=Reports(every="day"))
    further = more_periods(
        mechanism, after=known[-1][1], until=date(2027, 12, 31), calendar=CALENDAR
    )
    assert day_of_due(further[0].due) == known[-1][1] + timedelta(days=1)


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(every=st.sampled_from(Every.values), assigned=DAYS, length=st.integers(0, 900))
def test_periods_are_due_after_the_assignment_until_the_deadline_without_a_gap(
    every, assigned, length
):
    until = assigned + timedelta(days=length)
    found = planned(every, assigned=assigned, until=until)
    days = [day for _, day in found]
    assert all(assigned < day <= until for day in days)
    assert days == sorted(set(days))
    whole = [label for label, _ in planned(every, assigned=assigned, until=date(2031, 1, 1))]
    assert [label for label, _ in found] == whole[: len(found)]
    if found and len(found) < MOST_PERIODS:
        longest = {"day": 1, "week": 7, "ten_days": 11, "month": 31, "quarter": 92}
        assert (until - days[-1]).days < longest.get(every, 184 if every == "half_year" else 366)
