"""Pace in SQL (进度): the same as `domain.pace`, for a query over any number of tasks."""

from datetime import date

from ...enums import WORST_FIRST
from ..pace.rules import PaceRule
from .statements import Statement

# What is reckoned of each goal. No division before the last step, so that classes are exact;
# OFFSET 0 keeps the planner from writing one step into the next, which would reckon it many times.
_DISTANCE = "(g.value - g.baseline)"
_CEILING = "(g.op IN ('<=', '<') AND g.value >= g.baseline)"
_MET = """CASE g.op WHEN '>' THEN g.observed > g.value WHEN '<' THEN g.observed < g.value
    WHEN '<=' THEN g.observed <= g.value ELSE g.observed >= g.value END"""
_STARTS = "coalesce(g.starts, date_trunc('year', g.deadline)::date)"
_DAYS = f"(g.deadline - {_STARTS} + 1)"
_RECKONED = f"""
SELECT g.task_id, g.observed_on, g.deadline, {_CEILING} AS ceiling, {_MET} AS met, {_DAYS} AS days,
    CASE WHEN {_DAYS} > 0 THEN abs({_DISTANCE}) * {_DAYS} END AS whole,
    CASE WHEN {_DAYS} > 0 THEN sign({_DISTANCE}) * ((g.observed - g.baseline) * {_DAYS}
        - least(greatest(%s::date - {_STARTS} + 1, 0), {_DAYS}) * {_DISTANCE}) END AS lead
FROM ({{goals}}) g OFFSET 0
"""  # noqa: S608 - built from constants
_CLASSES = """
SELECT r.task_id, r.lead, r.whole, r.ceiling, CASE
    WHEN r.met AND (%s > r.deadline OR NOT r.ceiling) THEN {done}
    WHEN r.met IS NULL OR %s - r.observed_on > %s THEN {unknown}
    WHEN r.ceiling THEN CASE WHEN NOT r.met THEN {behind} WHEN r.days > 0 THEN {on_pace}
        ELSE {unknown} END
    WHEN r.days IS NULL OR r.days <= 0 THEN {unknown}
    WHEN %s > r.deadline THEN {behind}
    WHEN r.whole = 0 THEN {unknown}
    WHEN 100 * r.lead >= %s * r.whole THEN {ahead}
    WHEN 100 * r.lead <= -%s * r.whole THEN {behind}
    ELSE {on_pace} END AS place
FROM ({reckoned}) r OFFSET 0
"""
_WORST = """
SELECT d.task_id, ({words})[min(d.place) + 1] AS pace, max(d.lag) AS lag_pct
FROM (
    SELECT c.task_id, c.place, CASE WHEN c.lead < 0 AND NOT c.ceiling AND c.whole > 0
        AND c.place NOT IN ({done}, {unknown})
        THEN round(-100 * c.lead / c.whole, 4) ELSE 0 END AS lag
    FROM ({classes}) c OFFSET 0
) d GROUP BY d.task_id
"""
_PLACES = {pace.value: place for place, pace in enumerate(WORST_FIRST)}


def pace_sql(goals: Statement, *, as_of: date, rule: PaceRule) -> Statement:
    """`task_id, pace, lag_pct` of the tasks of a relation of numbers, at the end of a day.

    `goals` gives `task_id, op, value, baseline, starts, deadline, observed, observed_on`: dates,
    numerics, and op as text; what is not known is NULL. The pace of a task is the worst of its
    numbers (`WORST_FIRST`), its lag the greatest of them, in percentage points with four places.
    """
    reckoned = _RECKONED.replace("{goals}", goals.text)
    classes = _CLASSES.format(reckoned=reckoned, **_PLACES)
    words = "ARRAY[" + ", ".join(f"'{pace}'" for pace in _PLACES) + "]"
    text = _WORST.format(classes=classes, words=words, **_PLACES)
    judged = (as_of, as_of, rule.stale_days, as_of, rule.tolerance_pct, rule.tolerance_pct)
    return Statement(text, (*judged, as_of, *goals.params))
