"""What stands against a claim: facts that are not given, bounds that are missed and by how much."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..parameters import Values
from ..types import Column, Kind, Step
from ..wording import plain, yuan
from .claims import Claim
from .declared import Paying
from .facts import fact_names
from .found import Missing

_FAILED = frozenset({"不符合", "不具备", "不发放", "不奖补", "否"})
"""What the last column of an explanation says where a condition is not met."""


def failed_steps(steps: Iterable[Step]) -> list[Step]:
    """The steps of an explanation whose condition is not met."""
    return [step for step in steps if step.points in _FAILED]


def lacking_facts(
    claim: Claim, paying: Paying, values: Values, columns: Iterable[str]
) -> tuple[Missing, ...]:
    """The facts that are not given, under the names that facts have."""
    source = values.source(claim.way.parameter)
    return tuple(
        Missing(f"没有填“{_head(paying, column)}”", "", "", "", source)
        for column in dict.fromkeys(columns)
    )


def _head(paying: Paying, column: str) -> str:
    found = paying.scheme.definition.column(column)
    label = paying.facts.get(column, {}).get("label", found.label)
    return f"{label}（{found.unit}）" if found.unit else label


def missed(
    claim: Claim, paying: Paying, values: Values, failed: Sequence[Step], reason: str
) -> tuple[Missing, ...]:
    """The conditions that are not met, each with its clause; by how much where it is a number.

    A step that ends with the scheme's own `reason` names what is missed there.
    """
    shorts = _shorts(claim, paying, values)
    found = [_condition(step, reason) for step in failed]
    if len(found) == 1:
        only = found[0]
        return (Missing(only.label, only.given, only.rule, "，".join(shorts), only.source),)
    return (*found, *(Missing(short, "", "", "", found[0].source) for short in shorts if found))


def _condition(step: Step, reason: str) -> Missing:
    if reason and step.input.endswith(reason):
        return Missing(step.label, reason, "", "", step.source)
    return Missing(step.label, step.input, step.rule, "", step.source)


def _shorts(claim: Claim, paying: Paying, values: Values) -> list[str]:
    """还差 1 月, for every bound that a given fact misses."""
    found = []
    for name, parameter in claim.way.bounds.items():
        if name in fact_names(paying) and claim.given(name):
            column = paying.scheme.definition.column(name)
            short = values.number(parameter) - Decimal(claim.cells[name])
            found += [f"{column.label}还差 {_said(short, column)}"] if short > 0 else []
    return found


def _said(short: Decimal, column: Column) -> str:
    unit = {"月": "个月"}.get(column.unit, column.unit)
    return yuan(short) if column.kind is Kind.MONEY else f"{plain(short)} {unit}".rstrip()
