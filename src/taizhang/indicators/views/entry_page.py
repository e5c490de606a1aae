"""The page on which figures are filled in (填报): rows with their forms, in the order of need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from taizhang.accounts.access import actor_of
from taizhang.organisations.domain.acting import unit_ids_for

from ..domain.intake.slots import Slot, load_slots
from ..domain.queries.entry import EntryPlace, EntryPlaces, periods_of_series
from ..domain.queries.owed import Owed
from ..domain.queries.series import series_entered_by, supplying_units
from ..enums import OwedState, Source
from ..forms.entry import EntryFilter, FigureForm
from ..permissions import may_enter_all

PAGE = 40
_NUMBER_LENGTH = 18


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of the page: where a figure goes, what is expected, and its form."""

    slot: Slot
    form: FigureForm
    owed: Owed | None = None

    @property
    def is_missing(self) -> bool:
        """Whether the day it was due on has passed."""
        return self.owed is not None and self.owed.state == OwedState.MISSING

    @property
    def is_waiting(self) -> bool:
        """Whether it is expected and its day has not passed."""
        return self.owed is not None and self.owed.state == OwedState.WAITING

    @property
    def others(self) -> list[tuple[str, Any]]:
        """What others than the office gave: the name of the source, the figure."""
        given = self.slot.figures
        return [(str(Source(s).label), given[s]) for s in sorted(given) if s != Source.OFFICE]


def slots_of(places: Iterable[EntryPlace]) -> list[Slot]:
    """Where the figures of places go, in their order: two queries."""
    listed = [(place.series_id, place.ends) for place in places]
    slots = load_slots(listed)
    return [slots[place] for place in listed]


def rows_of(places: Iterable[EntryPlace], bound: Mapping[str, EntryRow]) -> list[EntryRow]:
    """Lines with empty forms, or as they were sent; two queries."""
    listed = list(places)
    rows = []
    for place, slot in zip(listed, slots_of(listed), strict=True):
        sent = bound.get(slot.key)
        rows.append(EntryRow(slot, sent.form if sent else FigureForm(slot), place.owed))
    return rows


class EntryPage:
    """What the page shows; `sent`: lines that came back with questions or errors."""

    def __init__(
        self, request: HttpRequest, *, now: datetime, sent: Sequence[EntryRow] = ()
    ) -> None:
        self.request = request
        self.person = actor_of(request)
        self.today: date = timezone.localdate(now)
        self.sent = {row.slot.key: row for row in sent}
        self.form = EntryFilter(request.GET or {}, units=self._units())
        self.valid = self.form.is_valid()

    @cached_property
    def series(self) -> Any:
        """The one series whose periods are asked for; None: not that."""
        number = self.request.GET.get("series", "")
        if not number.isdecimal() or len(number) > _NUMBER_LENGTH:
            return None
        mine = series_entered_by(self.person, on=self.today)
        return mine.select_related("region", "indicator").filter(pk=number).first()

    @cached_property
    def places(self) -> Any:
        """Everything asked for, in order."""
        if self.series is not None:
            return periods_of_series(self.series.pk, self.series.frequency, on=self.today)
        return EntryPlaces(self.person, self.form.asked(), on=self.today)

    @cached_property
    def page(self) -> Page[Any]:
        return Paginator(self.places, PAGE).get_page(self.request.GET.get("page"))

    @cached_property
    def rows(self) -> list[EntryRow]:
        """The lines of the page. What came back and is not among them stands first."""
        if not self.valid:
            return list(self.sent.values())
        rows = rows_of(self.page, self.sent)
        shown = {row.slot.key for row in rows}
        return [row for key, row in self.sent.items() if key not in shown] + rows

    @property
    def owed_count(self) -> int:
        """How much is owed, of what was asked for."""
        return getattr(self.places, "owed_count", 0) if self.valid else 0

    @property
    def missing_count(self) -> int:
        """How much of it is over its day."""
        return getattr(self.places, "missing_count", 0) if self.valid else 0

    @property
    def gives_any(self) -> bool:
        """Whether there is any series for the person to give figures of."""
        return series_entered_by(self.person, on=self.today).exists()

    @property
    def is_narrowed(self) -> bool:
        """Whether the address asks for less than everything."""
        return any(self.request.GET.get(name) for name in ("q", "unit", "day", "series"))

    @property
    def query(self) -> str:
        """The filter for links beside the page, with its question mark."""
        kept = self.request.GET.copy()
        kept.pop("page", None)
        return f"?{kept.urlencode()}" if kept else ""

    @property
    def refused(self) -> list[EntryRow]:
        """Lines with errors."""
        return [row for row in self.sent.values() if row.form.is_bound and row.form.errors]

    @property
    def asked(self) -> list[EntryRow]:
        """Lines with questions."""
        return [row for row in self.sent.values() if row.form.doubts]

    def _units(self) -> Any:
        if may_enter_all(self.person):
            return supplying_units()
        return supplying_units().filter(pk__in=unit_ids_for(self.person, on=self.today))
