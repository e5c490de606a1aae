"""The regions of an indicator with their forms (指标的地区)."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of
from taizhang.organisations.domain.queries.units import live_units
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.models import Region, Unit

from ..domain.defining import keep_series
from ..domain.defining.regions import SeriesInput
from ..domain.errors import IndicatorError
from ..forms.definitions import SeriesForm
from ..models import IndicatorVersion, Series


class RegionsPage:
    """The indicator's region and all below it, and every other one where it is kept."""

    def __init__(self, request: HttpRequest, version: IndicatorVersion, *, now: datetime) -> None:
        self.request = request
        self.version = version
        self.now = now
        self.error = ""

    @cached_property
    def kept(self) -> dict[int, Series]:
        found = Series.objects.filter(indicator=self.version.indicator_id)
        return {series.region_id: series for series in found.select_related("office")}

    @cached_property
    def regions(self) -> list[Region]:
        """Those that can be chosen: itself, two levels below, and where it is kept."""
        own = self.version.region_id
        near = Region.objects.filter(pk=own) | Region.objects.filter(parent=own)
        wide = near | Region.objects.filter(parent__parent=own)
        wide |= Region.objects.filter(pk__in=self.kept)
        return sorted(wide.distinct(), key=lambda region: (region.pk != own, region.pk))

    @cached_property
    def forms(self) -> list[SeriesForm]:
        data = self.request.POST if self.request.method == "POST" else None
        return [self._form(region, data) for region in self.regions]

    def _form(self, region: Region, data: Any) -> SeriesForm:
        series = self.kept.get(region.pk)
        initial: dict[str, Any] = {"keep": series is not None}
        if series is not None:
            initial |= {
                "office": series.office.name if series.office else "",
                "expected_from": series.expected_from,
            }
        return SeriesForm(region, data, is_kept=series is not None, initial=initial)

    @cached_property
    def units(self) -> list[str]:
        """The names that fields offer."""
        return list(live_units().values_list("name", flat=True))

    def save(self) -> bool:
        """Keep what was ticked; False where something has to be mended."""
        for form in self.forms:
            form.full_clean()
        if any(form.errors for form in self.forms):
            return False
        chosen = [form for form in self.forms if form.is_kept or form.cleaned_data["keep"]]
        offices = self._offices(chosen)
        if offices is None:
            return False
        rows = [
            SeriesInput(
                form.region.pk,
                offices.get(form.cleaned_data["office"].strip()),
                form.cleaned_data["expected_from"],
            )
            for form in chosen
        ]
        try:
            keep_series(self.version.indicator, rows, actor=actor_of(self.request), as_of=self.now)
        except IndicatorError as error:
            self.error = error.message
            return False
        return True

    def _offices(self, chosen: list[SeriesForm]) -> dict[str, int] | None:
        """The units that were typed; None where one is not known."""
        names = {form.cleaned_data["office"].strip() for form in chosen} - {""}
        exact = {unit.name: unit for unit in Unit.objects.filter(name__in=names, successor=None)}
        rest = resolve_names(names - exact.keys(), region=self.version.region)
        found: dict[str, Unit | None] = {**rest, **exact}
        for form in chosen:
            name = form.cleaned_data["office"].strip()
            if name and found[name] is None:
                form.add_error(
                    "office", _("没有登记“%(name)s”，请先登记单位，或更正名称。") % {"name": name}
                )
        if any(form.errors for form in chosen):
            return None
        return {name: unit.pk for name, unit in found.items() if unit is not None}
