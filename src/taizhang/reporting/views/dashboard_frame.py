"""What every dashboard page reads of its address: the day, what it is narrowed to, who may read it
(看板的口径)."""

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from taizhang.accounts.access import actor_of
from taizhang.ledger.permissions import may_see_all
from taizhang.supervision.domain.clocks.days import start_of_day

from ..domain.bulletins.places import place_of
from ..domain.dashboards.board import Board
from ..domain.dashboards.filters import NOTHING, Narrowed
from ..domain.dashboards.moving import Moved, moved_between
from ..domain.dashboards.reading import board_on
from ..domain.queries.dashboards import document_titles, meeting_before, regions_of
from ..forms.dashboards import Choices, DashboardForm, DayForm
from ..permissions import may_read_dashboard

_DAY, _INSTANT = timedelta(days=1), timedelta(microseconds=1)


class DashboardFrame:
    """One address read: `error_forms` say what could not be understood. Raises PermissionDenied
    for what the person may not read."""

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        self.request, self.now = request, now
        self._bases: dict[str, str] = {}
        self.today = timezone.localdate(now)
        self.place = place_of(actor_of(request), on=self.today)
        self.sees_all = may_see_all(self.place.person)
        self.regions = set() if self.sees_all else regions_of(self.place.oversight.units)
        self._refuse_what_is_not_theirs()
        self.day_form = DayForm(request.GET, today=self.today)
        valid = self.day_form.is_valid()
        self.as_of: date = self.day_form.cleaned_data["as_of"] if valid else self.today
        self.form = DashboardForm(
            request.GET,
            day=self.as_of,
            choices=self._choices,
            since=self.meeting.held_on if self.meeting else None,
        )
        self.valid = self.form.is_valid() and valid
        self.narrowed = self.form.narrowed if self.form.is_valid() else self.widest
        if self.begins_elsewhere:
            self.narrowed = self.narrowed.within(self.widest)

    @cached_property
    def board(self) -> Board:
        return board_on(self.as_of, now=self.now)

    @cached_property
    def meeting(self) -> Any:
        """The last meeting before the day."""
        return meeting_before(self.as_of)

    @cached_property
    def moved(self) -> Moved | None:
        """What changed since the meeting or the day that was chosen; None without one."""
        since = self.form.cleaned_data.get("since")
        if since is None:
            return None
        then = board_on(since, now=self.now, known_at=start_of_day(since + _DAY) - _INSTANT)
        if then.is_empty:  # kept in here only since a later day: as it is known now
            then = board_on(since, now=self.now)
        return moved_between(then, self.board, self.narrowed)

    @cached_property
    def titles(self) -> dict[int, str]:
        """The documents whose tasks are on the books."""
        return document_titles({pk for pk in self.board.documents.values() if pk is not None})

    def address(self, name: str = "dashboard", **changed: object) -> str:
        """A page with the same filters, some of them changed ("" or None: dropped)."""
        said = {key: self.request.GET.get(key, "") for key in ("as_of", "since")}
        said |= {key: getattr(self.narrowed, key) for key in ("region", "office", "document")}
        kept = {key: value for key, value in (said | changed).items() if value not in ("", None)}
        return f"{reverse(f'reporting:{name}')}{'?' if kept else ''}{urlencode(kept)}"

    def list_address(self, key: str, **changed: object) -> str:
        """The list behind a number."""
        return self.address("dashboard-list", key=key, **changed)

    def bar_address(self, name: str, pk: int, key: str) -> str:
        """The list behind a number of an office or place: there are hundreds on a page."""
        base = self._bases.get(name)
        if base is None:
            base = self._bases[name] = self.address("dashboard-list", **{name: None})
        return f"{base}{'&' if '?' in base else '?'}{name}={pk}&key={key}"

    @property
    def forms(self) -> tuple[DayForm, DashboardForm]:
        """What the address was read with."""
        return self.day_form, self.form

    @property
    def today_address(self) -> str:
        """The same on the present day."""
        return self.address(as_of=None, since=None)

    @property
    def back_address(self) -> str:
        """From a list to the dashboard."""
        return self.address()

    @property
    def counted_at(self) -> datetime:
        """The moment up to which everything recorded is counted."""
        return self.board.asked.known_at

    @property
    def document_title(self) -> str:
        """The document the page is narrowed to."""
        return self.titles.get(self.narrowed.document or 0, "")

    @property
    def counties_address(self) -> str:
        """Counties beside each other."""
        return self.address("dashboard-counties", region=None)

    @property
    def document_address(self) -> str:
        """The board of the document."""
        return self.address("dashboard-document")

    @property
    def since_meeting(self) -> bool:
        """Whether changes are shown since the last meeting."""
        since = self.form.cleaned_data.get("since")
        return self.meeting is not None and since == self.meeting.held_on

    @property
    def widest(self) -> Narrowed:
        """Where a person begins: with everything, their county, their unit; without any of them
        there is nothing for them to read."""
        if self.sees_all:
            return Narrowed()
        if self.regions:
            return Narrowed(region=min(self.regions))
        return Narrowed(office=min(self.place.units)) if self.place.units else NOTHING

    @cached_property
    def begins_elsewhere(self) -> bool:
        """The address names no place or office, but the person reads only their own."""
        read = self.form.cleaned_data
        return not (self.sees_all or read.get("region") or read.get("office"))

    @property
    def own_address(self) -> str | None:
        """Where such a person is sent; None: they have nothing of their own."""
        return None if self.widest == NOTHING else self.address()

    def _refuse_what_is_not_theirs(self) -> None:
        said = {name: self.request.GET.get(name, "") for name in ("office", "region")}
        asked = {name: int(text) if text.isdecimal() else None for name, text in said.items()}
        named = any(asked.values())
        if named and not may_read_dashboard(self.place, **asked, regions=self.regions):
            raise PermissionDenied

    @property
    def _choices(self) -> dict[str, Choices]:
        book = self.board.book
        units = {unit.id: unit for unit in book.units.values()}
        wanted = self._offices()
        if not self.sees_all:
            wanted = {book.units[pk].id for pk in self.place.units if pk in book.units}
        ordered = sorted(wanted, key=lambda pk: (units[pk].position, pk))
        places = {
            pk: name for pk, name in book.places.items() if self.sees_all or pk in self.regions
        }
        return {
            "region": sorted(places.items()),
            "office": [(pk, units[pk].name) for pk in ordered],
            "document": list(self.titles.items()),
        }

    def _offices(self) -> set[int]:
        """Units with numbers or tasks."""
        board = self.board
        found = {pk for number in board.numbers for pk in number.units}
        found |= {pk for task in board.held.tasks.values() for pk in task.units}
        asked = self.request.GET.get("office", "")
        if asked.isdecimal() and int(asked) in board.book.units:
            found.add(board.book.units[int(asked)].id)
        return found | {office for office, _place in board.cells if office is not None}
