"""The numbers that tasks are held to, with what was last seen of them (任务的数)."""

from datetime import date

from ..pace.rules import PaceRule
from .measured import GoalScope
from .pace import goal_numbers_sql
from .statements import Scope, Statement

# Of one day the figure that was reported last counts. The order is that of the index, backwards;
# MATERIALIZED keeps each of several workers from looking for the last figures of all.
_LAST = """
WITH last AS MATERIALIZED (
    SELECT DISTINCT ON (f.task_id, f.target_key)
        f.task_id, f.target_key, f.value, f.observed_on
    FROM ledger_figure f WHERE f.observed_on <= %s AND """
_LINKED = """
    ORDER BY f.task_id DESC, f.target_key DESC, f.observed_on DESC, f.event_id DESC, f.id DESC
), linked AS MATERIALIZED (
    SELECT DISTINCT sg.task_id, sg.target_key FROM indicators_seriesgoal sg
    JOIN indicators_goalversion gv ON gv.goal_id = sg.id AND """
_OWN = """
    WHERE sg.task_id IS NOT NULL"""
_GOALS = """
)
SELECT u.id, u.op, u.value, NULL::numeric AS value_max, FALSE AS within, u.baseline, u.deadline,
    u.deadline - u.starts + 1 AS days, least(greatest(d.today - u.starts + 1, 0),
        u.deadline - u.starts + 1)::numeric AS due_num,
    (u.deadline - u.starts + 1)::numeric AS due_den, u.observed, u.observed_on,
    d.today - d.stale_days AS fresh_since
FROM (
    SELECT t.*, coalesce(t.begins, date_trunc('year', t.deadline)::date) AS starts
    FROM (
        SELECT k.task_id AS id, coalesce(g.op, '>=')::text AS op, coalesce(g.value, 100) AS value,
            0::numeric AS baseline, CASE WHEN g.id IS NULL THEN k.starts END AS begins,
            coalesce(g.deadline, k.deadline) AS deadline,
            CASE WHEN g.id IS NULL THEN k.percent ELSE o.value END AS observed,
            CASE WHEN g.id IS NULL THEN k.reported_on ELSE o.observed_on END AS observed_on
        FROM ("""
_TARGETS = """) k
        LEFT JOIN ledger_target g ON g.task_id = k.task_id AND """
_SEEN = """
        LEFT JOIN last o ON o.task_id = g.task_id AND o.target_key = g.key
        LEFT JOIN linked i ON i.task_id = g.task_id AND i.target_key = g.key
        WHERE i.task_id IS NULL
    ) t
) u CROSS JOIN (SELECT %s::date AS today, %s::int AS stale_days) d
UNION ALL
SELECT n.task_id, n.op, n.value, n.value_max, n.within, n.baseline, n.deadline, n.days, n.due_num,
    n.due_den, n.observed, n.observed_on, n.fresh_since
FROM ("""


def task_goals(tasks: Statement, scope: Scope, *, as_of: date, rule: PaceRule) -> Statement:
    """The relation that `pace_sql` takes, of the targets of tasks and their last figures.

    `tasks` gives, a row a task of the scope, `task_id` and of its own percentage: `starts` when it
    starts, `deadline` by when it must be full, `percent` as reported, `reported_on` which day. A
    target without a deadline has that of its task, its year begins on 1 January. A target that is
    tied to a series is held to what counts there, with the baseline, start and method of its
    goal. A task without targets is held to its percentage.
    """
    linked = GoalScope(tasks=scope)
    goals = goal_numbers_sql(linked, as_of=as_of, rule=rule, known_at=scope.known_at)
    return (
        Statement(_LAST, (as_of,))
        + scope.known("f")
        + _LINKED
        + Scope(known_at=scope.known_at).holds("gv")
        + _OWN
        + scope.of("sg")
        + _GOALS
        + tasks
        + _TARGETS
        + scope.holds("g")
        + Statement(_SEEN, (as_of, rule.stale_days))
        + goals
        + ") n"
    )
