"""The leader's thirty seconds (领导看板): what one address shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.utils.translation import gettext as _

from taizhang.indicators.enums import Pace

from ..domain.dashboards.board import Tallies, counts_in, tallies_in
from ..domain.dashboards.listing import worst_in
from ..domain.dashboards.looking_ahead import LookedAhead, look_ahead, numbers_ahead
from ..domain.dashboards.moving import MOVES, numbers_of_moves
from ..domain.figures.counting import CLASSES, shares_of
from ..domain.queries.dashboards import series_of
from ..domain.queries.held import HeldTask
from ..domain.queries.numbers import HeldNumber
from .dashboard_charts import Bar, class_chart
from .dashboard_frame import DashboardFrame
from .dashboard_words import MOVE_WORDS, OUTLOOK_WORDS

WORST, LISTED = 20, 6


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the five numbers; `more`: how many more than on the day it is compared with."""

    pace: str
    label: Any
    count: int
    share: str
    url: str
    more: int | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change or outlook with how many there are."""

    key: str
    label: Any
    count: int
    url: str


class DashboardPage:
    """Reads each part when the template asks for it."""

    def __init__(self, frame: DashboardFrame) -> None:
        self.frame = frame
        self.board, self.narrowed = frame.board, frame.narrowed

    @cached_property
    def counts(self) -> dict[str, Any]:
        """The five classes, each with its share."""
        return shares_of(counts_in(self.board, self.narrowed))

    @property
    def tiles(self) -> list[Tile]:
        """The five numbers."""
        net = self.frame.moved.net if self.frame.moved else None
        return [
            Tile(
                pace.value,
                pace.label,
                self.counts[pace.value]["count"],
                self.counts[pace.value]["share"],
                self.frame.list_address(f"pace.{pace.value}"),
                net[pace.value] if net is not None else None,
            )
            for pace in CLASSES
        ]

    @cached_property
    def _tallies(self) -> tuple[Tallies, Tallies]:
        return tallies_in(self.board, self.narrowed)

    @property
    def office_chart(self) -> dict[str, Any]:
        """By office of the city itself."""
        names = {unit.id: unit.name for unit in self.board.book.units.values()}
        bars = self._bars("office", self._tallies[0], names)
        return class_chart(bars, head=_("单位"), title=_("各单位进度"))

    @property
    def place_chart(self) -> dict[str, Any]:
        """By county."""
        bars = self._bars("region", self._tallies[1], self.board.book.places)
        return class_chart(bars, head=_("地区"), title=_("各县（市、区）进度"))

    def _bars(self, name: str, tallies: Tallies, names: Mapping[int, str]) -> list[Bar]:
        return [
            Bar(names[pk], counts, partial(self._behind_bar, name, pk))
            for pk, counts in tallies.items()
        ]

    def _behind_bar(self, name: str, pk: int, pace: str) -> str:
        return self.frame.bar_address(name, pk, f"pace.{pace}" if pace else "pace")

    @cached_property
    def worst(self) -> list[HeldNumber]:
        """The worst, with who and why."""
        return worst_in(self.board, self.narrowed, WORST)

    @cached_property
    def moves(self) -> list[Kind]:
        """What changed, by kind, then all of it: some changes are of no kind."""
        moved = self.frame.moved
        if moved is None or not moved.total:
            return []
        address, counts = self.frame.list_address, moved.counts
        kinds = [
            Kind(kind, MOVE_WORDS[kind], counts[kind], address(f"moved.{kind}"))
            for kind in MOVES
            if counts[kind]
        ]
        return [*kinds, Kind("", _("全部变动"), moved.total, address("moved"))]

    @cached_property
    def moved_rows(self) -> list[Any]:
        """The changes that matter most: what fell behind, what caught up."""
        moved = self.frame.moved
        if moved is None:
            return []
        kinds = ("behind", "recovered", "good")
        first = [move for kind in kinds for move in moved.of_kind(kind, LISTED)]
        chosen = list(dict.fromkeys(first))[:LISTED]
        return numbers_of_moves(self.board, moved, chosen)

    @cached_property
    def ahead(self) -> LookedAhead:
        """What will be reached."""
        return look_ahead(self.board, self.narrowed)

    @property
    def outlooks(self) -> list[Kind]:
        """Reached, doubtful, missed, unsaid."""
        return [
            Kind(key, OUTLOOK_WORDS[key], count, self.frame.list_address(f"ahead.{key}"))
            for key, count in self.ahead.counts.items()
        ]

    @cached_property
    def missed_rows(self) -> list[Any]:
        """Numbers that will not be reached."""
        return numbers_ahead(self.board, self.ahead.of_outlook("missed")[:LISTED])

    @cached_property
    def overdue(self) -> list[HeldTask]:
        """Tasks past their time."""
        return self.board.overdue_in(self.narrowed)

    @property
    def overdue_url(self) -> str:
        return self.frame.list_address("tasks.overdue")

    @property
    def first_overdue(self) -> list[HeldTask]:
        return self.overdue[:LISTED]

    @property
    def names(self) -> dict[int, str]:
        """Units by id, as papers show them."""
        return {unit.id: unit.name for unit in self.board.book.units.values()}

    @property
    def places(self) -> Mapping[int, str]:
        """Places below by id."""
        return self.board.book.places

    @cached_property
    def pages(self) -> dict[int, tuple[str, int]]:
        """Of the goals among the worst the page of their indicator."""
        return series_of([int(row.id[1:]) for row in self.worst if row.task_id is None])

    @property
    def heading(self) -> str:
        """Whose board it is."""
        book, narrowed = self.board.book, self.narrowed
        if narrowed.document is not None and narrowed.document in self.frame.titles:
            return self.frame.titles[narrowed.document]
        if narrowed.office is not None and narrowed.office in book.units:
            return book.units[narrowed.office].name
        return book.places.get(narrowed.region or 0, book.region)

    @property
    def is_empty(self) -> bool:
        return not self.counts["total"]

    @property
    def nothing_known(self) -> bool:
        """There are numbers, and of none is anything known."""
        return (
            bool(self.counts["total"])
            and self.counts[Pace.UNKNOWN]["count"] == self.counts["total"]
        )
