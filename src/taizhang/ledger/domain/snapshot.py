"""A task as it stood after an event: plain frozen data, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """A unit that answers for the task (责任分工), in the order of the document."""

    unit_id: int
    role: str  # UnitRole
    name: str  # as the document prints it
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A number the task is held to (目标). `key` is permanent within the task."""

    key: int
    indicator: str
    op: str  # Operator
    value: Decimal
    value_max: Decimal | None = None
    unit: str = ""
    deadline: date | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that changes about a task, at one moment (任务快照)."""

    title: str
    state: str  # TaskState
    text: str = ""
    basis: str = ""
    due: date | None = None
    percent: int | None = None
    progress: str = ""
    grade: str = ""  # Grade
    dispatched_at: datetime | None = None
    signed_at: datetime | None = None
    reported_at: datetime | None = None
    closed_at: datetime | None = None
    closure_requested_by_id: int | None = None
    commitment_id: int | None = None
    replaced_by_id: int | None = None
    units: tuple[Answer, ...] = ()
    targets: tuple[Goal, ...] = ()

    def answer_of(self, unit_id: int) -> Answer | None:
        """The answer of one unit."""
        return next((answer for answer in self.units if answer.unit_id == unit_id), None)

    def goal(self, key: int) -> Goal | None:
        """The target with a key."""
        return next((goal for goal in self.targets if goal.key == key), None)


@dataclass(frozen=True, slots=True)
class Act:
    """One event as data: what a fold needs to know."""

    type: str
    payload: Mapping[str, Any]
    actor_id: int
    occurred_at: datetime


VERSION_FIELDS = tuple(
    name for name in Snapshot.__dataclass_fields__ if name not in ("units", "targets")
)
