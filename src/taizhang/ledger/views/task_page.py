"""What a task's page and its panel beside the list show (任务页)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from taizhang.accounts.access import actor_of
from taizhang.accounts.models import Person
from taizhang.organisations.domain.regions import default_region
from taizhang.organisations.models import Region

from .. import registry
from ..domain.acts import acts_open_to
from ..domain.naming import region_of
from ..domain.projection import load_snapshots
from ..domain.queries.timeline import timeline
from ..domain.queries.versions import versions_for
from ..domain.snapshot import Snapshot
from ..domain.standing import Standing, standings_of
from ..enums import TaskState
from ..exchange.rows import LedgerRow, rows_of
from ..models import Evidence, Figure, Target, TaskVersion
from .passages import Piece, passage_of


@dataclass(frozen=True)
class TargetLine:
    """A target with the latest figure against it; `share` is figure over target, 0 to 1."""

    target: Target
    figure: Figure | None

    @property
    def share(self) -> Decimal | None:
        """How full the bar is; None where a share says nothing."""
        if self.figure is None or self.target.value <= 0:
            return None
        return min(max(self.figure.value / self.target.value, Decimal(0)), Decimal(1))


class TaskPage:
    """One task for one person, now or as of a past moment."""

    def __init__(
        self,
        version: TaskVersion,
        *,
        person: Person,
        now: datetime,
        moment: datetime | None = None,
        as_of: str = "",
    ) -> None:
        self.version = version
        self.task = version.task
        self.number = version.task.number
        self.person = person
        self.now = now
        self.moment = moment
        self.as_of = as_of  # the moment as the address writes it
        self.moment_query = f"?{urlencode({'as_of': as_of})}" if as_of else ""
        self.form: Any = None  # the form that came back with errors

    @cached_property
    def row(self) -> LedgerRow:
        today = timezone.localdate(self.moment or self.now)
        return rows_of([self.version], moment=self.moment, today=today)[0]

    @cached_property
    def passage(self) -> list[list[Piece]]:
        """The promise in its paragraph."""
        return passage_of(self.task.row)

    @cached_property
    def targets(self) -> list[TargetLine]:
        """The targets, each with the latest figure known at the moment."""
        figures = self.row.parts.figures
        return [TargetLine(target, figures.get(target.key)) for target in self.row.targets]

    @cached_property
    def evidence(self) -> Iterable[Evidence]:
        """Files sent with reports and closing requests, known at the moment."""
        files = self._recorded(Evidence.objects.filter(task=self.task))
        return files.select_related("file", "event__actor")

    @cached_property
    def linked(self) -> Iterable[TaskVersion]:
        """Other tasks of the same commitment that this person may see."""
        if self.version.commitment_id is None:
            return ()
        mates = self._visible().filter(commitment=self.version.commitment_id)
        return mates.exclude(task=self.task).select_related("task").order_by("task_id")

    @cached_property
    def parent(self) -> TaskVersion | None:
        """The task this one is a part of, where this person may see it."""
        if self.task.parent_id is None:
            return None
        return self._visible().filter(task=self.task.parent_id).select_related("task").first()

    @cached_property
    def parts_by_state(self) -> list[tuple[str, int]]:
        """Of the tasks below this one that this person may see: how many in each state."""
        below = self._visible().filter(task__parent=self.task).order_by()
        counts = dict(below.values_list("state").annotate(number=Count("pk")))
        return [(state.value, counts[state]) for state in TaskState if state in counts]

    @property
    def parts_total(self) -> int:
        return sum(number for _state, number in self.parts_by_state)

    @property
    def parts_url(self) -> str:
        """The list of the tasks below this one."""
        kept = {"as_of": self.as_of} if self.as_of else {}
        return f"{reverse('ledger:list')}?{urlencode({'parent': self.number, **kept})}"

    @cached_property
    def timeline(self) -> Any:
        """What happened, as sentences, the latest first."""
        return timeline(self.task, moment=self.moment)[::-1]

    @property
    def latest(self) -> Any:
        """The five latest sentences."""
        return self.timeline[:5]

    @cached_property
    def acts(self) -> list[str]:
        """Names of the acts this person can do now; none in the past."""
        if self.moment is not None:
            return []
        names = [rule.name for rule in acts_open_to(self.snapshot, self._standing)]
        if self.version.commitment_id is None and "unlink" in names:
            names.remove("unlink")
        return names

    @cached_property
    def actions(self) -> list[tuple[str | Promise, str]]:
        """Label and address of what this person can do on pages of other rooms now."""
        if self.moment is not None:
            return []
        return [
            (action.label, reverse(action.url_name, args=[self.number]))
            for action in registry.task_actions()
            if action.may(self.snapshot, self._standing)
        ]

    @cached_property
    def _standing(self) -> Standing:
        on = timezone.localdate(self.now)
        return standings_of(self.person, {self.task.pk: self.snapshot}, on=on)[self.task.pk]

    @cached_property
    def snapshot(self) -> Snapshot:
        return load_snapshots([self.task.pk], moment=self.moment)[self.task.pk]

    @cached_property
    def region(self) -> Region:
        """The region whose names the task uses."""
        draft = self.task.document
        return region_of(draft) if draft else default_region()

    @property
    def panels(self) -> list[tuple[registry.Panel, Any]]:
        """What other rooms show about the task; a room that has nothing to show has no panel."""
        return [
            (panel, shown)
            for panel in registry.panels()
            if panel.may(self.person)
            and (shown := panel.query(self.task, person=self.person, moment=self.moment))
        ]

    def _visible(self) -> QuerySet[TaskVersion]:
        return versions_for(self.person, on=timezone.localdate(self.now), moment=self.moment)

    def _recorded(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows if self.moment is None else rows.filter(recorded_at__lte=self.moment)


def open_task_page(
    request: HttpRequest, number: str, *, now: datetime, moment: datetime | None = None
) -> TaskPage:
    """The page of a task this person may see; 404 otherwise, also where it did not exist yet."""
    person = actor_of(request)
    versions = versions_for(person, on=timezone.localdate(now), moment=moment)
    versions = versions.select_related("task__row", "task__document", "task__keeper")
    found = versions.defer("task__document__reading").filter(task_id=_task_id(number)).first()
    if found is None:
        raise Http404
    as_of = request.GET["as_of"] if moment else ""
    return TaskPage(found, person=person, now=now, moment=moment, as_of=as_of)


def _task_id(number: str) -> int:
    digits = number.removeprefix("T")
    if not digits.isdecimal() or len(digits) > 18:
        raise Http404
    return int(digits)
