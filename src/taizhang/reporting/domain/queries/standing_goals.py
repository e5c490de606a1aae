"""Where goals without a task stand (无任务目标的进度): of a whole city in one query.

Today they are read from the paces that are kept, any other day or recorded moment they are
reckoned; both give the same.
"""

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
SELECT g.id, s.region_id, coalesce(s.office_id, m.office_id), p.pace, ({_LEAD})::float8
FROM indicators_seriesgoal g
JOIN indicators_goalversion v ON v.goal_id = g.id AND """  # noqa: S608 - built from constants
_SERIES = """
JOIN indicators_series s ON s.id = g.series_id
JOIN indicators_indicatorversion m ON m.indicator_id = s.indicator_id AND """
_END = """) p ON p.goal_id = g.id
WHERE g.task_id IS NULL AND coalesce(v.deadline, 'infinity') >= %s
    AND coalesce(v.starts, date_trunc('year', v.deadline)::date, '-infinity') <= %s
ORDER BY g.id"""
_KEPT = "SELECT goal_id, pace, share_pct, due_pct, value FROM indicators_goalpace"
_DAYS = "SELECT min(day), max(day) FROM indicators_goalpace"


class GoalStanding(NamedTuple):
    """A goal, the region of its series, the unit that gives its figures, its class.

    `lead`: percentage points of the way ahead of what is due, below zero behind; only for order.
    """

    id: int
    region_id: int
    office_id: int | None
    pace: str
    lead: float | None


def goal_standings(
    *, day: date, known_at: datetime | None, year_starts: date, rule: PaceRule
) -> list[GoalStanding]:
    """The goals that had begun by the day and were not over before the year began.

    `known_at` None: as recorded now. Two queries, whatever their number.
    """
    holds = Scope(known_at=known_at)
    found = Statement(_FOUND) + holds.holds("v") + _SERIES + holds.holds("m") + "\nJOIN ("
    asked = Statement(_END, (year_starts, day))
    rows = (found + _paces(day, known_at, rule) + asked).rows()
    words: dict[str, str] = {}  # one text for each class, not one a row
    return [
        GoalStanding(pk, region, office, words.setdefault(pace, pace), lead)
        for pk, region, office, pace, lead in rows
    ]


def _paces(day: date, known_at: datetime | None, rule: PaceRule) -> Statement:
    if known_at is None and Statement(_DAYS).rows() == [(day, day)]:
        return Statement(_KEPT)
    return goal_pace_sql(GoalScope(), as_of=day, rule=rule, known_at=known_at)
