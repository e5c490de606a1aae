"""What was found for a subject: one entitlement a claim (可享受的政策)."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from ..types import Step
from .declared import Paying, Purpose, Way


class State(Enum):
    """Where a claim stands."""

    PAID = "paid"
    UNMET = "unmet"
    LACKING = "lacking"
    UNRANKED = "unranked"
    NOT_IN_FORCE = "not_in_force"


STATE_WORDS = {
    State.PAID: "可享受",
    State.UNMET: "不符合条件",
    State.LACKING: "缺少情况",
    State.UNRANKED: "待统一评定",
    State.NOT_IN_FORCE: "不在施行期",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands against a claim (还缺什么): a fact that is not given, or a bound that is missed.

    `given`: the subject's own; `rule`: what is asked; `short`: by how much, "" where that is no
    number; `source`: the clause.
    """

    label: str
    given: str
    rule: str
    short: str
    source: str

    def __str__(self) -> str:
        said = f"{self.label}：{self.given}" if self.given else self.label
        asked = f"要求{self.rule}" if self.rule else ""
        return "，".join(filter(None, (said, asked, self.short)))


@dataclass(frozen=True)
class Entitlement:
    """One scheme, or one way of it, held against one subject's facts.

    `line`: the row of the facts; `amount`: yuan, None where nothing can be said or none is paid
    out; `source`: the clause that pays; `final`: the result that a ranked amount was taken from.
    """

    subject: str
    name: str
    line: int
    paying: Paying
    way: Way
    state: State
    amount: Decimal | None
    reason: str
    missing: tuple[Missing, ...]
    source: str
    steps: tuple[Step, ...] = field(default=(), repr=False)
    final: str = ""

    @property
    def code(self) -> str:
        """Scheme and way: innovation-rewards/gazelle."""
        return "/".join(filter(None, (self.paying.scheme.name, self.way.code)))

    @property
    def basis(self) -> str:
        """How the amount comes about, step by step."""
        return "；".join(f"{s.label}：{s.input}，{s.rule}，{s.points}" for s in self.steps)

    @property
    def label(self) -> str:
        """The Chinese word of what is paid."""
        return self.paying.way_label(self.way.code)

    @property
    def purpose(self) -> Purpose:
        """What it is paid for."""
        return self.way.purpose
