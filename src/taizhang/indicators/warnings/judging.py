"""Rules put to figures (预警判断): pure functions of what is known.

A verdict is the evidence where the rule holds, `GONE` where it does not, None where nobody can
say: without a figure, with a base that is not above zero, where no direction is better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum

from .evidence import Evidence, plain
from .figures import Point, WholePeriods, end_before
from .types import Change, Gap, LagLevel, PaceLevel, Streak, ValueLevel

_EXACT = Context(prec=60)
_HUNDRED = Decimal(100)
_PLACES = Decimal("0.01")
_PERCENTS = frozenset({"%", "％", "‰", "个百分点", "百分点"})


class Gone(Enum):
    """The rule does not hold (不成立)."""

    GONE = "gone"


GONE = Gone.GONE
Verdict = Evidence | Gone | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a series counts, as far as rules ask (口径); words as in `enums`."""

    unit: str
    direction: str
    frequency: str
    accumulation: str

    @property
    def is_percentage(self) -> bool:
        """Whether it is told in percentage points how far it moved."""
        return self.unit in _PERCENTS


@dataclass(frozen=True, slots=True)
class GoalStand:
    """Where a goal stands at the end of a day (目标进度), percentages as numbers of 100."""

    goal_id: int
    series_id: int
    pace: str
    reason: str
    value: Decimal | None
    observed_on: date | None
    share_pct: Decimal | None
    due_pct: Decimal | None
    lag_pct: Decimal
    target: str  # what is asked, as a text: another text is another goal
    deadline: date | None


def judge_value(on: ValueLevel, points: Sequence[Point], meaning: Meaning) -> Verdict:
    """The last figure against the bound."""
    if not points:
        return None
    if not on.bound.holds(points[-1][1]):
        return GONE
    return Evidence(
        "value", str(on.bound), (points[-1],), unit=meaning.unit, frequency=meaning.frequency
    )


def judge_pace(on: PaceLevel, stand: GoalStand, meaning: Meaning) -> Verdict:
    """The class of pace; of one that is unknown for another reason nobody can say that it is
    behind no longer."""
    if stand.pace != on.pace or (on.reason and stand.reason.partition(":")[0] != on.reason):
        return None if stand.pace == "unknown" and on.pace != "unknown" else GONE
    matters = {"pace": stand.pace, "reason": stand.reason, "target": stand.target}
    return _of_goal("pace", f"{on.pace} {on.reason}".strip(), stand, meaning, matters)


def judge_lag(on: LagLevel, stand: GoalStand, meaning: Meaning) -> Verdict:
    """Percentage points behind what is due."""
    if stand.pace == "unknown" or stand.due_pct is None:
        return GONE if stand.pace == "done" else None
    if not on.bound.holds(stand.lag_pct):
        return GONE
    return _of_goal("lag", str(on.bound), stand, meaning, {"target": stand.target})


def _of_goal(
    kind: str, bound: str, stand: GoalStand, meaning: Meaning, matters: Mapping[str, str]
) -> Evidence:
    figures = () if stand.observed_on is None else ((stand.observed_on, stand.value),)
    told = {"share_pct": stand.share_pct, "due_pct": stand.due_pct, "lag_pct": stand.lag_pct}
    facts = {name: shown(value) for name, value in told.items() if value is not None}
    return Evidence(kind, bound, figures, facts, matters, meaning.unit, meaning.frequency)


def judge_change(on: Change, known: WholePeriods, meaning: Meaning) -> Verdict:
    """The last whole period against the one before by what each brought alone, or against the
    same of last year as both were given."""
    if (on.measure == "points") != meaning.is_percentage or (end := known.last) is None:
        return None
    if on.against == "previous":
        base_end = known.before(end)
        value, base = known.alone(end), known.alone(base_end)
    else:
        base_end = known.year_before(end)
        value, base = known.values.get(end), known.values.get(base_end)
    if value is None or base is None:
        return None
    moved = _moved(value, base, on.measure)
    sign = _sign(on.sense, meaning)
    if moved is None or not sign:
        return None
    if not on.bound.holds(sign * moved):
        return GONE
    facts = {"moved": shown(moved), "measure": on.measure, "against": on.against}
    facts |= _alone(meaning) if on.against == "previous" else {}
    figures = ((base_end, base), (end, value))
    bound = f"{on.against} {on.sense} {on.measure} {on.bound}"
    return Evidence("change", bound, figures, facts, {}, meaning.unit, meaning.frequency)


def _alone(meaning: Meaning) -> dict[str, str]:
    """Says of what is cumulated that its figures are those of each period by itself."""
    return {"alone": "yes"} if meaning.accumulation == "cumulative" else {}


