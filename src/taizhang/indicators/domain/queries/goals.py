"""The numbers that a task is held to, with what was last seen of them (任务的数)."""

from dataclasses import dataclass
from datetime import date

from .statements import Scope, Statement

_TARGETS = """
SELECT g.op::text AS op, g.value, 0::numeric AS baseline, NULL::date AS starts,
    coalesce(g.deadline, {deadline}) AS deadline, o.value AS observed, o.observed_on,
    FALSE AS instead
FROM ledger_target g LEFT JOIN ledger_figure o ON o.id = (
    SELECT f.id FROM ledger_figure f
    WHERE f.task_id = g.task_id AND f.target_key = g.key AND f.observed_on <= %s AND """
# Of one day the figure that was reported last counts.
_LAST = """
    ORDER BY f.observed_on DESC, f.event_id DESC, f.id DESC LIMIT 1
)
WHERE g.task_id = {task_id} AND """
_PERCENT = """
UNION ALL SELECT '>=', 100, 0, {starts}, {deadline}, {percent}, {reported_on}, TRUE"""


@dataclass(frozen=True, slots=True)
class TaskColumns:
    """What the query around it knows of the task, as SQL: its id, and of its own percentage when
    it starts, by when it must be full, how much was reported, and on which day."""

    task_id: str
    starts: str
    deadline: str
    percent: str
    reported_on: str


def task_goals(task: TaskColumns, scope: Scope, *, as_of: date) -> Statement:
    """The relation that `pace_sql` takes, of one task's targets and figures.

    A target without a deadline has that of its task, its year begins on 1 January. A task without
    targets is held to its own reported percentage.
    """
    known = {name: getattr(task, name) for name in TaskColumns.__slots__}
    of_all = Scope(known_at=scope.known_at)
    return (
        Statement(_TARGETS.format(**known), (as_of,))
        + of_all.known("f")
        + _LAST.format(**known)
        + of_all.holds("g")
        + _PERCENT.format(**known)
    )
