"""Values of goals as their indicators count, in SQL (完成值): the same as `pace.counted`."""

from datetime import datetime

from ..pace.counted import WEEK_SLACK
from .statements import Statement

# Months that a period of the calendar has.
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_WEEK_ONE = "date '0001-01-01'"  # a Monday


def period_number(day: str, frequency: str) -> str:
    """SQL: the number of the period that a day lies in; the next one has the next number."""
    month = f"(extract(year FROM {day})::int * 12 + extract(month FROM {day})::int - 1)"
    third = f"least((extract(day FROM {day})::int - 1) / 10, 2)"
    calendar = " ".join(f"WHEN '{name}' THEN {month} / {size}" for name, size in _MONTHS.items())
    return (
        f"CASE {frequency} {calendar} WHEN 'week' THEN ({day} - {_WEEK_ONE}) / 7"
        f" WHEN 'ten_days' THEN {month} * 3 + {third} END"
    )


def period_end(number: str, frequency: str) -> str:
    """SQL: the last day of the period with a number."""

    def first_of(month: str) -> str:
        return f"make_date(({month}) / 12, mod({month}, 12) + 1, 1)"

    calendar = " ".join(
        f"WHEN '{name}' THEN {first_of(f'({number} + 1) * {size}')} - 1"
        for name, size in _MONTHS.items()
    )
    third = (
        f"CASE mod({number}, 3) WHEN 2 THEN {first_of(f'{number} / 3 + 1')} - 1"
        f" ELSE {first_of(f'{number} / 3')} + mod({number}, 3) * 10 + 9 END"
    )
    return (
        f"CASE {frequency} {calendar} WHEN 'week' THEN {_WEEK_ONE} + {number} * 7 + 6"
        f" WHEN 'ten_days' THEN {third} END"
    )


# The order is that of the index `observation_that_counts`: one step to the figure that counts.
# Day (counted from 1) and value come as one array: a subquery with LIMIT among the joined tables
# would keep the database from sharing the work among processes.
_FIGURES = "FROM indicators_observation o WHERE o.series_id = k.series_id{known}"
_COUNTS = "o.day DESC, o.source, o.id DESC"
_BOTH = f"SELECT ARRAY[(o.day - {_WEEK_ONE})::numeric, o.value]"
_DAY_OF = f"({_WEEK_ONE} + {{both}}[1]::int)"
_LATEST = f"""
(SELECT k.*, ({_BOTH} {_FIGURES} AND k.accumulation <> 'per_period' AND k.lost IS NULL
    AND o.day BETWEEN k.first_day AND k.last_day
    ORDER BY {_COUNTS} LIMIT 1) AS latest FROM (
"""  # noqa: S608 - built from constants
_YEARS = f"""
LEFT JOIN LATERAL (
    SELECT sum(e.latest[2]) AS value,
        min(e.year) FILTER (WHERE e.latest IS NULL OR {_DAY_OF.format(both="e.latest")} < make_date(
            e.year, 12, CASE k.frequency WHEN 'week' THEN {31 - WEEK_SLACK} ELSE 31 END)) AS missing
    FROM (
        SELECT y.year, ({_BOTH} {_FIGURES}
            AND o.day BETWEEN make_date(y.year, 1, 1) AND make_date(y.year, 12, 31)
            ORDER BY {_COUNTS} LIMIT 1) AS latest
        FROM generate_series(extract(year FROM k.begins)::int,
            extract(year FROM {_DAY_OF.format(both="k.latest")})::int - 1) y (year)
        WHERE k.accumulation = 'cumulative' AND {_DAY_OF.format(both="k.latest")} > k.begins
        OFFSET 0
    ) e
) y ON TRUE"""  # noqa: S608 - built from constants
_PERIODS = f"""
LEFT JOIN LATERAL (
    SELECT sum(c.value) AS value, max(c.day) AS day, min(c.due) FILTER (WHERE c.number <> c.due)
        AS missing
    FROM (
        SELECT q.day, q.value, q.number, {period_number("k.begins", "k.frequency")}
            + row_number() OVER (ORDER BY q.number)::int - 1 AS due
        FROM (
            SELECT DISTINCT ON (n.number) n.number, n.day, n.value
            FROM (
                SELECT {period_number("o.day", "k.frequency")} AS number, o.* {_FIGURES}
                    AND k.accumulation = 'per_period' AND k.lost IS NULL
                    AND o.day BETWEEN k.first_day AND k.last_day AND k.begins IS NOT NULL
            ) n
            ORDER BY n.number, n.day DESC, n.source, n.id DESC
        ) q
    ) c
) p ON TRUE"""  # noqa: S608 - built from constants
_SEEN = f"""
SELECT k.*,
    CASE WHEN k.accumulation = 'per_period' THEN CASE WHEN p.missing IS NULL THEN p.value END
        WHEN y.missing IS NULL THEN k.latest[2] + coalesce(y.value, 0) END AS observed,
    CASE WHEN k.accumulation = 'per_period' THEN CASE WHEN p.missing IS NULL THEN p.day END
        WHEN y.missing IS NULL THEN {_DAY_OF.format(both="k.latest")} END AS observed_on,
    CASE WHEN k.lost IS NOT NULL THEN k.lost
        WHEN k.accumulation = 'per_period' AND k.begins IS NULL THEN 'no_deadline'
        WHEN p.missing IS NOT NULL
            THEN 'missing_period:' || ({period_end("p.missing", "k.frequency")})::text
        WHEN y.missing IS NOT NULL THEN 'missing_year:' || make_date(y.missing, 12, 31)::text
        ELSE 'no_observation' END AS unseen
FROM """  # noqa: S608 - built from constants


def seen_sql(goals: Statement, *, known_at: datetime | None) -> Statement:
    """The relation of `measured_sql` with `observed`, `observed_on` (NULL: nothing counts) and
    `unseen`, why nothing counts."""
    known, params = known_figures(known_at)
    latest = Statement(_LATEST.replace("{known}", known), params)
    laterals = (_YEARS + _PERIODS).replace("{known}", known)
    return (
        Statement(_SEEN)
        + latest
        + goals
        + Statement(f") k OFFSET 0) k {laterals} OFFSET 0", params * 2)
    )


def known_figures(known_at: datetime | None) -> tuple[str, tuple[datetime, ...]]:
    """`AND` the figure `o` was recorded by a moment, with its parameters."""
    return ("", ()) if known_at is None else (" AND o.recorded_at <= %s", (known_at,))
