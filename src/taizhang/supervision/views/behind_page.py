"""The tasks behind one figure of the scoreboard (指标背后的任务)."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse

from taizhang.ledger.exchange.rows import LedgerRow, rows_of
from taizhang.ledger.models import TaskVersion
from taizhang.organisations.models import Unit

from ..domain.clocks.days import day_of_due
from ..domain.queries.behind import Behind
from ..domain.rates.figures import BASES, BY_KEY, Words, title_of
from ..forms.scoreboard import BehindForm
from ..models import SupervisedTask
from .scoreboard_page import ScoreboardPage

ROWS = 40


@dataclass(frozen=True)
class BehindRow:
    """A task with what its clock was: the row of the ledger, the row of supervision, days late."""

    row: LedgerRow
    clock: SupervisedTask
    days: int | None

    @property
    def deadline(self) -> date | None:
        """The last day, as it is now."""
        due = self.clock.deadline_at
        return day_of_due(due) if due else None

    @property
    def first_deadline(self) -> date | None:
        """The last day, as it was first promised."""
        due = self.clock.first_deadline_at
        return day_of_due(due) if due else None


class BehindPage(ScoreboardPage):
    """The list for one request. Raises Http404 for an address that says nothing, PermissionDenied
    for a unit that is not the person's."""

    form_class = BehindForm

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        super().__init__(request, now=now)
        if not self.valid:
            raise Http404
        self.flag: str = self.form.cleaned_data["figure"]
        self.unit_id: int | None = self.form.cleaned_data["unit"]
        if not (self.compares or self.unit_id in self.own_shown):
            raise PermissionDenied
        if self.unit_id and self.unit is None:
            raise Http404

    @cached_property
    def unit(self) -> Unit | None:
        return Unit.objects.filter(pk=self.unit_id).first() if self.unit_id else None

    @property
    def title(self) -> Words:
        return title_of(self.flag)

    @property
    def note(self) -> Words:
        """What the figure counts."""
        key = self.flag
        if key in BASES:
            key = next(figure.key for figure in BY_KEY.values() if figure.of == key)
        return BY_KEY[key].note

    @cached_property
    def behind(self) -> Behind:
        return Behind(self.window, self.flag, self.unit_id)

    @cached_property
    def page(self) -> "Page[int]":
        """The page of the address; only its rows are read."""
        number = self.behind.count(on=self.today)
        return Paginator(range(number), ROWS).get_page(self.request.GET.get("page"))

    @cached_property
    def rows_shown(self) -> list[BehindRow]:
        """The tasks of the page, the latest first."""
        start = self.page.start_index() - 1 if self.page.paginator.count else 0
        found = self.behind.rows(on=self.today, start=start, most=ROWS)
        known_at = self.window.known_at
        versions = TaskVersion.objects.at(known_at).filter(task__in=found).select_related("task")
        rows = rows_of(versions, moment=known_at, today=self.today)
        by_task = {row.version.task_id: row for row in rows}
        clocks = {
            clock.task_id: clock
            for clock in SupervisedTask.objects.at(known_at).filter(task__in=found)
        }
        return [BehindRow(by_task[task], clocks[task], days) for task, days in found.items()]

    @property
    def board_url(self) -> str:
        """The scoreboard this figure stands in."""
        return f"{reverse('supervision:scoreboard')}?{urlencode(self.kept)}"

    @property
    def moment_query(self) -> str:
        """The part of a task's address that keeps the moment."""
        known: Any = self.form.data.get("as_of") if self.window.known_at else None
        return "?" + urlencode({"as_of": known}) if known else ""
