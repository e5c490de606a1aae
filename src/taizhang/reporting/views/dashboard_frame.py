"""What every dashboard page reads of its address: the day, what it is narrowed to, who may read it
(看板的口径)."""

import re
from datetime import date, datetime, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from taizhang.accounts.access import actor_of
from taizhang.ledger.permissions import may_see_all
from taizhang.supervision.domain.clocks.days import start_of_day
from taizhang.supervision.models import Meeting
from taizhang.supervision.permissions import may_see_intake

from ..domain.dashboards.board import Board
from ..domain.dashboards.filters import NOTHING, Narrowed
from ..domain.dashboards.moving import Moved, moved_between
from ..domain.dashboards.reading import board_on
from ..domain.places import place_of
from ..domain.queries.dashboards import document_titles, meeting_before, regions_of
from ..forms.dashboards import Choices, DashboardForm, DayForm
from ..permissions import may_read_dashboard

_FILTERS = ("region", "office", "document", "since")
_NUMBER = re.compile(r"[0-9]{1,18}")
_DAY, _INSTANT = timedelta(days=1), timedelta(microseconds=1)


def number_in(text: str) -> int | None:
    """The number of a row in an address; None for anything else."""
    return int(text) if _NUMBER.fullmatch(text) else None


class DashboardFrame:
    """One address read: `forms` say what could not be understood. Raises PermissionDenied
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
            self._asked,
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
    def meeting(self) -> Meeting | None:
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
        """The documents on the books, as far as they hold tasks that the person may read."""
        board = self.board
        if self.sees_all:
            return document_titles(set(board.documents.values()))
        theirs = [*(Narrowed(office=pk) for pk in self._own_offices)]
        theirs += [Narrowed(region=pk) for pk in self.regions]
        tasks = (task.id for narrowed in theirs for task in board.tasks_in(narrowed))
        return document_titles({board.documents[pk] for pk in tasks})

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
        """The same page on the present day."""
        return self._here(as_of="", since="")

    @property
    def cleared_address(self) -> str:
        """This page without its filters; "" where there are none."""
        boards = self.request.path == reverse("reporting:dashboard-document")
        kept = self.request.GET.get("document", "") if boards else ""
        theirs = {"region": self.widest.region or "", "office": self.widest.office or ""}
        cleared = self._here(as_of="", since="", page="", document=kept, **theirs)
        return "" if cleared == self._here() else cleared

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
    def meeting_title(self) -> str:
        """The meeting since which changes are shown, for those who may read of it; else ""."""
        since = self.form.cleaned_data.get("since")
        if self.meeting is None or since != self.meeting.held_on:
            return ""
        seen = may_see_intake(self.place.person, self.place.oversight, self.meeting.keeper_id)
        return self.meeting.title if seen else ""

    @property
    def widest(self) -> Narrowed:
        """Where a person begins: with everything, their county, their unit; without any of them
        there is nothing for them to read."""
        if self.sees_all:
            return Narrowed()
        if self.regions:
            return Narrowed(region=min(self.regions))
        return Narrowed(office=min(self._own_offices)) if self._own_offices else NOTHING

    @cached_property
    def begins_elsewhere(self) -> bool:
        """The address names no place or office, but the person reads only their own."""
        read = self.form.cleaned_data
        return not (self.sees_all or read.get("region") or read.get("office"))

    @property
    def own_address(self) -> str | None:
        """The same page of their own, where somebody is sent who named nothing of it; None: the
        address says whose it is, or they have nothing."""
        if not self.begins_elsewhere or self.widest == NOTHING:
            return None
        return self._here(region=self.widest.region or "", office=self.widest.office or "")

    def _here(self, **changed: object) -> str:
        """This page with another filter ("": dropped)."""
        query = self.request.GET.copy()
        for name, value in changed.items():
            query[name] = str(value)
        kept = [(name, value) for name, value in query.items() if value]
        return f"{self.request.path}{'?' if kept else ''}{urlencode(kept)}"

    @cached_property
    def _asked(self) -> dict[str, str]:
        """What the address says; of a former unit it is who took it over."""
        said = {name: self.request.GET.get(name, "") for name in _FILTERS}
        office = self.board.book.units.get(number_in(said["office"]) or 0)
        return said | ({"office": str(office.id)} if office else {})

    @cached_property
    def _own_offices(self) -> set[int]:
        """The units a person acts for, as papers show them that day."""
        units = self.board.book.units
        return {units[pk].id for pk in self.place.units if pk in units}

    def _refuse_what_is_not_theirs(self) -> None:
        office, region = (
            number_in(self.request.GET.get(name, "")) for name in ("office", "region")
        )
        if (office or region) and not may_read_dashboard(
            self.place, office=office, region=region, regions=self.regions
        ):
            raise PermissionDenied

    @property
    def _choices(self) -> dict[str, Choices]:
        book = self.board.book
        units = {unit.id: unit for unit in book.units.values()}
        wanted = self._offices() if self.sees_all else self._own_offices
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
        found |= {number_in(self._asked["office"]) or 0} & board.book.units.keys()
        return found | {office for office, _place in board.cells if office is not None}
