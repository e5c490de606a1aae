"""Several payments for the same purpose, side by side with the clause that decides (比较)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .declared import Decision, Form, Purpose
from .found import Entitlement, State


@dataclass(frozen=True)
class Rivalry:
    """Payments to one subject for one purpose.

    `kept`: those that the deciding clause pays; empty where no clause decides.
    """

    subject: str
    name: str
    purpose: Purpose
    options: tuple[Entitlement, ...]
    kept: tuple[Entitlement, ...]

    @property
    def is_decided(self) -> bool:
        """Whether a clause decides."""
        return self.purpose.decision is not None


def rivalries_of(found: Iterable[Entitlement]) -> tuple[Rivalry, ...]:
    """Where a subject could be paid by more than one scheme or way for the same purpose."""
    groups: dict[tuple[str, str], list[Entitlement]] = defaultdict(list)
    for each in found:
        if each.state is State.PAID:
            groups[each.subject, each.purpose.code].append(each)
    return tuple(
        Rivalry(subject, group[0].name, group[0].purpose, tuple(group), _kept(group))
        for (subject, _purpose), group in groups.items()
        if len({each.code for each in group}) > 1
    )


def _kept(group: list[Entitlement]) -> tuple[Entitlement, ...]:
    decision = group[0].purpose.decision
    if decision is Decision.TOGETHER:
        return tuple(group)
    if decision is Decision.HIGHEST:
        return (max(group, key=lambda each: each.amount or Decimal(0)),)
    return ()


def settled_total(found: Iterable[Entitlement], subject: str) -> Decimal:
    """Yuan that are paid out to a subject without anybody having to choose."""
    own = [each for each in found if each.subject == subject]
    rivalries = rivalries_of(own)
    rivals = {id(each) for rivalry in rivalries for each in rivalry.options}
    kept = {id(each) for rivalry in rivalries for each in rivalry.kept}
    return sum(
        (
            each.amount or Decimal(0)
            for each in own
            if each.state is State.PAID
            and each.paying.form is Form.GRANT
            and (id(each) not in rivals or id(each) in kept)
        ),
        Decimal(0),
    )
