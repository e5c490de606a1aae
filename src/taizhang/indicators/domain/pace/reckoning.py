"""Pace (进度): half of the time, half of the target.

The reference that `queries.pace` and `queries.goal_pace` are held to. Exact: shares are
fractions, rounded where they are shown.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .goals import Goal, Observation, is_met
from .rounding import half_up
from .shares import DueShare, line_share, no_time
from .words import MethodWord, PaceWord, ReasonWord

_MONTH = 30  # days, of the run rate


@dataclass(frozen=True, slots=True)
class PaceFound:
    """Where a number stands. Shares are parts of 1; None: cannot be said.

    `due`: the share of the way that the method demands by the day; `time_share`: what the straight
    line demands. `gap`: what is missing to what the method needs, in the target's unit, positive
    means missing. `run_rate`: what each 30 days must bring until the deadline. `lag_pct`:
    percentage points that the share is behind what is due, four places, 0 where it is not.
    `reason`: why the pace is unknown.
    """

    pace: PaceWord
    share: Fraction | None = None
    time_share: Fraction | None = None
    needed: Fraction | None = None
    gap: Fraction | None = None
    run_rate: Fraction | None = None
    lag_pct: Decimal = Decimal(0)
    due: Fraction | None = None
    method: MethodWord = MethodWord.LINE
    reason: str = ""


def pace_of(
    goal: Goal,
    observation: Observation | None,
    as_of: date,
    *,
    tolerance_pct: Decimal,
    stale_days: int,
    due: DueShare | None = None,
) -> PaceFound:
    """Where a number stands at the end of a day; the observation is not later than that.

    `due`: what the method that judges demands (`shares`); None: the straight line judges.
    Classes, the first that holds: done when met (a ceiling only after the deadline); unknown
    without an observation or with one older than `stale_days`; behind after the deadline, or with
    a broken ceiling; then by share of the target minus the share that is due, against the
    tolerance. A target without a deadline or a distance has no line: it is met, broken or unknown.
    Source: the half-year bulletin of Jinzhai county 2025 (“双过半”), which prints these classes.
    """
    line = line_share(goal, as_of)
    due = due or line
    share = _share(goal, observation)
    lead = None if share is None or due.share is None else share - due.share
    bound = Fraction(tolerance_pct) / 100
    pace, reason = _class(goal, observation, as_of, lead, bound, stale_days)
    needed = needed_of(goal, due)
    return PaceFound(
        pace,
        share,
        line.share,
        needed,
        _gap(goal, observation, needed),
        _run_rate(goal, observation, as_of),
        _lag(goal, pace, lead),
        due.share,
        due.method,
        reason or (due.reason if pace is PaceWord.UNKNOWN else ""),
    )


_Verdict = tuple[PaceWord, str]
_UNSAID: _Verdict = (PaceWord.UNKNOWN, "")  # the method says why


def _class(
    goal: Goal,
    seen: Observation | None,
    as_of: date,
    lead: Fraction | None,
    tolerance: Fraction,
    stale_days: int,
) -> _Verdict:
    over = goal.deadline is not None and as_of > goal.deadline
    if seen is None:
        return PaceWord.UNKNOWN, ReasonWord.NO_OBSERVATION
    met = is_met(goal, seen.value)
    if met and (over or not goal.is_ceiling):
        return PaceWord.DONE, ""
    if (as_of - seen.on).days > stale_days:
        return PaceWord.UNKNOWN, ReasonWord.STALE
    if goal.is_ceiling:
        return _of_ceiling(goal, met=met)
    if goal.days is None:
        return PaceWord.UNKNOWN, no_time(goal)
    if over:
        return PaceWord.BEHIND, ""
    return _of_lead(goal, lead, tolerance)


def _of_ceiling(goal: Goal, *, met: bool) -> _Verdict:
    if not met:
        return PaceWord.BEHIND, ""
    if goal.days is None:
        return PaceWord.UNKNOWN, no_time(goal)
    return PaceWord.ON_PACE, ""


def _of_lead(goal: Goal, lead: Fraction | None, tolerance: Fraction) -> _Verdict:
    if goal.distance == 0:
        return PaceWord.UNKNOWN, ReasonWord.NO_DISTANCE
    if lead is None:
        return _UNSAID
    if lead >= tolerance:
        return PaceWord.AHEAD, ""
    return PaceWord.BEHIND if lead <= -tolerance else PaceWord.ON_PACE, ""


def _share(goal: Goal, seen: Observation | None) -> Fraction | None:
    if seen is None or goal.distance == 0 or goal.is_corridor:
        return None
    return (Fraction(seen.value) - Fraction(goal.baseline)) / goal.distance


def needed_of(goal: Goal, due: DueShare) -> Fraction | None:
    """The value that a share of the way asks for; None: no way leads there, or none can be said."""
    if due.share is None or goal.is_corridor:
        return None
    return Fraction(goal.baseline) + goal.distance * due.share


def _gap(goal: Goal, seen: Observation | None, needed: Fraction | None) -> Fraction | None:
    if seen is None:
        return None
    if goal.is_corridor and goal.value_max is not None:
        value = Fraction(seen.value)
        return max(Fraction(goal.value) - value, value - Fraction(goal.value_max), Fraction(0))
    if needed is None:
        return None
    missing = needed - Fraction(seen.value)
    return -missing if goal.is_reduction else missing


def _run_rate(goal: Goal, seen: Observation | None, as_of: date) -> Fraction | None:
    if seen is None:
        return None
    if is_met(goal, seen.value):
        return Fraction(0)
    if goal.deadline is None or as_of >= goal.deadline or goal.is_corridor:
        return None
    missing = Fraction(goal.value) - Fraction(seen.value)
    return missing * _MONTH / (goal.deadline - as_of).days


def _lag(goal: Goal, pace: PaceWord, lead: Fraction | None) -> Decimal:
    unsaid = pace in {PaceWord.DONE, PaceWord.UNKNOWN}
    if lead is None or lead >= 0 or goal.is_ceiling or unsaid:
        return Decimal(0)
    return half_up(-lead * 100, 4)
