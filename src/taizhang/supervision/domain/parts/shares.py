"""Shares of a target among units (指标分解): dividing a number exactly, and checking the parts.

Two ways. A number of things (140 家) is divided: what the units must reach together is the target
(`Spread.SUM`). A share, a rate, a rank or a ceiling is not: every unit is held to the target itself
(`Spread.SAME`). Which one is proposed from sign and unit of measure; the clerk may change it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from math import lcm
from typing import TypeVar

from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.enums import Operator

from ...enums import Spread

# Measures that say how much of something, not how many: parts of them do not add up.
RATES = frozenset(
    {"%", "％", "‰", "百分点", "个百分点", "点", "位", "倍", "成", "折", "分", "级", "度"}
)
CEILINGS = frozenset({Operator.AT_MOST, Operator.BELOW})
_DIGITS = 60  # sums are exact: a number has 27 digits at most
_SMALLEST = Decimal("0.000001")
_LARGE, _COARSE = Decimal(10**8), Decimal(10**4)

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Balance:
    """The shares of a target put together against the target.

    `total` is their sum, or with `Spread.SAME` the weakest of them (None: no shares). `missing` is
    what the target still needs, `over` what was given out beyond it (加码); one of them is 0.
    """

    spread: Spread
    total: Decimal | None
    missing: Decimal
    over: Decimal

    @property
    def holds(self) -> bool:
        """Whether the shares together reach the target."""
        return not self.missing


def proposed_spread(goal: Goal) -> Spread:
    """How a target is likely given on: rates and ceilings the same to each, numbers divided.

    >>> proposed_spread(Goal(1, "城镇污水处理率", ">=", Decimal(95), unit="%"))
    <Spread.SAME: 'same'>
    """
    rate = goal.unit in RATES or "/" in goal.unit or "每" in goal.unit
    return Spread.SAME if rate or goal.op in CEILINGS else Spread.SUM


def step_of(value: Decimal) -> Decimal:
    """The smallest piece a value is divided into: what its last digit counts.

    Whole numbers into whole ones, 88.5 into tenths; large round sums (20亿) into ten thousands.
    """
    value = abs(value)
    if value >= _LARGE and not value % _COARSE:
        return _COARSE
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # targets are finite
    return max(Decimal(1).scaleb(min(exponent, 0)), _SMALLEST)


def divide(value: Decimal, weights: Mapping[Key, Decimal]) -> dict[Key, Decimal]:
    """Divide a value by weights, exactly: largest remainders (最大余数法).

    Every part is a whole number of steps (`step_of`), the parts add up to the value to the last
    digit, and none is off its exact share by a step or more. Of equal remainders the heavier
    weight comes first, then the earlier key. Weights all zero count as equal; none gives nothing.

    Raises:
        ValueError: a weight is negative or not a number.

    >>> divide(Decimal(10), {"青石县": Decimal(1), "白河县": Decimal(1), "临江县": Decimal(1)})
    {'青石县': Decimal('4'), '白河县': Decimal('3'), '临江县': Decimal('3')}
    """
    if any(not weight.is_finite() or weight < 0 for weight in weights.values()):
        raise ValueError("weights must be numbers, not below zero")
    if not weights:
        return {}
    units = _as_whole(weights.values())
    if not any(units):
        units = [1] * len(units)
    step, sign = step_of(value), -1 if value < 0 else 1
    steps, total = int(abs(value) / step), sum(units)
    parts = [steps * unit // total for unit in units]
    rests = [steps * unit % total for unit in units]
    order = sorted(range(len(units)), key=lambda at: (-rests[at], -units[at], at))
    for at in order[: steps - sum(parts)]:
        parts[at] += 1
    return {key: sign * step * part for key, part in zip(weights, parts, strict=True)}


def _as_whole(weights: Iterable[Decimal]) -> list[int]:
    """The weights as whole numbers in the same proportion."""
    ratios = [weight.as_integer_ratio() for weight in weights]
    scale = lcm(*(bottom for _top, bottom in ratios))
    return [top * scale // bottom for top, bottom in ratios]


def balance(goal: Goal, shares: Sequence[Decimal], spread: Spread) -> Balance:
    """What shares make of a target together.

    Divided: their sum reaches the value; under a ceiling it stays within it. The same for each:
    no share is weaker than the target. Of a range (3—5) the lower bound counts.
    """
    at_most = goal.op in CEILINGS
    if not shares:
        return Balance(spread, None, abs(goal.value), Decimal(0))
    with localcontext(prec=_DIGITS):
        if spread == Spread.SUM:
            total = sum(shares, Decimal(0))
        else:
            total = max(shares) if at_most else min(shares)
        gap = total - goal.value if at_most else goal.value - total
        return Balance(spread, total, max(gap, Decimal(0)), max(-gap, Decimal(0)))
