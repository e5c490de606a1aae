"""What did not come in, by unit and one by one (缺报)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from taizhang.organisations.models import Unit

from ..domain.periods import label_of, period_of
from ..domain.queries.owed import (
    Owed,
    OwedCounts,
    OwedScope,
    count_owed,
    owed_figures,
    sum_counts,
)
from ..domain.queries.series import Known, known_series, supplying_units
from ..enums import OwedState
from ..forms.missing import MissingFilter

PAGE = 50
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class UnitRow:
    """The counts of a unit."""

    unit_id: int | None
    name: str
    counts: OwedCounts

    @property
    def on_time_pct(self) -> str:
        """Of the figures that are due the share in time, down to one place, so that 100% is all of
        them; "" where none is due."""
        due = self.counts.given + self.counts.late + self.counts.missing
        if not due:
            return ""
        return f"{Decimal(self.counts.given * 1000 // due) / 10}%"


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A figure that is missing."""

    owed: Owed
    series: Known
    unit: str
    days: int

    @property
    def label(self) -> str:
        """The name of the period."""
        return label_of(period_of(self.owed.ends, self.owed.frequency))


class MissingPage:
    """What the page and its workbook show."""

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        self.request = request
        self.today = timezone.localdate(now)
        units = supplying_units()
        self.form = MissingFilter(request.GET or {}, units=units, today=self.today)
        self.valid = self.form.is_valid()

    @cached_property
    def scope(self) -> OwedScope:
        return self.form.scope()

    @cached_property
    def _counts(self) -> list[OwedCounts]:
        return count_owed(self.scope, as_of=self.today)

    @cached_property
    def units(self) -> list[UnitRow]:
        """The units, those that miss most first."""
        rows = [UnitRow(each.unit_id, self._name(each.unit_id), each) for each in self._counts]
        return sorted(rows, key=lambda row: (-row.counts.missing, row.name))

    @cached_property
    def whole(self) -> UnitRow:
        """All of them."""
        return UnitRow(None, _("全部"), sum_counts(self._counts))

    @cached_property
    def page(self) -> Page[Any]:
        return Paginator(_Missing(self), PAGE).get_page(self.request.GET.get("page"))

    @property
    def query(self) -> str:
        """The filter for links beside the page, with its question mark."""
        kept = self.request.GET.copy()
        kept.pop("page", None)
        return f"?{kept.urlencode()}" if kept else ""

    def rows(self, limit: int, offset: int = 0) -> list[MissingRow]:
        """What is missing, the longest due first."""
        states = (OwedState.MISSING,)
        owed = owed_figures(self.scope, as_of=self.today, states=states, limit=limit, offset=offset)
        series = known_series({each.series_id for each in owed}) if owed else {}
        return [
            MissingRow(
                each,
                series[each.series_id],
                self._name(each.unit_id),
                (self.today - each.due).days,
            )
            for each in owed
        ]

    def _name(self, unit_id: int | None) -> str:
        return _("未定报数单位") if unit_id is None else self._names[unit_id]

    @cached_property
    def _names(self) -> dict[int, str]:
        ids = [each.unit_id for each in self._counts if each.unit_id is not None]
        return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name"))


class _Missing(Sequence[Any]):
    """The rows as a `Paginator` takes them."""

    def __init__(self, page: MissingPage) -> None:
        self._page = page

    def __len__(self) -> int:
        return self._page.whole.counts.missing

    def __getitem__(self, wanted: Any) -> Any:
        first, last, _step = wanted.indices(len(self))
        return self._page.rows(last - first, first) if last > first else []
