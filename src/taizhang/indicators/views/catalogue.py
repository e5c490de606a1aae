"""The list of indicators (指标目录)."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.accounts.access import actor_of, only

from ..domain.queries.catalogue import IndicatorRow, choices_for, indicators_for, rows_of
from ..forms.catalogue import CatalogueFilter
from ..permissions import may_define, may_read_indicators

PAGE = 40


class CataloguePage:
    """The list for one person and one address."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.person = actor_of(request)
        self.today = timezone.localdate(timezone.now())
        regions, offices = choices_for(self.person, on=self.today)
        self.form = CatalogueFilter(request.GET, regions=regions, offices=offices)
        self.valid = self.form.is_valid()

    @property
    def may_define(self) -> bool:
        return may_define(self.person)

    @cached_property
    def page(self) -> Page[Any]:
        wanted = self.form.wanted()
        found = indicators_for(self.person, wanted, on=self.today)
        return Paginator(self.form.select(found), PAGE).get_page(self.request.GET.get("page"))

    @cached_property
    def rows(self) -> list[IndicatorRow]:
        if not self.valid:
            return []
        return rows_of(list(self.page.object_list), self.person, on=self.today)

    @property
    def is_narrowed(self) -> bool:
        """Whether the address asks for less than everything."""
        return any(self.request.GET.get(name) for name in self.form.fields)


@require_safe
@only(may_read_indicators)
def list_indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator that the person sees, filtered by the address."""
    return render(request, "indicators/catalogue.html", {"list": CataloguePage(request)})
