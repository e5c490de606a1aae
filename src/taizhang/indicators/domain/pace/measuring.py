"""What a goal asks of the figures of its series (目标换算), plain data in and out.

A goal in another scale of the same measure (元, 亿元) is the same number in the scale of the
figures. One in percentage points of an indicator in per cent is its baseline and so many points
more; one in per cent of an indicator counted in anything else is a growth over its baseline.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal

from ..measures import PERCENT, POINTS, base_of, convert
from .goals import Goal
from .words import ReasonWord

_EXACT = Context(prec=100)  # more than two stored figures multiplied have


@dataclass(frozen=True, slots=True)
class Asked:
    """A goal as it was set (目标原文): what is not known is None, unit "" where none was given."""

    op: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    baseline: Decimal | None
    starts: date | None
    deadline: date | None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What the figures of a series are (指标口径); words as in `enums`. `release_days`: how long
    after its period a figure is due."""

    unit: str
    direction: str
    accumulation: str
    frequency: str
    release_days: int = 15


@dataclass(frozen=True, slots=True)
class Measured:
    """The goal in the terms of the figures; None: it cannot be measured by them, for a reason."""

    goal: Goal | None
    reason: str = ""


def measure_goal(asked: Asked, measure: Measure) -> Measured:
    """The number that the series must reach, and from which baseline.

    Without a unit on either side the goal stands as it is; in another scale of the same measure it
    is carried over; another measure cannot be measured. A baseline is a figure of the series, in
    its unit. A growth of what is added up through the year (累计、当期) begins from 0, as the year
    does; that of a level begins from its baseline.
    """
    unit, counted = base_of(asked.unit).name, base_of(measure.unit).name
    if not unit or not counted:
        return _plain(asked, measure, measure.unit)
    if unit == counted:
        return _plain(asked, measure, asked.unit)
    if unit == POINTS and counted == PERCENT:
        return _points(asked, measure)
    if unit == PERCENT and counted != POINTS:
        return _growth(asked, measure)
    return Measured(None, ReasonWord.OTHER_UNIT)


def _plain(asked: Asked, measure: Measure, unit: str) -> Measured:
    """The goal, given in a unit, in that of the figures."""
    value = convert(asked.value, unit, measure.unit)
    highest = None if asked.value_max is None else convert(asked.value_max, unit, measure.unit)
    baseline = Decimal(0) if asked.baseline is None else asked.baseline
    return Measured(_goal(asked, measure, baseline, value, highest))


def _points(asked: Asked, measure: Measure) -> Measured:
    base = asked.baseline
    if base is None:
        return Measured(None, ReasonWord.NO_BASELINE)
    highest = None if asked.value_max is None else _EXACT.add(base, asked.value_max)
    return Measured(_goal(asked, measure, base, _EXACT.add(base, asked.value), highest))


def _growth(asked: Asked, measure: Measure) -> Measured:
    base = asked.baseline
    if base is None:
        return Measured(None, ReasonWord.NO_BASELINE)
    if base <= 0:
        return Measured(None, ReasonWord.BASE_NOT_POSITIVE)
    highest = None if asked.value_max is None else _grown(base, asked.value_max)
    begins = base if measure.accumulation == "level" else Decimal(0)
    return Measured(_goal(asked, measure, begins, _grown(base, asked.value), highest))


def _grown(base: Decimal, percent: Decimal) -> Decimal:
    return _EXACT.multiply(base, 1 + _EXACT.divide(percent, Decimal(100)))


def _goal(
    asked: Asked, measure: Measure, baseline: Decimal, value: Decimal, value_max: Decimal | None
) -> Goal:
    within = measure.direction == "within"
    return Goal(asked.op, value, asked.deadline, baseline, asked.starts, value_max, within)
