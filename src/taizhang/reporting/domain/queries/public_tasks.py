"""Public tasks (公开的任务): the words that were reviewed, the state and numbers of today.

Nothing else of a task is read here: no progress texts, people, files, remarks, grades or lights.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from taizhang.indicators.domain.queries.statements import Statement
from taizhang.indicators.domain.queries.units import compared_sql, is_comparable_sql
from taizhang.ledger.enums import TaskState

from ...enums import PublicKind, PublicState
from .public_marks import marked

_HELD = "{a}.since <= m.since AND ({a}.until IS NULL OR {a}.until > m.since)"
_TASKS = f"""
SELECT t.id, t.document_id, v.title, v.text, v.due, c.state, c.closed_at, c.reported_at,
    (v.title, v.text, v.due) IS DISTINCT FROM (c.title, c.text, c.due)
FROM ({{marks}}) m
JOIN ledger_task t ON t.id = m.subject_id
JOIN ledger_taskversion v ON v.task_id = t.id AND {_HELD.format(a="v")}
JOIN ledger_taskversion c ON c.task_id = t.id AND c.until IS NULL
ORDER BY t.document_id NULLS LAST, t.position, t.id
"""  # noqa: S608 - built from constants
_UNITS = f"""
SELECT a.task_id, u.name, a.role
FROM ({{marks}}) m
JOIN ledger_assignment a ON a.task_id = m.subject_id AND {_HELD.format(a="a")}
JOIN organisations_unit u ON u.id = a.unit_id
ORDER BY a.task_id, a.position, a.id
"""  # noqa: S608
_UNITS_CHANGED = f"""
SELECT m.subject_id FROM ({{marks}}) m WHERE (
    SELECT array_agg((a.unit_id, a.role) ORDER BY a.unit_id) FROM ledger_assignment a
    WHERE a.task_id = m.subject_id AND {_HELD.format(a="a")}
) IS DISTINCT FROM (
    SELECT array_agg((a.unit_id, a.role) ORDER BY a.unit_id) FROM ledger_assignment a
    WHERE a.task_id = m.subject_id AND a.until IS NULL
) OR EXISTS (
    SELECT FROM ledger_target t WHERE t.task_id = m.subject_id AND t.until IS NULL
    AND NOT EXISTS (SELECT FROM ledger_target o
        WHERE o.task_id = t.task_id AND o.key = t.key AND {_HELD.format(a="o")})
)
"""  # noqa: S608
_TARGETS = f"""
SELECT t.task_id, t.key, t.indicator, t.op, t.value, t.value_max, t.unit, t.deadline,
    c.id IS NULL OR (t.indicator, t.op, t.value, t.value_max, t.unit, t.deadline)
        IS DISTINCT FROM (c.indicator, c.op, c.value, c.value_max, c.unit, c.deadline),
    f.value, f.observed_on
FROM ({{marks}}) m
JOIN ledger_target t ON t.task_id = m.subject_id AND {_HELD.format(a="t")}
LEFT JOIN ledger_target c ON c.task_id = t.task_id AND c.key = t.key AND c.until IS NULL
LEFT JOIN LATERAL (
    SELECT f.value, f.observed_on FROM ledger_figure f
    WHERE f.task_id = t.task_id AND f.target_key = t.key
    ORDER BY f.observed_on DESC, f.event_id DESC, f.id DESC LIMIT 1
) f ON TRUE
ORDER BY t.task_id, t.key
"""  # noqa: S608
# A figure in another measure than the target's is not shown: it would be read wrongly.
_GOALS = f"""
SELECT g.task_id, g.target_key, r.name, p.pace, p.value, p.observed_on, o.is_final,
    CASE WHEN {is_comparable_sql("u")} THEN i.unit END
