"""Counties beside each other (县区排名). Pure.

The order is by the share that is done or ahead, of what is known; ties share a place, and the next
one's place counts all before it. The gap is to the mean of those ranked, in percentage points.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from taizhang.indicators.enums import Pace

from ..figures.counting import GOOD


@dataclass(frozen=True, slots=True)
class Ranked:
    """A county; `rank` and `share_pct` None: nothing of it is known, so that it has no place."""

    id: int
    counts: Mapping[str, int]
    rank: int | None
    share_pct: Fraction | None
    gap_pct: Fraction | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def known(self) -> int:
        """Those whose class is known."""
        return self.total - self.counts.get(Pace.UNKNOWN, 0)


def rank_places(tallies: Mapping[int, Mapping[str, int]]) -> list[Ranked]:
    """The places in their order, those without a place last.

    >>> rows = rank_places({1: {"done": 1}, 2: {"ahead": 2}, 3: {"behind": 3}, 4: {"unknown": 1}})
    >>> [(row.id, row.rank) for row in rows]
    [(1, 1), (2, 1), (3, 3), (4, None)]
    """
    shares = {pk: _share(counts) for pk, counts in tallies.items()}
    known = [share for share in shares.values() if share is not None]
    mean = sum(known, Fraction(0)) / len(known) if known else Fraction(0)
    rows = [_ranked(pk, tallies[pk], share, known, mean) for pk, share in shares.items()]
    return sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.id))


def _share(counts: Mapping[str, int]) -> Fraction | None:
    known = sum(counts.values()) - counts.get(Pace.UNKNOWN, 0)
    return Fraction(100 * sum(counts.get(pace, 0) for pace in GOOD), known) if known else None


def _ranked(
    pk: int,
    counts: Mapping[str, int],
    share: Fraction | None,
    known: list[Fraction],
    mean: Fraction,
) -> Ranked:
    if share is None:
        return Ranked(pk, counts, None, None, None)
    rank = 1 + sum(other > share for other in known)
    return Ranked(pk, counts, rank, share, share - mean)
