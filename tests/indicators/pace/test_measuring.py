"""What a goal asks of the figures: points, growth, other units, a range to be kept."""

from datetime import date
from decimal import Decimal

import pytest

from taizhang.indicators.domain.pace.measuring import Asked, Measure, measure_goal

YEAR_END = date(2026, 12, 31)


def measured(value, unit, counted, base=None, *, op=">=", accumulation="level", **more):
    base = None if base is None else Decimal(base)
    asked = Asked(op, Decimal(value), more.pop("value_max", None), unit, base, None, YEAR_END)
    return measure_goal(
        asked, Measure(counted, more.pop("direction", "more"), accumulation, "month")
    )


@pytest.mark.parametrize(
    ("value", "unit", "counted", "base", "accumulation", "baseline", "target"),
    [
        ("140", "家", "家", None, "cumulative", "0", "140"),
        ("140", "", "家", "20", "cumulative", "20", "140"),
        ("140", "家", "", None, "cumulative", "0", "140"),
        ("2050000000", "元", "亿元", "1.5", "cumulative", "1.5", "20.5"),  # as printed in a policy
        ("8.82", "万人次", "人次", None, "cumulative", "0", "88200"),
        ("0.3", "亿㎡", "万平方米", None, "level", "0", "3000"),
        ("65", "%", "％", "60", "level", "60", "65"),
        ("2", "个百分点", "%", "60", "level", "60", "62"),  # points on a rate
        ("-0.5", "百分点", "%", "5.5", "level", "5.5", "5.0"),
        ("2", "个百分点", "百分点", None, "level", "0", "2"),
        ("5", "%", "亿元", "200", "level", "200", "210"),  # growth of a stock
        ("5", "%", "亿元", "200", "cumulative", "0", "210"),  # growth of a year's sum
        ("8", "％", "亿元", "0.000001", "per_period", "0", "0.00000108"),
    ],
)
def test_a_goal_is_measured_in_the_terms_of_the_figures(
    value, unit, counted, base, accumulation, baseline, target
):
    goal = measured(value, unit, counted, base, accumulation=accumulation).goal
    assert (goal.baseline, goal.value) == (Decimal(baseline), Decimal(target))


@pytest.mark.parametrize(
    ("value", "unit", "counted", "base", "reason"),
    [
        ("2", "个百分点", "%", None, "no_baseline"),
        ("5", "%", "亿元", None, "no_baseline"),
        ("5", "%", "亿元", "0", "base_not_positive"),
        ("5", "%", "亿元", "-3", "base_not_positive"),  # growth from a loss says nothing
        ("5", "个百分点", "亿元", "10", "other_unit"),
        ("5", "%", "个百分点", "10", "other_unit"),
        ("5", "万人", "万户", "10", "other_unit"),
    ],
)
def test_what_cannot_be_measured_says_why(value, unit, counted, base, reason):
    found = measured(value, unit, counted, base)
    assert (found.goal, found.reason) == (None, reason)


def test_both_bounds_of_a_range_are_measured_and_a_range_to_be_kept_is_a_corridor():
    kept = measured(
        "-1", "个百分点", "%", "50", op="range", value_max=Decimal(1), direction="within"
    )
    assert (kept.goal.value, kept.goal.value_max, kept.goal.is_corridor) == (49, 51, True)
    reached = measured("1", "%", "亿元", "100", op="range", value_max=Decimal(3))
    assert (reached.goal.value_max, reached.goal.is_corridor) == (103, False)