def _moved(value: Decimal, base: Decimal, measure: str) -> Decimal | None:
    """By how much, exactly; of a base that is not above zero no percentage can be said."""
    if measure == "points":
        return value - base
    if base <= 0:
        return None
    return _EXACT.divide((value - base) * _HUNDRED, base)


def _sign(sense: str, meaning: Meaning) -> int:
    """1 where up is what is asked for, -1 where down is; 0: nobody can say what is worse."""
    if sense == "worse":
        return {"more": -1, "less": 1}.get(meaning.direction, 0)
    return -1 if sense in ("fall", "falling", "below") else 1


def judge_run(on: Streak, known: WholePeriods, meaning: Meaning) -> Verdict:
    """So many whole periods in a row, each worse (lower, higher) than the one before."""
    sign = _sign(on.of, meaning)
    if not sign or (end := known.last) is None:
        return None
    ends = known.run(end, on.periods + 1)
    values = [known.alone(each) for each in ends]
    steps = [
        None if before is None or after is None else sign * (after - before) > 0
        for before, after in zip(values, values[1:], strict=False)
    ]
    if not all(step is not False for step in steps):
        return GONE
    if None in steps:
        return None
    figures = tuple(zip(ends, values, strict=True))
    facts = {"periods": str(on.periods), **_alone(meaning)}
    bound = f"{on.of} {on.periods}"
    return Evidence("run", bound, figures, facts, {}, meaning.unit, meaning.frequency)


def judge_behind(
    on: Streak, stands: Sequence[GoalStand | None], ends: Sequence[date], meaning: Meaning
) -> Verdict:
    """Behind at the end of so many periods in a row; `stands` at these ends, in their order. A
    period without a figure of its own says nothing."""
    states = [_behind_at(stand, end, meaning) for stand, end in zip(stands, ends, strict=True)]
    if False in states:
        return GONE
    if None in states or not states:
        return None
    last = stands[-1]
    assert last is not None
    figures = tuple((each.observed_on, each.value) for each in stands if each and each.observed_on)
    facts = {"periods": str(on.periods), "lag_pct": shown(last.lag_pct)}
    matters = {"target": last.target}
    bound = f"behind {on.periods}"
    return Evidence("behind", bound, figures, facts, matters, meaning.unit, meaning.frequency)


def _behind_at(stand: GoalStand | None, end: date, meaning: Meaning) -> bool | None:
    if stand is None or stand.pace == "unknown" or stand.observed_on is None:
        return None
    if not end_before(end, meaning.frequency) < stand.observed_on <= end:
        return None
    return stand.pace == "behind"


def judge_missing(on: Streak, missing: Sequence[date], meaning: Meaning) -> Verdict:
    """Figures that were due did not come in so many periods in a row, up to the last one that was
    due; `missing`: the periods at the end of what was due, in the order of days."""
    if len(missing) < on.periods:
        return GONE
    facts = {"periods": str(len(missing))}
    figures = tuple((end, None) for end in missing)
    bound = f"missing {on.periods}"
    return Evidence("missing", bound, figures, facts, {}, meaning.unit, meaning.frequency)


def judge_gap(
    on: Gap, own: Point, others: Sequence[Decimal], meaning: Meaning, target: str = ""
) -> Verdict:
    """A county's value against the mean of all counties of the period, its own among them. Only
    its own figure matters for whether something has changed: the mean moves with all others."""
    if len(others) < on.counties or (on.measure == "points") != _in_points(on, meaning):
        return None
    mean = _EXACT.divide(sum(others, Decimal(0)), Decimal(len(others)))
    moved = _moved(own[1], mean, on.measure)
    sign = _sign(on.sense, meaning if on.of == "value" else _MORE)
    if moved is None or not sign:
        return None
    if not on.bound.holds(sign * moved):
        return GONE
    facts = {"mean": shown(mean), "moved": shown(moved), "counties": str(len(others))}
    facts |= {"measure": on.measure, "of": on.of}
    matters = {"target": target} if target else {}
    bound = f"{on.of} {on.sense} {on.measure} {on.bound}"
    return Evidence("gap", bound, (own,), facts, matters, meaning.unit, meaning.frequency)


_MORE = Meaning("%", "more", "", "")  # of a share of a goal that is done, more is better


def _in_points(on: Gap, meaning: Meaning) -> bool:
    """Whether the gap is told in points: of a share either way, of a value as it is counted."""
    return on.measure == "points" if on.of == "share" else meaning.is_percentage


def shown(value: Decimal) -> str:
    """With two places, half up."""
    return plain(value.quantize(_PLACES, ROUND_HALF_UP))
