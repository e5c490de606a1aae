"""What changed between two days (变动): every number with its class then and now."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from taizhang.indicators.enums import WORST_FIRST, Pace

from ..bulletins.counting import GOOD
from ..queries.numbers import HeldNumber
from .board import Board
from .filters import Narrowed
from .listing import Entry, name_of, shown_entries

_PLACES = {pace.value: place for place, pace in enumerate(WORST_FIRST)}


@dataclass(frozen=True, slots=True)
class Move:
    """A number whose class changed; "": it was not there then, or is there no longer."""

    then: str
    now: str
    entry: Entry  # as it is now; what is there no longer, as it was


def _is_good(move: Move) -> bool:
    return move.now in GOOD and move.then not in GOOD


MOVES: dict[str, Callable[[Move], bool]] = {
    "behind": lambda move: bool(move.then) and move.now == Pace.BEHIND,
    "recovered": lambda move: bool(move.now) and move.then == Pace.BEHIND,
    "good": lambda move: bool(move.then) and move.then != Pace.BEHIND and _is_good(move),
    "lost": lambda move: bool(move.then) and move.now == Pace.UNKNOWN,
    "new": lambda move: not move.then,
    "gone": lambda move: not move.now,
}


@dataclass(frozen=True)
class Moved:
    """All that changed since the other board, the worst first."""

    since: Board
    moves: tuple[Move, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Kind → how many; a number whose class went another way is of none of them."""
        return {kind: sum(map(test, self.moves)) for kind, test in MOVES.items()}

    @cached_property
    def net(self) -> Counter[str]:
        """Class → how many more there are."""
        found: Counter[str] = Counter()
        for move in self.moves:
            found[move.now] += 1
            found[move.then] -= 1
        return found

    def of_kind(self, kind: str) -> list[Move]:
        """The moves of a kind; "": all. Raises KeyError for no kind."""
        test = MOVES[kind] if kind else bool
        return [move for move in self.moves if test(move)]


def moved_between(then: Board, now: Board, narrowed: Narrowed) -> Moved:
    """What changed from one board to the other."""
    key = ("moved", then.asked.day, then.known_at, narrowed)
    return now.lists.take(key, lambda: _moved(then, now, narrowed))


def _moved(then: Board, now: Board, narrowed: Narrowed) -> Moved:
    before, after = _classes(then, narrowed), _classes(now, narrowed)
    moves = [
        Move(before[pk].pace if pk in before else "", entry.pace, entry)
        for pk, entry in after.items()
        if pk not in before or before[pk].pace != entry.pace
    ]
    gone = [Move(entry.pace, "", entry) for pk, entry in before.items() if pk not in after]
    return Moved(then, tuple(sorted([*moves, *gone], key=_order)))


def _classes(board: Board, narrowed: Narrowed) -> dict[str | int, Entry]:
    """Numbers by their number, goals by theirs."""
    found: dict[str | int, Entry] = {each.id: each for each in board.numbers_in(narrowed)}
    for goal in board.goals_in(narrowed):
        found[goal.id] = goal
    return found


def _order(move: Move) -> tuple[int, int]:
    return _PLACES.get(move.now, 9), _PLACES.get(move.then, 9)


def numbers_of_moves(
    now: Board, moved: Moved, moves: Sequence[Move]
) -> list[tuple[Move, HeldNumber]]:
    """The moves with what a page shows of their numbers, in their order."""
    shown = shown_entries(moved.since, [move.entry for move in moves if not move.now])
    shown |= shown_entries(now, [move.entry for move in moves if move.now])
    named = [(move, name_of(move.entry)) for move in moves]
    return [(move, shown[name]) for move, name in named if name in shown]
