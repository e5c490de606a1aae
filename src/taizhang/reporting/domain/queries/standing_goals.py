"""Where goals without a task stand (无任务目标的进度): of a whole city, or of some, in two queries.

Today they are read from the paces that are kept, any other day or recorded moment they are
reckoned; both give the same.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from taizhang.indicators.domain.pace.rules import PaceRule
from taizhang.indicators.domain.queries.measured import GoalScope
from taizhang.indicators.domain.queries.pace import goal_pace_sql
from taizhang.indicators.domain.queries.statements import Scope, Statement

# A ceiling is ordered by how far the figure is below it, in per cent of it; all others by the
# share less the share that is due.
_LEAD = """CASE WHEN v.op IN ('<=', '<') AND v.value >= coalesce(v.baseline, 0)
    THEN (v.value - p.value) * 100 / coalesce(nullif(abs(v.value), 0), 1)
    ELSE p.share_pct - p.due_pct END"""
_FOUND = f"""
SELECT g.id, s.region_id, coalesce(s.office_id, m.office_id), p.pace, ({_LEAD})::float8,
    coalesce(p.outlook, '')
FROM indicators_seriesgoal g
JOIN indicators_goalversion v ON v.goal_id = g.id AND """  # noqa: S608 - built from constants
_SERIES = """
JOIN indicators_series s ON s.id = g.series_id
JOIN indicators_indicatorversion m ON m.indicator_id = s.indicator_id AND """
_END = """) p ON p.goal_id = g.id
WHERE g.task_id IS NULL AND coalesce(v.deadline, 'infinity') >= %s
    AND coalesce(v.starts, date_trunc('year', v.deadline)::date, '-infinity') <= %s"""
_KEPT = """
SELECT k.goal_id, k.pace, k.share_pct, k.due_pct, k.value, o.outlook FROM indicators_goalpace k
LEFT JOIN indicators_goaloutlook o ON o.goal_id = k.goal_id AND o.day = k.day"""
_RECKONED = "SELECT f.goal_id, f.pace, f.share_pct, f.due_pct, f.value, '' AS outlook FROM ("
_DAYS = "SELECT min(k.day), max(k.day) FROM indicators_goalpace k"


class GoalStanding(NamedTuple):
    """A goal, the region of its series, the unit that gives its figures, its class.

    `lead`: percentage points of the way ahead of what is due, below zero behind; only for order.
    `outlook`: whether it will be reached, as it is kept; "" where it is not kept.
    """

    id: int
    region_id: int
    office_id: int | None
    pace: str
    lead: float | None
    outlook: str = ""


def goal_standings(
    *,
    day: date,
    known_at: datetime | None,
    year_starts: date,
    rule: PaceRule,
    goals: Collection[int] | None = None,
) -> list[GoalStanding]:
    """The goals that had begun by the day and were not over before the year began.

    `known_at` None: as recorded now. `goals`: those of these. Two queries, whatever their number.
    """
    holds = Scope(known_at=known_at)
    found = Statement(_FOUND) + holds.holds("v") + _SERIES + holds.holds("m") + "\nJOIN ("
    asked = Statement(_END, (year_starts, day)) + GoalScope(goals=goals).of("g")
    rows = (found + _paces(day, known_at, rule, goals) + asked + "\nORDER BY g.id").rows()
    words: dict[str, str] = {}  # one text for each class, not one a row
    return [
        GoalStanding(
            pk,
            region,
            office,
            words.setdefault(pace, pace),
            lead,
            words.setdefault(outlook, outlook),
        )
        for pk, region, office, pace, lead, outlook in rows
    ]


def _paces(
    day: date, known_at: datetime | None, rule: PaceRule, goals: Collection[int] | None
) -> Statement:
    if known_at is None:
        wanted = Statement("")
        if goals is not None:
            wanted = Statement(" WHERE k.goal_id = ANY(%s::bigint[])", (list(goals),))
        if (Statement(_DAYS) + wanted).rows() == [(day, day)]:
            return Statement(_KEPT) + wanted
    found = goal_pace_sql(GoalScope(goals=goals), as_of=day, rule=rule, known_at=known_at)
    return Statement(_RECKONED) + found + ") f"
