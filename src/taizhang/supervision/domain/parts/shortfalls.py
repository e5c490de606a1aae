"""What shares of targets lack, in sentences (缺口)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.exchange.target_text import TargetParts, format_quantity, format_target

from ...enums import Spread
from .shares import CEILINGS, Balance, balance


def shortfalls(
    goals: Iterable[Goal],
    shares: Mapping[int, Sequence[Decimal]],
    spreads: Mapping[int, Spread],
) -> list[str]:
    """A sentence for each target that the shares together do not reach."""
    sentences = []
    for goal in goals:
        result = balance(goal, shares.get(goal.key, ()), spreads[goal.key])
        if not result.holds:
            sentences.append(_missing(goal, result))
    return sentences


def _missing(goal: Goal, result: Balance) -> str:
    said = {
        "target": format_target(written(goal)),
        "total": quantity(result.total or Decimal(0), goal),
        "gap": quantity(result.missing, goal),
    }
    if result.total is None:
        return _("“%(target)s”还没有分给任何单位。") % said
    if result.spread == Spread.SAME:
        return _("“%(target)s”各家同值，最松的一家是 %(total)s，达不到目标，差 %(gap)s。") % said
    if goal.op in CEILINGS:
        return _("“%(target)s”分解合计 %(total)s，超出上限 %(gap)s。") % said
    return _("“%(target)s”分解合计 %(total)s，比目标少 %(gap)s。") % said


def written(goal: Goal) -> TargetParts:
    """The target as the parts of a line."""
    return TargetParts(
        goal.indicator, goal.op, goal.value, goal.value_max, goal.unit, goal.deadline
    )


def quantity(value: Decimal, goal: Goal) -> str:
    """A number of a target, with its unit of measure."""
    return format_quantity(value, unit=goal.unit)
