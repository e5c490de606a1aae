"""Which units plan the way to a goal (计划报送单位)."""

from taizhang.ledger.enums import UnitRole
from taizhang.ledger.models import Assignment

from ...models import IndicatorVersion, SeriesGoal

_PLAN = (UnitRole.LEAD, UnitRole.RESPONSIBLE)


def planners_of(goal: SeriesGoal) -> frozenset[int]:
    """The unit that supplies the series, and those that lead or are responsible for the goal's
    task; two queries."""
    meant = IndicatorVersion.objects.at(None).get(indicator__series=goal.series_id)
    found = {goal.series.office_id or meant.office_id}
    if goal.task_id is not None:
        rows = Assignment.objects.at(None).filter(task=goal.task_id, role__in=_PLAN)
        found |= set(rows.values_list("unit_id", flat=True))
    return frozenset(unit for unit in found if unit is not None)
