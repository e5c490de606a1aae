"""Write the current pace of goals anew, set-based (刷新进度)."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from ...models import Series
from ..pace.rules import pace_rule_on
from ..queries.measured import GoalScope
from ..queries.pace import goal_pace_sql
from ..queries.statements import Statement
from .writings import next_writing, note_removed

CHUNK = 20_000  # series at a time, so that a submission waits for a moment only
_LARGEST = "1e27"  # what the columns hold; a figure beyond it is not kept
_COLUMNS = (
    "day, pace, method, value, observed_on, share_pct, due_pct, needed, gap, run_rate, reason,"
    " refreshed_at, writing"
)
_SET = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", "))
_FIGURES = ", ".join(
    f"CASE WHEN abs(f.{name}) < {_LARGEST} THEN f.{name} END"
    for name in ("share_pct", "due_pct", "needed", "gap", "run_rate")
)
_WRITE = f"""
INSERT INTO indicators_goalpace (goal_id, {_COLUMNS})
SELECT f.goal_id, %s, f.pace, f.method, f.value, f.observed_on, {_FIGURES}, f.reason, %s, %s
FROM ("""  # noqa: S608 - built from constants
_REPLACE = f") f ORDER BY f.goal_id ON CONFLICT (goal_id) DO UPDATE SET {_SET}"
_FORGET = """
DELETE FROM indicators_goalpace p USING indicators_seriesgoal g
WHERE g.id = p.goal_id AND NOT EXISTS (
    SELECT FROM indicators_goalversion v WHERE v.goal_id = g.id AND v.until IS NULL)"""


def refresh_pace(series_ids: Collection[int] | None, *, as_of: datetime) -> int:
    """Write the pace of the goals of series (None: of all) at the end of the local day of a
    moment; returns how many there are. Four statements for each 20,000 series.

    A goal that holds no longer loses its row. Run again it leaves the same rows.
    """
    return sum(_refresh(chunk, as_of=as_of) for chunk in _chunks(series_ids))


@transaction.atomic
def _refresh(series_ids: Collection[int], *, as_of: datetime) -> int:
    day, number = timezone.localdate(as_of), next_writing()
    rule = pace_rule_on(day)
    found = goal_pace_sql(GoalScope(series=series_ids), as_of=day, rule=rule)
    write = Statement(_WRITE, (day, as_of, number)) + found + _REPLACE
    forget = Statement(_FORGET + " AND g.series_id = ANY(%s::bigint[])", (list(series_ids),))
    with connection.cursor() as cursor:
        cursor.execute(write.text, write.params)
        written: int = cursor.rowcount
        cursor.execute(forget.text, forget.params)
        forgotten = cursor.rowcount
    if forgotten:
        note_removed()
    return written


def _chunks(series_ids: Collection[int] | None) -> Iterator[list[int]]:
    """The series in the order of their numbers, so many at a time."""
    if series_ids is not None:
        ids = sorted(series_ids)
    else:
        ids = list(Series.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
