"""Words of pace, for code that knows no Django; `enums` gives them their Chinese labels."""

from enum import StrEnum


class PaceWord(StrEnum):
    """How far a number is against the time that has passed (进度)."""

    BEHIND = "behind"
    ON_PACE = "on_pace"
    AHEAD = "ahead"
    DONE = "done"
    UNKNOWN = "unknown"


class MethodWord(StrEnum):
    """Which share of the way time demands (进度方法)."""

    LINE = "line"
    SEASON = "season"
    PLAN = "plan"


class ReasonWord(StrEnum):
    """Why something cannot be said (原因)."""

    NO_OBSERVATION = "no_observation"
    STALE = "stale"
    MISSING_PERIOD = "missing_period"  # with the period's last day: missing_period:2026-03-31
    MISSING_YEAR = "missing_year"  # with that year's last day
    NO_DEADLINE = "no_deadline"
    STARTS_AFTER_DEADLINE = "starts_after_deadline"
    NO_DISTANCE = "no_distance"
    NO_BASELINE = "no_baseline"
    BASE_NOT_POSITIVE = "base_not_positive"
    OTHER_UNIT = "other_unit"
    NO_CURVE_OF_LEVELS = "no_curve_of_levels"
    NO_CURVE_OF_YEARS = "no_curve_of_years"
    NO_LAST_YEAR = "no_last_year"
    LAST_YEAR_INCOMPLETE = "last_year_incomplete"
    LAST_YEAR_ZERO = "last_year_zero"
    LAST_YEAR_TURNS = "last_year_turns"
    NO_PLAN = "no_plan"
