"""Where a goal stands, by each method, as the page of its indicator says it (进度说明)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise

from ..curve.points import Needed
from ..domain.pace import MethodWord, Observation, PaceFound, PaceWord, half_up
from ..domain.pace.explaining import Explained, GoalFacts, explain_facts, needed_on
from ..domain.pace.rules import PaceRule
from ..enums import Reason

_PLACES = 4


@dataclass(frozen=True, slots=True)
class Numbers:
    """What one method says of a goal, as numbers that can be shown (一种方法的结论)."""

    method: MethodWord
    judges: bool
    found: PaceFound

    @property
    def due_pct(self) -> Decimal | None:
        """The share that is due, in percent."""
        return _percent(self.found.due)

    @property
    def share_pct(self) -> Decimal | None:
        """The share of the way that is done, in percent."""
        return _percent(self.found.share)

    @property
    def needed(self) -> Decimal | None:
        return _rounded(self.found.needed)

    @property
    def gap(self) -> Decimal | None:
        return _rounded(self.found.gap)

    @property
    def run_rate(self) -> Decimal | None:
        return _rounded(self.found.run_rate)

    @property
    def why(self) -> str | Promise:
        """Why nothing can be said; empty where something is."""
        return reason_words(self.found.reason)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a goal stands: what was seen, what the method that judges says, and the others."""

    explained: Explained

    @property
    def observation(self) -> Observation | None:
        return self.explained.counted.seen

    @property
    def is_ceiling(self) -> bool:
        """Not to be broken: nothing leads to it, no share of a way is done."""
        goal = self.explained.measured.goal
        return goal is not None and goal.is_ceiling

    @property
    def judged(self) -> Numbers:
        return Numbers(self.explained.method, True, self.explained.judged)

    @property
    def shown(self) -> Numbers | None:
        """The numbers of a way to the target; None where there is no such way."""
        return None if self.is_ceiling else self.judged

    @property
    def compared(self) -> list[Numbers]:
        """The methods side by side; nothing where no way leads to the goal."""
        return [] if self.is_ceiling else self.methods

    @property
    def methods(self) -> list[Numbers]:
        """What every method says."""
        judging = self.explained.method
        found = self.explained.found.items()
        return [Numbers(method, method == judging, each) for method, each in found]

    @property
    def differ(self) -> bool:
        """Whether the methods that can say something come to different conclusions."""
        said = {each.found.pace for each in self.compared if each.found.due is not None}
        return len(said - {PaceWord.UNKNOWN}) > 1


def standing_of(facts: GoalFacts, *, rule: PaceRule, as_of: date) -> Standing:
    """Where a goal stands at the end of a day."""
    return Standing(explain_facts(facts, rule, as_of))


def needed_by(facts: GoalFacts, standing: Standing) -> Needed:
    """What the method that judges needs by a day; nothing of what is not to be broken."""
    method = standing.explained.method

    def needed(day: date) -> Decimal | None:
        return None if standing.is_ceiling else _rounded(needed_on(facts, method, day))

    return needed


def reason_words(reason: str) -> str | Promise:
    """A reason in words, with the period it is about; empty for none."""
    if not reason:
        return ""
    code, _colon, day = reason.partition(":")
    label = Reason(code).label
    return f"{label}（{day}）" if day else label


def _rounded(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value, _PLACES)


def _percent(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value * 100, 2)
