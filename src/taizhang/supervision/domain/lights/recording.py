"""Keeping the lights of the days that are over (亮灯记录)."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max

from taizhang.indicators.domain.queries.statements import Scope, Statement

from ...models import LightRecord
from ...regimes import Regime
from ..clocks.days import day_of_due, start_of_day
from ..queries.lights import lights_sql, regime_at

_DAY = timedelta(days=1)
_LOCK = 8_132_713  # any number, the same for all processes of the product
_INSERT = """
INSERT INTO supervision_lightrecord (task_id, day, colour, label, points, reds, recorded_at)
SELECT n.task_id, %s, o.colour, o.label, o.points,
    CASE WHEN %s THEN CASE WHEN o.colour = 'red' THEN n.reds_in_a_row + 1 ELSE 0 END END, %s
FROM ("""
_CHANGED = """
    ON o.rule = n.rule
LEFT JOIN LATERAL (
    SELECT l.colour, l.label FROM supervision_lightrecord l
    WHERE l.task_id = n.task_id AND l.day < %s ORDER BY l.day DESC LIMIT 1
) b ON TRUE
WHERE n.clock NOT IN ('closed_on_time', 'closed_late')
    AND (%s OR (b.colour, b.label) IS DISTINCT FROM (o.colour, o.label))
ON CONFLICT (task_id, day) DO NOTHING
"""


def is_review_day(day: date) -> bool:
    """Whether the lights of all open tasks are counted on this day: the last of the month."""
    return (day + _DAY).day == 1


def record_lights(*, as_of: datetime) -> int:
    """Record the lights of every day that is over and has not been recorded; gives the number of
    records written.

    Begins with yesterday where nothing was recorded before. Days are derived from what was
    recorded by their end, so a day that is caught up later, or once more, gives the same.
    """
    yesterday = day_of_due(as_of) - _DAY
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        last = LightRecord.objects.aggregate(last=Max("day"))["last"]
        day = yesterday if last is None else last + _DAY
        written = 0
        while day <= yesterday:
            written += record_day(day, as_of=as_of)
            day += _DAY
    return written


def record_day(day: date, *, as_of: datetime) -> int:
    """Record the lights at the end of a day: on a review day of all open tasks, on others of
    those whose light is not that of their last record. One statement."""
    end = start_of_day(day + _DAY)
    regime, review = regime_at(end, end), is_review_day(day)
    lights = lights_sql(regime, Scope(None, end), moment=end, reviews_known_at=as_of)
    statement = (
        Statement(_INSERT, (day, review, as_of))
        + lights
        + ") n LEFT JOIN "
        + _outcomes(regime)
        + Statement(_CHANGED, (day, review))
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        written: int = cursor.rowcount
    return written


def _outcomes(regime: Regime) -> Statement:
    """What each rule gives, as a relation. A task that no rule takes finds no row: its record
    has no colour, and the database refuses the day."""
    row = Statement("(%s::smallint, %s, %s, %s::numeric)")
    rows = [
        (place, rule.then.colour, rule.then.label, rule.then.points)
        for place, rule in enumerate(regime.rules)
    ]
    values = ", ".join([row.text] * len(rows))
    known = tuple(value for each in rows for value in each)
    return Statement(f"(VALUES {values}) o (rule, colour, label, points)", known)
