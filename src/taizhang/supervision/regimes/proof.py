"""The proof that every reachable combination of facts has exactly one outcome (完备性证明).

A decision diagram: fact by fact, a state is the set of groups (of rules, and of constraints) that
still can hold, as the bits of a number. Two paths that leave the same set are one node, so
that combinations are never listed one by one. Source and example: docs/algorithms/lights.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .classes import FactClass, classes_of, forbidden_groups
from .numbers import NO_NUMBER
from .types import Rule, Test

MOST_STEPS = 1_200_000


class TooManyStepsError(Exception):
    """The rules are tangled beyond the stated budget."""

    code = "too_complex"


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of all combinations.

    `combinations`: all reachable ones; `uncovered`: how many of them no rule decides, with one as
    `example`; `deciding`: the rules (by index) that decide at least one.
    """

    combinations: int
    uncovered: int
    deciding: frozenset[int]
    example: tuple[FactClass, ...] = ()


@dataclass(frozen=True, slots=True)
class _Moves:
    """One fact: its classes grouped by which groups of tests they leave alive."""

    alive: int
    samples: tuple[FactClass, ...]


# Of the combinations below a node: how many no rule decides, and the groups that decide, as bits.
_Below = tuple[int, int]


class Diagram:
    """Rules and constraints over all facts, walked with memory of what was seen."""

    def __init__(self, rules: Sequence[Rule], classes: Sequence[tuple[FactClass, ...]]) -> None:
        forbidden = forbidden_groups()
        owned = [(index, group) for index, rule in enumerate(rules) for group in rule.when]
        groups = [*forbidden, *(group for _, group in owned)]
        self.owner = [-1] * len(forbidden) + [index for index, _ in owned]
        self.never = (1 << len(forbidden)) - 1
        self.all = (1 << len(groups)) - 1
        self.moves = [_moves(members, groups) for members in classes]
        self.sure_at = _sure_at(classes, groups)
        self.memory: list[dict[int, _Below]] = [{} for _ in classes]
        self.steps = 0

    def below(self, depth: int, state: int) -> _Below:
        """What becomes of the combinations of the facts from `depth` on."""
        sure = state & self.sure_at[depth]
        if sure & self.never:
            return 0, 0  # cannot happen
        if sure:
            state &= ((sure & -sure) << 1) - 1  # what comes later is never asked
        if depth == len(self.moves):
            return (0, sure & -sure) if sure else (1, 0)
        known = self.memory[depth].get(state)
        if known is None:
            known = self.memory[depth][state] = self._summed(depth, state)
        return known

    def _summed(self, depth: int, state: int) -> _Below:
        self.steps += len(self.moves[depth])
        if self.steps > MOST_STEPS:
            raise TooManyStepsError
        uncovered = deciding = 0
        for move in self.moves[depth]:
            more, groups = self.below(depth + 1, state & move.alive)
            uncovered += more * len(move.samples)
            deciding |= groups
        return uncovered, deciding

    def deciding(self) -> frozenset[int]:
        """The rules that decide at least one combination."""
        _, groups = self.below(0, self.all)
        return frozenset(rule for bit, rule in enumerate(self.owner) if groups >> bit & 1)

    def example(self, *, decided: bool = False) -> tuple[FactClass, ...]:
        """One reachable combination that no rule decides, or that one does; empty without one."""
        path: list[FactClass] = []
        state = self.all
        for depth, moves in enumerate(self.moves):
            for move in moves:
                if self.below(depth + 1, state & move.alive)[decided]:
                    path.append(move.samples[0])
                    state &= move.alive
                    break
            else:
                return ()
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


def _sure_at(
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
    """Which rules decide, and what none does.

    Raises TooManyStepsError beyond the budget.
    """
    classes = classes_of(rules)
    diagram = Diagram(rules, classes)
    uncovered, _ = diagram.below(0, diagram.all)
    reachable = Diagram((), classes)
    return Proof(
        combinations=reachable.below(0, reachable.all)[0],
        uncovered=uncovered,
        deciding=diagram.deciding(),
        example=diagram.example() if uncovered else (),
    )


def find_common(rules: Sequence[Rule]) -> tuple[FactClass, ...]:
    """A reachable combination in which all of some rules hold; empty when there is none."""
    together = [Rule(_meeting(rules), rules[0].then)]
    return Diagram(together, classes_of(together)).example(decided=True)


def may_meet(rules: Sequence[Rule]) -> bool:
    """Whether no single fact keeps the rules apart: necessary for `find_common`, and quick."""
    return bool(_meeting(rules))


def _meeting(rules: Sequence[Rule]) -> tuple[tuple[Test, ...], ...]:
    """The groups in which all of the rules hold, without those that one fact rules out."""
    both: tuple[tuple[Test, ...], ...] = ((),)
    for rule in rules:
        both = tuple(a + b for a in both for b in rule.when if _may_meet(a, b))
    return both


def _may_meet(group: tuple[Test, ...], other: tuple[Test, ...]) -> bool:
    """Whether no fact alone keeps two groups apart."""
    return all(_overlap(a, b) for a in group for b in other if a.fact == b.fact)


def _overlap(a: Test, b: Test) -> bool:
    if a.numbers is None or b.numbers is None:
        return bool(a.words & b.words)
    return a.numbers & b.numbers != NO_NUMBER
