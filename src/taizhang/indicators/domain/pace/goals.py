"""A number to be reached, and a figure that was seen of it (目标、观测值)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Goal:
    """A number to be reached (目标). `value`: of a range its lower bound; `starts` None: 1 January
    of the deadline's year; `deadline` None: nobody has said by when; `within`: a range that is to
    be kept (保持区间), not reached."""

    op: str  # >=, <=, =, ~, range, >, <
    value: Decimal
    deadline: date | None
    baseline: Decimal = Decimal(0)
    starts: date | None = None
    value_max: Decimal | None = None
    within: bool = False

    @property
    def distance(self) -> Fraction:
        """From the baseline to the target; below zero for a reduction."""
        return Fraction(self.value) - Fraction(self.baseline)

    @property
    def is_reduction(self) -> bool:
        """To be brought down from the baseline."""
        return self.op in {"<=", "<"} and self.distance < 0

    @property
    def is_corridor(self) -> bool:
        """Two bounds to stay between."""
        return self.within and self.op == "range" and self.value_max is not None

    @property
    def is_ceiling(self) -> bool:
        """Not to be broken, neither upwards nor out of a corridor: no line leads to it."""
        return self.is_corridor or (self.op in {"<=", "<"} and self.distance >= 0)

    @property
    def begins(self) -> date | None:
        """The first day that counts."""
        return self.starts or (self.deadline and self.deadline.replace(month=1, day=1))

    @property
    def days(self) -> int | None:
        """From the start to the deadline, both counted; None where there is no such time."""
        if self.begins is None or self.deadline is None or self.begins > self.deadline:
            return None
        return (self.deadline - self.begins).days + 1


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure as it stood at the end of a day, counted as the goal counts (观测值)."""

    value: Decimal
    on: date


def is_met(goal: Goal, value: Decimal) -> bool:
    """Whether a figure fulfils the target: of a corridor both bounds, of another range the lower
    one."""
    if goal.op in {"<=", "<"}:
        return value < goal.value or (goal.op == "<=" and value == goal.value)
    if goal.is_corridor and goal.value_max is not None and value > goal.value_max:
        return False
    return value > goal.value or (goal.op != ">" and value == goal.value)
