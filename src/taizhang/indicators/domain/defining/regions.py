"""In which regions an indicator is kept, and who gives its figures there (数列)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.organisations.models import Region, Unit

from ...models import Indicator, Series
from ..errors import IndicatorError
from ..observing.changes import tell_changed
from .defining import check_may


@dataclass(frozen=True, slots=True)
class SeriesInput:
    """One region of an indicator: who supplies it (None: as the indicator says), since when
    figures are due (None: none are)."""

    region_id: int
    office_id: int | None = None
    expected_from: date | None = None


@transaction.atomic
def keep_series(
    indicator: Indicator, rows: Sequence[SeriesInput], *, actor: Person, as_of: datetime
) -> list[Series]:
    """Make or change the series of an indicator in these regions; others stay as they are.

    Raises `IndicatorError`: `not_allowed`, `no_region`, `no_office`, `region_twice`.
    """
    check_may(actor)
    locked = Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
    _check_rows(rows)
    Series.objects.bulk_create(
        [
            Series(
                indicator=locked,
                region_id=row.region_id,
                office_id=row.office_id,
                expected_from=row.expected_from,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["indicator", "region"],
        update_fields=["office", "expected_from"],
    )
    kept = list(Series.objects.filter(indicator=locked, region__in=[r.region_id for r in rows]))
    tell_changed([series.pk for series in kept], as_of=as_of)
    return kept


def _check_rows(rows: Sequence[SeriesInput]) -> None:
    regions = {row.region_id for row in rows}
    offices = {row.office_id for row in rows if row.office_id is not None}
    if len(regions) < len(rows):
        raise IndicatorError(
            "region_twice", _("同一个地区出现了两次，请只留一个。"), field="region"
        )
    if Region.objects.filter(pk__in=regions).count() < len(regions):
        raise IndicatorError("no_region", _("没有这个地区，请从列表中选择。"), field="region")
    if Unit.objects.filter(pk__in=offices).count() < len(offices):
        raise IndicatorError("no_office", _("没有这个单位，请从列表中选择。"), field="office")
