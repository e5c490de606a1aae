"""The numbers that tasks are held to, with what was last seen of them (任务的数)."""

from datetime import date

from .statements import Scope, Statement

# Of one day the figure that was reported last counts. The order is that of the index, backwards;
# MATERIALIZED keeps each of several workers from looking for the last figures of all.
_LAST = """
WITH last AS MATERIALIZED (
    SELECT DISTINCT ON (f.task_id, f.target_key)
        f.task_id, f.target_key, f.value, f.observed_on
    FROM ledger_figure f WHERE f.observed_on <= %s AND """
_GOALS = """
    ORDER BY f.task_id DESC, f.target_key DESC, f.observed_on DESC, f.event_id DESC, f.id DESC
)
SELECT k.task_id, coalesce(g.op, '>=')::text AS op, coalesce(g.value, 100) AS value,
    0::numeric AS baseline, CASE WHEN g.id IS NULL THEN k.starts END AS starts,
    coalesce(g.deadline, k.deadline) AS deadline,
    CASE WHEN g.id IS NULL THEN k.percent ELSE o.value END AS observed,
    CASE WHEN g.id IS NULL THEN k.reported_on ELSE o.observed_on END AS observed_on
FROM ("""
_TARGETS = """) k
LEFT JOIN ledger_target g ON g.task_id = k.task_id AND """
_SEEN = """
LEFT JOIN last o ON o.task_id = g.task_id AND o.target_key = g.key"""


def task_goals(tasks: Statement, scope: Scope, *, as_of: date) -> Statement:
    """The relation that `pace_sql` takes, of the targets of tasks and their last figures.

    `tasks` gives, a row a task of the scope, `task_id` and of its own percentage: `starts` when it
    starts, `deadline` by when it must be full, `percent` as reported, `reported_on` which day. A
    target without a deadline has that of its task, its year begins on 1 January. A task without
    targets is held to its percentage.
    """
    return (
        Statement(_LAST, (as_of,))
        + scope.known("f")
        + _GOALS
        + tasks
        + _TARGETS
        + scope.holds("g")
        + _SEEN
    )
