"""Straight-line pace: the contract's formulas, case by case."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from taizhang.indicators.domain.pace import Goal, Observation, pace_of

YEAR_END, JUNE_END = date(2026, 12, 31), date(2026, 6, 30)
USUAL = {"tolerance_pct": Decimal(5), "stale_days": 45}


def found(goal, value, as_of=JUNE_END, seen=JUNE_END):
    observation = None if value is None else Observation(Decimal(value), seen)
    return pace_of(goal, observation, as_of, **USUAL)


def goal(value="140", op=">=", deadline=YEAR_END, **more):
    return Goal(op, Decimal(value), deadline, **more)


@pytest.mark.parametrize(
    ("value", "pace", "lag"),
    [
        ("140", "done", "0"),
        ("62", "behind", "5.3033"),  # 181/365 of the time, 62/140 of the target
        ("70", "on_pace", "0"),
        ("64", "on_pace", "3.8748"),
        ("80", "ahead", "0"),
        (None, "unknown", "0"),
    ],
)
def test_half_of_the_time_needs_half_of_the_target(value, pace, lag):
    result = found(goal(), value)
    assert (result.pace, result.lag_pct) == (pace, Decimal(lag))


def test_what_time_needs_and_what_is_missing_are_exact():
    result = found(goal("73"), "30")
    assert result.time_share == Fraction(181, 365)
    assert result.needed == Fraction(181, 5)
    assert result.gap == Fraction(31, 5)
    assert result.run_rate == Fraction(43 * 30, 184)


def test_exactly_the_tolerance_counts():
    twenty_days = goal("100", starts=date(2026, 6, 1), deadline=date(2026, 6, 20))
    tenth = date(2026, 6, 10)  # half of the time
    assert found(twenty_days, "55", tenth, tenth).pace == "ahead"
    assert found(twenty_days, "45", tenth, tenth).pace == "behind"
    assert found(twenty_days, "45.000001", tenth, tenth).pace == "on_pace"


def test_a_reduction_runs_downwards():
    less = goal("80", "<=", baseline=Decimal(100))
    assert found(less, "99").pace == "behind"
    assert found(less, "90").pace == "on_pace"
    assert found(less, "80").pace == "done"
    assert found(less, "99").gap == Fraction(99) - found(less, "99").needed


def test_a_ceiling_is_kept_until_it_is_broken_and_done_after_the_deadline():
    ceiling = goal("3", "<=")
    after = date(2027, 1, 1)
    assert found(ceiling, "3").pace == "on_pace"
    assert found(ceiling, "4").pace == "behind"
    assert found(ceiling, "3", after, after).pace == "done"
    assert found(goal("3", "<"), "3").pace == "behind"


def test_a_ceiling_of_zero_needs_no_distance():
    assert found(goal("0", "<="), "0").pace == "on_pace"
    assert found(goal("0", "<="), "1").pace == "behind"


@pytest.mark.parametrize(("op", "pace"), [(">", "behind"), (">=", "done"), ("=", "done")])
def test_after_the_deadline_only_the_target_itself_counts(op, pace):
    after = date(2027, 1, 1)
    result = found(goal(op=op), "140", after, after)
    assert (result.pace, result.run_rate) == (pace, None if pace == "behind" else 0)


def test_an_old_observation_says_nothing_but_that_it_was_met():
    assert found(goal(), "70", seen=date(2026, 5, 16)).pace == "on_pace"  # 45 days
    assert found(goal(), "70", seen=date(2026, 5, 15)).pace == "unknown"
    assert found(goal(), "140", seen=date(2026, 1, 2)).pace == "done"


def test_without_a_deadline_a_number_is_met_or_unknown():
    assert found(goal(deadline=None), "70").pace == "unknown"
    assert found(goal(deadline=None), "140").pace == "done"


def test_a_target_that_begins_after_its_deadline_has_no_line():
    upside_down = goal(starts=date(2027, 1, 1))
    assert found(upside_down, "70").pace == "unknown"
    assert found(upside_down, "70").time_share is None
