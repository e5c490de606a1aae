"""Which warnings a person sees, and which wait for them (预警清单)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from taizhang.accounts.models import Person
from taizhang.ledger.domain.queries.versions import versions_for
from taizhang.organisations.models import Unit

from ...enums import OPEN_WARNING_STATES, WarningActKind, WarningState
from ...models import EarlyWarning, SeriesGoal, WarningAct
from ...permissions import may_close_warnings, may_read_all
from ...warnings import tell_evidence
from ..warnings.owners import owned_by
from .series import Known, known_series, series_for

Warnings = QuerySet[EarlyWarning]


@dataclass(frozen=True, slots=True)
class WarningRow:
    """A warning with what a list shows of it."""

    warning: EarlyWarning
    series: Known
    office: str
    said: str
    task: str
    days_over: int

    @property
    def answer_by(self) -> date:
        """The last day on which its handling is in time."""
        return self.warning.answer_by


def warnings_for(person: Person, *, on: date) -> Warnings:
    """The warnings of the series that a person sees, and those that are their units' own."""
    found = EarlyWarning.objects.all()
    if may_read_all(person):
        return found
    seen = found.filter(series__in=series_for(person, on=on).values("pk"))
    return found.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=_own(person, on).values("pk")))


def warnings_to_handle(person: Person, *, on: date) -> Warnings:
    """Those that the person's units must sign for or handle, the oldest first."""
    waiting = (WarningState.RAISED, WarningState.ACKNOWLEDGED)
    return _own(person, on).filter(state__in=waiting).order_by("raised_at", "pk")


def warnings_to_close(person: Person) -> Warnings:
    """Those that the person may close or return now: not those that they handled themselves."""
    if not may_close_warnings(person):
        return EarlyWarning.objects.none()
    handled = WarningAct.objects.filter(kind=WarningActKind.HANDLED, actor=person)
    done = Q(state=WarningState.HANDLED) | Q(fingerprint="", state__in=OPEN_WARNING_STATES)
    rows = EarlyWarning.objects.filter(done).exclude(pk__in=handled.values("warning"))
    return rows.order_by("changed_at", "pk")


def _own(person: Person, on: date) -> Warnings:
    return owned_by(EarlyWarning.objects.all(), person, on=on)


def warning_rows(warnings: Iterable[EarlyWarning], *, person: Person, on: date) -> list[WarningRow]:
    """Warnings (with `rule` and `series`) with what belongs to them: a constant number of
    queries."""
    listed = list(warnings)
    series = known_series({each.series_id for each in listed})
    offices = _office_names(series.values())
    tasks = _task_titles(listed, person, on)
    return [
        WarningRow(
            each,
            series[each.series_id],
            offices.get(series[each.series_id].office_id, ""),
            tell_evidence(each.found),
            tasks.get(each.goal_id, ""),
            _days_over(each, on),
        )
        for each in listed
    ]


def _days_over(warning: EarlyWarning, on: date) -> int:
    """Days past the answer day, of what nobody has handled yet."""
    if warning.state not in (WarningState.RAISED, WarningState.ACKNOWLEDGED):
        return 0
    return max((on - warning.answer_by).days, 0)


def _office_names(series: Iterable[Known]) -> dict[int | None, str]:
    ids = {each.office_id for each in series if each.office_id}
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name"))


def _task_titles(
    warnings: Iterable[EarlyWarning], person: Person, on: date
) -> dict[int | None, str]:
    """Titles of the goals' tasks that the person may see, by goal."""
    goals = SeriesGoal.objects.filter(pk__in=[each.goal_id for each in warnings if each.goal_id])
    tasks = dict(goals.exclude(task=None).values_list("pk", "task"))
    seen = versions_for(person, on=on).filter(task__in=tasks.values())
    titles = dict(seen.values_list("task_id", "title"))
    return {goal: titles[task] for goal, task in tasks.items() if task in titles}
