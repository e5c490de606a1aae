"""What is owed of very many series, counted (应报的汇总): each series is looked up once, whatever
the number of its periods; the counts are those of the figures that `owed.owed_sql` gives."""

from collections.abc import Collection
from datetime import date

from .statements import Statement

Ends = Collection[tuple[str, date]]
"""Frequency and last day of each period that is asked about."""

# Series with the same frequency, beginning and days of grace are expected to give the same.
_ASKED = """
WITH asked AS MATERIALIZED (
    SELECT s.id, coalesce(s.office_id, v.office_id) AS unit_id, s.expected_from, v.frequency,
        v.release_days
    FROM indicators_series s
    JOIN indicators_indicatorversion v ON v.indicator_id = s.indicator_id AND v.until IS NULL
    WHERE s.expected_from IS NOT NULL"""
_KINDS = """
), kinds AS MATERIALIZED (
    SELECT k.*, array_agg(e.ends) AS ends, min(e.ends) AS first, max(e.ends) AS last,
        count(*) AS expected, count(*) FILTER (WHERE e.ends + k.release_days < %s) AS over
    FROM (SELECT DISTINCT frequency, expected_from, release_days FROM asked) k
    JOIN unnest(%s::text[], %s::date[]) e (frequency, ends)
        ON e.frequency = k.frequency AND e.ends >= k.expected_from
    GROUP BY k.frequency, k.expected_from, k.release_days
)
SELECT s.unit_id, sum(k.over - n.over)::bigint,
    sum(k.expected - k.over - n.given + n.over)::bigint, sum(n.late)::bigint,
    sum(n.given - n.late)::bigint
FROM asked s JOIN kinds k USING (frequency, expected_from, release_days)
CROSS JOIN LATERAL (
    SELECT count(*) AS given, count(*) FILTER (WHERE x.given_on > x.due) AS late,
        count(*) FILTER (WHERE x.due < %s) AS over
    FROM (
        SELECT o.day + k.release_days AS due,
            (min(o.recorded_at) AT TIME ZONE 'Asia/Shanghai')::date AS given_on
        FROM indicators_observation o
        WHERE o.series_id = s.id AND o.day BETWEEN k.first AND k.last AND k.ends @> ARRAY[o.day]
            AND """
_END = """
        GROUP BY o.day) x
) n GROUP BY s.unit_id ORDER BY s.unit_id"""


def counted_sql(ends: Ends, *, series: Statement, given: Statement, as_of: date) -> Statement:
    """`unit_id, missing, waiting, late, given` at the end of a day, a row a unit that anything is
    expected of.

    `series`: more conditions on the series `s` with its indicator `v`; `given`: on the figures `o`
    that count.
    """
    frequencies, days = [each for each, _end in ends], [end for _each, end in ends]
    kinds = Statement(_KINDS, (as_of, frequencies, days, as_of))
    return Statement(_ASKED) + series + kinds + given + _END
