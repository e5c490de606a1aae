"""What the page shows of one subject: what is paid, what is not, what competes (查询结果)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core import signing

from taizhang.accounts.models import Person
from taizhang.schemes.entitlements import (
    STATE_WORDS,
    Entitlement,
    Form,
    Rivalry,
    State,
    decided_by,
    purposes,
    rivalries_of,
    settled_total,
)
from taizhang.schemes.wording import yuan

from ..forms.entitled import ChoiceForm
from ..models import EntitlementChoice, SchemeRun
from ..permissions import may_choose_entitlements

SALT = "taizhang.entitled"
_TONES = {
    State.PAID: ("✓", "green"),
    State.UNMET: ("×", "grey"),
    State.LACKING: ("▲", "yellow"),
    State.UNRANKED: ("○", "blue"),
    State.NOT_IN_FORCE: ("×", "grey"),
}
_PRINTED = {Form.LOAN: "最高可贷 {}", Form.WITHDRAWAL: "可提取 {}", Form.GRANT: "{}"}


@dataclass(frozen=True)
class Card:
    """One entitlement as people read it."""

    entitlement: Entitlement
    run: SchemeRun | None

    @property
    def chip(self) -> dict[str, str]:
        state = self.entitlement.state
        shape, tone = _TONES[state]
        return {"shape": shape, "tone": tone, "word": STATE_WORDS[state]}

    @property
    def amount(self) -> str:
        """The amount in words; "" where there is none to speak of."""
        found = self.entitlement
        if not found.amount or found.paying.form is Form.QUALIFICATION:
            return ""
        return _PRINTED[found.paying.form].format(yuan(found.amount))


@dataclass(frozen=True)
class Comparison:
    """Payments for the same purpose, the clause or the choice that decides, the form to choose."""

    rivalry: Rivalry
    cards: list[Card]
    choice: EntitlementChoice | None
    form: ChoiceForm | None

    @property
    def decided_by(self) -> str:
        return decided_by(self.rivalry)

    @property
    def is_stale(self) -> bool:
        """Whether the choice was made between other options than stand here."""
        if self.choice is None:
            return False
        then = [(o["code"], o["amount"]) for o in self.choice.options]
        now = [(e.code, str(e.amount)) for e in self.rivalry.options]
        return sorted(then) != sorted(now)


class SubjectAnswer:
    """One subject's entitlements."""

    def __init__(
        self,
        found: Sequence[Entitlement],
        *,
        facts: Mapping[str, Any],
        runs: Mapping[str, SchemeRun],
        choices: Mapping[tuple[str, str], EntitlementChoice],
        person: Person,
    ) -> None:
        self.found, self.facts, self.runs = found, facts, runs
        self.choices, self.person = choices, person
        self.refused: ChoiceForm | None = None
        first = facts["rows"][0]
        self.subject, self.name = first["subject_id"], first.get("name", "")

    @property
    def total(self) -> str:
        """What is paid out without a choice."""
        return yuan(settled_total(self.found, self.subject))

    def card(self, each: Entitlement) -> Card:
        """A card; the run is that of its result."""
        run = self.runs.get(each.paying.scheme.name) if each.final else None
        return Card(each, run)

    @cached_property
    def comparisons(self) -> list[Comparison]:
        return [self._comparison(rivalry) for rivalry in rivalries_of(self.found)]

    @property
    def paid(self) -> list[Card]:
        """What is paid and competes with nothing."""
        rivals = {id(e) for c in self.comparisons for e in c.rivalry.options}
        own = (e for e in self.found if e.state is State.PAID and id(e) not in rivals)
        return [self.card(each) for each in own]

    @property
    def unpaid(self) -> list[Card]:
        return [self.card(each) for each in self.found if each.state is not State.PAID]

    def _comparison(self, rivalry: Rivalry) -> Comparison:
        cards = [self.card(each) for each in rivalry.options]
        choice = self.choices.get((self.subject, rivalry.purpose.code))
        return Comparison(rivalry, cards, choice, self._form(rivalry))

    def _form(self, rivalry: Rivalry) -> ChoiceForm | None:
        if rivalry.is_decided or not may_choose_entitlements(self.person):
            return None
        code = rivalry.purpose.code
        if self.refused is not None and self.refused.data.get("purpose") == code:
            return self.refused
        signed = signing.dumps(self.facts, salt=SALT, compress=True)
        return ChoiceForm(rivalry=rivalry, initial={"facts": signed, "purpose": code})


def purpose_label(code: str) -> str:
    """The Chinese word of a purpose; its code where this product does not know it."""
    known = purposes().get(code)
    return known.label if known else code
