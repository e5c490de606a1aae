"""Counties beside each other, as a page (县区排名)."""

from dataclasses import dataclass, replace
from functools import cached_property

from taizhang.indicators.enums import Pace

from ..domain.dashboards.board import tallies_in
from ..domain.dashboards.ranking import Ranked, rank_places
from ..domain.figures.counting import CLASSES
from .dashboard_frame import DashboardFrame


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A county with its addresses; `cells`: of each class how many, and the list behind them."""

    ranked: Ranked
    name: str
    url: str
    cells: list[tuple[int, str]]


class CountiesPage:
    """Only for people who read everything: a county's own page says where it stands."""

    def __init__(self, frame: DashboardFrame) -> None:
        self.frame = frame

    @property
    def classes(self) -> tuple[Pace, ...]:
        return CLASSES

    @cached_property
    def rows(self) -> list[CountyRow]:
        """The counties in their order."""
        board = self.frame.board
        of_all = replace(self.frame.narrowed, region=None)  # one alone has no rank
        _offices, places = tallies_in(board, of_all)
        return [self._row(ranked, board.book.places[ranked.id]) for ranked in rank_places(places)]

    def _row(self, ranked: Ranked, name: str) -> CountyRow:
        address = self.frame.bar_address
        cells = [
            (ranked.counts.get(pace, 0), address("region", ranked.id, f"pace.{pace.value}"))
            for pace in CLASSES
        ]
        return CountyRow(ranked, name, self.frame.address(region=ranked.id), cells)
