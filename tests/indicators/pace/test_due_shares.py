"""What a day demands by the line, by last year's curve and by a plan, reckoned by hand."""

import doctest
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from taizhang.indicators.domain import pace
from taizhang.indicators.domain.pace import (
    DueShare,
    Goal,
    LastYear,
    MethodWord,
    Observation,
    ReasonWord,
    half_up,
    line_share,
    pace_of,
    plan_share,
    rounding,
    season_share,
)

YEAR_END, JUNE_END = date(2026, 12, 31), date(2026, 6, 30)
RULE = {"tolerance_pct": Decimal(5), "stale_days": 45}


def goal(value="100", op=">=", deadline=YEAR_END, **more):
    return Goal(op, Decimal(value), deadline, **more)


def curve(**values):
    """Last year's figures: `jun30=40`."""
    months = {"jan": 1, "feb": 2, "mar": 3, "may": 5, "jun": 6, "jul": 7, "sep": 9, "dec": 12}
    return LastYear(
        [
            (date(2025, months[name[:3]], int(name[3:])), Decimal(value))
            for name, value in values.items()
        ]
    )


SLOW_START = curve(mar31=10, jun30=40, sep30=70, dec31=200)


@pytest.mark.parametrize("module", [pace, rounding])
def test_examples_in_the_code_hold(module):
    outcome = doctest.testmod(module)
    assert outcome.attempted
    assert not outcome.failed


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (JUNE_END, Fraction(40, 200)),
        (date(2026, 3, 31), Fraction(10, 200)),
        (date(2026, 1, 1), Fraction(10, 90) / 200),  # 10 in 90 days from 0
        (date(2026, 7, 1), (40 + Fraction(30, 92)) / 200),  # 30 in 92 days
        (date(2025, 12, 31), 0),
        (YEAR_END, 1),
        (date(2027, 5, 1), 1),
    ],
)
def test_the_season_demands_what_last_year_had_brought_by_the_day(day, share):
    assert season_share(goal(), SLOW_START, day).share == share


def test_a_half_year_goal_is_held_to_the_first_half_of_last_year():
    half = goal(deadline=JUNE_END)
    assert season_share(half, SLOW_START, date(2026, 3, 31)).share == Fraction(10, 40)


def test_a_goal_of_the_second_half_begins_where_the_first_half_of_last_year_ended():
    second = goal(starts=date(2026, 7, 1))
    assert season_share(second, SLOW_START, date(2026, 9, 30)).share == Fraction(30, 160)
    assert season_share(second, SLOW_START, JUNE_END).share == 0


def test_the_last_of_february_is_held_to_the_28th_of_a_common_year():
    leap = goal(deadline=date(2028, 12, 31))
    last = LastYear(
        [(date(2027, 2, 28), Decimal(20)), (date(2027, 12, 31), Decimal(100))],
    )
    assert season_share(leap, last, date(2028, 2, 29)).share == Fraction(1, 5)
    assert season_share(leap, last, date(2028, 2, 28)).share == Fraction(1, 5)


def test_a_curve_below_zero_leads_down_as_a_share_of_its_own():
    assert season_share(goal(), curve(jun30=-40, dec31=-100), JUNE_END).share == Fraction(2, 5)


def test_a_curve_that_went_beyond_its_end_demands_no_more_than_all():
    assert season_share(goal(), curve(jun30=120, dec31=100), JUNE_END).share == 1


@pytest.mark.parametrize(
    ("last_year", "reason"),
    [
        (None, ReasonWord.NO_CURVE_OF_LEVELS),
        (LastYear([]), ReasonWord.NO_LAST_YEAR),
        (curve(jun30=40), ReasonWord.LAST_YEAR_INCOMPLETE),
        (LastYear(SLOW_START.points, incomplete=True), ReasonWord.LAST_YEAR_INCOMPLETE),
        (curve(jun30=40, dec31=0), ReasonWord.LAST_YEAR_ZERO),
        (curve(jun30=-1, dec31=100), ReasonWord.LAST_YEAR_TURNS),
    ],
)
def test_without_a_sound_curve_the_season_says_why_it_cannot_judge(last_year, reason):
    assert season_share(goal(), last_year, JUNE_END) == DueShare(
        MethodWord.SEASON, None, reason, season_share(goal(), last_year, JUNE_END).values
    )


def test_a_goal_over_several_years_has_no_season():
    years = goal(starts=date(2025, 1, 1))
    assert season_share(years, SLOW_START, JUNE_END).reason == ReasonWord.NO_CURVE_OF_YEARS
    assert season_share(goal(deadline=None), SLOW_START, JUNE_END).reason == ReasonWord.NO_DEADLINE


NODES = [(date(2026, 3, 31), Decimal(10)), (JUNE_END, Decimal(30))]


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2025, 12, 31), 0),
        (date(2026, 1, 9), Fraction(1, 100)),  # 9 of 90 days to 10
        (date(2026, 3, 31), Fraction(1, 10)),
        (date(2026, 4, 1), (10 + Fraction(20, 91)) / 100),
        (JUNE_END, Fraction(3, 10)),
        (date(2026, 9, 30), Fraction(65, 100)),  # 92 of 184 days from 30 to 100
        (YEAR_END, 1),
        (date(2027, 2, 1), 1),
    ],
)
def test_a_plan_demands_its_nodes_and_leads_on_to_the_target(day, share):
    assert plan_share(goal(), NODES, day).share == share


