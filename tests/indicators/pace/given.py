"""Goals, figures, plans and rules as they stand in the database of the tests."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from taizhang.accounts.models import Person
from taizhang.calendars import TIME_ZONE
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import (
    GoalPlan,
    GoalVersion,
    Observation,
    PaceRuleVersion,
    PlanNode,
    Series,
    SeriesGoal,
    Submission,
)

Figures = Mapping[date | str, Decimal | int | str]


def local(text: str) -> datetime:
    """A moment of the office's time zone."""
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


EARLY = local("2024-01-01")
JUNE_END = date(2026, 6, 30)


def give_figures(
    series: Series, figures: Figures, *, at: datetime = EARLY, source: Source = Source.OFFICE
) -> None:
    """Figures by their days, recorded at a moment."""
    submission = Submission.objects.create(way=Way.PROGRAMME, source=source, recorded_at=at)
    Observation.objects.bulk_create(
        Observation(
            series=series,
            day=day,
            value=Decimal(value),
            source=source,
            submission=submission,
            recorded_at=at,
        )
        for day, value in figures.items()
    )


def give_goal(series: Series, value: object = 100, **more: object) -> SeriesGoal:
    """A goal without a task that has held since the beginning: so much by the end of 2026."""
    goal = SeriesGoal.objects.create(series=series)
    wanted = {"op": ">=", "unit": "", "deadline": date(2026, 12, 31), "since": EARLY}
    GoalVersion.objects.create(goal=goal, value=value, **{**wanted, **more})
    return goal


def change_goal(goal: SeriesGoal, *, at: datetime, **more: object) -> GoalVersion:
    """The goal asks for something else from a moment on."""
    version = GoalVersion.objects.get(goal=goal, until=None)
    GoalVersion.objects.filter(pk=version.pk).update(until=at)
    version.pk, version.since = None, at
    for name, value in more.items():
        setattr(version, name, value)
    version.save()
    return version


def give_plan(goal: SeriesGoal, nodes: Figures, *, by: Person, at: datetime = EARLY) -> GoalPlan:
    """A plan by its nodes."""
    plan = GoalPlan.objects.create(goal=goal, filed_by=by, recorded_at=at)
    PlanNode.objects.bulk_create(
        PlanNode(plan=plan, day=day, value=Decimal(value)) for day, value in nodes.items()
    )
    return plan


def give_rule(
    *methods: str, since: date = date(2026, 1, 1), at: datetime = EARLY, by: Person, **more: object
) -> PaceRuleVersion:
    """A rule that an officer entered."""
    given = {"tolerance_pct": 5, "stale_days": 45, "reference": "云政办〔2026〕3号"}
    return PaceRuleVersion.objects.create(
        valid_from=since, methods=list(methods), recorded_at=at, recorded_by=by, **{**given, **more}
    )
