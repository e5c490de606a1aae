"""Very many series for measuring: ten years of monthly figures, and a goal of each.

Written month by month, as figures come in; the index is built afterwards and the table vacuumed,
as the server does it by itself in quiet hours.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.db import connection, transaction

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.calendars import TIME_ZONE
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import Submission
from taizhang.organisations.enums import Level
from taizhang.organisations.models import Region

DAY = date(2026, 6, 30)
MOMENT = datetime(2026, 7, 1, 9, 0, tzinfo=TIME_ZONE)
REGIONS = 120
MONTHS = 120
_SINCE = datetime(2016, 1, 1, tzinfo=TIME_ZONE)

_INDICATORS = """
INSERT INTO indicators_indicator (code, created_at, created_by_id)
SELECT 'B' || lpad(n::text, 6, '0'), %s, %s FROM generate_series(1, %s) n
"""
# Of ten indicators eight are cumulated, one counts its periods, one is a level.
_MEANINGS = """
INSERT INTO indicators_indicatorversion (indicator_id, since, name, unit, direction, frequency,
    accumulation, region_id, release_days, definition, reference, recorded_by_id)
SELECT i.id, %s, '指标' || i.code, '家', 'more', 'month', (ARRAY['per_period', 'level'] ||
    array_fill('cumulative'::text, ARRAY[8]))[1 + i.id %% 10], %s, 15, '', '', %s
FROM indicators_indicator i
"""
_SERIES = """
INSERT INTO indicators_series (indicator_id, region_id)
SELECT i.id, r.id FROM indicators_indicator i CROSS JOIN organisations_region r
WHERE r.parent_id = %s ORDER BY i.id, r.id
"""
# A year's curve that starts slowly and ends fast; each series has a size and a growth of its own.
_OBSERVATIONS = """
INSERT INTO indicators_observation
    (series_id, day, value, source, is_final, submission_id, note, recorded_at)
SELECT s.id, m.day, round((100 + s.id %% 9000) * (1 + (s.id + m.n) %% 13 / 50.0)
    * CASE v.accumulation WHEN 'cumulative' THEN m.share * m.share
        WHEN 'per_period' THEN 1.0 / 12 ELSE 1 END, 2),
    1 + s.id %% 3, TRUE, %s, '', (m.day + 10)::timestamp AT TIME ZONE 'Asia/Shanghai'
FROM (
    SELECT n, d::date AS day, extract(month FROM d) / 12 AS share
    FROM generate_series(1, %s) n, LATERAL (
        SELECT %s::date + 1 - make_interval(months => %s - n) - interval '1 day' AS d) x
) m
JOIN indicators_series s ON TRUE
JOIN indicators_indicatorversion v ON v.indicator_id = s.indicator_id
ORDER BY m.n, s.id
"""
_GOALS = """
INSERT INTO indicators_seriesgoal (series_id) SELECT id FROM indicators_series ORDER BY id
"""
_VERSIONS = """
INSERT INTO indicators_goalversion
    (goal_id, since, op, value, unit, deadline, method, reference)
SELECT g.id, %s, '>=', round((100 + g.series_id %% 9000) * (90 + g.series_id %% 40) / 100.0, 2),
    '家', date '2026-12-31', '', ''
FROM indicators_seriesgoal g
"""
_INDEXES = """
SELECT i.indexname, i.indexdef FROM pg_indexes i
WHERE i.tablename = 'indicators_observation' AND NOT EXISTS (
    SELECT FROM pg_constraint c WHERE c.conname = i.indexname)
"""
_REFERENCES = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = 'indicators_observation'::regclass AND contype = 'f'
"""


def build(indicators: int, *, say: Callable[[str], None]) -> Person:
    """Write that many indicators in 120 regions; returns their officer."""
    officer = Person.objects.create_user("officer", name="孙丽", roles=[Role.INDICATOR_OFFICER])
    city, _made = Region.objects.get_or_create(name="云岭市", defaults={"level": Level.CITY})
    Region.objects.bulk_create(
        Region(name=f"第{n}片区", parent=city, level=Level.DISTRICT) for n in range(1, REGIONS + 1)
    )
    _run(_INDICATORS, _SINCE, officer.pk, indicators)
    _run(_MEANINGS, _SINCE, city.pk, officer.pk)
    _run(_SERIES, city.pk)
    _run(_GOALS)
    _run(_VERSIONS, _SINCE)
    say(f"{indicators * REGIONS:,} 个数列及其目标")
    _write_figures()
    say(f"{indicators * REGIONS * MONTHS:,} 个观测值")
    _run("VACUUM (ANALYZE) indicators_observation")
    _run("ANALYZE")
    say("索引、统计")
    return officer


def _write_figures() -> None:
    """All figures at once, without indexes and references: what is measured comes after."""
    submission = Submission.objects.create(
        way=Way.PROGRAMME, source=Source.PROGRAMME, recorded_at=_SINCE
    )
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES)
        indexes = cursor.fetchall()
        cursor.execute(_REFERENCES)
        references = cursor.fetchall()
    with transaction.atomic():
        for name, _definition in references:
            _run(f'ALTER TABLE indicators_observation DROP CONSTRAINT "{name}"')
        for name, _definition in indexes:
            _run(f'DROP INDEX "{name}"')
        _run(_OBSERVATIONS, submission.pk, MONTHS, DAY, MONTHS)
        for _name, definition in indexes:
            _run(definition)
        for name, definition in references:
            _run(
                f'ALTER TABLE indicators_observation ADD CONSTRAINT "{name}" {definition} NOT VALID'
            )


def _run(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)  # type: ignore[arg-type]
