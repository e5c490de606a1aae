"""Figures that are expected, and whether they came in (应报、迟报、缺报): set-based."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ...enums import Frequency, OwedState, Source
from ..periods import period_ends
from .owed_sums import counted_sql
from .statements import Statement

LOOKS_BACK = timedelta(days=400)
"""How far back the lists of what is owed look: a year and the time to give its last figure."""
OPEN = (OwedState.MISSING, OwedState.WAITING)
RECENT = timedelta(days=100)
"""What is spoken of first where everybody's figures are asked for: the last quarter's."""
ALL_STATES = tuple(OwedState)
_GIVING = (Source.OFFICE, Source.PROGRAMME)

_EXPECTED = """
SELECT s.id AS series_id, coalesce(s.office_id, v.office_id) AS unit_id, v.frequency,
    e.ends, e.ends + v.release_days AS due
FROM indicators_series s
JOIN indicators_indicatorversion v ON v.indicator_id = s.indicator_id AND v.until IS NULL
JOIN unnest(%s::text[], %s::date[]) e (frequency, ends)
    ON e.frequency = v.frequency AND e.ends >= s.expected_from
WHERE TRUE"""
_STATES = """
SELECT x.*, g.given_on, CASE
    WHEN g.given_on IS NULL THEN CASE WHEN x.due < %s THEN 'missing' ELSE 'waiting' END
    WHEN g.given_on > x.due THEN 'late' ELSE 'given' END AS state
FROM ({expected}) x LEFT JOIN LATERAL (
    SELECT (min(o.recorded_at) AT TIME ZONE 'Asia/Shanghai')::date AS given_on
    FROM indicators_observation o
    WHERE o.series_id = x.series_id AND o.day = x.ends AND o.source = ANY(%s){known}
) g ON TRUE"""
_ORDER = " ORDER BY due, unit_id, series_id, ends"


@dataclass(frozen=True, slots=True)
class OwedScope:
    """Which figures: of series of these units, of these series, of periods ending from `since`
    (None: `LOOKS_BACK`) to `until` (None: the day that is judged), known at a recorded moment."""

    units: Collection[int] | None = None
    series: Collection[int] | None = None
    frequency: str = ""
    since: date | None = None
    until: date | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """The figure of one period of one series (应报数); days are those of the office's time zone.

    `due`: the last day in time; `given_on`: when the first one was recorded; `unit_id`: who gives
    it, None where nobody was named.
    """

    series_id: int
    unit_id: int | None
    frequency: str
    ends: date
    due: date
    given_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class OwedCounts:
    """How many figures of a unit came in and did not; the unit is None for all of them."""

    unit_id: int | None
    missing: int
    waiting: int
    late: int
    given: int

    @property
    def total(self) -> int:
        """All that were expected."""
        return self.missing + self.waiting + self.late + self.given


def owed_sql(scope: OwedScope, *, as_of: date) -> Statement:
    """The relation `series_id, unit_id, frequency, ends, due, given_on, state` of what was
    expected up to a day: a row a series and period. Series without `expected_from` owe nothing."""
    expected = _expected(scope, as_of)
    known = "" if scope.known_at is None else " AND o.recorded_at <= %s"
    text = _STATES.format(expected=expected.text, known=known)
    moments = () if scope.known_at is None else (scope.known_at,)
    return Statement(text, (as_of, *expected.params, [int(each) for each in _GIVING], *moments))


def owed_figures(
    scope: OwedScope,
    *,
    as_of: date,
    states: Collection[str] = OPEN,
    limit: int | None = None,
    offset: int = 0,
) -> list[Owed]:
    """What is owed, the longest due first: one query. `states` narrows to these."""
    asked = owed_sql(scope, as_of=as_of)
    statement = Statement(
        f"SELECT * FROM ({asked.text}) q WHERE q.state = ANY(%s){_ORDER} LIMIT %s OFFSET %s",  # noqa: S608
        (*asked.params, [str(state) for state in states], limit, offset),
    )
    return [Owed(*row) for row in statement.rows()]


def count_owed(scope: OwedScope, *, as_of: date) -> list[OwedCounts]:
    """The counts of each unit, by its id, those of nobody last: one query."""
    given = Statement("o.source = ANY(%s)", ([int(each) for each in _GIVING],))
    if scope.known_at is not None:
        given += Statement(" AND o.recorded_at <= %s", (scope.known_at,))
    ends, series = _ends(scope, as_of), _narrowed(scope)
    found = counted_sql(ends, series=series, given=given, as_of=as_of)
    return [OwedCounts(*row) for row in found.rows()]


def owing_series(scope: OwedScope, *, as_of: date) -> list[int]:
    """The series that something is owed of: one query."""
    asked = owed_sql(scope, as_of=as_of)
    statement = Statement(
        f"SELECT DISTINCT q.series_id FROM ({asked.text}) q WHERE q.state = ANY(%s)",  # noqa: S608
        (*asked.params, [str(state) for state in OPEN]),
    )
    return [row[0] for row in statement.rows()]


def sum_counts(counts: Collection[OwedCounts]) -> OwedCounts:
    """The counts over all units."""
    return OwedCounts(
        None,
        sum(each.missing for each in counts),
        sum(each.waiting for each in counts),
        sum(each.late for each in counts),
        sum(each.given for each in counts),
    )


def _expected(scope: OwedScope, as_of: date) -> Statement:
    ends = _ends(scope, as_of)
    expected = Statement(_EXPECTED, ([each for each, _ in ends], [end for _, end in ends]))
    return expected + _narrowed(scope)


def _ends(scope: OwedScope, as_of: date) -> list[tuple[str, date]]:
    """Frequency and last day of every period that is asked about."""
    since = scope.since or as_of - LOOKS_BACK
    until = min(scope.until or as_of, as_of)
    wanted = [scope.frequency] if scope.frequency else list(Frequency.values)
    return [(each, end) for each in wanted for end in period_ends(each, since, until)]


def _narrowed(scope: OwedScope) -> Statement:
    """`AND` the series are those asked about."""
    statement = Statement("")
    if scope.units is not None:
        statement += Statement(
            " AND coalesce(s.office_id, v.office_id) = ANY(%s::bigint[])", (list(scope.units),)
        )
    if scope.series is not None:
        statement += Statement(" AND s.id = ANY(%s::bigint[])", (list(scope.series),))
    return statement
