"""The measures of a document as a board (文件看板): a column a class, a card a measure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from taizhang.indicators.enums import WORST_FIRST, Pace

from ..domain.queries.held import HeldTask
from ..domain.queries.numbers import HeldNumber
from .dashboard_frame import DashboardFrame

_PLACES = {pace.value: place for place, pace in enumerate(WORST_FIRST)}
_COLUMNS = (
    *((pace.value, pace.label) for pace in WORST_FIRST),
    ("closed", _("已办结")),
    ("without", _("没有指标")),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A measure with its numbers, the worst first."""

    task: HeldTask
    numbers: Sequence[HeldNumber]

    @property
    def column(self) -> str:
        """Closed stands apart; an open one where its worst number stands."""
        if self.task.is_closed:
            return "closed"
        return self.numbers[0].pace if self.numbers else "without"


@dataclass(frozen=True, slots=True)
class Column:
    """A class with the measures in it."""

    key: str
    label: Any
    cards: Sequence[Card]


class DocumentPage:
    """The board of one document."""

    def __init__(self, frame: DashboardFrame) -> None:
        self.frame, self.board = frame, frame.board

    @cached_property
    def cards(self) -> list[Card]:
        """The measures in the order of the document."""
        numbers: dict[int | None, list[HeldNumber]] = defaultdict(list)
        for number in self.board.numbers_in(self.frame.narrowed):
            numbers[number.task_id].append(number)
        tasks = self.board.tasks_in(self.frame.narrowed)
        return [Card(task, sorted(numbers[task.id], key=_order)) for task in tasks]

    @property
    def columns(self) -> list[Column]:
        """The columns that hold something."""
        found: dict[str, list[Card]] = defaultdict(list)
        for card in self.cards:
            found[card.column].append(card)
        return [Column(key, label, found[key]) for key, label in _COLUMNS if found[key]]

    @property
    def names(self) -> dict[int, str]:
        """Units by id, as papers show them."""
        return {unit.id: unit.name for unit in self.board.book.units.values()}

    @property
    def places(self) -> dict[int, str]:
        return dict(self.board.book.places)


def _order(number: HeldNumber) -> tuple[int, tuple[bool, Any, str]]:
    return _PLACES[Pace(number.pace)], number.order
