"""Every figure that was given for a series, as its page lists them (报数记录)."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.core.paginator import Page, Paginator

from ..domain.queries.counting import all_values
from ..models import Observation

FIGURES_A_PAGE = 24


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure that was given, and whether it is the one that counts."""

    figure: Observation
    counts: bool


class GivenFigures:
    """A page of the figures of one series: the latest day first, of one day the one that counts."""

    def __init__(self, series_id: int, number: str | None, known_at: datetime | None) -> None:
        self._figures = all_values(series_id, known_at=known_at)
        self._number = number

    @cached_property
    def page(self) -> Page[int]:
        """The places of the figures that are shown."""
        return Paginator(range(self._figures.count()), FIGURES_A_PAGE).get_page(self._number)

    @cached_property
    def rows(self) -> list[FigureRow]:
        """The figures of the page; the one before them is read too, for its day."""
        if not self.page.paginator.count:
            return []
        first, last = self.page.start_index() - 1, self.page.end_index()
        read = list(self._figures[max(first - 1, 0) : last])
        days = [None, *(figure.day for figure in read)]
        rows = [
            FigureRow(figure, figure.day != before)
            for figure, before in zip(read, days, strict=False)
        ]
        return rows if first == 0 else rows[1:]
