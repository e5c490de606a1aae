"""What the pages of one run show to this person (评定页面)."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from taizhang.accounts.access import actor_of
from taizhang.schemes import Column, Scheme, schemes

from ..domain.locking import makers_of
from ..domain.places import Place, place_of
from ..domain.publishing.finalising import reason_against
from ..domain.publishing.submitting import WITHDRAWABLE_STATES
from ..domain.queries.runs import objections_for, rows_for, runs_for
from ..domain.running.subjects import listed_columns
from ..enums import COMPUTED_STATES, RunState
from ..forms.runs import RowFilter
from ..models import Objection, Revision, RunEvent, SchemeRun
from ..permissions import may_approve, may_read_runs, may_run

ROWS = 50


class RunPage:
    """One run for one request; 404 for what the person may not know of."""

    def __init__(self, request: HttpRequest, pk: int, *, now: datetime) -> None:
        self.request, self.person, self.now = request, actor_of(request), now
        self.today = timezone.localdate(now)
        self.place: Place = place_of(self.person, on=self.today)
        found = runs_for(self.place).filter(pk=pk).first()
        if found is None:
            raise Http404
        self.run: SchemeRun = found

    @cached_property
    def scheme(self) -> Scheme | None:
        """The scheme as the product has it now; None: this product does not know it."""
        return schemes().get(self.run.scheme)

    @property
    def scheme_title(self) -> str:
        """The scheme's Chinese name, or its registry name where it is not known."""
        return self.scheme.definition.title if self.scheme else self.run.scheme

    @property
    def digest(self) -> str:
        """What the acts call the result that this page shows."""
        return self.run.current.result_digest if self.run.current else ""

    @property
    def reads_all(self) -> bool:
        return may_read_runs(self.person)

    @property
    def may_run(self) -> bool:
        return may_run(self.person)

    @cached_property
    def may_approve(self) -> bool:
        return may_approve(self.person, makers_of(self.run))

    @property
    def may_submit(self) -> bool:
        return self.may_run and self.run.state == RunState.DRAFT

    @property
    def may_publish(self) -> bool:
        return self.run.state == RunState.SUBMITTED and self.may_approve

    @property
    def may_extend(self) -> bool:
        return self.run.state == RunState.PUBLISHED and self.may_approve

    @property
    def may_finalise(self) -> bool:
        return self.may_extend and reason_against(self.run, on=self.today) is None

    @property
    def may_withdraw(self) -> bool:
        return self.may_run and self.run.state in WITHDRAWABLE_STATES

    @property
    def may_check(self) -> bool:
        return self.reads_all and self.run.state in COMPUTED_STATES

    @cached_property
    def revisions(self) -> list[Revision]:
        """All revisions, the latest first; the last one may still be underway."""
        rows = self.run.revisions.select_related("made_by", "corrects").order_by("-number")
        return list(rows)

    @property
    def latest(self) -> Revision:
        return self.revisions[0]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the list of subjects."""
        return listed_columns(self.scheme.definition) if self.scheme else ()

    @cached_property
    def form(self) -> RowFilter:
        return RowFilter(self.request.GET)

    @cached_property
    def rows(self) -> "Page[Any]":
        """The subjects this person may read, as the search leaves them."""
        found = rows_for(self.place, self.run)
        said = self.form.cleaned_data if self.form.is_valid() else {}
        if q := said.get("q", "").strip():
            found = found.filter(Q(name__icontains=q) | Q(subject__icontains=q))
        if rank := said.get("rank"):
            found = found.filter(rank=rank)
        return Paginator(found, ROWS).get_page(self.request.GET.get("page"))

    @property
    def has_letters_on_paper(self) -> bool:
        """Whether a subject that is shown has no unit."""
        return any(row.unit_id is None for row in self.rows)

    @property
    def is_searched(self) -> bool:
        return any(self.form.data.get(name) for name in self.form.fields)

    @cached_property
    def objections(self) -> list[Objection]:
        """The objections this person may read."""
        return list(objections_for(self.place, self.run))

    @cached_property
    def events(self) -> list[RunEvent]:
        """The history; people of units do not read who did what inside the office."""
        if not self.reads_all:
            return []
        return list(self.run.events.select_related("actor", "revision").order_by("-number"))
