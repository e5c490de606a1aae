"""Public indicators (公开的指标): what was reviewed of their meaning, figures that count, goals.

A goal that a task asks for is public with that task only. Definitions, references and notes are
working papers and are not read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from taizhang.indicators.domain.queries.statements import Statement
from taizhang.indicators.domain.queries.units import compared_sql, is_comparable_sql

from ...enums import PublicKind
from .public_marks import marked

_INDICATORS = """
SELECT i.id, i.code, v.name, v.unit, v.direction, v.frequency, v.accumulation, u.name, r.name,
    (v.name, v.unit, v.direction, v.frequency, v.accumulation, v.office_id, v.region_id)
        IS DISTINCT FROM
    (c.name, c.unit, c.direction, c.frequency, c.accumulation, c.office_id, c.region_id)
FROM ({marks}) m
JOIN indicators_indicator i ON i.id = m.subject_id
JOIN indicators_indicatorversion v ON v.indicator_id = i.id AND v.since <= m.since
    AND (v.until IS NULL OR v.until > m.since)
JOIN indicators_indicatorversion c ON c.indicator_id = i.id AND c.until IS NULL
LEFT JOIN organisations_unit u ON u.id = v.office_id
JOIN organisations_region r ON r.id = v.region_id
ORDER BY i.code
"""
_FIGURES = """
SELECT r.name, o.day, o.value, o.source, o.is_final
FROM indicators_series s
JOIN organisations_region r ON r.id = s.region_id
JOIN LATERAL (
    SELECT DISTINCT ON (o.day) o.day, o.value, o.source, o.is_final
    FROM indicators_observation o WHERE o.series_id = s.id
    ORDER BY o.day DESC, o.source, o.id DESC
) o ON TRUE
WHERE s.indicator_id = %s{region}
ORDER BY r.id, o.day DESC LIMIT %s OFFSET %s
"""
_COUNT = """
SELECT count(*) FROM (
    SELECT DISTINCT o.series_id, o.day FROM indicators_observation o
    JOIN indicators_series s ON s.id = o.series_id
    JOIN organisations_region r ON r.id = s.region_id
    WHERE s.indicator_id = %s{region}
) q
"""
_REGIONS = """
SELECT r.name FROM indicators_series s JOIN organisations_region r ON r.id = s.region_id
WHERE s.indicator_id = %s ORDER BY r.id
"""
# A goal without a unit is in that of its figures; one in another measure is not set beside them.
_GOALS = f"""
SELECT r.name, v.op, v.value, v.value_max, coalesce(nullif(v.unit, ''), i.unit), v.deadline,
    p.pace, p.value, i.unit, p.observed_on, o.is_final IS FALSE, g.task_id
FROM ({{marks}}) m
JOIN indicators_series s ON s.indicator_id = m.subject_id
JOIN organisations_region r ON r.id = s.region_id
JOIN indicators_seriesgoal g ON g.series_id = s.id
JOIN indicators_goalversion v ON v.goal_id = g.id AND v.until IS NULL
JOIN indicators_indicatorversion i ON i.indicator_id = s.indicator_id AND i.until IS NULL
{compared_sql("v.unit", "i.unit", alias="u")}
LEFT JOIN indicators_goalpace p ON p.goal_id = g.id AND {is_comparable_sql("u")}
LEFT JOIN LATERAL (
    SELECT o.is_final FROM indicators_observation o
    WHERE o.series_id = s.id AND o.day = p.observed_on ORDER BY o.source, o.id DESC LIMIT 1
) o ON TRUE
WHERE CASE WHEN g.task_id IS NULL THEN v.since <= m.since ELSE EXISTS (
    SELECT FROM ({{tasks}}) x JOIN ledger_target t ON t.task_id = x.subject_id AND t.until IS NULL
    WHERE x.subject_id = g.task_id AND t.key = g.target_key AND t.since <= x.since
) END
ORDER BY v.deadline NULLS LAST, r.id, g.id
"""  # noqa: S608 - built from constants


@dataclass(frozen=True, slots=True)
class PublicIndicator:
    """An indicator as anybody may read it (公开的指标)."""

    id: int
    code: str
    name: str
    unit: str
    direction: str
    frequency: str
    accumulation: str
    office: str | None
    region: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class PublicFigure:
    """A figure that counts (数值)."""

    region: str
    day: date
    value: Decimal
    source: int
    is_final: bool


@dataclass(frozen=True, slots=True)
class PublicGoal:
    """A number that an indicator is held to, and how it stands (目标). `latest` is a figure of the
    indicator, in its unit."""

    region: str
    op: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    deadline: date | None
    pace: str | None
    latest: Decimal | None
    latest_unit: str
    observed_on: date | None
    is_provisional: bool
    task_id: int | None

    @property
    def task_number(self) -> str:
        """The number of the public task that asks for it; "" for a plan's own."""
        return f"T{self.task_id:06d}" if self.task_id else ""


def read_indicators(marks: Statement) -> list[PublicIndicator]:
    """The indicators of a relation `subject_id, since`, by code: one query."""
    rows = Statement(_INDICATORS.format(marks=marks.text), marks.params).rows()
    return [PublicIndicator(*row) for row in rows]


def public_indicators(ids: Collection[int] | None = None) -> list[PublicIndicator]:
    """All public indicators, or those of these that are public."""
    return read_indicators(marked(PublicKind.INDICATOR, ids))


def find_public_indicator(code: str) -> PublicIndicator | None:
    """The indicator of a code, where it is public."""
    of = " AND p.subject_id = (SELECT i.id FROM indicators_indicator i WHERE i.code = %s)"
    found = read_indicators(marked(PublicKind.INDICATOR) + Statement(of, (code,)))
    return found[0] if found else None


def figure_regions(indicator_id: int) -> list[str]:
    """The places that an indicator is kept for."""
    return [row[0] for row in Statement(_REGIONS, (indicator_id,)).rows()]


def count_figures(indicator_id: int, *, region: str = "") -> int:
    """How many figures count, of one place or of all."""
    text, params = _of_region(_COUNT, indicator_id, region)
    [[number]] = Statement(text, params).rows()
    return int(number)


def read_figures(
    indicator_id: int, *, region: str = "", limit: int, offset: int = 0
) -> list[PublicFigure]:
    """The figures that count, a page of them: by place, the latest day first."""
    text, params = _of_region(_FIGURES, indicator_id, region)
    return [PublicFigure(*row) for row in Statement(text, (*params, limit, offset)).rows()]


def read_goals(marks: Statement) -> list[PublicGoal]:
    """The goals of the indicators of a relation that may be read with them: one query."""
    tasks = marked(PublicKind.TASK)
    text = _GOALS.format(marks=marks.text, tasks=tasks.text)
    return [PublicGoal(*row) for row in Statement(text, marks.params + tasks.params).rows()]


def _of_region(text: str, indicator_id: int, region: str) -> tuple[str, tuple[Any, ...]]:
    if not region:
        return text.format(region=""), (indicator_id,)
    return text.format(region=" AND r.name = %s"), (indicator_id, region)
