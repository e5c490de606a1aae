"""What the list of warnings shows for one address (预警清单)."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from taizhang.accounts.access import actor_of

from ...domain.queries.series import supplying_units
from ...domain.queries.warnings import WarningRow, Warnings, warning_rows, warnings_for
from ...domain.warnings.owners import supplied_by
from ...domain.warnings.rule_versions import rules_listed
from ...forms.warnings import WarningFilter
from ...models import IndicatorVersion

ROWS = 40


class WarningList:
    """The warnings that a person sees, those that changed last first."""

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        self.request = request
        self.person = actor_of(request)
        self.today = timezone.localdate(now)
        rules = [(version.key, version.name) for version, _holds in rules_listed(on=self.today)]
        self.form = WarningFilter(request.GET, rules=rules, units=supplying_units())
        self.valid = self.form.is_valid()

    @cached_property
    def choices(self) -> dict[str, Any]:
        return self.form.cleaned_data if self.valid else {}

    @cached_property
    def found(self) -> Warnings:
        """Every warning that the filters leave."""
        rows = warnings_for(self.person, on=self.today)
        if not self.valid:
            return rows.none()
        asked = self.choices
        if asked["state"] != "all":
            rows = rows.filter(
                Q(state=asked["state"]) if asked["state"] else Q(closed_at__isnull=True)
            )
        for field, name in (("severity", "severity"), ("rule_key", "rule"), ("series", "series")):
            if asked[name]:
                rows = rows.filter(**{field: asked[name]})
        if asked["office"]:
            rows = rows.filter(supplied_by([asked["office"].pk]))
        return self._named(rows, asked["q"]) if asked["q"] else rows

    def _named(self, rows: Warnings, words: str) -> Warnings:
        named = IndicatorVersion.objects.at(None).filter(
            Q(name__icontains=words) | Q(indicator__code__iexact=words),
            indicator__series=OuterRef("series"),
        )
        return rows.filter(Exists(named))

    @cached_property
    def page(self) -> Page[Any]:
        found = self.found.select_related("rule", "series").order_by("-changed_at", "-pk")
        return Paginator(found, ROWS).get_page(self.request.GET.get("page"))

    @cached_property
    def rows(self) -> list[WarningRow]:
        """The rows of this page."""
        return warning_rows(self.page.object_list, person=self.person, on=self.today)

    @property
    def is_filtered(self) -> bool:
        return bool(self.request.GET.keys() - {"page"})
