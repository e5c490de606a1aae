"""The goals of series that an office holds (数列的目标), with all that their pace rests on."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from taizhang.indicators.domain.pace.explaining import GoalFacts, asked_of, measure_of
from taizhang.indicators.domain.pace.shares import Point
from taizhang.indicators.domain.queries.counting import counting_values
from taizhang.indicators.models import GoalPlan, GoalVersion, IndicatorVersion, PlanNode

from ..asked import Asked


@dataclass(frozen=True, slots=True)
class HeldGoal:
    """A goal of a series at a recorded moment; `task` and `key` of the target it is, or None."""

    id: int
    task_id: int | None
    key: int | None
    indicator: str
    region_id: int
    office_id: int | None
    facts: GoalFacts


def linked_goals(task_ids: Collection[int], asked: Asked) -> dict[tuple[int, int], HeldGoal]:
    """Of the targets of tasks that are tied to a series the goal, by task and key: five queries.

    A target is tied to one series at a time; of several the one tied last.
    """
    versions = GoalVersion.objects.at(asked.known_at).filter(goal__task__in=task_ids)
    goals = _goals(versions.order_by("since", "pk").select_related("goal__series"), asked)
    return {(goal.task_id, goal.key): goal for goal in goals if goal.task_id and goal.key}


def own_goals(asked: Asked, regions: Collection[int] | None) -> list[HeldGoal]:
    """The goals without a task of the places an office holds (None: of all), five queries.

    Those that had begun by the day and were not over before the year began.
    """
    versions = GoalVersion.objects.at(asked.known_at).filter(goal__task__isnull=True)
    if regions is not None:
        versions = versions.filter(goal__series__region__in=regions)
    rows = versions.order_by("goal_id").select_related("goal__series")
    return list(_goals([row for row in rows if _is_of(row, asked)], asked))


def goals_by_id(goal_ids: Collection[int], asked: Asked) -> list[HeldGoal]:
    """These goals in this order, as far as they held: five queries, none for none."""
    if not goal_ids:
        return []
    versions = GoalVersion.objects.at(asked.known_at).filter(goal__in=goal_ids)
    found = {goal.id: goal for goal in _goals(versions.select_related("goal__series"), asked)}
    return [found[pk] for pk in goal_ids if pk in found]


def _is_of(row: GoalVersion, asked: Asked) -> bool:
    deadline = row.deadline
    begins = row.starts or (deadline and date(deadline.year, 1, 1))
    begun = begins is None or begins <= asked.day
    return begun and (deadline is None or deadline >= asked.year_starts)


def _goals(versions: Iterable[GoalVersion], asked: Asked) -> Iterator[HeldGoal]:
    rows = list(versions)
    if not rows:
        return
    series = {row.goal.series_id for row in rows}
    meanings = _meanings({row.goal.series.indicator_id for row in rows}, asked)
    figures = counting_values(series, until=asked.day, known_at=asked.known_at)
    nodes = _plans([row.goal_id for row in rows], asked)
    for row in rows:
        meaning = meanings[row.goal.series.indicator_id]
        points = tuple((seen.day, seen.value) for seen in figures.get(row.goal.series_id, ()))
        own = nodes.get(row.goal_id, ())
        yield HeldGoal(
            row.goal_id,
            row.goal.task_id,
            row.goal.target_key,
            meaning.name,
            row.goal.series.region_id,
            row.goal.series.office_id or meaning.office_id,
            GoalFacts(asked_of(row), measure_of(meaning), points, own),
        )


def _meanings(indicator_ids: Collection[int], asked: Asked) -> dict[int, IndicatorVersion]:
    rows = IndicatorVersion.objects.at(asked.known_at).filter(indicator__in=indicator_ids)
    return {row.indicator_id: row for row in rows}


def _plans(goal_ids: Collection[int], asked: Asked) -> Mapping[int, tuple[Point, ...]]:
    """Of each goal the nodes of the plan that was filed last."""
    plans = GoalPlan.objects.filter(goal__in=goal_ids, recorded_at__lte=asked.known_at)
    last = {plan.goal_id: plan.pk for plan in plans.order_by("recorded_at", "pk")}
    found: dict[int, list[Point]] = {}
    for node in PlanNode.objects.filter(plan__in=last.values()).order_by("plan_id", "day"):
        found.setdefault(node.plan_id, []).append((node.day, node.value))
    return {goal: tuple(found.get(plan, ())) for goal, plan in last.items()}
