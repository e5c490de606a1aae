"""What rules are put to, of any number of series in a constant number of queries (预警取数)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from taizhang.organisations.enums import Level

from ...enums import OwedState
from ...warnings.evidence import plain
from ...warnings.figures import LATE, Point, end_before, end_last_year, recent_ends
from ...warnings.judging import GoalStand, Meaning
from ...warnings.types import Applies, Change, Gap, Streak, ValueLevel, WarningRule
from ..pace.rules import pace_rule_on
from ..queries.measured import GoalScope
from ..queries.owed import OwedScope, owed_sql
from ..queries.pace import goal_pace_sql
from ..queries.statements import Statement

AFTER_DEADLINE = timedelta(days=100)
"""So long after its deadline a goal is still judged; then it is a matter of the past."""

_MEANT = """
SELECT s.id, s.indicator_id, i.code, coalesce(s.office_id, v.office_id), u.name, r.level,
    r.parent_id, s.expected_from IS NOT NULL, v.unit, v.direction, v.frequency, v.accumulation
FROM indicators_series s
JOIN indicators_indicator i ON i.id = s.indicator_id
JOIN indicators_indicatorversion v ON v.indicator_id = i.id AND v.until IS NULL
JOIN organisations_region r ON r.id = s.region_id
LEFT JOIN organisations_unit u ON u.id = coalesce(s.office_id, v.office_id)
WHERE s.id = ANY(%s::bigint[]) ORDER BY s.id
"""
_RECENT = """
SELECT DISTINCT ON (o.series_id, o.day) o.series_id, o.day, o.value
FROM unnest(%s::bigint[], %s::date[]) w (series_id, since)
JOIN indicators_observation o
    ON o.series_id = w.series_id AND o.day >= w.since AND o.day <= %s
ORDER BY o.series_id, o.day DESC, o.source, o.id DESC
"""
_STANDS = """
SELECT f.goal_id, f.series_id, f.pace, f.reason, f.value, f.observed_on, f.share_pct, f.due_pct,
    f.lag_pct, v.op, v.value, v.value_max, v.unit, v.baseline, v.starts, v.deadline
FROM ("""
_TARGETS = """) f JOIN indicators_goalversion v ON v.goal_id = f.goal_id AND v.until IS NULL
WHERE v.deadline IS NULL OR v.deadline >= %s ORDER BY f.goal_id"""
_MISSING = """
SELECT q.series_id, q.ends FROM (
    SELECT o.series_id, o.ends, o.state,
        max(o.ends) FILTER (WHERE o.state IN ('given', 'late')) OVER (PARTITION BY o.series_id)
            AS given
    FROM ("""
_AT_THE_END = """) o
) q WHERE q.state = %s AND (q.given IS NULL OR q.ends > q.given) ORDER BY q.series_id, q.ends"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A series as rules see it. `county`: under which region it is one; None: it is none."""

    id: int
    indicator_id: int
    code: str
    office_id: int | None
    office: str
    county: int | None
    is_expected: bool
    meaning: Meaning

    def is_in(self, applies: Applies) -> bool:
        """Whether a rule is put to it."""
        return (
            (not applies.codes or self.code in applies.codes)
            and (not applies.offices or self.office in applies.offices)
            and (not applies.directions or self.meaning.direction in applies.directions)
            and (not applies.frequencies or self.meaning.frequency in applies.frequencies)
            and (not applies.accumulations or self.meaning.accumulation in applies.accumulations)
        )


def judged_series(series_ids: Collection[int]) -> list[Judged]:
    """The series with what they mean now: one query."""
    rows = Statement(_MEANT, (sorted(set(series_ids)),)).rows()
    return [_judged(*row) for row in rows]


def _judged(
    pk: int,
    indicator: int,
    code: str,
    office: int | None,
    name: str | None,
    level: str,
    parent: int | None,
    expected: bool,
    *meaning: str,
) -> Judged:
    county = parent if level in (Level.COUNTY, Level.DISTRICT) else None
    return Judged(pk, indicator, code, office, name or "", county, expected, Meaning(*meaning))


def recent_values(
    series: Iterable[Judged], rules: Iterable[WarningRule], *, on: date
) -> Mapping[int, list[Point]]:
    """The figures that count, as far back as rules look, in the order of days: one query."""
    rules, listed = list(rules), list(series)
    since = {each: _since(rules, each, on) for each in {one.meaning.frequency for one in listed}}
    params = ([one.id for one in listed], [since[one.meaning.frequency] for one in listed], on)
    found: dict[int, list[Point]] = defaultdict(list)
    for series_id, day, value in Statement(_RECENT, params).rows():
        found[series_id].append((day, value))
    return {series_id: points[::-1] for series_id, points in found.items()}


def _since(rules: Iterable[WarningRule], frequency: str, on: date) -> date:
    """The first day that any rule may ask for."""
    oldest = recent_ends(on, frequency)[-1]
    days = [_back(oldest, frequency, LATE)]
    for rule in rules:
        if isinstance(rule.on, Change) and rule.on.against == "last_year":
            days.append(_back(end_last_year(oldest, frequency), frequency, 1))
        elif isinstance(rule.on, Streak):
            days.append(_back(oldest, frequency, rule.on.periods + 2))
    return min(days)


def _back(end: date, frequency: str, periods: int) -> date:
    for _step in range(periods):
        end = end_before(end, frequency)
    return end


def needs_values(rule: WarningRule) -> bool:
    """Whether a rule asks for figures themselves, not only for the pace of goals."""
    on = rule.on
    if isinstance(on, Streak):
        return on.of not in ("behind", "missing")
    return isinstance(on, ValueLevel | Change) or (isinstance(on, Gap) and on.of == "value")


def goal_stands(
    series_ids: Collection[int], *, day: date, on: date
) -> Mapping[int, list[GoalStand]]:
    """Where the goals of series stand at the end of a day, by series: one query. `on`: the day of
    judging, which goals of the past are left out of."""
    scope = GoalScope(series=sorted(series_ids))
    found = goal_pace_sql(scope, as_of=day, rule=pace_rule_on(day))
    asked = Statement(_STANDS) + found + Statement(_TARGETS, (on - AFTER_DEADLINE,))
    stands: dict[int, list[GoalStand]] = defaultdict(list)
    for row in asked.rows():
        stands[row[1]].append(_stand(row[:9], row[9:]))
    return stands


def _stand(found: tuple[Any, ...], target: tuple[Any, ...]) -> GoalStand:
    parts = [plain(part) if isinstance(part, Decimal) else str(part or "") for part in target]
    known = (*found, " ".join(parts), target[-1])
    return GoalStand(*known)


def missing_periods(series: Iterable[Judged], *, on: date) -> Mapping[int, list[date]]:
    """The periods whose figures are missing since the last one that was given, of the series that
    figures are expected of: one query."""
    expected = [each.id for each in series if each.is_expected]
    found: dict[int, list[date]] = {series_id: [] for series_id in expected}
    asked = Statement(_MISSING) + owed_sql(OwedScope(series=expected), as_of=on)
    asked += Statement(_AT_THE_END, (OwedState.MISSING.value,))
    for series_id, ends in asked.rows() if expected else ():
        found[series_id].append(ends)
    return found
