"""The list behind a number of a dashboard (数字背后的清单)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.indicators.domain.queries.history import GoalProjection
from taizhang.indicators.enums import Pace
from taizhang.indicators.models import SeriesHonesty

from ..domain.dashboards.listing import entries_in, numbers_of_entries
from ..domain.dashboards.looking_ahead import OUTLOOKS, look_ahead, numbers_ahead
from ..domain.dashboards.moving import MOVES, Move, numbers_of_moves
from ..domain.queries.dashboards import series_of
from ..domain.queries.numbers import HeldNumber
from .dashboard_frame import DashboardFrame
from .dashboard_words import MOVE_WORDS, OUTLOOK_WORDS

ROWS = 40
_KEY = re.compile(r"(pace|moved|ahead|tasks)(?:\.([a-z_]{1,12}))?")


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as a line of the list; with it its change or projection, and how earlier ones fell
    short."""

    number: HeldNumber
    move: Move | None = None
    ahead: GoalProjection | None = None
    url: str = ""
    narrow: SeriesHonesty | None = None


class DashboardList:
    """Raises Http404 for a key that names no number."""

    def __init__(self, frame: DashboardFrame, key: str, page: str | None) -> None:
        match = _KEY.fullmatch(key)
        if match is None:
            raise Http404
        self.frame, self.key, self._page = frame, key, page
        self.what, self.word = match[1], match[2] or ""
        if self.word not in self._words:
            raise Http404

    @property
    def _words(self) -> Sequence[str]:
        return {
            "pace": ["", *Pace.values],
            "moved": ["", *MOVES],
            "ahead": [outlook.value for outlook in OUTLOOKS],
            "tasks": ["overdue"],
        }[self.what]

    @property
    def title(self) -> Any:
        """What is listed."""
        words = {
            "pace": Pace(self.word).label if self.word in Pace.values else _("全部指标"),
            "moved": MOVE_WORDS.get(self.word, _("全部变动")),
            "ahead": OUTLOOK_WORDS.get(self.word, ""),
            "tasks": _("逾期任务"),
        }
        return words[self.what]

    @cached_property
    def rows(self) -> Sequence[Any]:
        """All that is counted, as it is counted."""
        board, narrowed = self.frame.board, self.frame.narrowed
        if self.what == "tasks":
            return board.overdue_in(narrowed)
        if self.what == "ahead":
            return look_ahead(board, narrowed).of_outlook(self.word)
        if self.what == "moved":
            return self.frame.moved.of_kind(self.word) if self.frame.moved else []
        return entries_in(board, narrowed, self.word)

    @cached_property
    def page(self) -> "Page[Any]":
        return Paginator(self.rows, ROWS).get_page(self._page)

    @cached_property
    def numbers(self) -> list[Shown]:
        """The numbers of the page."""
        shown = _READERS[self.what](self.frame, list(self.page))
        pages = series_of([int(each.number.id[1:]) for each in shown if not each.number.task_id])
        return [replace(each, url=self._url(each.number, pages)) for each in shown]

    def _url(self, number: HeldNumber, pages: dict[int, tuple[str, int]]) -> str:
        if number.task_id is not None:
            return reverse("ledger:task", args=[f"T{number.task_id:06d}"])
        code, region = pages[int(number.id[1:])]
        return f"{reverse('indicators:indicator', args=[code])}?region={region}"

    @property
    def names(self) -> dict[int, str]:
        """Units by id, as papers show them."""
        return {unit.id: unit.name for unit in self.frame.board.book.units.values()}

    @property
    def places(self) -> dict[int, str]:
        return dict(self.frame.board.book.places)


def _of_pace(frame: DashboardFrame, rows: list[Any]) -> list[Shown]:
    return [Shown(number) for number in numbers_of_entries(frame.board, rows)]


def _of_moves(frame: DashboardFrame, rows: list[Any]) -> list[Shown]:
    if frame.moved is None:
        return []
    found = numbers_of_moves(frame.board, frame.moved, rows)
    return [Shown(number, move=move) for move, number in found]


def _ahead(frame: DashboardFrame, rows: list[Any]) -> list[Shown]:
    found = numbers_ahead(frame.board, rows)
    return [Shown(each.number, ahead=each.said, narrow=each.narrow) for each in found]


_READERS: dict[str, Callable[[DashboardFrame, list[Any]], list[Shown]]] = {
    "pace": _of_pace,
    "moved": _of_moves,
    "ahead": _ahead,
    "tasks": lambda frame, rows: [],
}
