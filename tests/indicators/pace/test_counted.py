"""The value of a goal from the figures that count, and last year's curve."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from taizhang.indicators.domain.pace.counted import count_value, last_year_of
from taizhang.indicators.domain.pace.goals import Goal
from taizhang.indicators.domain.pace.measuring import Measure
from taizhang.indicators.domain.periods import period_ends

YEAR_END, JUNE_END = date(2026, 12, 31), date(2026, 6, 30)


def points(**values):
    """Figures by day: `d260630=40`."""
    return [
        (date(2000 + int(day[1:3]), int(day[3:5]), int(day[5:])), Decimal(value))
        for day, value in values.items()
    ]


def counted(seen, as_of=JUNE_END, *, kind="cumulative", frequency="month", **more):
    goal = Goal(">=", Decimal(100), more.pop("deadline", YEAR_END), **more)
    return count_value(seen, goal, Measure("家", "more", kind, frequency), as_of)


def said(found):
    return (found.seen.value, found.seen.on) if found.seen else found.reason


def test_of_cumulated_figures_the_last_one_counts():
    seen = points(d260331=10, d260531=30, d260731=50)
    assert said(counted(seen)) == (30, date(2026, 5, 31))


def test_last_years_sum_does_not_count_for_this_years_goal():
    seen = points(d251130=80, d251231=95)
    assert said(counted(seen, date(2026, 1, 15))) == "no_observation"
    assert said(counted(seen, date(2026, 1, 15), kind="level")) == (95, date(2025, 12, 31))


def test_this_years_sum_does_not_count_for_last_years_goal():
    seen = points(d251231=95, d260131=7)
    found = counted(seen, date(2026, 2, 5), deadline=date(2025, 12, 31))
    assert said(found) == (95, date(2025, 12, 31))


def test_a_half_year_goal_that_is_reached_later_in_the_year_is_reached():
    seen = points(d260630=40, d260930=120)
    found = counted(seen, date(2026, 10, 8), deadline=JUNE_END)
    assert said(found) == (120, date(2026, 9, 30))


def test_a_goal_over_years_adds_the_last_figure_of_each():
    seen = points(d241231=10, d250630=11, d251231=30, d260531=9)
    found = counted(seen, starts=date(2024, 1, 1))
    assert said(found) == (49, date(2026, 5, 31))
    assert [part[1] for part in found.parts] == [10, 30, 9]


@pytest.mark.parametrize(
    ("seen", "year"),
    [(points(d241231=10, d260531=9), 2025), (points(d241130=8, d251231=30, d260531=9), 2024)],
)
def test_an_earlier_year_without_its_last_figure_leaves_the_sum_unknown(seen, year):
    assert said(counted(seen, starts=date(2024, 1, 1))) == f"missing_year:{year}-12-31"


def test_the_last_week_of_a_year_may_end_before_it():
    seen = points(d251228=30, d260104=1)
    found = counted(seen, date(2026, 1, 5), frequency="week", starts=date(2025, 1, 1))
    assert said(found) == (31, date(2026, 1, 4))
    monthly = counted(seen, date(2026, 1, 5), starts=date(2025, 1, 1))
    assert said(monthly) == "missing_year:2025-12-31"


def test_figures_of_periods_are_added_up_from_the_start():
    seen = points(d251231=99, d260131=5, d260228=7, d260331=-2, d260430=10)
    assert said(counted(seen, kind="per_period")) == (20, date(2026, 4, 30))
    later = counted(seen, kind="per_period", starts=date(2026, 3, 1))
    assert said(later) == (8, date(2026, 4, 30))


def test_a_missing_period_between_leaves_the_sum_unknown_and_is_named():
    seen = points(d260131=5, d260228=7, d260430=10, d260630=1)
    assert said(counted(seen, kind="per_period")) == "missing_period:2026-03-31"
    assert said(counted(points(d260430=10), kind="per_period")) == "missing_period:2026-01-31"


def test_of_several_figures_of_one_period_the_last_counts():
    seen = points(d260110=4, d260131=5, d260215=3)
    assert said(counted(seen, kind="per_period")) == (8, date(2026, 2, 15))


@pytest.mark.parametrize("frequency", ["ten_days", "week", "month", "quarter", "half_year"])
def test_all_periods_of_a_frequency_are_added_up_and_each_is_missed(frequency):
    ends = period_ends(frequency, date(2026, 1, 1), YEAR_END)
    seen = [(end, Decimal(1)) for end in ends]
    found = counted(seen, YEAR_END, kind="per_period", frequency=frequency)
    assert said(found) == (len(ends), ends[-1])
    for end, _next in pairwise(ends):
        rest = [point for point in seen if point[0] != end]
        lacking = counted(rest, YEAR_END, kind="per_period", frequency=frequency)
        assert said(lacking) == f"missing_period:{end.isoformat()}"


def test_without_a_start_sums_of_periods_cannot_be_said():
    seen = points(d260131=5)
    assert said(counted(seen, kind="per_period", deadline=None)) == "no_deadline"
    assert said(counted(seen, deadline=None)) == (5, date(2026, 1, 31))


def curve(seen, *, kind="cumulative", frequency="month"):
    goal = Goal(">=", Decimal(100), YEAR_END)
    return last_year_of(seen, goal, Measure("家", "more", kind, frequency))


def test_last_years_curve_is_of_that_year_alone():
    seen = points(d241231=1, d250331=10, d251231=40, d260131=2)
    assert curve(seen).points == points(d250331=10, d251231=40)
    assert curve(seen, kind="level") is None


def test_last_years_periods_are_added_up_until_one_is_missing():
    whole = curve(points(d250131=1, d250228=2, d250331=3), kind="per_period")
    assert (whole.points, whole.incomplete) == (points(d250131=1, d250228=3, d250331=6), False)
    broken = curve(points(d250131=1, d250331=3), kind="per_period")
    assert (broken.points, broken.incomplete) == (points(d250131=1), True)
