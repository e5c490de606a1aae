"""What goes through the doors of the room: plain frozen data."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

EARLIEST = date(1949, 10, 1)
"""No figure, goal or list goes further back: an earlier year is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class IndicatorInput:
    """What an indicator means (指标定义); words as in `enums`."""

    name: str
    unit: str
    direction: str
    frequency: str
    accumulation: str
    region_id: int
    office_id: int | None = None
    release_days: int = 15
    definition: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class FigureInput:
    """One figure of a submission (一个数): of a series, for the end of a day."""

    series_id: int
    day: date
    value: Decimal
    is_final: bool = True
    note: str = ""
    figure_id: int | None = None  # of the ledger, where a unit reported it against a target


@dataclass(frozen=True, slots=True)
class LinkInput:
    """Which series a target of a task is held to, and how (目标挂接)."""

    key: int  # of the target
    series_id: int
    baseline: Decimal | None = None
    starts: date | None = None
    method: str = ""  # Method; empty: as the rule says


@dataclass(frozen=True, slots=True)
class GoalInput:
    """What a series is held to without a task (数列的目标); words as in `enums`."""

    op: str
    value: Decimal
    deadline: date
    reference: str
    value_max: Decimal | None = None
    unit: str = ""
    baseline: Decimal | None = None
    starts: date | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure that counts (计数值)."""

    day: date
    value: Decimal
    source: int
    is_final: bool