FROM ({{marks}}) m
JOIN indicators_seriesgoal g ON g.task_id = m.subject_id
JOIN indicators_goalversion v ON v.goal_id = g.id AND v.until IS NULL
JOIN indicators_series s ON s.id = g.series_id
JOIN indicators_indicatorversion i ON i.indicator_id = s.indicator_id AND i.until IS NULL
JOIN organisations_region r ON r.id = s.region_id
{compared_sql("v.unit", "i.unit", alias="u")}
LEFT JOIN indicators_goalpace p ON p.goal_id = g.id
LEFT JOIN LATERAL (
    SELECT o.is_final FROM indicators_observation o
    WHERE o.series_id = g.series_id AND o.day = p.observed_on ORDER BY o.source, o.id DESC LIMIT 1
) o ON TRUE
ORDER BY g.task_id, g.target_key, g.series_id
"""  # noqa: S608
_STATES = {
    TaskState.CLOSED: PublicState.CLOSED,
    TaskState.SUPERSEDED: PublicState.REPLACED,
}


@dataclass(frozen=True, slots=True)
class PublicNumber:
    """The last number against a target (最新数): of which place, how it stands.

    `pace` "": it is not judged. `value` None: nothing was reported yet.
    """

    value: Decimal | None = None
    unit: str = ""
    observed_on: date | None = None
    is_provisional: bool = False
    pace: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class PublicTarget:
    """A number that was promised (目标), as reviewed. `is_changed`: it has been changed since, or
    dropped, and the new one is not reviewed: no number is shown against the old one."""

    key: int
    indicator: str
    op: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    deadline: date | None
    is_changed: bool
    numbers: tuple[PublicNumber, ...]


@dataclass(slots=True)
class PublicTask:
    """A task as anybody may read it (公开的任务)."""

    id: int
    document_id: int | None
    title: str
    text: str
    due: date | None
    state: str
    closed_on: date | None
    reported_on: date | None
    is_changed: bool
    units: list[tuple[str, str]] = field(default_factory=list)
    targets: list[PublicTarget] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The permanent number (编号)."""
        return f"T{self.id:06d}"

    @property
    def lines(self) -> list[tuple[PublicTarget | None, PublicNumber | None]]:
        """Each target with each of its numbers, as lines of a table: at least one."""
        found: list[tuple[PublicTarget | None, PublicNumber | None]] = [
            (target, number) for target in self.targets for number in target.numbers or (None,)
        ]
        return found or [(None, None)]


def read_tasks(marks: Statement) -> list[PublicTask]:
    """The tasks of a relation `subject_id, since`, in the order of their documents: five queries,
    whatever their number."""
    tasks = {row[0]: _task_of(row) for row in _run(_TASKS, marks)}
    for task_id, name, role in _run(_UNITS, marks):
        tasks[task_id].units.append((name, role))
    for (task_id,) in _run(_UNITS_CHANGED, marks):
        tasks[task_id].is_changed = True
    goals: dict[tuple[int, int], list[PublicNumber]] = defaultdict(list)
    for task_id, key, *rest in _run(_GOALS, marks):
        goals[task_id, key].append(_number_of(*rest))
    for task_id, key, *rest in _run(_TARGETS, marks):
        target = _target_of(key, rest, goals.get((task_id, key), []))
        tasks[task_id].targets.append(target)
        tasks[task_id].is_changed |= target.is_changed
    return list(tasks.values())


def public_tasks(ids: Iterable[int]) -> list[PublicTask]:
    """Those of these tasks that are public."""
    return read_tasks(marked(PublicKind.TASK, list(ids)))


def tasks_of_document(document_id: int) -> list[PublicTask]:
    """The public tasks of a document, in its order."""
    marks = marked(PublicKind.TASK)
    of = " AND p.subject_id IN (SELECT t.id FROM ledger_task t WHERE t.document_id = %s)"
    return read_tasks(marks + Statement(of, (document_id,)))


def _run(text: str, marks: Statement) -> list[tuple[Any, ...]]:
    return Statement(text.format(marks=marks.text), marks.params).rows()


def _task_of(row: tuple[Any, ...]) -> PublicTask:
    task_id, document_id, title, text, due, state, closed_at, reported_at, is_changed = row
    public = _STATES.get(TaskState(state), PublicState.UNDERWAY)
    closed_on = timezone.localdate(closed_at) if closed_at and public == "closed" else None
    reported_on = timezone.localdate(reported_at) if reported_at else None
    return PublicTask(
        task_id, document_id, title, text, due, public.value, closed_on, reported_on, is_changed
    )


def _number_of(
    region: str,
    pace: str | None,
    value: Decimal | None,
    observed_on: date | None,
    is_final: bool | None,
    unit: str | None,
) -> PublicNumber:
    if value is None or unit is None:
        return PublicNumber(pace=pace or "", region=region)
    return PublicNumber(value, unit, observed_on, is_final is False, pace or "", region)


def _target_of(key: int, row: list[Any], linked: list[PublicNumber]) -> PublicTarget:
    indicator, op, value, value_max, unit, deadline, is_changed, latest, observed_on = row
    numbers: tuple[PublicNumber, ...] = ()
    if not is_changed:
        numbers = tuple(linked)
        if not linked and latest is not None:
            numbers = (PublicNumber(latest, unit, observed_on),)
    return PublicTarget(key, indicator, op, value, value_max, unit, deadline, is_changed, numbers)
