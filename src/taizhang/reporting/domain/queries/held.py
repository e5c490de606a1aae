"""The tasks and numbers that an office holds (在册任务与指标), judged at the end of a day.

Everything is read as it was recorded at `Asked.known_at`; two moments of the same bulletin give
the same rows.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from taizhang.indicators.domain.queries.statements import Scope, Statement

from ..asked import Asked
from .units import UnitBook

_ZONE = "AT TIME ZONE 'Asia/Shanghai'"
_TASKS = f"""
SELECT t.id, v.title, v.due, (s.deadline_at - interval '1 microsecond') {_ZONE},
    s.closed_at, s.closed_late, s.started_at, v.reported_at
FROM ledger_task t
JOIN supervision_supervisedtask s ON s.task_id = t.id
JOIN ledger_taskversion v ON v.task_id = t.id
LEFT JOIN documents_draft d ON d.id = t.document_id
WHERE s.ended_at IS NULL AND least(d.issued, (s.intake_at {_ZONE})::date) <= %s
    AND (s.closed_at IS NULL OR (s.closed_at {_ZONE})::date >= %s)
    AND """  # noqa: S608 - built from constants
_ANSWERS = """
SELECT a.task_id, a.unit_id FROM (
    SELECT a.task_id, a.unit_id, a.position, a.id, a.role = 'lead' AS leads,
        bool_or(a.role = 'lead') OVER (PARTITION BY a.task_id) AS has_lead
    FROM ledger_assignment a WHERE a.role IN ('lead', 'responsible') AND """
_ANSWERS_END = ") a WHERE a.leads = a.has_lead ORDER BY a.task_id, a.position, a.id"
_LAST = """
WITH last AS (
    SELECT DISTINCT ON (f.task_id, f.target_key) f.task_id, f.target_key, f.value, f.observed_on
    FROM ledger_figure f WHERE f.observed_on <= %s AND """
_TARGETS = """
    ORDER BY f.task_id, f.target_key, f.observed_on DESC, f.event_id DESC, f.id DESC
)
SELECT g.task_id, g.key, g.indicator, g.op, g.value, g.value_max, g.unit, g.deadline,
    o.value, o.observed_on
FROM ledger_target g
LEFT JOIN last o ON o.task_id = g.task_id AND o.target_key = g.key
WHERE """


@dataclass(frozen=True, slots=True)
class HeldTask:
    """A task on the books (在册任务): where it stood at the moment; `units` as papers show them,
    those that lead, else those that are responsible."""

    id: int
    title: str
    due: date | None
    deadline: date | None  # of the clock, else `due`
    is_closed: bool
    is_late: bool  # closed after its time
    is_overdue: bool
    is_dispatched: bool
    is_reported: bool  # somebody has reported on it
    units: tuple[int, ...] = ()

    @property
    def number(self) -> str:
        """The permanent number (编号)."""
        return f"T{self.id:06d}"


@dataclass(frozen=True, slots=True)
class HeldTarget:
    """A target of a task with the figure that was seen last of it."""

    task_id: int
    key: int
    indicator: str
    op: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    deadline: date | None
    observed: Decimal | None
    observed_on: date | None


@dataclass(frozen=True, slots=True)
class Held:
    """What an office holds: tasks by id in their order, targets in the order of tasks."""

    tasks: Mapping[int, HeldTask] = field(default_factory=dict)
    targets: tuple[HeldTarget, ...] = ()


def held_by(asked: Asked, book: UnitBook) -> Held:
    """The tasks of an office with their targets: three queries.

    On the books is what was issued, or taken in without a document, by the day, is not replaced,
    and was not closed before the year began.
    """
    tasks = _tasks(asked, book)
    return Held(tasks, tuple(_targets(tasks, asked)))


def _tasks(asked: Asked, book: UnitBook) -> dict[int, HeldTask]:
    scope = Scope(known_at=asked.known_at)
    kept = Statement(" AND t.keeper_id IS NULL")
    if asked.keeper_id is not None:
        kept = Statement(" AND t.keeper_id = ANY(%s::bigint[])", (list(book.keepers),))
    head = Statement(_TASKS, (asked.day, asked.year_starts))
    found = head + scope.holds("s") + " AND " + scope.holds("v") + kept + " ORDER BY t.id"
    rows = found.rows()
    units = _units([row[0] for row in rows], asked, book)
    return {row[0]: _task(row, asked, units.get(row[0], ())) for row in rows}


def _task(row: tuple, asked: Asked, units: tuple[int, ...]) -> HeldTask:  # type: ignore[type-arg]
    task_id, title, due, deadline, closed_at, closed_late, started_at, reported_at = row
    is_closed = closed_at is not None and closed_at <= asked.moment
    is_overdue = not is_closed and due is not None and due < asked.day
    return HeldTask(
        task_id,
        title,
        due,
        deadline.date() if deadline else due,
        is_closed,
        is_closed and closed_late,
        is_overdue,
        _came(started_at, asked.moment),
        reported_at is not None,
        units,
    )


def _came(moment: datetime | None, by: datetime) -> bool:
    return moment is not None and moment <= by


def _units(task_ids: Collection[int], asked: Asked, book: UnitBook) -> dict[int, tuple[int, ...]]:
    """Of each task the units it counts for, as they are shown."""
    scope = Scope(task_ids, asked.known_at)
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for task_id, unit_id in (Statement(_ANSWERS) + scope.holds("a") + _ANSWERS_END).rows():
        found[task_id][book.units[unit_id].id] = None
    return {task_id: tuple(units) for task_id, units in found.items()}


def _targets(tasks: Mapping[int, HeldTask], asked: Asked) -> list[HeldTarget]:
    scope = Scope(list(tasks), asked.known_at)
    found = Statement(_LAST, (asked.day,)) + scope.known("f") + _TARGETS + scope.holds("g")
    rows = (found + " ORDER BY g.task_id, g.key").rows()
    return [HeldTarget(*row) for row in rows]
