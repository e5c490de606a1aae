"""The proof that every reachable combination of facts has exactly one outcome (完备性证明).

A decision diagram: fact by fact, a state is the set of groups (of rules, and of constraints) that
still can hold, as the bits of a number. Two paths that leave the same set are one node, so
that combinations are never listed one by one. Source and example: docs/algorithms/lights.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .classes import FactClass, classes_of, forbidden_groups
from .numbers import NO_NUMBER
from .types import Rule, Test

MOST_STEPS = 1_500_000
_NO_RULE = -1


class TooManyStepsError(Exception):
    """The rules are tangled beyond the stated budget."""

    code = "too_complex"


@dataclass(slots=True)
class Proof:
    """What became of all combinations.

    `counts`: how many combinations each rule (by index) decides; `uncovered` how many none decides,
    with one of them as `example`. `combinations`: all reachable ones.
    """

    counts: dict[int, int] = field(default_factory=dict)
    example: tuple[FactClass, ...] = ()

    @property
    def uncovered(self) -> int:
        """Combinations without a rule."""
        return self.counts.get(_NO_RULE, 0)

    @property
    def combinations(self) -> int:
        """All reachable combinations."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class _Moves:
    """One fact: its classes grouped by which groups of tests they leave alive."""

    alive: int
    samples: tuple[FactClass, ...]


class Diagram:
    """Rules and constraints over all facts, walked with memory of what was seen."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        forbidden = forbidden_groups()
        owned = [(index, group) for index, rule in enumerate(rules) for group in rule.when]
        groups = [*forbidden, *(group for _, group in owned)]
        self.owner = [_NO_RULE] * len(forbidden) + [index for index, _ in owned]
        self.never = (1 << len(forbidden)) - 1
        self.classes = classes_of(rules)
        self.moves = [_moves(classes, groups) for classes in self.classes]
        self.free_after = _free_after(self.classes, groups)
        self.all = (1 << len(groups)) - 1
        self.memory: dict[tuple[int, int], dict[int, int]] = {}
        self.steps = 0

    def counted(self, depth: int, state: int) -> dict[int, int]:
        """How many combinations of the facts from `depth` on each rule decides."""
        decided = self._decided(depth, state)
        if decided is None:
            return {}
        if depth == len(self.moves):
            return {self._winner(decided): 1}
        known = self.memory.get((depth, decided))
        if known is None:
            known = self._summed(depth, decided)
            self.memory[depth, decided] = known
        return known

    def _summed(self, depth: int, state: int) -> dict[int, int]:
        self.steps += len(self.moves[depth])
        if self.steps > MOST_STEPS:
            raise TooManyStepsError
        total: dict[int, int] = {}
        for move in self.moves[depth]:
            for rule, count in self.counted(depth + 1, state & move.alive).items():
                total[rule] = total.get(rule, 0) + count * len(move.samples)
        return total

    def _decided(self, depth: int, state: int) -> int | None:
        """The state without groups that come after one that is sure; None: cannot happen."""
        sure = state & self.free_after[depth]
        if sure & self.never:
            return None
        if sure:
            first = sure & -sure
            state &= (first << 1) - 1
        return state

    def _winner(self, state: int) -> int:
        return self.owner[(state & -state).bit_length() - 1] if state else _NO_RULE

    def example(self, rule: int = _NO_RULE) -> tuple[FactClass, ...]:
        """One combination that the rule decides (by default: that none does)."""
        path: list[FactClass] = []
        state = self.all
        for depth in range(len(self.moves)):
            move = next(
                move
                for move in self.moves[depth]
                if rule in self.counted(depth + 1, state & move.alive)
            )
            path.append(move.samples[0])
            state &= move.alive
        return tuple(path)


def _moves(classes: Sequence[FactClass], groups: Sequence[tuple[Test, ...]]) -> list[_Moves]:
    """The classes of one fact by the groups they leave alive."""
    name = classes[0].fact.name
    masks = [0] * len(classes)
    for bit, group in enumerate(groups):
        tests = [test for test in group if test.fact == name]
        for at, one in enumerate(classes):
            if all(test.holds(one.sample) for test in tests):
                masks[at] |= 1 << bit
    by_mask: dict[int, list[FactClass]] = {}
    for mask, one in zip(masks, classes, strict=True):
        by_mask.setdefault(mask, []).append(one)
    return [_Moves(mask, tuple(members)) for mask, members in by_mask.items()]


def _free_after(
    classes: Sequence[Sequence[FactClass]], groups: Sequence[tuple[Test, ...]]
) -> list[int]:
    """For each depth the groups without a test on a fact from there on: they hold if alive."""
    order = {members[0].fact.name: at for at, members in enumerate(classes)}
    last = [max((order[test.fact] for test in group), default=-1) for group in groups]
    return [
        sum(1 << bit for bit, at in enumerate(last) if at < depth)
        for depth in range(len(classes) + 1)
    ]


def prove_rules(rules: Sequence[Rule]) -> Proof:
    """Which rule decides how many combinations.

    Raises TooManyStepsError beyond the budget.
    """
    diagram = Diagram(rules)
    proof = Proof(dict(diagram.counted(0, diagram.all)))
    if proof.uncovered:
        proof.example = diagram.example()
    return proof


def find_common(rules: Sequence[Rule]) -> tuple[FactClass, ...]:
    """A reachable combination in which all of some rules hold; empty when there is none."""
    both: tuple[tuple[Test, ...], ...] = ((),)
    for rule in rules:
        both = tuple(a + b for a in both for b in rule.when if _may_meet(a, b))
    diagram = Diagram([Rule(both, rules[0].then)])
    return diagram.example(0) if 0 in diagram.counted(0, diagram.all) else ()


def _may_meet(group: tuple[Test, ...], other: tuple[Test, ...]) -> bool:
    """Whether no fact alone keeps two groups apart."""
    return all(_overlap(a, b) for a in group for b in other if a.fact == b.fact)


def _overlap(a: Test, b: Test) -> bool:
    if a.numbers is None or b.numbers is None:
        return bool(a.words & b.words)
    return a.numbers & b.numbers != NO_NUMBER
