"""What figures that come in add to the desk, the rail and the digest (填报的位置)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.tabs import Tab, register_tab
from taizhang.messages.registry import register_digest_kinds, register_digest_source
from taizhang.organisations.domain.acting import unit_ids_for

from .domain.intake.reminding import DIGEST_KINDS, remind_of_figures
from .domain.periods import label_of, period_of
from .domain.queries.owed import Owed, OwedScope, count_owed, owed_figures, sum_counts
from .domain.queries.series import Known, known_series
from .permissions import may_enter_all, may_read_all
from .views.access import has_entry

_SHOWN = 12


def register_intake() -> None:
    """Register it all; called once when the application starts."""
    register_digest_kinds(DIGEST_KINDS)
    register_digest_source(remind_of_figures)
    registry.register_desk_list(_OWED)
    register_tab(_ENTRY)
    register_tab(_MISSING)


@dataclass(frozen=True, slots=True)
class OwedLine:
    """A figure that is owed, as the desk shows it."""

    owed: Owed
    series: Known
    today: date

    @property
    def label(self) -> str:
        """The name of the period."""
        return label_of(period_of(self.owed.ends, self.owed.frequency))


def _owed(person: Person, *, now: datetime) -> registry.DeskRows | None:
    """What the units of the person owe; nothing where nothing was ever expected of them."""
    today = timezone.localdate(now)
    scope = OwedScope(units=unit_ids_for(person, on=today))
    if not scope.units:
        return None
    counts = sum_counts(count_owed(scope, as_of=today))
    if not counts.total:
        return None
    count = counts.missing + counts.waiting
    owed = owed_figures(scope, as_of=today, limit=_SHOWN) if count else []
    series = known_series({each.series_id for each in owed}) if owed else {}
    rows = [OwedLine(each, series[each.series_id], today) for each in owed]
    return registry.DeskRows(rows, count, _("应报的数都报了。"), reverse("indicators:entry"))


_OWED = registry.DeskList(
    "figures",
    _("应报指标"),
    lambda person: not may_enter_all(person),
    _owed,
    60,
    "indicators/parts/desk_figures.html",
)
_ENTRY = Tab(
    "entry",
    _("填报"),
    "indicators:entry",
    has_entry,
    position=30,
    pages=("indicators:import", "indicators:entry-template"),
    group="indicators",
)
_MISSING = Tab(
    "missing", _("缺报"), "indicators:missing", may_read_all, position=40, group="indicators"
)
