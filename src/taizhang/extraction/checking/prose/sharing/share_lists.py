"""Lists of shares (一组占比): parts that are no wholes of each other, but may make one together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from ...numbers import Number
from ...rounding import round_half_up
from .share_pairs import Pair
from .share_wholes import fits, share_of

_ALL = "总数"
_LIST = 3  # shares of one sentence that make it a list
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Shared:
    """A pair with the whole it is held against."""

    pair: Pair
    whole: Number

    @property
    def right(self) -> Fraction:
        """The share as it should be printed."""
        true = share_of(self.pair.part, self.whole)
        return round_half_up(true.middle, self.pair.share.step) if true else Fraction(0)

    @property
    def fits(self) -> bool:
        """Whether the printed share is right."""
        return fits(self.pair, self.whole)


Tried = tuple[Pair, list[Number]]
"""A pair with the numbers that may be its whole."""


def without_siblings(found: Sequence[Tried]) -> list[Tried]:
    """Parts of one list are no wholes of each other; with no whole, none of them is wrong."""
    parts: dict[int, set[Number]] = {}
    of_all = {pair.part for pair, _ in found if _ALL in pair.name}
    for pair, _ in found:
        if pair.kind in {"share", "bracket"} and not pair.name:
            parts.setdefault(pair.sentence.start, set()).add(pair.part)
    cleared: list[Tried] = []
    for pair, wholes in found:
        listed = parts.get(pair.sentence.start, set()) if not pair.name else set()
        full = len(listed) >= _LIST
        listed = listed if full else set()
        listed = of_all if _ALL in pair.name else listed  # a part of 总数 is no 总数
        cleared.append((pair, [w for w in wholes if w not in listed]))
    return cleared


def held_by_their_sum(
    pairs: Sequence[Pair], chosen: Sequence[Shared | None]
) -> Iterator[Shared | None]:
    """The choices, and for lists without a whole their own sum when all but one share fit it."""
    both = list(zip(pairs, chosen, strict=True))
    for _, group in groupby(both, key=lambda entry: entry[0].sentence.start):
        listed = list(group)
        whole = _sum_of([pair for pair, entry in listed if entry is None])
        for pair, entry in listed:
            yield Shared(pair, whole) if entry is None and whole is not None else entry


def _sum_of(pairs: Sequence[Pair]) -> Number | None:
    """The sum of the parts, where it is what all but one of the shares are of."""
    units = {pair.part.unit for pair in pairs}
    if len(pairs) < _LIST or len(units) > 1 or any(pair.kind == "rate" for pair in pairs):
        return None
    last = pairs[-1].part
    whole = replace(
        last,
        value=sum((pair.part.value for pair in pairs), Fraction(0)),
        step=sum((pair.part.step for pair in pairs), Fraction(0)),
        start=pairs[0].part.start,
    )
    fitting = sum(fits(pair, whole, cut=True) for pair in pairs)
    return whole if fitting >= max(len(pairs) - 1, _LIST - 1) else None
