"""Projections of goals from the database: two queries, as known at a moment, whether enough."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.projections.stored import BEFORE, give_goal, give_history
from indicators.projections.years import SEASON, given, steady
from taizhang.indicators.domain.projections import Outlook, Reason
from taizhang.indicators.domain.queries.history import goal_projections
from taizhang.indicators.domain.queries.turned_out import cases_of
from taizhang.indicators.models import GoalVersion, Series

JUNE = date(2024, 6, 30)
MakeSeries = Callable[..., Series]


@pytest.fixture
def series(make_series: MakeSeries) -> Series:
    """Four years with one season, of which the last is to end at 200."""
    series = make_series()
    give_history(series, steady((2021, 2022, 2023, 2024), (100, 110, 90, 200)))
    return series


def test_the_projection_stands_beside_the_target(series: Series) -> None:
    goals = [give_goal(series, value=value) for value in (150, 200, 260)]
    found = goal_projections([goal.pk for goal in goals], as_of=JUNE)
    assert [found[goal.pk].projection.value for goal in goals] == [Decimal("200.0000")] * 3
    outlooks = [found[goal.pk].outlook for goal in goals]
    assert outlooks == [Outlook.REACHED, Outlook.REACHED, Outlook.MISSED]


def test_a_changed_target_is_judged_as_it_held_at_the_moment(series: Series) -> None:
    goal = give_goal(series, value=150)
    changed = datetime(2024, 5, 1, tzinfo=UTC)
    GoalVersion.objects.filter(goal=goal).update(until=changed)
    GoalVersion.objects.create(
        goal=goal, since=changed, op=">=", value=260, unit="家", deadline=date(2024, 12, 31)
    )
    now = goal_projections([goal.pk], as_of=JUNE)[goal.pk]
    then = goal_projections([goal.pk], as_of=JUNE, known_at=datetime(2024, 4, 1, tzinfo=UTC))
    assert (now.goal.target, now.outlook) == (Decimal(260), Outlook.MISSED)
    assert (then[goal.pk].goal.target, then[goal.pk].outlook) == (Decimal(150), Outlook.REACHED)


def test_figures_recorded_later_were_not_known_then(make_series: MakeSeries) -> None:
    series = make_series()
    rows = steady((2021, 2022, 2023, 2024), (100, 110, 90, 200))
    give_history(series, [row for row in rows if row.day < date(2024, 1, 1)])
    give_history(
        series,
        [row for row in rows if row.day >= date(2024, 1, 1)],
        at=datetime(2024, 8, 1, tzinfo=UTC),
    )
    goal = give_goal(series)
    found = goal_projections([goal.pk], as_of=JUNE, known_at=datetime(2024, 7, 1, tzinfo=UTC))
    assert found[goal.pk].projection.reason is Reason.NO_FIGURE


def test_points_are_counted_from_the_baseline(make_series: MakeSeries) -> None:
    series = make_series("技能人才占比", unit="%", accumulation="level")
    months = [row.day for row in steady((2023, 2024), (1, 1))]
    levels = [given(day.isoformat(), 30 + at) for at, day in enumerate(months) if day <= JUNE]
    give_history(series, levels)  # ends at 53 by the end of the year
    near, far, none = (
        give_goal(series, value=value, unit="个百分点", baseline=baseline)
        for value, baseline in ((3, 50), (4, 50), (3, None))
    )
    found = goal_projections([near.pk, far.pk, none.pk], as_of=JUNE)
    assert found[near.pk].projection.value == Decimal("53.0000")
    outlooks = [found[goal.pk].outlook for goal in (near, far, none)]
    assert outlooks == [Outlook.REACHED, Outlook.MISSED, Outlook.UNSAID]


def test_a_growth_is_counted_from_last_years_number(make_series: MakeSeries) -> None:
    series = make_series("规上工业增加值", unit="亿元")
    give_history(series, steady((2021, 2022, 2023, 2024), (100, 110, 100, 107)))
    near, far = (give_goal(series, value=value, unit="%", baseline=100) for value in (6, 8))
    found = goal_projections([near.pk, far.pk], as_of=JUNE)
    assert [found[goal.pk].goal.target for goal in (near, far)] == [106, 108]
    outlooks = [found[goal.pk].outlook for goal in (near, far)]
    assert outlooks == [Outlook.REACHED, Outlook.MISSED]


def test_a_corridor_is_kept_only_where_the_indicator_says_so(make_series: MakeSeries) -> None:
    rows = steady((2021, 2022, 2023, 2024), (100, 110, 90, 200))
    kept, reached = make_series(direction="within"), make_series()
    goals = []
    for series in (kept, reached):
        give_history(series, rows)
        goals.append(give_goal(series, op="range", value=100, value_max=150))
    found = goal_projections([goal.pk for goal in goals], as_of=JUNE)
    assert [found[goal.pk].outlook for goal in goals] == [Outlook.MISSED, Outlook.REACHED]


def test_goals_that_count_from_different_days_have_their_own_sums(make_series: MakeSeries) -> None:
    series = make_series(accumulation="per_period")
    days = [row.day for row in steady((2021, 2022, 2023, 2024), (1,) * 4)]
    give_history(series, [given(day.isoformat(), SEASON[day.month - 1]) for day in days])
    year, spring = give_goal(series), give_goal(series, starts=date(2024, 4, 1))
    found = goal_projections([year.pk, spring.pk], as_of=JUNE)
    assert found[year.pk].projection.value == Decimal("100.0000")
    assert found[spring.pk].projection.value == Decimal("85.0000")


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_goals_takes_two_queries(make_series: MakeSeries, count: int) -> None:
    goals = []
    for number in range(count):
        series = make_series(f"指标{number}")
        give_history(series, steady((2021, 2022, 2023, 2024), (100, 110, 90, 200)))
        goals.append(give_goal(series).pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = goal_projections(goals, as_of=JUNE)
    assert len(found) == count
    assert len(queries) == 2


def test_finished_years_are_judged_from_the_database(series: Series) -> None:
    give_history(series, steady((2020,), (120,)), at=BEFORE)
    cases = cases_of([series.pk], as_of=JUNE)[series.pk]
    assert {case.end for case in cases} == {date(2023, 12, 31)}
    assert all(case.hit for case in cases)


def test_a_deadline_that_has_passed_is_judged_too(series: Series) -> None:
    ends = {series.pk: [date(2024, 3, 31), date(2024, 9, 30)]}
    cases = cases_of([series.pk], as_of=JUNE, ends=ends)[series.pk]
    assert {(case.end, case.as_of.month) for case in cases} == {
        (date(2024, 3, 31), 1),
        (date(2024, 3, 31), 2),
    }


def test_as_known_then_a_revision_is_not_known_before_it_came(make_series: MakeSeries) -> None:
    series = make_series()
    rows = steady((2020, 2021, 2022, 2023), (100,) * 4)
    past = [row for row in rows if row.day < date(2023, 1, 1)]
    give_history(series, past, at=datetime(2023, 1, 5, tzinfo=UTC))
    for row in rows[-12:]:  # each on its day; June first as 82, in September as 41
        wrong = row.day == date(2023, 6, 30)
        at = datetime(row.day.year, row.day.month, row.day.day, tzinfo=UTC)
        give_history(series, [given(row.day.isoformat(), 82) if wrong else row], at=at)
    give_history(series, [rows[-7]], at=datetime(2023, 9, 1, tzinfo=UTC))
    then = cases_of([series.pk], as_of=date(2024, 1, 31), as_known_then=True)[series.pk]
    now = cases_of([series.pk], as_of=date(2024, 1, 31))[series.pk]
    assert [case.value for case in now] == [Decimal("100.0000")] * 11
    said = {case.as_of.month: case.value for case in then}
    assert (said[5], said[6], said[9]) == (Decimal(100), Decimal(200), Decimal(100))
