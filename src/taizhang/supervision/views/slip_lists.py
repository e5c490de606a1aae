"""What the lists of slips show for one address (督查单清单、待发督查单)."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.access import actor_of
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.models import Assignment, TaskVersion
from taizhang.organisations.models import Unit

from ..domain.queries.slip_due_rows import DueRow, due_rows
from ..domain.queries.slip_list import (
    Rows,
    SlipRow,
    in_stage,
    slip_rows,
    slips_seen_by,
    slips_to_answer,
    slips_to_review,
    slips_to_sign,
)
from ..domain.queries.slips import DueSlip, due_slips, slips_by_light
from ..forms.slips import SlipFilter

ROWS = 40
_MINE = {
    "answer": (_("待我答复"), slips_to_answer),
    "sign": (_("等我签批"), slips_to_sign),
    "review": (_("答复待审"), slips_to_review),
}
ALL = "all"


class SlipList:
    """The slips for one request, now or as of a past moment."""

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        self.request = request
        self.person = actor_of(request)
        self.now = now
        self.today = timezone.localdate(now)
        self.form = SlipFilter(request.GET, now=now)
        units = Unit.objects.filter(pk__in=self._slipped_units()).order_by("position", "pk")
        self.form.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.choices: dict[str, Any] = self.form.cleaned_data if self.form.is_valid() else {}
        self.moment: datetime | None = self.choices.get("as_of")

    def _slipped_units(self) -> Any:
        tasks = slips_seen_by(self.person, on=self.today).order_by().values("task")
        return Assignment.objects.at(None).order_by().filter(task__in=tasks).values("unit")

    @property
    def oversees(self) -> bool:
        """Whether this person issues slips."""
        return bool(oversight_of(self.person, on=self.today))

    @cached_property
    def counts(self) -> dict[str, int]:
        return {n: find(self.person, on=self.today).count() for n, (_l, find) in _MINE.items()}

    @cached_property
    def chosen(self) -> str:
        """The view the address asks for; all of them else."""
        asked = self.request.GET.get("show", "")
        return asked if asked in _MINE and self.moment is None else ALL

    @property
    def views(self) -> list[tuple[str, str | Promise, int | None, bool]]:
        """Address, label and number of each view that holds something, and whether it is shown."""
        mine = [
            (f"?{urlencode({'show': name})}", label, self.counts[name], name == self.chosen)
            for name, (label, _find) in _MINE.items()
            if self.counts[name] or name == self.chosen
        ]
        return [("?", _("全部"), None, self.chosen == ALL), *mine]

    @cached_property
    def found(self) -> Rows:
        """Every row of the view that the filters leave, in order."""
        if self.chosen == ALL:
            rows = slips_seen_by(self.person, on=self.today, moment=self.moment)
        else:
            rows = _MINE[self.chosen][1](self.person, on=self.today)
        return self._filtered(rows) if self.form.is_valid() else rows.none()

    def _filtered(self, rows: Rows) -> Rows:
        if words := self.choices["q"]:
            named = TaskVersion.objects.at(self.moment).filter(title__icontains=words)
            own = Exists(named.filter(task=OuterRef("task")))
            rows = rows.filter(Q(slip_number__icontains=words) | own)
        if self.choices["colour"]:
            rows = rows.filter(slip_colour=self.choices["colour"])
        if self.choices["stage"]:
            rows = rows.filter(in_stage(self.choices["stage"], self.moment or self.now))
        if self.choices["unit"]:
            answers = Assignment.objects.at(self.moment).filter(unit=self.choices["unit"])
            rows = rows.filter(Exists(answers.filter(task=OuterRef("task"))))
        return rows

    @cached_property
    def page(self) -> Page:  # type: ignore[type-arg]
        found = self.found.select_related("task__keeper")
        return Paginator(found, ROWS).get_page(self.request.GET.get("page"))

    @cached_property
    def rows(self) -> list[SlipRow]:
        """The rows of this page."""
        return self._named(self.page.object_list)

    def all_rows(self) -> Iterator[SlipRow]:
        """The rows of all pages."""
        yield from self._named(self.found.select_related("task__keeper"))

    def _named(self, rows: Any) -> list[SlipRow]:
        past = self.moment is not None
        return slip_rows(list(rows), moment=self.moment or self.now, past=past)

    @property
    def is_filtered(self) -> bool:
        return any(value for name, value in self.choices.items() if name != "as_of")


class DueList:
    """The slips that are due for one request: by the mechanisms, or by the light regime."""

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        self.person = actor_of(request)
        self.now = now
        self.by_light = request.GET.get("by") == "light"
        self._number = request.GET.get("page")

    @cached_property
    def found(self) -> dict[int, DueSlip]:
        """What is due, the longest due first."""
        oversight = oversight_of(self.person, on=timezone.localdate(self.now))
        find = slips_by_light if self.by_light else due_slips
        found = find(None, moment=self.now, oversight=oversight)
        return {pk: each for pk, each in found.items() if each.colour}

    @cached_property
    def page(self) -> Page:  # type: ignore[type-arg]
        return Paginator(list(self.found), ROWS).get_page(self._number)

    @cached_property
    def rows(self) -> list[DueRow]:
        """The rows of this page."""
        return due_rows({pk: self.found[pk] for pk in self.page.object_list}, {})
