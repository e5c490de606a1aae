"""All that a dashboard counts, on one day (看板底数).

Its numbers are those of the bulletin of the same day: targets of tasks, and goals without a task.
A board is never changed; `reading` follows what is recorded with the next one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from taizhang.indicators.domain.pace.rules import PaceRule

from ..asked import Asked
from ..figures.counting import places_of, units_of
from ..queries.goals import HeldGoal
from ..queries.held import Held, HeldTask
from ..queries.numbers import HeldNumber
from ..queries.units import UnitBook
from .cells import Cell, CellKey, Cells
from .filters import Narrowed
from .keeping import Shelf

_PARTS = 200  # counts, worst lists, outlooks of one board
_LISTS = 12  # long ones: each may hold every number


Linked = Mapping[tuple[int, int], HeldGoal]
"""Of a target, by task and key, the goal of a series that it is tied to."""


@dataclass(frozen=True)
class TaskPart:
    """What is held of tasks (任务部分); `documents`: task → document."""

    held: Held
    linked: Linked
    numbers: Sequence[HeldNumber]
    documents: Mapping[int, int | None]


@dataclass(frozen=True)
class Board:
    """The numbers of a city at the end of a day. `known_at` None: as recorded when it was read,
    which is `asked.known_at`."""

    asked: Asked
    known_at: datetime | None
    rule: PaceRule
    book: UnitBook
    tasks: TaskPart
    cells: Cells
    parts: Shelf = field(default_factory=lambda: Shelf(_PARTS))
    lists: Shelf = field(default_factory=lambda: Shelf(_LISTS))

    @property
    def held(self) -> Held:
        return self.tasks.held

    @property
    def numbers(self) -> Sequence[HeldNumber]:
        """The numbers of tasks."""
        return self.tasks.numbers

    @property
    def documents(self) -> Mapping[int, int | None]:
        """Task → document."""
        return self.tasks.documents

    @property
    def is_empty(self) -> bool:
        """Whether nothing was on the books."""
        return not self.held.tasks and not self.cells

    def tasks_of(self, narrowed: Narrowed) -> Collection[int] | None:
        """The tasks of the document; None: of all."""
        if narrowed.document is None:
            return None
        return {pk for pk, document in self.documents.items() if document == narrowed.document}

    def numbers_in(self, narrowed: Narrowed) -> list[HeldNumber]:
        """The numbers of tasks that count."""
        if not narrowed:
            return list(self.numbers)
        tasks = self.tasks_of(narrowed)
        return [each for each in self.numbers if narrowed.holds_number(each, self.book, tasks)]

    def tasks_in(self, narrowed: Narrowed) -> list[HeldTask]:
        """The tasks that count, in the order of the ledger."""
        wanted = self.tasks_of(narrowed)
        office = narrowed.office_in(self.book)
        return [
            task
            for task in self.held.tasks.values()
            if (wanted is None or task.id in wanted)
            and office in (None, *task.units)
            and narrowed.region in (None, *(self.book.units[pk].place_id for pk in task.units))
        ]

    def overdue_in(self, narrowed: Narrowed) -> list[HeldTask]:
        """The open tasks past their time that count, the latest first."""
        late = [task for task in self.tasks_in(narrowed) if task.is_overdue]
        return sorted(late, key=lambda task: (task.due or self.asked.day, task.id))

    def cells_in(self, narrowed: Narrowed) -> Iterator[tuple[CellKey, Cell]]:
        """The goals without a task that count: they are of no document."""
        if narrowed.document is not None:
            return
        wanted, region = narrowed.office_in(self.book), narrowed.region
        for key, cell in self.cells.items():
            office, place = key
            if wanted in (None, office) and region in (None, place):
                yield key, cell


def counts_in(board: Board, narrowed: Narrowed) -> Counter[str]:
    """Class → how many numbers count."""
    return board.parts.take(("counts", narrowed), lambda: _counts(board, narrowed))


def _counts(board: Board, narrowed: Narrowed) -> Counter[str]:
    found = Counter(number.pace for number in board.numbers_in(narrowed))
    for _key, cell in board.cells_in(narrowed):
        _add(found, cell.counts)
    return found


Tallies = dict[int, Counter[str]]


def tallies_in(board: Board, narrowed: Narrowed) -> tuple[Tallies, Tallies]:
    """By office of the place itself, and by place below: a joint number counts in each."""
    return board.parts.take(("tallies", narrowed), lambda: _tallies(board, narrowed))


def _tallies(board: Board, narrowed: Narrowed) -> tuple[Tallies, Tallies]:
    offices: Tallies = defaultdict(Counter)
    places: Tallies = defaultdict(Counter)
    for number in board.numbers_in(narrowed):
        for unit in units_of(number, board.book):
            if unit.place_id is None:
                offices[unit.id][number.pace] += 1
        for place in places_of(number, board.book):
            places[place][number.pace] += 1
    own = {unit.id: unit.place_id for unit in board.book.units.values()}
    for (office, below), cell in board.cells_in(narrowed):
        if office is not None and own[office] is None:
            _add(offices[office], cell.counts)
        if below is not None:
            _add(places[below], cell.counts)
    return dict(offices), dict(places)


def _add(counts: Counter[str], more: Mapping[str, int]) -> None:
    for pace, count in more.items():
        counts[pace] += count
