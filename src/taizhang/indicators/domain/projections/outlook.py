"""Whether a target will be reached (预计能否完成)."""

from decimal import Decimal
from enum import StrEnum

from .types import Projection


class Outlook(StrEnum):
    """What the interval says of the target (预计完成情况)."""

    REACHED = "reached"  # all of the interval fulfils it
    DOUBTFUL = "doubtful"  # some of it does
    MISSED = "missed"  # none of it does
    UNSAID = "unsaid"  # there is no projection


def judge_outlook(
    projection: Projection, *, op: str, value: Decimal, value_max: Decimal | None = None
) -> Outlook:
    """Put the interval beside the target, which is as the goal says it (`enums.Operator`).

    `value_max`: the upper bound of a corridor, both ends of which are to be kept; None: none, then
    a range is met from its lower bound on, as pace has it.
    """
    if projection.low is None or projection.high is None:
        return Outlook.UNSAID
    ends = (projection.low, projection.high)
    if value_max is not None:
        return _of_corridor(*ends, value, value_max)
    met = [_fulfils(end, op, value) for end in ends]
    if all(met):
        return Outlook.REACHED
    return Outlook.DOUBTFUL if any(met) else Outlook.MISSED


def _of_corridor(low: Decimal, high: Decimal, floor: Decimal, ceiling: Decimal) -> Outlook:
    if floor <= low and high <= ceiling:
        return Outlook.REACHED
    return Outlook.MISSED if high < floor or low > ceiling else Outlook.DOUBTFUL


def _fulfils(end: Decimal, op: str, value: Decimal) -> bool:
    if op in {"<=", "<"}:
        return end < value or (op == "<=" and end == value)
    return end > value or (op != ">" and end == value)
