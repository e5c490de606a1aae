"""The numbers that tasks are held to, with what was last seen of them (任务的数), in sets."""

from datetime import date

from .statements import Scope, Statement

_TARGETS = """
SELECT g.task_id, g.op::text AS op, g.value, 0::numeric AS baseline, NULL::date AS starts,
    coalesce(g.deadline, k.deadline) AS deadline, s.value AS observed, s.observed_on
FROM ledger_target g JOIN ("""
_PERCENTS = """
SELECT k.task_id, '>=', 100, 0, k.starts, k.deadline, k.percent, k.reported_on FROM ("""
# Of one day the figure that was reported last counts.
_SEEN = """
SELECT DISTINCT ON (f.task_id, f.target_key) f.task_id, f.target_key, f.value, f.observed_on
FROM ledger_figure f WHERE """
_LAST = """
ORDER BY f.task_id DESC, f.target_key DESC, f.observed_on DESC, f.event_id DESC, f.id DESC"""


def task_goals(tasks: Statement, scope: Scope, *, as_of: date) -> Statement:
    """The relation that `pace_sql` takes, of the ledger's targets and figures.

    `tasks` gives `task_id, starts, deadline, percent, reported_on`. A target without a deadline
    has that of its task, its year begins on 1 January. A task without targets is held to its own
    reported percent, from `starts` to `deadline`.
    """
    targets = (
        Statement(_TARGETS)
        + tasks
        + ") k ON k.task_id = g.task_id LEFT JOIN ("
        + _last_figures(scope, as_of)
        + ") s ON s.task_id = g.task_id AND s.target_key = g.key WHERE "
        + scope.holds("g")
    )
    return targets + " UNION ALL " + _percents(tasks, scope)


def _percents(tasks: Statement, scope: Scope) -> Statement:
    return (
        Statement(_PERCENTS)
        + tasks
        + ") k WHERE NOT EXISTS (SELECT FROM ledger_target h WHERE h.task_id = k.task_id AND "
        + scope.holds("h")
        + ")"
    )


def _last_figures(scope: Scope, as_of: date) -> Statement:
    day = Statement(" AND f.observed_on <= %s", (as_of,))
    return Statement(_SEEN) + scope.known("f") + day + _LAST
