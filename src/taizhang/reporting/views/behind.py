"""The list behind a figure of a bulletin (数字背后的清单): as the bulletin kept it, or gathered."""

from collections.abc import Sequence
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

from ..domain.asked import Asked
from ..domain.bulletins.drafting import DRAFTED
from ..domain.figures.behind import part_of
from ..domain.figures.gathering import Gathered
from ..domain.figures.keeping import KeptList, kept_bulletin, listed_rows
from ..domain.figures.rows import Row
from ..domain.places import place_of
from ..forms.bulletins import BehindForm
from ..models import Bulletin
from ..permissions import may_list_bulletins, may_open_figures, may_read_drafts

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
        self.place = place_of(actor_of(request), on=timezone.localdate(now))
        if not may_open_figures(self.place, said["keeper"]):
            raise PermissionDenied
        self.request, self.key = request, said["key"]
        self.asked = Asked(said["period"], said["day"], known_at, said["keeper"])
        self.rows = self._rows()

    @cached_property
    def bulletin(self) -> Bulletin | None:
        """The bulletin that keeps these rows; None: a paper that nobody kept."""
        return kept_bulletin(self.asked)

    @property
    def may_read_bulletin(self) -> bool:
        """Whether this person may open the bulletin itself: not every reader of tasks a draft."""
        found = self.bulletin
        issued = found is not None and found.state not in DRAFTED
        return issued or may_read_drafts(self.place, self.asked.keeper_id)

    def _rows(self) -> Sequence[Row]:
        try:
            self.part = part_of(self.key)
            if self.bulletin is not None:
                return KeptList(self.bulletin, self.key)
            return listed_rows(Gathered(self.asked), self.key)
        except (KeyError, UnitError, Unit.DoesNotExist):  # no such figure, city or keeper
            raise Http404 from None

    @cached_property
    def page(self) -> "Page[Any]":
        return Paginator(self.rows, ROWS).get_page(self.request.GET.get("page"))


@require_safe
@only(may_list_bulletins)
def show_behind(request: HttpRequest) -> HttpResponse:
    """The numbers, tasks or warnings that a figure counts."""
    page = BehindPage(request, now=timezone.now())
    return render(request, "reporting/behind.html", {"list": page})