def test_what_a_plan_needs_is_the_planned_value_whatever_the_baseline():
    up = goal("50", baseline=Decimal(-100))  # 150 from a loss to a gain
    due = plan_share(up, [(JUNE_END, Decimal(-40))], JUNE_END)
    assert due.share == Fraction(60, 150)
    found = pace_of(up, Observation(Decimal(-50), JUNE_END), JUNE_END, due=due, **RULE)
    assert (found.needed, found.gap, found.method) == (-40, 10, "plan")
    assert found.share == Fraction(50, 150)
    assert (found.pace, found.lag_pct) == ("behind", Decimal("6.6667"))


def test_a_plan_beyond_the_target_is_not_cut():
    assert plan_share(goal(), [(JUNE_END, Decimal(120))], JUNE_END).share == Fraction(6, 5)


def test_a_plan_of_a_reduction_leads_down():
    less = goal("80", "<=", baseline=Decimal(100))
    due = plan_share(less, [(JUNE_END, Decimal(96))], JUNE_END)
    assert due.share == Fraction(1, 5)
    found = pace_of(less, Observation(Decimal(97), JUNE_END), JUNE_END, due=due, **RULE)
    assert (found.needed, found.gap, found.pace) == (96, 1, "behind")


def test_without_nodes_or_a_way_there_is_no_plan():
    assert plan_share(goal(), [], JUNE_END).reason == ReasonWord.NO_PLAN
    assert plan_share(goal("0"), NODES, JUNE_END).reason == ReasonWord.NO_DISTANCE
    assert plan_share(goal(deadline=None), NODES, JUNE_END).reason == ReasonWord.NO_DEADLINE


def test_the_same_figure_is_behind_by_the_line_and_ahead_by_the_season():
    seen = Observation(Decimal(30), JUNE_END)
    by_line = pace_of(goal(), seen, JUNE_END, due=line_share(goal(), JUNE_END), **RULE)
    by_season = pace_of(
        goal(), seen, JUNE_END, due=season_share(goal(), SLOW_START, JUNE_END), **RULE
    )
    assert (by_line.pace, by_season.pace) == ("behind", "ahead")
    assert by_season.time_share == by_line.due == Fraction(181, 365)
    assert (by_season.needed, by_season.gap) == (20, -10)


def test_a_method_that_cannot_say_leaves_an_unknown_pace_with_its_reason():
    seen = Observation(Decimal(30), JUNE_END)
    due = season_share(goal(), LastYear([]), JUNE_END)
    found = pace_of(goal(), seen, JUNE_END, due=due, **RULE)
    assert (found.pace, found.reason) == ("unknown", "no_last_year")
    assert (found.share, found.needed, found.gap) == (Fraction(3, 10), None, None)


@pytest.mark.parametrize(
    ("value", "pace", "gap"),
    [("45", "behind", 5), ("50", "on_pace", 0), ("60", "on_pace", 0), ("61.5", "behind", 1.5)],
)
def test_a_corridor_is_kept_between_its_bounds(value, pace, gap):
    corridor = goal("50", "range", value_max=Decimal(60), within=True)
    found = pace_of(corridor, Observation(Decimal(value), JUNE_END), JUNE_END, **RULE)
    assert (found.pace, found.gap) == (pace, gap)
    assert (found.share, found.needed) == (None, None)


def test_a_corridor_is_done_only_after_the_deadline():
    corridor = goal("50", "range", value_max=Decimal(60), within=True)
    after = date(2027, 1, 15)
    assert pace_of(corridor, Observation(Decimal(55), YEAR_END), after, **RULE).pace == "done"
    assert pace_of(corridor, Observation(Decimal(65), YEAR_END), after, **RULE).pace == "behind"


@pytest.mark.parametrize(
    ("seen", "more", "reason"),
    [
        (None, {}, "no_observation"),
        (Observation(Decimal(30), date(2026, 5, 15)), {}, "stale"),
        (Observation(Decimal(30), JUNE_END), {"deadline": None}, "no_deadline"),
        (Observation(Decimal(30), JUNE_END), {"starts": date(2027, 1, 1)}, "starts_after_deadline"),
        (Observation(Decimal(30), JUNE_END), {"baseline": Decimal(100)}, "no_distance"),
    ],
)
def test_what_is_unknown_says_why(seen, more, reason):
    found = pace_of(goal(**more), seen, JUNE_END, **RULE)
    assert (found.pace, found.reason) == ("unknown", reason)


@pytest.mark.parametrize(
    ("exact", "places", "said"),
    [
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(-5, 1000), 2, "-0.01"),
        (Fraction(-4, 1000), 2, "0.00"),
        (Fraction(10**40 + 1, 3), 4, "3333333333333333333333333333333333333333.6667"),
    ],
)
def test_rounding_is_half_up_away_from_zero_and_exact_at_any_size(exact, places, said):
    assert str(half_up(exact, places)) == said
