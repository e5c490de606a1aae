"""A task's parts as data: shares, figures, sums (分解与合计)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from functools import cached_property

from taizhang.ledger import registry
from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.enums import TaskState
from taizhang.ledger.models import Figure, Target, TaskVersion
from taizhang.organisations.models import Unit

from ...enums import Spread
from .shares import CEILINGS, Balance, balance


@dataclass(frozen=True)
class Share:
    """What a part is held to of one target of the whole, with its latest figure."""

    target: Target
    figure: Figure | None

    @property
    def is_met(self) -> bool:
        """Whether the latest figure reaches the share."""
        if self.figure is None:
            return False
        if self.target.op in CEILINGS:
            return self.figure.value <= self.target.value
        return self.figure.value >= self.target.value

    @property
    def percent(self) -> int | None:
        """The figure in whole percent of the share, cut; None where it says nothing."""
        if self.figure is None or self.target.value <= 0 or self.target.op in CEILINGS:
            return None
        return int(self.figure.value * 100 / self.target.value)


@dataclass(frozen=True)
class Child:
    """One part of a task; `shares` by the key of the parent's target."""

    version: TaskVersion
    names: tuple[str, ...]
    unit_ids: frozenset[int]
    shares: Mapping[int, Share]
    is_visible: bool = True

    @property
    def number(self) -> str:
        return self.version.task.number

    @property
    def name(self) -> str:
        """The units that answer for the part."""
        return "、".join(self.names)

    @property
    def cells(self) -> list[object]:
        """What other rooms show of the part, in the order of their columns."""
        return [column.cell(self.version) for column in registry.columns()]

    @property
    def is_closed(self) -> bool:
        return self.version.state == TaskState.CLOSED


@dataclass(frozen=True)
class Rollup:
    """One target of the whole against its shares, and what was reported on them."""

    goal: Goal
    spread: Spread
    balance: Balance
    shares: Sequence[tuple[Child, Share]]

    @property
    def is_divided(self) -> bool:
        return self.spread == Spread.SUM

    @cached_property
    def reported(self) -> list[tuple[Child, Share, Figure]]:
        """The parts that have a figure."""
        return [(child, share, share.figure) for child, share in self.shares if share.figure]

    @property
    def silent(self) -> list[str]:
        """Units that have not reported a figure."""
        return [child.name for child, share in self.shares if share.figure is None]

    @property
    def reached(self) -> Decimal | None:
        """The sum of the latest figures; where all have the same target, the weakest of them.

        None without figures, and for the weakest as long as one is not known.
        """
        values = [figure.value for _child, _share, figure in self.reported]
        if not values:
            return None
        if self.is_divided:
            with localcontext(prec=60):
                return sum(values, Decimal(0))
        if self.silent:
            return None
        return max(values) if self.goal.op in CEILINGS else min(values)

    @property
    def percent(self) -> int | None:
        """The sum in whole percent of the target, cut; None where it says nothing."""
        if not self.is_divided or self.reached is None or self.goal.value <= 0:
            return None
        return int(self.reached * 100 / self.goal.value)

    @property
    def met(self) -> int:
        """How many parts have reached their share."""
        return sum(share.is_met for _child, share in self.shares)

    @property
    def observed_on(self) -> date | None:
        """The day up to which all figures speak: the earliest of their days."""
        return min((figure.observed_on for *_rest, figure in self.reported), default=None)


@dataclass(frozen=True)
class Breakdown:
    """The parts that one office made of a task (keeper None: the city's)."""

    keeper: Unit | None
    goals: Sequence[Goal]
    spreads: Mapping[int, Spread]
    children: Sequence[Child]
    reasons: Sequence[str] = ()

    def shares_of(self, key: int) -> list[Decimal]:
        """The shares of one target, in the order of the parts."""
        return [child.shares[key].target.value for child in self.children if key in child.shares]

    @property
    def visible(self) -> list[Child]:
        """The parts that the person may see."""
        return [child for child in self.children if child.is_visible]

    @property
    def hidden(self) -> int:
        return len(self.children) - len(self.visible)

    @cached_property
    def rollups(self) -> list[Rollup]:
        """Each target of the whole."""
        return [
            Rollup(
                goal,
                self.spreads[goal.key],
                balance(goal, self.shares_of(goal.key), self.spreads[goal.key]),
                [(c, c.shares[goal.key]) for c in self.children if goal.key in c.shares],
            )
            for goal in self.goals
        ]

    @property
    def open_count(self) -> int:
        return sum(not child.is_closed for child in self.children)
