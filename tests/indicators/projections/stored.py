"""Figures and goals of the tests in the database."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from indicators.projections.years import Given
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import GoalVersion, Observation, Series, SeriesGoal, Submission

BEFORE = datetime(2024, 1, 5, tzinfo=UTC)


def give_history(
    series: Series, rows: Iterable[Given], *, at: datetime = BEFORE, source: Source = Source.OFFICE
) -> Submission:
    """Figures as they were recorded at a moment."""
    submission = Submission.objects.create(way=Way.PROGRAMME, source=source, recorded_at=at)
    Observation.objects.bulk_create(
        Observation(
            series=series,
            day=row.day,
            value=row.value,
            source=source,
            submission=submission,
            recorded_at=at,
        )
        for row in rows
    )
    return submission


def give_goal(series: Series, **more: object) -> SeriesGoal:
    """A goal without a task, that holds since the first of January: 150 by the end of 2024."""
    goal = SeriesGoal.objects.create(series=series)
    wanted = {"op": ">=", "value": 150, "unit": "家", "deadline": date(2024, 12, 31)}
    since = datetime(2024, 1, 1, tzinfo=UTC)
    GoalVersion.objects.create(goal=goal, since=since, **{**wanted, **more})
    return goal
