"""Goals in the terms of their figures, in SQL (目标换算): the same as `pace.measuring`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ...enums import Frequency
from .judging import CEILING
from .observed import period_end, period_number
from .statements import Scope, Statement
from .units import compared_sql


@dataclass(frozen=True, slots=True)
class GoalScope:
    """Which goals a statement is about: of these series, these goals, those of tasks; None: all.

    `tasks`: as in `Scope`; with it only goals that are targets of tasks.
    """

    series: Collection[int] | None = None
    goals: Collection[int] | None = None
    tasks: Scope | None = None

    def of(self, alias: str) -> Statement:
        """`AND` the row of the goal is one of them."""
        found = Statement("")
        if self.series is not None:
            found += Statement(f" AND {alias}.series_id = ANY(%s::bigint[])", (list(self.series),))
        if self.goals is not None:
            found += Statement(f" AND {alias}.id = ANY(%s::bigint[])", (list(self.goals),))
        if self.tasks is not None:
            found += Statement(f" AND {alias}.task_id IS NOT NULL") + self.tasks.of(alias)
        return found


_GRACE = " ".join(f"WHEN '{name}' THEN %s" for name in Frequency.values)
_ASKED = f"""
SELECT g.id, g.series_id, g.task_id, v.op, v.value, v.value_max, v.baseline, v.deadline, v.method,
    m.accumulation, m.frequency, m.direction = 'within' AS within,
    coalesce(u.kind, 'plain') AS kind, CASE WHEN u.kind IS NULL THEN 1 ELSE u.ratio END AS ratio,
    (%s::date - m.release_days - CASE m.frequency {_GRACE} END)::date AS overdue,
    coalesce(v.starts, date_trunc('year', v.deadline)::date) AS begins
FROM indicators_seriesgoal g
JOIN indicators_goalversion v ON v.goal_id = g.id AND """  # noqa: S608 - built from constants
_MEANT = """
JOIN indicators_series s ON s.id = g.series_id
JOIN indicators_indicatorversion m ON m.indicator_id = s.indicator_id AND """
_GROWN = "a.baseline * (100 + {column}) * 0.01"


def _measured(column: str) -> str:
    grown = _GROWN.format(column=column)
    return (
        f"CASE a.kind WHEN 'plain' THEN {column} * a.ratio WHEN 'points' THEN a.baseline + {column}"
        f" WHEN 'growth' THEN CASE WHEN a.baseline > 0 THEN {grown} END END"
    )


_MEASURED = f"""
SELECT a.id, a.series_id, a.task_id, a.op, {_measured("a.value")} AS value,
    {_measured("a.value_max")} AS value_max, a.within, a.method AS own, a.deadline, a.begins,
    CASE a.kind WHEN 'plain' THEN coalesce(a.baseline, 0) WHEN 'points' THEN a.baseline
        WHEN 'growth' THEN CASE WHEN a.baseline <= 0 THEN NULL
            WHEN a.accumulation = 'level' THEN a.baseline ELSE 0 * a.baseline END END AS baseline,
    CASE WHEN a.kind = 'other' THEN 'other_unit' WHEN a.kind = 'plain' THEN NULL
        WHEN a.baseline IS NULL THEN 'no_baseline'
        WHEN a.kind = 'growth' AND a.baseline <= 0 THEN 'base_not_positive' END AS lost,
    CASE WHEN a.deadline >= a.begins THEN a.deadline - a.begins + 1 END AS days,
    a.accumulation, a.frequency, a.overdue, d.today,
    (date_trunc('year', a.begins) - interval '1 year')::date - 1 AS opening,
    date_trunc('year', a.begins) = date_trunc('year', a.deadline) AS in_one_year,
    CASE WHEN a.accumulation = 'level' OR a.begins IS NULL THEN '-infinity'::date
        WHEN a.accumulation = 'cumulative' THEN date_trunc('year', a.begins)::date
        ELSE a.begins END AS first_day
FROM ("""  # noqa: S608 - built from constants
# What is there to be kept has been kept or broken at its deadline. Of a figure that is the last to
# count no later one can be owed.
_FRESH = "least(g.overdue, g.last_day + 1)"
_FRESH = period_end(f"({period_number(_FRESH, 'g.frequency')} - 1)", "g.frequency")
_COUNTED = f"""
SELECT g.*, {_FRESH} AS fresh_since FROM (
SELECT g.*, CASE WHEN g.deadline IS NULL THEN g.today
    WHEN {CEILING} THEN least(g.today, g.deadline) WHEN g.accumulation = 'level' THEN g.today
    ELSE least(g.today, make_date(extract(year FROM g.deadline)::int, 12, 31)) END AS last_day
FROM ("""  # noqa: S608 - built from constants


def measured_sql(
    scope: GoalScope, *, as_of: date, grace_days: Mapping[str, int], known_at: datetime | None
) -> Statement:
    """A row a goal that holds, in the terms of its figures: what `measure_goal` says, the first
    and last day whose figures count, `days` from start to deadline (NULL: no such time),
    `opening`, the day before the year before the start's, and `fresh_since`, the first day whose
    figure is not stale.

    `lost`: why it cannot be measured; then value and baseline are NULL.
    """
    holds = Scope(known_at=known_at)
    return (
        Statement(_COUNTED + _MEASURED)
        + Statement(_ASKED, (as_of, *(grace_days[name] for name in Frequency.values)))
        + holds.holds("v")
        + _MEANT
        + holds.holds("m")
        + compared_sql("v.unit", "m.unit", alias="u")
        + " WHERE TRUE"
        + scope.of("g")
        + Statement(" OFFSET 0) a CROSS JOIN (SELECT %s::date AS today) d OFFSET 0", (as_of,))
        + ") g OFFSET 0) g OFFSET 0"
    )
