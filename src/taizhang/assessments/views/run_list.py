"""Which runs the list shows (评定列表)."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from taizhang.accounts.access import actor_of

from ..domain.places import place_of
from ..domain.queries.runs import runs_for
from ..enums import OPEN_OBJECTIONS
from ..forms.runs import RunFilter
from ..models import SchemeRun
from ..permissions import may_read_runs, may_run

ROWS = 20


class RunList:
    """The list for one request."""

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        self.request, self.person = request, actor_of(request)
        self.place = place_of(self.person, on=timezone.localdate(now))
        self.form = RunFilter(request.GET)
        self.valid = self.form.is_valid()

    @property
    def is_filtered(self) -> bool:
        return any(self.form.data.get(name) for name in self.form.fields)

    @property
    def may_run(self) -> bool:
        return may_run(self.person)

    @property
    def reads_all(self) -> bool:
        return may_read_runs(self.person)

    @cached_property
    def found(self) -> QuerySet[SchemeRun]:
        """What this person may read, as the filter leaves it, the latest first."""
        rows = runs_for(self.place)
        for name, value in self.form.cleaned_data.items() if self.valid else ():
            rows = rows.filter(**{name: value}) if value else rows
        return rows.order_by("-started_at", "-pk")

    @cached_property
    def page(self) -> "Page[Any]":
        open_ones = Count("objections", filter=Q(objections__state__in=OPEN_OBJECTIONS))
        shown = self.found.defer("parameters").annotate(open_objections=open_ones)
        return Paginator(shown, ROWS).get_page(self.request.GET.get("page"))
