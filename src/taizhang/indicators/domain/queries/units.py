"""Measures as a base unit and a power of ten, in SQL (计量单位): the same as `domain.measures`."""

from taizhang.extraction import SCALE_POWERS, SCALED_UNIT

from ..measures import PERCENT, POINTS, other_writings

_FOLDED = r"lower(regexp_replace(normalize({column}, NFKC), '\s', '', 'g'))"


def text_sql(text: str) -> str:
    """A text in a statement with parameters, where the driver reads % as one."""
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


def base_sql(column: str) -> str:
    """SQL: the base of the unit in a column, `base_of(unit).name`."""
    folded = _FOLDED.format(column=column)
    base = f"regexp_replace({folded}, {text_sql(SCALED_UNIT)}, '\\2')"
    cases = " ".join(
        f"WHEN {text_sql(other)} THEN {text_sql(unit)}" for other, unit in other_writings().items()
    )
    return f"(SELECT CASE b.name {cases} ELSE b.name END FROM (SELECT {base} AS name) b)"  # noqa: S608


def points_sql(goal: str, measure: str) -> str:
    """SQL: `is_points_of` of the units in two columns."""
    points, percent = text_sql(POINTS), text_sql(PERCENT)
    return f"({base_sql(goal)} = {points} AND {base_sql(measure)} = {percent})"


def _power_sql(column: str) -> str:
    """SQL: `base_of(unit).power`."""
    scale = f"substring({_FOLDED.format(column=column)} FROM {text_sql(SCALED_UNIT)})"
    cases = " ".join(f"WHEN '{word}' THEN {power}" for word, power in SCALE_POWERS.items())
    return f"(CASE {scale} {cases} ELSE 0 END)"


def ratio_sql(given: str, wanted: str) -> str:
    """SQL: by what a number in one unit is multiplied to be one in another, exactly; 1 where
    either is not said, NULL where they are different measures."""
    given_base, wanted_base = base_sql(given), base_sql(wanted)
    ratio = f"('1e' || ({_power_sql(given)} - {_power_sql(wanted)}))::numeric"
    return (
        f"CASE WHEN {given} = {wanted} THEN 1 WHEN '' IN ({given}, {wanted}) THEN 1"
        f" WHEN '' IN ({given_base}, {wanted_base}) THEN 1"
        f" WHEN {given_base} = {wanted_base} THEN {ratio} END"
    )
