"""To whom a task may be given on, and what they got the last time (分解对象、上次份额)."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Q, QuerySet

from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.enums import ANSWERING_ROLES
from taizhang.ledger.models import Target
from taizhang.organisations.domain.queries.units import live_units
from taizhang.organisations.domain.regions import default_region, level_of_name
from taizhang.organisations.enums import Level, UnitKind
from taizhang.organisations.models import Region, Unit

from ..parts.offices import Office

_SUFFIXES = ("人民政府", "办事处", "管理委员会")


def region_of_office(office: Office) -> Region:
    """The region whose units an office supervises."""
    return office.keeper.region if office.keeper else default_region()


def recipients_of(office: Office) -> list[Unit]:
    """The units one level below an office, in their order.

    Below the city: the governments of its counties and districts, and of its zones. Below a unit:
    what stands under it in the tree of units, and what else is registered in its region.
    """
    if office.keeper is None:
        return _governments_below(default_region())
    own = Q(parent=office.keeper)
    if office.keeper.region_id != default_region().pk:
        own |= Q(region=office.keeper.region)
    units = _real(live_units()).filter(own).exclude(pk=office.keeper.pk)
    return list(units.select_related("region"))


def last_shares(
    goals: Sequence[Goal], units: Sequence[Unit], *, besides: int
) -> dict[int, dict[int, Decimal]]:
    """By goal and unit what the unit was last held to of the same indicator, in parts of tasks
    other than `besides`: one query; nothing for a goal that none of them ever had."""
    rows = (
        Target.objects.at(None)
        .filter(
            indicator__in={goal.indicator for goal in goals},
            task__parent__isnull=False,
            task__assignments__unit__in=units,
            task__assignments__role__in=ANSWERING_ROLES,
            task__assignments__until__isnull=True,
        )
        .exclude(task__parent=besides)
        .order_by("task_id", "key")
    )
    keys = {(goal.indicator, goal.unit): goal.key for goal in goals}
    found: dict[int, dict[int, Decimal]] = {goal.key: {} for goal in goals}
    said = rows.values_list("indicator", "unit", "task__assignments__unit", "value")
    for indicator, measure, unit_id, value in said:
        if (key := keys.get((indicator, measure))) is not None:
            found[key][unit_id] = value
    return found


def _governments_below(city: Region) -> list[Unit]:
    units = _real(live_units()).filter(
        Q(region__parent=city) | Q(region=city), kind=UnitKind.GOVERNMENT
    )
    own = {f"{city.name}人民政府", "市人民政府"}
    return [
        unit
        for unit in units.select_related("region", "parent")
        if unit.name not in own and not _is_township(unit)
    ]


def _is_township(unit: Unit) -> bool:
    """A government below a county's."""
    above = unit.parent
    if (
        above is not None
        and above.kind == UnitKind.GOVERNMENT
        and above.region_id == unit.region_id
    ):
        return unit.region.level != Level.CITY
    name = unit.name
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    return level_of_name(name) == Level.TOWNSHIP or name.endswith("街道")


def _real(units: QuerySet[Unit]) -> QuerySet[Unit]:
    return units.exclude(kind=UnitKind.COLLECTIVE)
