"""Rounds of re-checks and what they say (复核抽查的结果)."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.ledger.models import TaskVersion

from ...enums import RecheckResult
from ...models import RecheckItem, RecheckRound
from ..rechecks.rechecking import WHOLE
from ..rechecks.sampling import most_false, most_tolerated, upper_share


def rounds() -> QuerySet[RecheckRound]:
    """All rounds, the latest first, with the counts that `RoundResult` needs."""
    counts = {
        f"found_{result}": Count("items", filter=Q(items__result=result))
        for result in RecheckResult.values
    }
    known = RecheckRound.objects.select_related("keeper", "opened_by").annotate(**counts)
    return known.order_by("-opened_at", "-id")


def items_of(round: RecheckRound) -> QuerySet[RecheckItem]:
    """The drawn tasks in the order of the draw, with their titles: two queries."""
    return _with_titles(round.items.select_related("task", "checker", "event"))


def waiting_for(person: Person) -> QuerySet[RecheckItem]:
    """What a checker has still to check, the oldest round first."""
    items = RecheckItem.objects.filter(checker=person, result="").select_related("task", "round")
    return _with_titles(items.order_by("round_id", "position"))


def _with_titles(items: QuerySet[RecheckItem]) -> QuerySet[RecheckItem]:
    current = Prefetch("task__versions", TaskVersion.objects.at(None), to_attr="current_versions")
    return items.prefetch_related(current)


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What a round says so far."""

    round: RecheckRound
    true: int
    false: int
    unclear: int

    @property
    def answered(self) -> int:
        return self.true + self.false + self.unclear

    @property
    def waiting(self) -> int:
        return self.round.sample - self.answered

    @property
    def is_final(self) -> bool:
        return self.waiting == 0

    @property
    def confidence(self) -> Fraction:
        return Fraction(self.round.confidence, WHOLE)

    @property
    def tolerated(self) -> Fraction:
        return Fraction(self.round.tolerated, WHOLE)

    @property
    def confidence_text(self) -> str:
        return percent_text(self.confidence)

    @property
    def tolerated_text(self) -> str:
        return percent_text(self.tolerated)

    @property
    def found_share(self) -> str:
        """The share of the sample whose evidence is false."""
        return percent_text(Fraction(self.false, self.round.sample))

    @property
    def upper_share(self) -> str:
        """The upper bound of the share, of the practice beyond this population."""
        return percent_text(upper_share(self.round.sample, self.worst, self.confidence))

    @property
    def worst(self) -> int:
        """False closings when what could not be decided is counted as false."""
        return self.false + self.unclear

    @property
    def most_false(self) -> int:
        """The most false closings that the population may hold."""
        return most_false(self.round.population, self.round.sample, self.worst, self.confidence)

    @property
    def is_within(self) -> bool:
        return self.most_false <= most_tolerated(self.round.population, self.tolerated)

    @property
    def conclusion(self) -> str:
        """What may be said of the whole population, in one sentence."""
        if not self.is_final:
            return _("还有 %(number)s 项没有复核，还没有结论。") % {"number": self.waiting}
        said = _(
            "有 %(confidence)s 的把握：这 %(population)s 项中，"
            "佐证不实的最多 %(most)s 项（%(share)s）"
        ) % {
            "confidence": percent_text(self.confidence),
            "population": self.round.population,
            "most": self.most_false,
            "share": percent_text(Fraction(self.most_false, self.round.population)),
        }
        if self.unclear:
            said += _("，无法认定的 %(number)s 项按不实计") % {"number": self.unclear}
        tolerated = percent_text(self.tolerated)
        if self.is_within:
            return said + _("，没有超过容许的 %(tolerated)s。") % {"tolerated": tolerated}
        return said + _("，不能说没有超过容许的 %(tolerated)s。") % {"tolerated": tolerated}


def result_of(round: RecheckRound) -> RoundResult:
    """The result of a round of `rounds()`."""
    counts = (getattr(round, f"found_{result}") for result in RecheckResult.values)
    return RoundResult(round, *counts)


def percent_text(share: Fraction) -> str:
    """A share as per cent with at most two places, half up: 5%, 12.5%, 0.33%."""
    hundredths = (share.numerator * WHOLE * 2 + share.denominator) // (2 * share.denominator)
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"
