"""The neutral facts of all tasks at a moment (中性事实), in one statement.

`domain.clock` is the reference in Python, docs/algorithms/lights.md says where each fact comes
from.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from taizhang.indicators.domain.pace.rules import pace_rule_on
from taizhang.indicators.domain.queries.goals import task_goals
from taizhang.indicators.domain.queries.pace import pace_sql
from taizhang.indicators.domain.queries.statements import Scope, Statement

from ...regimes import all_facts
from ..clocks.days import day_of_due

Facts = Mapping[str, Any]

_ZONE = "AT TIME ZONE 'Asia/Shanghai'"
_CLOCK = """CASE
    WHEN s.closed_at IS NOT NULL
        THEN CASE WHEN s.closed_late THEN 'closed_late' ELSE 'closed_on_time' END
    WHEN s.stopped THEN 'suspended'
    WHEN s.request_kind = 'send_back' THEN 'sent_back'
    WHEN m.moment > s.due_at THEN 'overdue'
    WHEN s.started_at IS NULL OR s.signed_at IS NULL THEN 'not_started'
    WHEN m.moment >= s.near_at THEN 'near_limit'
    ELSE 'running' END"""
# How far the step clock has come: not past the first day of a pause that lasts.
_REACHED = f"""CASE WHEN s.stopped THEN least(m.moment,
    (s.detail -> 'stops' -> -1 ->> 'starts')::date::timestamp {_ZONE}) ELSE m.moment END"""
# Marks of the report periods that fell due, before the moment, while the unit was to report.
PAST = """left(s.marks, width_bucket(
    least(m.moment, s.halted_at) - interval '1 microsecond', s.period_dues))"""
# Facts that follow from the row alone. OFFSET 0 keeps wide columns out of the joins above it, and
# what was reckoned once from being reckoned for every rule that asks.
_OWN = f"""
SELECT t.task_id, t.clock, t.assigned,
    CASE WHEN t.reached <= t.due_at
        THEN floor(extract(epoch FROM t.due_at - t.reached) / 86400)::int END AS days_to_due,
    CASE WHEN t.reached > t.due_at
        THEN ceil(extract(epoch FROM t.reached - t.due_at) / 86400)::int ELSE 0 END AS days_over,
    CASE right(t.past, 1) WHEN 'l' THEN 'made_up_late' WHEN '.' THEN 'missed' ELSE 'met' END
        AS memory,
    length(t.past) - length(rtrim(t.past, 'l.')) AS periods_missed_in_a_row,
    t.extensions, t.highest_open_slip, t.public_rating, t.quality
FROM (
    SELECT s.task_id, s.due_at, {_CLOCK} AS clock, s.started_at IS NOT NULL AS assigned,
        {_REACHED} AS reached, {PAST} AS past, s.extensions,
        CASE WHEN s.slip_open THEN s.slip_colour ELSE '' END AS highest_open_slip,
        s.public_rating, s.quality
    FROM supervision_supervisedtask s CROSS JOIN (SELECT %s::timestamptz AS moment) m
    WHERE s.ended_at IS NULL AND """  # noqa: S608 - built from constants
_ALL = "SELECT o.*, p.pace, p.lag_pct, coalesce(r.reds, 0) AS reds_in_a_row FROM ("
_REDS = """) p ON p.task_id = o.task_id
LEFT JOIN supervision_lightrecord r
    ON r.task_id = o.task_id AND r.reds IS NOT NULL AND r.day = ("""
_TASKS = f"""
SELECT s.task_id, (s.started_at {_ZONE})::date AS starts,
    ((s.deadline_at - interval '1 microsecond') {_ZONE})::date AS deadline,
    v.percent, (v.reported_at {_ZONE})::date AS reported_on
FROM supervision_supervisedtask s JOIN ledger_taskversion v ON v.task_id = s.task_id
WHERE s.ended_at IS NULL AND """  # noqa: S608 - built from constants


def facts_of(
    task_ids: Collection[int] | None, *, moment: datetime, known_at: datetime | None = None
) -> dict[int, Facts]:
    """The thirteen facts of tasks (None: of all) at a moment, named as in `regimes/facts.yaml`.

    `known_at`: from what was recorded by then; None: from what is recorded now. A task whose place
    another took has none. Two queries: the rule of pace, the facts.
    """
    names = tuple(all_facts())
    columns = Statement(f"SELECT task_id, {', '.join(names)} FROM (")  # noqa: S608 - our own names
    found = columns + facts_sql(Scope(task_ids, known_at), moment=moment) + ") f"
    return {task_id: dict(zip(names, row, strict=True)) for task_id, *row in found.rows()}


def facts_sql(
    scope: Scope, *, moment: datetime, reviews_known_at: datetime | None = None
) -> Statement:
    """`task_id` and every fact by its name, a row a task, at a moment.

    `reviews_known_at`: past lights as they were recorded by then, where that is not the scope's.
    """
    day = day_of_due(moment)
    rule = pace_rule_on(day, known_at=scope.known_at)
    reviews = Scope(known_at=reviews_known_at or scope.known_at)
    return (
        Statement(_ALL + _OWN, (moment,))
        + scope.holds("s")
        + " OFFSET 0) t OFFSET 0) o JOIN ("
        + pace_sql(task_goals(_tasks(scope), scope, as_of=day, rule=rule), as_of=day, rule=rule)
        + _REDS
        + _last_review(reviews, moment)
        + ")"
        + scope.of("r")
    )


def _tasks(scope: Scope) -> Statement:
    """What pace asks of the tasks themselves."""
    version = Scope(known_at=scope.known_at).holds("v")
    return Statement(_TASKS) + scope.holds("s") + " AND " + version


def _last_review(scope: Scope, moment: datetime) -> Statement:
    """The last review day that was over."""
    day = Statement(" AND d.day < %s", (day_of_due(moment),))
    head = "SELECT max(d.day) FROM supervision_lightrecord d WHERE d.reds IS NOT NULL AND "
    return Statement(head) + scope.known("d") + day
