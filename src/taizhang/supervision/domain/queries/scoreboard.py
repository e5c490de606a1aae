"""Rates of units (单位榜): one statement over all tasks of a keeper, docs/algorithms/rates.md.

A task counts for its lead units; without a lead for each unit that is responsible. Units that
only support are not counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from taizhang.indicators.domain.queries.statements import Scope, Statement
from taizhang.organisations.domain.queries.succession import final_units, with_predecessors
from taizhang.organisations.models import Unit

from ..clocks.days import start_of_day
from ..rates.figures import BY_KEY, FLAGS

_TENTH = Decimal("0.1")
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Window:
    """What rates are asked for: the days from `starts` to `ends`, both counted; the office that
    supervises (None: the city's); a moment. `known_at`: as it was recorded then; None: as now."""

    starts: date
    ends: date
    moment: datetime
    keeper_id: int | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one unit, or of the whole (unit None); tasks with each flag of `FLAGS`."""

    unit: Unit | None
    counts: Mapping[str, int]
    median_lateness: Decimal | None  # days; None: nothing is late

    def of(self, key: str) -> int:
        """What a figure is out of."""
        base = BY_KEY[key].of
        return self.counts[base] if base else self.counts[key]

    def share(self, key: str) -> Decimal | None:
        """A figure in per cent, None out of nothing."""
        return share_of(self.counts[key], self.of(key))


def share_of(part: int, whole: int) -> Decimal | None:
    """Per cent, one decimal, half up; 100.0 only for all and 0.0 only for none.

    >>> share_of(1999, 2000), share_of(2, 3), share_of(0, 0)
    (Decimal('99.9'), Decimal('66.7'), None)
    """
    if not whole:
        return None
    rounded = (Decimal(part) * 100 / whole).quantize(_TENTH, ROUND_HALF_UP)
    if part < whole and rounded == _FULL:
        return _FULL - _TENTH
    return _TENTH if part and not rounded else rounded


_PASSED = "{d} > m.starts AND {d} <= m.ends AND {d} < m.moment"
_JUDGED = f"""coalesce({{d}} IS NOT NULL AND (
    (s.closed_at >= m.starts AND s.closed_at < m.ends)
    OR ({_PASSED} AND (s.closed_at IS NOT NULL OR coalesce(s.halted_at, m.moment) > {{d}}))
), FALSE)"""
# What is known of each task, before it is seen from a unit. `held`: the moment it stopped waiting
# for the unit, or the moment asked about.
_TASKS = f"""
SELECT s.task_id, s.closed_at IS NOT NULL AS closed, s.closed_late,
    coalesce(s.halted_at, m.moment) AS held, s.deadline_at, s.first_deadline_at,
    s.started_at < m.ends AND (s.closed_at IS NULL OR s.closed_at >= m.starts) AS booked,
    {_JUDGED.format(d="s.deadline_at")} AS judged,
    {_JUDGED.format(d="s.first_deadline_at")} AS first_judged,
    s.asked_to_close_at IS NOT NULL OR s.returned > 0 OR s.reopened > 0 AS asked,
    s.closed_at IS NOT NULL OR s.reopened > 0 AS ever_closed,
    s.extensions > 0 AS extended, s.returned > 0 AS returned, s.reopened > 0 AS reopened,
    s.edited > 0 AS edited, s.repeats > 0 AS repeated, s.stopped AS suspended,
    v.reported_at IS NULL AS unreported
FROM supervision_supervisedtask s
JOIN ledger_task t ON t.id = s.task_id
JOIN ledger_taskversion v ON v.task_id = s.task_id
CROSS JOIN (SELECT %s::timestamptz AS starts, %s::timestamptz AS ends,
    %s::timestamptz AS moment) m
WHERE s.started_at IS NOT NULL AND s.ended_at IS NULL AND """  # noqa: S608 - constants
# A row a task and unit it counts for; unit_id 0: the whole, a row a task. Chains are read only for
# units that have neither signed nor looked: what they did otherwise, they did with open eyes.
_ANSWERS = """
, answers AS MATERIALIZED (
    SELECT a.task_id, u.shown AS unit_id, bool_and(a.signed_at IS NULL) AS unsigned,
        bool_and(CASE WHEN a.signed_at IS NOT NULL OR EXISTS (
            SELECT FROM supervision_opened o
            WHERE o.task_id = a.task_id AND o.unit_id = a.unit_id AND """
_ACTED = """) THEN FALSE ELSE NOT EXISTS (
            SELECT FROM ledger_event e WHERE e.task_id = a.task_id AND (
                e.payload::jsonb ->> 'unit' = a.unit_id::text
                OR e.type = 'signed' AND e.payload::jsonb -> 'units' @> to_jsonb(a.unit_id)
                OR e.type = 'decomposed' AND e.payload::jsonb ->> 'keeper' = a.unit_id::text
            ) AND """
_LEADS = """) END) AS unopened
    FROM (SELECT a.task_id, a.unit_id, a.signed_at, a.role = 'lead' AS leads,
            bool_or(a.role = 'lead') OVER (PARTITION BY a.task_id) AS has_lead
        FROM ledger_assignment a WHERE a.role IN ('lead', 'responsible') AND """
_SHOWN = """) a JOIN (SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS u(unit_id, shown)) u
        ON u.unit_id = a.unit_id
    WHERE a.leads = a.has_lead
    GROUP BY a.task_id, u.shown
), seen AS (
    SELECT task_id, unit_id, unsigned, unopened FROM answers
    UNION ALL SELECT task_id, 0, bool_and(unsigned), bool_and(unopened) FROM answers
    GROUP BY task_id
), flags AS (
    SELECT t.*, n.unit_id, n.unsigned, n.unopened, TRUE AS counted,
        t.judged AND t.closed AND NOT t.closed_late AS on_time,
        t.judged AND (NOT t.closed OR t.closed_late) AS late,
        t.first_judged AND t.closed AND t.held <= t.first_deadline_at AS first_on_time,
        f.task_id IS NOT NULL AS false_evidence
    FROM tasks t JOIN seen n ON n.task_id = t.task_id LEFT JOIN ("""
_FALSE = """SELECT DISTINCT i.task_id FROM supervision_recheckitem i
    JOIN ledger_event e ON e.id = i.event_id WHERE i.result = 'false' AND """
_FLAGS_END = """) f ON f.task_id = t.task_id
    WHERE t.booked OR t.judged OR t.first_judged
) """
_OF_UNITS = """ AND {alias}.task_id IN (SELECT o.task_id FROM ledger_assignment o
    WHERE o.unit_id = ANY(%s::bigint[]) AND """
_COUNTS = ", ".join(f"count(*) FILTER (WHERE {flag})" for flag in FLAGS)
DAYS_LATE = "ceil(extract(epoch FROM held - deadline_at) / 86400)"
_SCORES = f"""SELECT unit_id, {_COUNTS},
    percentile_cont(0.5) WITHIN GROUP (ORDER BY {DAYS_LATE}) FILTER (WHERE late)
FROM flags GROUP BY unit_id"""  # noqa: S608 - built from constants


def scoreboard(window: Window, *, on: date) -> tuple[list[Score], Score | None]:
    """The scores of every unit that a task counts for, in the order of units, and of the whole,
    where each task is one; None where there are no tasks. A constant number of queries.

    `on`: the day whose successions hold: what units have taken over is theirs.
    """
    units = answering_units(on=on)
    rows = (flags_sql(window, units, on=on) + _SCORES).rows() if units else []
    known = {unit.pk: unit for unit in units.values()}
    scores = [_score(known.get(unit_id), list(rest)) for unit_id, *rest in rows]
    whole = next((score for score in scores if score.unit is None), None)
    return sorted((score for score in scores if score.unit), key=_order), whole


def _score(unit: Unit | None, rest: list[float]) -> Score:
    *numbers, median = rest
    days = None if median is None else Decimal(str(median)).quantize(_TENTH, ROUND_HALF_UP)
    return Score(unit, dict(zip(FLAGS, map(int, numbers), strict=True)), days)


def _order(score: Score) -> tuple[int, int]:
    assert score.unit is not None
    return score.unit.position, score.unit.pk


def answering_units(*, on: date) -> dict[int, Unit]:
    """Every unit → the unit it is shown as: whoever has taken over its duties by that day."""
    return final_units(Unit.objects.order_by().values_list("pk", flat=True), on=on)


def flags_sql(
    window: Window, units: Mapping[int, Unit], *, on: date, unit_id: int | None = None
) -> Statement:
    """`WITH … flags`: a row a task and unit (0: the whole), with every flag of `FLAGS`.

    `unit_id`: only the tasks that a unit, as it is shown, answers for.
    """
    scope = Scope(None, window.known_at)
    shown = Statement(_SHOWN, (list(units), [unit.pk for unit in units.values()]))
    own = None if unit_id is None else [pk for pk, unit in units.items() if unit.pk == unit_id]
    return (
        Statement("WITH tasks AS MATERIALIZED (")
        + _tasks(window, scope, on)
        + _of_units("s", own, scope)
        + ")"
        + _answers(scope)
        + scope.holds("a")
        + _of_units("a", own, scope)
        + shown
        + _FALSE
        + scope.known("e")
        + _FLAGS_END
    )


def _answers(scope: Scope) -> Statement:
    """What is known of each unit that answers, up to the condition of its assignments `a`."""
    looked = Statement("TRUE")
    if scope.known_at is not None:
        looked = Statement("o.first_at <= %s", (scope.known_at,))
    return Statement(_ANSWERS) + looked + _ACTED + scope.known("e") + _LEADS


def _of_units(alias: str, unit_ids: list[int] | None, scope: Scope) -> Statement:
    """`AND` the task is one that these units answer for; nothing for all."""
    if unit_ids is None:
        return Statement("")
    head = Statement(_OF_UNITS.format(alias=alias), (unit_ids,))
    return head + scope.holds("o") + ")"


def _tasks(window: Window, scope: Scope, on: date) -> Statement:
    ends = start_of_day(date.fromordinal(window.ends.toordinal() + 1))
    moments = (start_of_day(window.starts), ends, window.moment)
    keeper = Statement(" AND t.keeper_id IS NULL")
    if window.keeper_id is not None:
        same = sorted(with_predecessors([window.keeper_id], on=on))
        keeper = Statement(" AND t.keeper_id = ANY(%s::bigint[])", (same,))
    return Statement(_TASKS, moments) + scope.holds("s") + " AND " + scope.holds("v") + keeper
