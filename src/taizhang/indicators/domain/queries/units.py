"""Measures as a base unit and a power of ten, in SQL (计量单位): the same as `domain.measures`."""

from taizhang.extraction import SCALE_POWERS, SCALED_UNIT

from ..measures import PERCENT, POINTS, other_writings


def compared_sql(given: str, wanted: str, *, alias: str) -> str:
    """SQL: the units in two columns compared, joined as `alias`.

    `kind`: plain (one is the other, be it in another scale, or is not said), points (个百分点 of a
    figure in %), growth (% of another), other; `ratio`: of plain ones by what a number in the
    first is multiplied to be one in the second, exactly. Both are NULL where the two are written
    alike, which most are: nothing is taken apart for them.
    """
    points, percent = _text(POINTS), _text(PERCENT)
    return f"""
LEFT JOIN LATERAL (
    SELECT CASE WHEN '' IN (x.name, y.name) OR x.name = y.name THEN 'plain'
        WHEN x.name = {points} AND y.name = {percent} THEN 'points'
        WHEN x.name = {percent} AND y.name <> {points} THEN 'growth' ELSE 'other' END AS kind,
        CASE WHEN '' IN (x.name, y.name) THEN 1
            WHEN x.name = y.name THEN ('1e' || (x.power - y.power))::numeric END AS ratio
    FROM {base_sql(given)} x, {base_sql(wanted)} y WHERE {given} <> {wanted} OFFSET 0
) {alias} ON TRUE"""  # noqa: S608 - built from constants


def is_comparable_sql(alias: str) -> str:
    """SQL: whether figures in the one unit can be set beside a goal in the other."""
    return f"coalesce({alias}.kind, 'plain') IN ('plain', 'points')"


def base_sql(column: str) -> str:
    """SQL: a relation of one row, `name` and `power` of `base_of` the unit in a column."""
    writings = " ".join(
        f"WHEN {_text(other)} THEN {_text(unit)}" for other, unit in other_writings().items()
    )
    scales = " ".join(f"WHEN '{word}' THEN {power}" for word, power in SCALE_POWERS.items())
    return rf"""(
    SELECT CASE s.rest {writings} ELSE s.rest END AS name, CASE s.scale {scales} ELSE 0 END AS power
    FROM (
        SELECT p.parts[1] AS scale, coalesce(p.parts[2], p.unit) AS rest FROM (
            SELECT f.unit, regexp_match(f.unit, {_text(SCALED_UNIT)}) AS parts FROM (
                SELECT lower(regexp_replace(normalize({column}, NFKC), '\s', '', 'g')) AS unit
                OFFSET 0) f OFFSET 0) p OFFSET 0) s OFFSET 0)"""  # noqa: S608


def _text(text: str) -> str:
    """A text in a statement with parameters, where the driver reads % as one."""
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"
