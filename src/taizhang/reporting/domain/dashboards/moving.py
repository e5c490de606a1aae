"""What changed between two days (变动): every number with its class then and now."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import Any

from taizhang.indicators.enums import Pace

from ..figures.counting import GOOD
from ..queries.numbers import HeldNumber
from ..queries.standing_goals import GoalStanding
from .board import Board
from .cells import PLACES, Cell, CellKey
from .filters import Narrowed
from .listing import Entry, name_of, shown_entries


@dataclass(frozen=True, slots=True)
class Move:
    """A number whose class changed; "": it was not there then, or is there no longer."""

    then: str
    now: str
    entry: Entry  # as it is now; what is there no longer, as it was


Way = tuple[str, str]
"""Class then, class now."""
Ways = Mapping[Way, Sequence[Move]]


def _is_good(then: str, now: str) -> bool:
    return now in GOOD and then not in GOOD


MOVES: dict[str, Callable[[str, str], bool]] = {
    "behind": lambda then, now: bool(then) and now == Pace.BEHIND,
    "recovered": lambda then, now: bool(now) and then == Pace.BEHIND,
    "good": lambda then, now: bool(then) and then != Pace.BEHIND and _is_good(then, now),
    "lost": lambda then, now: bool(then) and now == Pace.UNKNOWN,
    "new": lambda then, now: not then,
    "gone": lambda then, now: not now,
}


@dataclass(frozen=True)
class Moved:
    """All that changed since the other board, by the way it went."""

    since: Board
    ways: Sequence[Ways]

    @cached_property
    def _numbers(self) -> Counter[Way]:
        found: Counter[Way] = Counter()
        for ways in self.ways:
            for way, moves in ways.items():
                found[way] += len(moves)
        return found

    @property
    def total(self) -> int:
        """How many changed, whatever way."""
        return self._numbers.total()

    @cached_property
    def counts(self) -> dict[str, int]:
        """Kind → how many; a number whose class went another way is of none of them."""
        return {
            kind: sum(number for way, number in self._numbers.items() if test(*way))
            for kind, test in MOVES.items()
        }

    @cached_property
    def net(self) -> Counter[str]:
        """Class → how many more there are."""
        found: Counter[str] = Counter()
        for (then, now), number in self._numbers.items():
            found[now] += number
            found[then] -= number
        return found

    def of_kind(self, kind: str, most: int | None = None) -> list[Move]:
        """The moves of a kind, the worst first, at most so many; "": all. Raises KeyError for no
        kind."""
        test = MOVES[kind] if kind else lambda _then, _now: True
        wanted = sorted((way for way in self._numbers if test(*way)), key=_order)
        found = (move for way in wanted for ways in self.ways for move in ways.get(way, ()))
        return list(islice(found, most))


def moved_between(then: Board, now: Board, narrowed: Narrowed) -> Moved:
    """What changed from one board to the other."""
    key = "moved", id(then.parts), narrowed  # which lives as long as what is kept under it
    return now.lists.take(key, lambda: _moved(then, now, narrowed))


def _moved(then: Board, now: Board, narrowed: Narrowed) -> Moved:
    before, after = dict(then.cells_in(narrowed)), dict(now.cells_in(narrowed))
    alike = {key for key, cell in after.items() if key in before and _alike(before[key], cell)}
    ways = [_within(before[key], after[key]) for key in alike]
    rest = _ways(_others(before, alike), _others(after, alike))
    numbers = [{each.id: each for each in board.numbers_in(narrowed)} for board in (then, now)]
    return Moved(then, [_ways(*numbers), *(each for each in [rest, *ways] if each)])


def _alike(then: Cell, now: Cell) -> bool:
    return then.paces.keys() == now.paces.keys()


def _within(then: Cell, now: Cell) -> Ways:
    """The moves of a cell that holds the same goals as before; reckoned once as long as neither is
    replaced."""
    known = now.since
    if known is None or known[0] is not then:
        known = now.since = then, _ways(then.paces, now.paces)
    ways: Ways = known[1]
    return ways


def _others(cells: Mapping[CellKey, Cell], alike: set[CellKey]) -> dict[int, GoalStanding]:
    goals = chain.from_iterable(cell.goals for key, cell in cells.items() if key not in alike)
    return {goal.id: goal for goal in goals}


def _ways(before: Mapping[Any, Entry], after: Mapping[Any, Entry]) -> Ways:
    found: dict[Way, list[Move]] = defaultdict(list)
    for move in _moves(before, after):
        found[move.then, move.now].append(move)
    return found


def _moves(before: Mapping[Any, Entry], after: Mapping[Any, Entry]) -> Iterable[Move]:
    for pk, entry in after.items():
        then = before[pk].pace if pk in before else ""
        if then != entry.pace:
            yield Move(then, entry.pace, entry)
    for pk, entry in before.items():
        if pk not in after:
            yield Move(entry.pace, "", entry)


def _order(way: Way) -> tuple[int, int]:
    then, now = way
    return PLACES.get(now, 9), PLACES.get(then, 9)


def numbers_of_moves(
    now: Board, moved: Moved, moves: Sequence[Move]
) -> list[tuple[Move, HeldNumber]]:
    """The moves with what a page shows of their numbers, in their order."""
    shown = shown_entries(moved.since, [move.entry for move in moves if not move.now])
    shown |= shown_entries(now, [move.entry for move in moves if move.now])
    named = [(move, name_of(move.entry)) for move in moves]
    return [(move, shown[name]) for move, name in named if name in shown]
