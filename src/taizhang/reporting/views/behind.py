"""The list behind a figure of a bulletin (数字背后的清单)."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.accounts.access import actor_of, only
from taizhang.organisations.domain.errors import UnitError
from taizhang.organisations.models import Unit

from ..domain.bulletins.asked import Asked
from ..domain.bulletins.behind import Behind, rows_behind
from ..domain.bulletins.gathering import Gathered
from ..domain.bulletins.places import place_of
from ..forms.bulletins import BehindForm
from ..permissions import may_list_bulletins, may_open_figures

ROWS = 40


class BehindPage:
    """The list for one address. Raises Http404 for an address that says nothing, PermissionDenied
    for tasks that the person may not all read."""

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        form = BehindForm(request.GET)
        if not form.is_valid():
            raise Http404
        said = form.cleaned_data
        known_at = min(said["known_at"] or now, now)
        place = place_of(actor_of(request), on=timezone.localdate(now))
        if not may_open_figures(place, said["keeper"]):
            raise PermissionDenied
        self.request, self.key = request, said["key"]
        self.asked = Asked(said["period"], said["day"], known_at, said["keeper"])
        self.found = Gathered(self.asked)

    @cached_property
    def behind(self) -> Behind:
        try:
            return rows_behind(self.found, self.key)
        except (KeyError, UnitError, Unit.DoesNotExist):  # no such figure, city or keeper
            raise Http404 from None

    @cached_property
    def page(self) -> "Page[Any]":
        rows = self.behind.numbers or self.behind.tasks or self.behind.warnings
        return Paginator(rows, ROWS).get_page(self.request.GET.get("page"))

    @property
    def names(self) -> dict[int, str]:
        """Units by id, as the bulletin shows them."""
        return {unit.id: unit.name for unit in self.found.book.units.values()}


@require_safe
@only(may_list_bulletins)
def show_behind(request: HttpRequest) -> HttpResponse:
    """The numbers, tasks or warnings that a figure counts."""
    page = BehindPage(request, now=timezone.now())
    return render(request, "reporting/behind.html", {"list": page, "behind": page.behind})
