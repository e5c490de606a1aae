"""How strongly a text binds (约束强度): 必须 > a plain imperative > 力争 > 鼓励."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from ..vocabulary import alternation, words
from .features import share_of_words
from .places import Place, clauses_of
from .records import Difference
from .views import MOST, View


class Strength(IntEnum):
    """Words of will in four steps."""

    OPTIONAL = 0
    AIMED = 1
    PLAIN = 2
    MANDATORY = 3


_GROUPS = {
    "mandatory": Strength.MANDATORY,
    "aimed": Strength.AIMED,
    "optional": Strength.OPTIONAL,
}
_WORD = re.compile(
    rf"(?P<none>{alternation('alignment', 'not_modal')})|"
    + "|".join(f"(?P<{group}>{alternation('alignment', group)})" for group in _GROUPS)
)
_OWN_CLAUSE = frozenset(words("alignment", "own_clause"))
_LIKE = 0.6  # how much of a softened clause the other document must have


@dataclass(frozen=True, slots=True)
class Bound:
    """A clause, how strongly it binds, by which word, and the sentence around it."""

    text: str
    strength: Strength
    word: str
    sentence: Place


def bounds_of(view: View) -> list[Bound]:
    """The clauses of a measure with the will that governs them, in order; not its title."""
    found = []
    for sentence in view.statements:
        governing = Strength.PLAIN, ""
        for clause in clauses_of(sentence):
            own = _will(clause.fold)
            if own is not None and own[1] not in _OWN_CLAUSE:
                governing = own
            found.append(Bound(clause.fold, *(own or governing), sentence))
    return found[:MOST]


def _will(text: str) -> tuple[Strength, str] | None:
    """The weakest word of will in a clause, or None where it has none."""
    found = [
        (_GROUPS[match.lastgroup], match[0])
        for match in _WORD.finditer(text)
        if match.lastgroup and match.lastgroup != "none"
    ]
    return min(found, key=lambda pair: pair[0]) if found else None


def find_softened(old: Sequence[Bound], new: Sequence[Bound]) -> list[Difference]:
    """The clauses that bind less than the clause of the other document they follow.

    A word below the plain imperative counts where the other document had more will: 必须 → 力争,
    建成 → 鼓励. 确保 → a plain imperative does not: both are an order.
    """
    found: dict[tuple[int, int], Difference] = {}
    for bound in new:
        likest = _origin(bound, old) if bound.strength < Strength.PLAIN else None
        if likest is not None and likest.strength > bound.strength:
            key = (likest.sentence.start, bound.sentence.start)
            found.setdefault(key, _difference(likest, bound))
    return list(found.values())


def _origin(bound: Bound, old: Sequence[Bound]) -> Bound | None:
    """The clause of the other document that has the most of this one, if it has enough."""
    shares = [(share_of_words(bound.text, other.text), -i) for i, other in enumerate(old)]
    share, at = max(shares, default=(0.0, 0))
    return old[-at] if share >= _LIKE else None


def _difference(old: Bound, new: Bound) -> Difference:
    return Difference(
        "softened",
        "softer",
        old.sentence.excerpt(),
        new.sentence.excerpt(),
        words=(old.word, new.word),
    )
