"""What the ledger list shows for one address (台账列表)."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of
from taizhang.documents.enums import DraftState
from taizhang.documents.models import Draft
from taizhang.organisations.models import Unit

from .. import registry
from ..domain.queries.versions import versions_for
from ..domain.standing import Oversight, oversight_of
from ..enums import OPEN_STATES, TaskState, UnitRole
from ..exchange.columns import COLUMNS, LedgerColumn
from ..exchange.rows import LedgerRow, rows_of
from ..forms.dispatch import DispatchForm
from ..forms.filters import STATES, Choices, LedgerFilter, filter_versions, sort_versions
from ..lists import ListCount
from ..models import Task, TaskVersion
from ..permissions import may_see_all, may_supervise
from .access import acts_on_tasks
from .list_parts import Chip, Head

ROWS = 40
MOST_COUNTED = 20_000  # rows of a list that other rooms count for its foot
COLUMNS_COOKIE = "ledger_columns"
HIDDEN_AT_FIRST = frozenset({"basis"})


class LedgerList:
    """The list for one request; each part is read when the template or the export asks."""

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        self.request = request
        self.person = actor_of(request)
        self.now = now
        self.form = LedgerFilter(
            request.GET, now=now, documents=self._documents(), keepers=self._keepers()
        )
        self.choices = Choices.of(self.form)
        self.moment = self.choices.as_of
        self.today = timezone.localdate(self.moment or now)

    @cached_property
    def _visible(self) -> QuerySet[TaskVersion]:
        return versions_for(self.person, on=timezone.localdate(self.now))

    def _documents(self) -> QuerySet[Draft]:
        documents = Draft.objects.filter(state=DraftState.CONFIRMED)
        if may_see_all(self.person):
            return documents
        return documents.filter(pk__in=self._visible.values("task__document"))

    def _keepers(self) -> QuerySet[Unit]:
        """The units that keep tasks this person may see."""
        if may_see_all(self.person):
            return Unit.objects.filter(Exists(Task.objects.filter(keeper=OuterRef("pk"))))
        return Unit.objects.filter(pk__in=self._visible.values("task__keeper"))

    @cached_property
    def found(self) -> QuerySet[TaskVersion]:
        """Every row the filters leave, in order."""
        visible = self._visible
        if self.moment is not None:
            on = timezone.localdate(self.now)
            visible = versions_for(self.person, on=on, moment=self.moment)
        if self.form.errors:
            visible = visible.none()
        left = filter_versions(visible, self.choices, person=self.person, today=self.today)
        return sort_versions(self._chosen(left), self.choices)

    def _chosen(self, versions: QuerySet[TaskVersion]) -> QuerySet[TaskVersion]:
        """The rows that the filters of other rooms leave."""
        for name, value in self.choices.registered.items():
            versions = self.form.opened[name].select(versions, value)
        return versions

    @cached_property
    def counts(self) -> list[tuple[ListCount, str]]:
        """Counts of other rooms for the foot, each with the address of its rows; none over more
        rows than are counted at once."""
        if not 0 < self.totals["total"] <= MOST_COUNTED:
            return []
        ids = list(self.found.order_by().values_list("task_id", flat=True))
        return [
            (each, self.address(**{name: each.value, "page": None}))
            for name, opened in self.form.opened.items()
            for each in opened.count(ids)
        ]

    @cached_property
    def totals(self) -> dict[str, int]:
        """How many rows, how many in each state, how many late."""
        counts: dict[str, Any] = {
            state.value: Count("pk", filter=Q(state=state)) for state in TaskState
        }
        late = Q(state__in=OPEN_STATES, due__lt=self.today)
        return self.found.order_by().aggregate(
            total=Count("pk"), late=Count("pk", filter=late), **counts
        )

    @property
    def state_totals(self) -> list[tuple[str, int]]:
        """The states that occur, with their counts."""
        return [(s.value, self.totals[s.value]) for s in TaskState if self.totals[s.value]]

    @cached_property
    def page(self) -> "Page[int]":
        """Ids of the forty rows of the page in the address: sorting whole rows would be slow."""
        paginator = Paginator(self.found.values_list("pk", flat=True), ROWS)
        paginator.count = self.totals["total"]  # counted already
        return paginator.get_page(self.request.GET.get("page"))

    @cached_property
    def rows(self) -> Sequence[LedgerRow]:
        """The rows of the page with everything they show."""
        order = {pk: place for place, pk in enumerate(self.page.object_list)}
        versions: QuerySet[TaskVersion] = TaskVersion.objects.filter(pk__in=order)
        versions = versions.select_related("task")
        for column in registry.columns():
            versions = column.annotate(versions, self.moment)
        in_order = sorted(versions, key=lambda version: order[version.pk])
        return rows_of(in_order, moment=self.moment, today=self.today)

    @property
    def extra_columns(self) -> Sequence[registry.Column]:
        """Columns that other rooms have registered."""
        return registry.columns()

    @cached_property
    def shown(self) -> list[str]:
        """Names of the columns on the screen, as this person chose them."""
        chosen = self.request.COOKIES.get(COLUMNS_COOKIE)
        if chosen is None:
            return [column.name for column in COLUMNS if column.name not in HIDDEN_AT_FIRST]
        names = chosen.split("-")
        return [column.name for column in COLUMNS if column.always or column.name in names]

    @property
    def columns(self) -> Sequence[LedgerColumn]:
        return COLUMNS

    @property
    def heads(self) -> list[Head]:
        """The heads of the shown columns."""
        return [self._head(column) for column in COLUMNS if column.name in self.shown]

    def _head(self, column: LedgerColumn) -> Head:
        if not column.sort:
            return Head(column)
        ascending, descending = column.sort, "-" + column.sort
        now = self.choices.sort
        direction = {ascending: "up", descending: "down"}.get(now, "")
        turn = descending if now == ascending else ascending
        return Head(column, self.address(sort=turn, page=None), direction)

    def address(self, **changes: str | None) -> str:
        """The address of this list with some parts changed; None takes a part out."""
        query = self.request.GET.copy()
        query.pop("open", None)
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return "?" + query.urlencode()

    @property
    def here(self) -> str:
        """The address of the list without an open row."""
        return self.address()

    @property
    def opening(self) -> str:
        """The address of the list up to the number of the row that stands open beside it."""
        return self.address(open="T").removesuffix("T")

    @property
    def chips(self) -> list[Chip]:
        """The filters that hold, each with the address without it."""
        return [
            Chip(
                self.form.fields[name].label or "",
                shown,
                self.address(**{name: None, "page": None}),
            )
            for name, shown in self._held().items()
            if shown
        ]

    def _held(self) -> dict[str, str]:
        choices = self.choices
        return {
            "q": choices.q,
            "document": str(choices.document or ""),
            "unit": str(choices.unit or ""),
            "role": str(UnitRole(choices.role).label) if choices.role else "",
            "state": str(dict(STATES)[choices.state]) if choices.state else "",
            "keeper": self.form.level_label(choices.keeper),
            "parent": f"T{choices.parent:06d}" if choices.parent else "",
            "due_from": str(choices.due_from or ""),
            "due_to": str(choices.due_to or ""),
            **{name: self.form.shown(name) for name in choices.registered},
        }

    @property
    def clear_url(self) -> str:
        """The list without filters; the moment and the order stay."""
        return self.address(**dict.fromkeys((*self._held(), "page")))

    @property
    def now_url(self) -> str:
        """The same list as it stands now."""
        return self.address(as_of=None, page=None)

    @property
    def moment_query(self) -> str:
        """The part of a task's address that keeps the moment."""
        return "?" + urlencode({"as_of": self.request.GET["as_of"]}) if self.moment else ""

    @property
    def may_dispatch(self) -> bool:
        """Whether rows can be ticked: not in the past."""
        return self.moment is None and bool(self.oversight)

    @cached_property
    def oversight(self) -> Oversight:
        """Whose tasks this person supervises."""
        return oversight_of(self.person, on=timezone.localdate(self.now))

    @cached_property
    def tickable(self) -> set[int]:
        """The tasks of the page that this person can dispatch."""
        return {
            row.version.task_id
            for row in self.rows
            if row.version.state == TaskState.CONFIRMED
            and self.oversight.covers(row.version.task.keeper_id)
        }

    @property
    def dispatch_form(self) -> DispatchForm:
        """What is chosen for the tasks to be ticked."""
        return DispatchForm(None, tasks=(), now=self.now)

    @property
    def may_import(self) -> bool:
        """Whether this person may send tables back: not in the past."""
        return self.moment is None and acts_on_tasks(self.person)

    @property
    def may_upload(self) -> bool:
        """Whether this person fills an empty ledger."""
        return may_supervise(self.person)

    @property
    def reads_all(self) -> bool:
        return may_see_all(self.person)

    @property
    def width(self) -> int:
        """How many columns the table has on the screen."""
        return len(self.shown) + len(self.extra_columns) + int(self.may_dispatch)

    @property
    def caption(self) -> str:
        """The line above the table."""
        return _("共 %(total)d 条") % {"total": self.totals["total"]}
