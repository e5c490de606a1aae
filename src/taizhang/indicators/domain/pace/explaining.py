"""Why a goal has the pace it has (进度说明): every intermediate value by its name.

docs/algorithms/pace.md says what each name means; pages show the same values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.utils.translation import gettext as _

from ...models import GoalPlan, GoalVersion, IndicatorVersion, PlanNode, SeriesGoal
from ..errors import IndicatorError
from ..periods import fresh_since
from ..queries.counting import counting_values
from .counted import Counted, count_value, counts_until, last_year_of
from .goals import Goal
from .measuring import Asked, Measure, Measured, measure_goal
from .reckoning import PaceFound, needed_of, pace_of
from .rules import PaceRule, pace_rule_on
from .shares import DueShare, Point, line_share, plan_share, season_share
from .words import MethodWord, PaceWord

Value = Fraction | date | None


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """All that the pace of a goal rests on (进度依据): the goal as it was set, what the figures
    are, those that count in the order of days, and the nodes of the plan."""

    asked: Asked
    measure: Measure
    points: tuple[Point, ...]
    nodes: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """The pace of a goal at the end of a day, and what it rests on (进度说明).

    `found`: what each method says; `method`: the one that judges, whose finding is `judged`.
    A goal that cannot be measured has no methods.
    """

    facts: GoalFacts
    rule: PaceRule
    as_of: date
    measured: Measured
    counted: Counted
    due: Mapping[MethodWord, DueShare]
    found: Mapping[MethodWord, PaceFound]
    method: MethodWord
    judged: PaceFound

    @property
    def values(self) -> dict[str, Value]:
        """The intermediate values of the method that judges, by name, in the order they arise."""
        return self.values_of(self.method)

    def values_of(self, method: MethodWord) -> dict[str, Value]:
        """The intermediate values of a method, by name, in the order they arise."""
        goal, found = self.measured.goal, self.found.get(method)
        if goal is None or found is None:
            return {}
        seen = self.counted.seen
        return {
            "baseline": Fraction(goal.baseline),
            "target": Fraction(goal.value),
            "distance": goal.distance,
            "starts": goal.begins,
            "deadline": goal.deadline,
            "value": Fraction(seen.value) if seen else None,
            "observed_on": seen.on if seen else None,
            "fresh_since": fresh_since_of(self.facts.measure, self.rule, self.as_of, goal),
            "share": found.share,
            "due_on": due_on(self.counted, self.as_of),
            **dict(self.due[method].values),
            "due": found.due,
            "lead": _difference(found.share, found.due),
            "needed": found.needed,
            "gap": found.gap,
            "run_rate": found.run_rate,
        }


def explain_pace(goal_id: int, *, as_of: date, known_at: datetime | None = None) -> Explained:
    """The pace of a goal at the end of a day, with all it rests on; six queries.

    `known_at`: from the goal, figures, plan and rule as they were recorded then, so that the pace
    against a target that was changed later can still be explained; None: as recorded now.

    Raises:
        IndicatorError: `no_goal`, where there was no such goal at that moment.
    """
    facts = load_facts(goal_id, as_of=as_of, known_at=known_at)
    return explain_facts(facts, pace_rule_on(as_of, known_at=known_at), as_of)


def explain_facts(facts: GoalFacts, rule: PaceRule, as_of: date) -> Explained:
    """The pace that follows from given facts: no database, no clock."""
    measured = measure_goal(facts.asked, facts.measure)
    methods = (facts.asked.method,) if facts.asked.method else rule.methods
    if measured.goal is None:
        first, lost = MethodWord(methods[0]), Counted(None, measured.reason)
        judged = PaceFound(PaceWord.UNKNOWN, method=first, reason=measured.reason)
        return Explained(facts, rule, as_of, measured, lost, {}, {}, first, judged)
    counted = count_value(facts.points, measured.goal, facts.measure, as_of)
    due = _due_shares(facts, measured.goal, due_on(counted, as_of))
    since = fresh_since_of(facts.measure, rule, as_of, measured.goal)
    found = {
        method: _pace(measured.goal, counted, share, rule, as_of, since)
        for method, share in due.items()
    }
    can = [word for word in methods if due[MethodWord(word)].share is not None]
    method = MethodWord((can or methods)[0])
    return Explained(facts, rule, as_of, measured, counted, due, found, method, found[method])


def due_on(counted: Counted, as_of: date) -> date:
    """The day whose demand a figure is held against: its own; without a figure the judged one."""
    return min(counted.seen.on, as_of) if counted.seen else as_of


def needed_on(facts: GoalFacts, method: MethodWord, day: date) -> Fraction | None:
    """What a method demands by the end of a day, whatever figures there are (应达值)."""
    goal = measure_goal(facts.asked, facts.measure).goal
    return None if goal is None else needed_of(goal, _due_shares(facts, goal, day)[method])


def fresh_since_of(measure: Measure, rule: PaceRule, as_of: date, goal: Goal | None = None) -> date:
    """The first day whose figure is not stale: after an older one another should be here. After
    the last one that counts for the goal none is owed."""
    days = measure.release_days + rule.grace_days[measure.frequency]
    judged = as_of
    if goal is not None:
        judged = min(as_of, counts_until(goal, measure, as_of) + timedelta(days=days + 1))
    return fresh_since(judged, measure.frequency, days)


def _due_shares(facts: GoalFacts, goal: Goal, day: date) -> dict[MethodWord, DueShare]:
    last_year = last_year_of(facts.points, goal, facts.measure)
    return {
        MethodWord.LINE: line_share(goal, day),
        MethodWord.SEASON: season_share(goal, last_year, day),
        MethodWord.PLAN: plan_share(goal, facts.nodes, day),
    }


def _pace(
    goal: Goal, counted: Counted, due: DueShare, rule: PaceRule, as_of: date, since: date
) -> PaceFound:
    found = pace_of(
        goal,
        counted.seen,
        as_of,
        tolerance_pct=rule.tolerance_pct,
        stale_days=(as_of - since).days,
        due=due,
    )
    return found if counted.seen else replace(found, reason=counted.reason)


def _difference(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    return None if first is None or second is None else first - second


def load_facts(goal_id: int, *, as_of: date, known_at: datetime | None = None) -> GoalFacts:
    """What the pace of a goal at a day rests on, as recorded at a moment; five queries."""
    goal = SeriesGoal.objects.select_related("series").filter(pk=goal_id).first()
    version = GoalVersion.objects.at(known_at).filter(goal=goal_id).first()
    if goal is None or version is None:
        raise IndicatorError("no_goal", _("那时没有这个目标，请检查目标编号和时间。"))
    meant = IndicatorVersion.objects.at(known_at).get(indicator=goal.series.indicator_id)
    seen = counting_values([goal.series_id], until=as_of, known_at=known_at)
    points = tuple((one.day, one.value) for one in seen.get(goal.series_id, ()))
    return GoalFacts(asked_of(version), measure_of(meant), points, plan_nodes(goal_id, known_at))


def asked_of(version: GoalVersion) -> Asked:
    """A stored version of a goal as plain data."""
    return Asked(
        version.op,
        version.value,
        version.value_max,
        version.unit,
        version.baseline,
        version.starts,
        version.deadline,
        version.method,
    )


def measure_of(version: IndicatorVersion) -> Measure:
    """What the figures of an indicator are, as plain data."""
    return Measure(
        version.unit,
        version.direction,
        version.accumulation,
        version.frequency,
        version.release_days,
    )


def plan_nodes(goal_id: int, known_at: datetime | None = None) -> tuple[Point, ...]:
    """The nodes of the plan that held at a moment, in the order of days; none without a plan."""
    plans = GoalPlan.objects.filter(goal=goal_id)
    if known_at is not None:
        plans = plans.filter(recorded_at__lte=known_at)
    last = plans.order_by("-recorded_at", "-id").values("pk")[:1]
    nodes = PlanNode.objects.filter(plan__in=last).order_by("day")
    return tuple(nodes.values_list("day", "value"))
