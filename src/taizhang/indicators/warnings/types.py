"""What a rule of early warning says (预警规则), as plain frozen data."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparison with a number: `op` one of >=, >, <=, <."""

    op: str
    value: Decimal

    def holds(self, found: Decimal) -> bool:
        """Whether a number is beyond the bound."""
        if self.op in (">", ">="):
            return found > self.value or (self.op == ">=" and found == self.value)
        return found < self.value or (self.op == "<=" and found == self.value)

    def __str__(self) -> str:
        return f"{self.op} {self.value.normalize():f}"


@dataclass(frozen=True, slots=True)
class ValueLevel:
    """The last figure of a series, whatever day it is of (数值)."""

    bound: Bound


@dataclass(frozen=True, slots=True)
class PaceLevel:
    """The class of pace of a goal; `reason`: why it is unknown, "" for any reason (进度)."""

    pace: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LagLevel:
    """By how many percentage points a goal is behind what is due (滞后)."""

    bound: Bound


@dataclass(frozen=True, slots=True)
class Change:
    """A whole period against the one before, or the same of last year (变化).

    `against`: previous, last_year. `sense`: worse, fall, rise. `measure`: percent (of what was
    before, which must be above zero), points (of indicators that are percentages).
    """

    against: str
    sense: str
    measure: str
    bound: Bound


@dataclass(frozen=True, slots=True)
class Streak:
    """The same so many periods in a row (连续): behind, worse, falling, rising, missing."""

    of: str
    periods: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A county against the mean of the counties (与县区均值比).

    `of`: value, or share of the goal that is done. `sense`: worse, below, above. `counties`: how
    many must have a figure of the same period.
    """

    of: str
    sense: str
    measure: str
    bound: Bound
    counties: int = 3


Condition = ValueLevel | PaceLevel | LagLevel | Change | Streak | Gap


@dataclass(frozen=True, slots=True)
class Applies:
    """To which series a rule is put; empty: to those of any (适用范围)."""

    codes: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()
    frequencies: frozenset[str] = frozenset()
    accumulations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WarningRule:
    """A rule of early warning (预警规则): put to which series, when it warns, what is to be done.

    `days_to_answer`: so many calendar days after the warning its handling is expected.
    """

    key: str
    name: str
    reference: str
    valid_from: date
    severity: str
    applies: Applies
    on: Condition
    advice: str
    days_to_answer: int
    valid_to: date | None = None

    @property
    def of_goals(self) -> bool:
        """Whether it judges goals of a series, each by itself, rather than the series."""
        on = self.on
        if isinstance(on, PaceLevel | LagLevel):
            return True
        return (isinstance(on, Streak) and on.of == "behind") or (
            isinstance(on, Gap) and on.of == "share"
        )

    @property
    def is_directed(self) -> bool:
        """Whether it asks what is worse: of series to be kept within bounds nobody can say."""
        on = self.on
        if isinstance(on, Streak):
            return on.of == "worse"
        return isinstance(on, Change | Gap) and on.sense == "worse"
