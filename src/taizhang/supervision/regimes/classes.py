"""Cutting the facts into classes that no rule tells apart (事实分档).

A word or flag has one class a value; a number has one class between each two cuts that a rule or
constraint uses. Whatever holds for one value of a class holds for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .facts import Fact, all_facts, read_facts_file
from .groups import ALWAYS, Groups, read_when
from .nodes import Findings, MappingNode, read_nodes
from .numbers import Cut, pieces_between
from .types import Rule, Test


@dataclass(frozen=True, slots=True)
class FactClass:
    """Values of one fact that all rules treat alike; `sample` is one of them."""

    fact: Fact
    sample: str | Decimal
    first: Cut | None = None
    last: Cut | None = None

    @property
    def words(self) -> str:
        """The class in words: 时钟为逾期, 逾期天数为 3 至 6 天."""
        fact = self.fact
        if not fact.is_number:
            return f"{fact.label}为“{fact.values[str(self.sample)]}”"
        return f"{fact.label}{self._bounds()}"

    def _bounds(self) -> str:
        unit = f" {self.fact.unit}"
        low, high = self._whole() if self.fact.kind == "integer" else (self.first, self.last)
        if low is not None and high is not None and low[0] == high[0]:
            return f"为 {low[0]}{unit}"
        lower = "" if low is None else f"{'大于' if low[1] else '不少于'} {low[0]}"
        upper = "" if high is None else f"{'不超过' if high[1] else '少于'} {high[0]}"
        return (" " + "且".join(filter(None, [lower, upper])) + unit) if lower + upper else "不限"

    def _whole(self) -> tuple[Cut | None, Cut | None]:
        """The bounds as whole numbers, both inside."""
        low = None if self.first is None else (Decimal(str(self.sample)), 0)
        if self.last is None:
            return low, None
        value, after = self.last
        inside = value if after and value == int(value) else Decimal(int(value // 1))
        return low, (inside if after or inside < value else inside - 1, 1)


@cache
def forbidden_groups() -> Groups:
    """What can never be together, as groups of tests that never all hold (from `facts.yaml`)."""
    groups: Groups = ()
    tell = Findings()
    root = read_nodes(_constraints_only(), tell)
    assert isinstance(root, MappingNode)
    for item in root.value[0][1].value:
        fields = {key.value: value for key, value in item.value}
        (when,) = read_when(fields["when"], tell) or ALWAYS
        (then,) = read_when(fields["then"], tell) or ALWAYS
        groups += tuple((*when, opposite(test)) for test in then)
    if tell.all:
        raise ValueError(tell.all)
    return groups


def _constraints_only() -> bytes:
    import json

    return json.dumps({"constraints": read_facts_file()["constraints"]}).encode()


def opposite(test: Test) -> Test:
    """The test that holds exactly where this one does not."""
    if test.numbers is not None:
        return Test(test.fact, numbers=~test.numbers)
    return Test(test.fact, words=frozenset(all_facts()[test.fact].values) - test.words)


def classes_of(rules: Iterable[Rule]) -> list[tuple[FactClass, ...]]:
    """The classes of each fact, in the order of the facts."""
    cuts: dict[str, set[Cut]] = {name: set() for name in all_facts()}
    groups = [group for rule in rules for group in rule.when]
    for group in [*groups, *forbidden_groups()]:
        for test in group:
            cuts[test.fact].update(test.numbers.cuts if test.numbers else ())
    return [_classes(fact, sorted(cuts[name])) for name, fact in all_facts().items()]


def _classes(fact: Fact, cuts: Sequence[Cut]) -> tuple[FactClass, ...]:
    if not fact.is_number:
        return tuple(FactClass(fact, value) for value in fact.values)
    if fact.least is not None:
        least = (fact.least, 0)
        cuts = [least, *(cut for cut in cuts if cut > least)]
    pieces = pieces_between(cuts, whole=fact.kind == "integer")
    kept = pieces if fact.least is None else [p for p in pieces if p[2] >= fact.least]
    return tuple(FactClass(fact, sample, first, last) for first, last, sample in kept)
