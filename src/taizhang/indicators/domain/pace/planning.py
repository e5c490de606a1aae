"""File how a unit plans to get to a goal (报送计划进度)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import unit_ids_for

from ...models import GoalPlan, PlanNode, SeriesGoal
from ...permissions import may_plan
from ..errors import IndicatorError
from ..moments import recorded_now
from ..observing.changes import tell_changed
from ..queries.planners import planners_of
from ..queries.series import known_series
from .explaining import load_facts, plan_nodes
from .goals import Goal, is_met
from .measuring import measure_goal

_MOST = 60  # nodes
_LARGEST = 10**22


@dataclass(frozen=True, slots=True)
class Filed:
    """A plan that was taken; `falls_short`: its last node does not reach the target."""

    plan: GoalPlan
    falls_short: bool


@transaction.atomic
def file_plan(
    goal: SeriesGoal,
    nodes: Mapping[date, Decimal],
    *,
    reference: str = "",
    actor: Person,
    as_of: datetime,
) -> Filed:
    """The values that a goal is to have reached by the end of days; earlier plans are kept.

    Values are in the unit of the series' figures, counted as the goal counts. A plan that does not
    reach the target by its end is taken, and it is said.

    Raises `IndicatorError`: `not_allowed`, `no_goal`, `not_measurable`, `no_time`, `unchanged`, or
    which node does not fit.
    """
    day = timezone.localdate(as_of)
    known_series([goal.series_id], lock=True)  # two plans at once are taken one after the other
    acting = unit_ids_for(actor, on=day)
    planners = planners_of(goal)
    if not may_plan(actor, planners, acting):
        message = _("您无权为这个目标报送计划，请由报数单位或责任单位的联络员办理。")
        raise IndicatorError("not_allowed", message)
    wanted = measured_goal(goal, on=day)
    points = _checked(nodes, wanted)
    if points == plan_nodes(goal.pk):
        raise IndicatorError("unchanged", _("计划没有变化，不用再报。"))
    units = sorted(planners & acting)
    plan = GoalPlan.objects.create(
        goal=goal,
        unit_id=units[0] if units else None,
        reference=reference.strip(),
        filed_by=actor,
        recorded_at=recorded_now(),
    )
    PlanNode.objects.bulk_create(PlanNode(plan=plan, day=on, value=value) for on, value in points)
    tell_changed({goal.series_id}, as_of=as_of)
    return Filed(plan, not is_met(wanted, points[-1][1]))


def measured_goal(goal: SeriesGoal, *, on: date) -> Goal:
    """What the goal asks of its figures now, with a start and a deadline to plan between.

    Raises `IndicatorError`: `no_goal`, `not_measurable`, `no_time`.
    """
    facts = load_facts(goal.pk, as_of=on)
    wanted = measure_goal(facts.asked, facts.measure).goal
    if wanted is None:
        message = _("这个目标不能用指标的数衡量，请先更正目标的计量单位或基数。")
        raise IndicatorError("not_measurable", message)
    if wanted.days is None:
        message = _("这个目标没有时限，或起算日期晚于时限，请先更正，再报计划。")
        raise IndicatorError("no_time", message)
    return wanted


def _checked(nodes: Mapping[date, Decimal], goal: Goal) -> tuple[tuple[date, Decimal], ...]:
    if not 0 < len(nodes) <= _MOST:
        message = _("计划应有 1 至 %(most)d 个节点，现在有 %(number)d 个。")
        facts = {"most": _MOST, "number": len(nodes)}
        raise IndicatorError("bad_nodes", message % facts)
    points = tuple(sorted(nodes.items()))
    for day, value in points:
        if not _between(day, goal):
            message = _("节点 %(day)s 不在起算日期 %(starts)s 和时限 %(ends)s 之间。")
            where = {"day": day, "starts": goal.begins, "ends": goal.deadline}
            raise IndicatorError("bad_day", message % where, field=day.isoformat())
        if not value.is_finite() or abs(value) >= _LARGEST:
            message = _("节点 %(day)s 的计划值应为数字，整数部分最多22位。") % {"day": day}
            raise IndicatorError("bad_value", message, field=day.isoformat())
    return points


def _between(day: date, goal: Goal) -> bool:
    starts, ends = goal.begins, goal.deadline
    return starts is not None and ends is not None and starts <= day <= ends
