"""Numbers of two measures that are one and the same (数字的比对)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from ..vocabulary import words
from .features import similarity_of_words
from .quantified import Counted
from .records import Difference, Direction, Figure

_GENERAL = frozenset(words("alignment", "general_units"))
_PERSONS = frozenset(words("alignment", "person_units"))
LIKE = 0.34  # how like the words around two numbers of one unit must be
_ONLY = 0.1  # the same where neither measure has another number of that unit
_SAME_VALUE = 0.25  # what an equal value adds


def unit_family(unit: str) -> str:
    """个, 家, 所 … are one family, 人 and 名 another; all other units stand for themselves."""
    if unit in _GENERAL:
        return "个"
    return "人" if unit in _PERSONS else unit


Pairs = list[tuple[Counted, Counted]]


def compare_figures(
    old: Sequence[Counted], new: Sequence[Counted], pairs: Pairs
) -> list[Difference]:
    """The numbers that changed, were left out, or came in addition."""
    found = [d for o, n in pairs if (d := _changed(o, n)) is not None]
    lost = {id(o) for o, _ in pairs}
    come = {id(n) for _, n in pairs}
    found += [_alone(o, None) for o in old if id(o) not in lost and _binds(o)]
    found += [_alone(None, n) for n in new if id(n) not in come and _binds(n)]
    return found


def pair_figures(old: Sequence[Counted], new: Sequence[Counted], *, alone: float = _ONLY) -> Pairs:
    """The pairs of numbers with like words around them; each number once.

    ``alone`` is how like the words must be where neither side has another number of the unit.
    """
    scored = sorted(_scored(old, new, alone), key=lambda entry: (-entry[0], entry[1], entry[2]))
    left, right = set(), set()
    pairs = []
    for _, i, j in scored:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((old[i], new[j]))
    return sorted(pairs, key=lambda pair: old.index(pair[0]))


def _scored(
    old: Sequence[Counted], new: Sequence[Counted], least: float
) -> Iterator[tuple[float, int, int]]:
    for (i, o), (j, n) in product(enumerate(old), enumerate(new)):
        if unit_family(o.figure.unit) != unit_family(n.figure.unit):
            continue
        like = similarity_of_words(o.words, n.words)
        equal = _values(o.figure) == _values(n.figure)
        if like >= (least if equal or _alone_of_unit(o, n, old, new) else LIKE):
            yield like + _SAME_VALUE * equal, i, j


def _alone_of_unit(
    old: Counted, new: Counted, before: Sequence[Counted], after: Sequence[Counted]
) -> bool:
    """Whether neither side has another number of this unit (or of its family)."""
    name = _exact if old.figure.unit == new.figure.unit else _family
    wanted = name(old)
    return all(sum(name(c) == wanted for c in side) == 1 for side in (before, after))


def _exact(counted: Counted) -> str:
    return counted.figure.unit


def _family(counted: Counted) -> str:
    return unit_family(counted.figure.unit)


def _values(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.value_max


def _binds(counted: Counted) -> bool:
    """Whether leaving the number out changes what has to be done: a target, no condition."""
    return counted.committed and not counted.condition


def _changed(old: Counted, new: Counted) -> Difference | None:
    before, after = old.figure, new.figure
    if _values(before) == _values(after) and before.op == after.op:
        return None
    return Difference(
        "number", _direction(before, after), old.sentence.excerpt(), new.sentence.excerpt(),
        figures=(before, after),
    )  # fmt: skip


def _direction(before: Figure, after: Figure) -> Direction:
    if _values(before) == _values(after):
        return "operator"
    low, high = _values(before), _values(after)
    if low[0] == high[0]:
        return "other"
    return "higher" if after.value > before.value else "lower"


def _alone(old: Counted | None, new: Counted | None) -> Difference:
    return Difference(
        "number",
        "removed" if old else "new",
        old.sentence.excerpt() if old else None,
        new.sentence.excerpt() if new else None,
        figures=(old.figure if old else None, new.figure if new else None),
    )
