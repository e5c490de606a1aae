"""What the list of requests shows for one address (待批事项)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.access import actor_of
from taizhang.organisations.models import Unit

from ..domain.queries.requests import (
    RequestRow,
    Rows,
    request_rows,
    requests_of_units,
    requests_seen_by,
    requests_to_decide,
    requests_to_sign,
)
from ..forms.requests import RequestFilter

ROWS = 40


@dataclass(frozen=True)
class View:
    """One way to look at what waits."""

    label: str | Promise
    find: Callable[..., Rows]
    empty: str | Promise


VIEWS = {
    "decide": View(_("等我审批"), requests_to_decide, _("没有等您审批的申请。")),
    "sign": View(_("等我签批"), requests_to_sign, _("没有等您签批的申请。")),
    "asked": View(_("本单位提出的"), requests_of_units, _("本单位没有在等待处理的申请。")),
    "all": View(_("全部待处理"), requests_seen_by, _("没有在等待处理的申请。")),
}


class RequestList:
    """The list for one request; the first view with something in it unless one is chosen."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.person = actor_of(request)
        self.today = timezone.localdate(timezone.now())
        self.form = RequestFilter(request.GET)
        units = Unit.objects.filter(pk__in=self._asking_units()).order_by("name")
        self.form.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def _asking_units(self) -> list[int]:
        seen = requests_seen_by(self.person, on=self.today).order_by()
        return list(seen.values_list("detail__request__unit_id", flat=True).distinct())

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many requests each view has."""
        return {name: view.find(self.person, on=self.today).count() for name, view in VIEWS.items()}

    @cached_property
    def chosen(self) -> str:
        """The view the address asks for, else the first that is not empty."""
        asked = self.request.GET.get("show", "")
        if asked in VIEWS:
            return asked
        return next((name for name, number in self.counts.items() if number), "all")

    @property
    def view(self) -> View:
        return VIEWS[self.chosen]

    @property
    def views(self) -> list[tuple[str, str | Promise, int]]:
        """Address, label and number of each view; those that never hold anything are left out."""
        return [
            (f"?{urlencode({'show': name})}", view.label, self.counts[name])
            for name, view in VIEWS.items()
            if self.counts[name] or name in (self.chosen, "all")
        ]

    @property
    def may_grant(self) -> bool:
        """Whether rows can be ticked and granted together."""
        return self.chosen == "decide" and bool(self.rows)

    @cached_property
    def found(self) -> Rows:
        """Every row of the view that the filters leave."""
        rows = self.view.find(self.person, on=self.today)
        if not self.form.is_valid():
            return rows.none()
        cleaned = self.form.cleaned_data
        if cleaned["kind"]:
            rows = rows.filter(request_kind=cleaned["kind"])
        if cleaned["unit"]:
            rows = rows.filter(detail__request__unit_id=cleaned["unit"].pk)
        return rows

    @cached_property
    def page(self) -> Page:  # type: ignore[type-arg]
        found = self.found.select_related("task")
        return Paginator(found, ROWS).get_page(self.request.GET.get("page"))

    @cached_property
    def rows(self) -> list[RequestRow]:
        """The rows of this page."""
        return request_rows(list(self.page.object_list))
