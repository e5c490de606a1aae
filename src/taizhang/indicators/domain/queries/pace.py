"""Pace in SQL (进度): the same as `domain.pace`, for a query over any number of tasks or goals."""

from datetime import date, datetime

from ..pace.rules import PaceRule
from .due import due_sql
from .judging import LAG, PLACES, WORDS, classed_sql
from .measured import GoalScope, measured_sql
from .observed import seen_sql
from .statements import Statement

_LAG = LAG.format(**PLACES)
_WORST = f"""
SELECT d.id AS task_id, ({WORDS})[min(d.place) + 1] AS pace, max(d.lag) AS lag_pct
FROM (SELECT c.id, c.place, {_LAG} AS lag FROM ("""  # noqa: S608 - built from constants


def pace_sql(numbers: Statement, *, as_of: date, rule: PaceRule) -> Statement:
    """`task_id, pace, lag_pct` of the tasks of a relation of numbers, at the end of a day.

    `numbers` as in `judging`, with the task as `id`. The pace of a task is the worst of its
    numbers (`WORST_FIRST`), its lag the greatest of them, in percentage points with four places.
    """
    classed = classed_sql(numbers, as_of=as_of, rule=rule)
    return Statement(_WORST) + classed + ") c OFFSET 0) d GROUP BY d.id"


def _half_up(numerator: str, denominator: str, places: int) -> str:
    """SQL: a quotient of exact numbers rounded half up, away from zero; the divisor above zero."""
    whole = f"div(2 * abs({numerator}) * 1e{places} + {denominator}, 2 * {denominator})"
    return f"round(sign({numerator}) * {whole} * 1e-{places}, {places})"


_PERCENT, _FIGURE = 4, 6  # places
_DISTANCE = "(c.value - c.baseline)"
_SHARE = f"CASE WHEN {_DISTANCE} <> 0 AND NOT c.corridor THEN " + _half_up(
    f"(100 * sign({_DISTANCE}) * (c.observed - c.baseline))", f"abs({_DISTANCE})", _PERCENT
)
_NEEDED = f"(c.baseline * c.due_den + {_DISTANCE} * c.due_num)"
_MISSING = f"""(CASE WHEN c.op IN ('<=', '<') AND {_DISTANCE} < 0 THEN -1 ELSE 1 END
    * ({_NEEDED} - c.observed * c.due_den))"""
_OUTSIDE = """CASE WHEN c.observed IS NOT NULL
    THEN round(greatest(c.value - c.observed, c.observed - c.value_max, 0), 6) END"""
_RATE = _half_up("((c.value - c.observed) * 30)", "(c.deadline - d.today)::numeric", _FIGURE)
_NO_TIME = "CASE WHEN c.deadline IS NULL THEN 'no_deadline' ELSE 'starts_after_deadline' END"
_REASON = f"""CASE WHEN c.place <> {PLACES["unknown"]} THEN '' WHEN c.observed IS NULL THEN c.unseen
    WHEN c.observed_on < c.fresh_since THEN 'stale' WHEN c.days IS NULL THEN {_NO_TIME}
    WHEN {_DISTANCE} = 0 AND NOT c.ceiling THEN 'no_distance' ELSE c.undue END"""
_FOUND = f"""
SELECT c.id AS goal_id, c.series_id, c.task_id, ({WORDS})[c.place + 1] AS pace, c.method,
    c.observed AS value, c.observed_on, {_SHARE} END AS share_pct,
    {_half_up("(100 * c.due_num)", "c.due_den", _PERCENT)} AS due_pct,
    CASE WHEN NOT c.corridor THEN {_half_up(_NEEDED, "c.due_den", _FIGURE)} END AS needed,
    CASE WHEN c.corridor THEN {_OUTSIDE} ELSE {_half_up(_MISSING, "c.due_den", _FIGURE)} END AS gap,
    CASE WHEN c.met THEN 0 WHEN c.deadline > d.today AND NOT c.corridor THEN {_RATE} END
        AS run_rate,
    {_LAG} AS lag_pct, {_REASON} AS reason
FROM ("""  # noqa: S608 - built from constants


def goal_pace_sql(
    scope: GoalScope, *, as_of: date, rule: PaceRule, known_at: datetime | None = None
) -> Statement:
    """The pace of every goal of a scope at the end of a day, a row a goal: the columns of
    `GoalPace`, with `series_id`, `task_id` and `lag_pct`.

    `known_at`: from goals, figures and plans as they were recorded then; None: as recorded now.
    Shares are percentages with four places, figures have six, rounded half up.
    """
    numbers = goal_numbers_sql(scope, as_of=as_of, rule=rule, known_at=known_at)
    judged = Statement(") c CROSS JOIN (SELECT %s::date AS today) d", (as_of,))
    return Statement(_FOUND) + classed_sql(numbers, as_of=as_of, rule=rule) + judged


def goal_numbers_sql(
    scope: GoalScope, *, as_of: date, rule: PaceRule, known_at: datetime | None = None
) -> Statement:
    """The goals of a scope as the numbers that `judging` takes."""
    measured = measured_sql(scope, as_of=as_of, grace_days=rule.grace_days, known_at=known_at)
    seen = seen_sql(measured, known_at=known_at)
    return due_sql(seen, methods=rule.methods, known_at=known_at)
