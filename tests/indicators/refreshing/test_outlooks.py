"""Projections that are kept: the same as those reckoned, anew with every figure and goal."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.projections.stored import give_goal, give_history
from indicators.projections.years import steady
from taizhang.accounts.models import Person
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.queries.history import goal_projections
from taizhang.indicators.domain.refreshing import refresh_outlooks
from taizhang.indicators.domain.types import FigureInput
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import GoalOutlook, GoalVersion, Series, SeriesGoal

MakeSeries = Callable[..., Series]
JULY = datetime(2024, 7, 10, 4, tzinfo=UTC)
YEARS = (2021, 2022, 2023)


def _held(make_series: MakeSeries, name: str = "高新技术企业") -> SeriesGoal:
    series = make_series(name)
    give_history(series, steady(YEARS, (100, 110, 90)))
    return give_goal(series)


def test_what_is_kept_is_what_is_reckoned(make_series: MakeSeries) -> None:
    goal = _held(make_series)
    rows = steady((2024,), (200,))
    give_history(goal.series, [row for row in rows if row.day <= date(2024, 6, 30)])
    assert refresh_outlooks(None, as_of=JULY) == 1
    kept = GoalOutlook.objects.get()
    said = goal_projections([goal.pk], as_of=date(2024, 7, 10))[goal.pk]
    assert (kept.outlook, kept.reason) == (said.outlook, "")
    assert (kept.value, kept.low, kept.high) == (
        said.projection.value,
        said.projection.low,
        said.projection.high,
    )


def test_without_a_projection_the_reason_is_kept(make_series: MakeSeries) -> None:
    _held(make_series)
    refresh_outlooks(None, as_of=JULY)
    kept = GoalOutlook.objects.get()
    assert (kept.outlook, kept.reason, kept.value) == ("unsaid", "no_figure", None)


def test_a_goal_that_holds_no_longer_loses_its_row(make_series: MakeSeries) -> None:
    goal = _held(make_series)
    refresh_outlooks(None, as_of=JULY)
    GoalVersion.objects.filter(goal=goal).update(until=JULY)
    assert refresh_outlooks([goal.series_id], as_of=JULY) == 0
    assert not GoalOutlook.objects.exists()


def test_only_the_series_that_are_named_are_written(make_series: MakeSeries) -> None:
    goal, _other = _held(make_series), _held(make_series, "另一个")
    assert refresh_outlooks([goal.series_id], as_of=JULY) == 1
    assert GoalOutlook.objects.get().goal == goal


def test_a_figure_that_comes_in_is_projected_at_once(
    make_series: MakeSeries,
    officer: Person,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    goal = _held(make_series)
    row = FigureInput(goal.series_id, date(2024, 6, 30), Decimal(82))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        record_observations([row], source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=JULY)
    assert GoalOutlook.objects.get(goal=goal).value == Decimal("200.0000")


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_goals_takes_as_many_statements(make_series: MakeSeries, count: int) -> None:
    for number in range(count):
        _held(make_series, f"指标{number}")
    with CaptureQueriesContext(connection) as written:
        refresh_outlooks(None, as_of=JULY)
    assert len(written) == 8  # gone, goals, a savepoint's two, number, goals, figures, rows
