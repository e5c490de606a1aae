"""What waits for a person: results to approve or make final, objections to answer (待办)."""

from datetime import date, datetime

from django.utils import timezone

from taizhang.accounts.models import Person

from ...enums import ObjectionState, RunState
from ...models import Objection, Revision, SchemeRun
from ...permissions import may_answer_objections, may_approve, may_approve_any
from ..publishing.finalising import reason_against

_WAITING = (RunState.SUBMITTED, RunState.PUBLISHED)


def runs_to_approve(person: Person, *, now: datetime) -> list[SchemeRun]:
    """Submitted results, and published ones whose period is over with nothing open, that the
    person did not make; the oldest first."""
    if not may_approve_any(person):
        return []
    today = timezone.localdate(now)
    rows = list(SchemeRun.objects.filter(state__in=_WAITING).defer("parameters").order_by("pk"))
    makers = _makers(rows)
    mine = [row for row in rows if may_approve(person, makers[row.pk])]
    return [row for row in mine if row.state == RunState.SUBMITTED or not _held(row, today)]


def _held(run: SchemeRun, today: date) -> bool:
    return reason_against(run, on=today) is not None


def _makers(rows: list[SchemeRun]) -> dict[int, set[int]]:
    found = {row.pk: {row.started_by_id, row.submitted_by_id or 0} for row in rows}
    made = Revision.objects.filter(run__in=found).values_list("run", "made_by")
    for run_id, person_id in made:
        found[run_id].add(person_id)
    return found


def objections_to_answer(person: Person) -> list[Objection]:
    """Objections that nobody has answered, the oldest first."""
    if not may_answer_objections(person):
        return []
    rows = Objection.objects.filter(state=ObjectionState.OPEN, run__state=RunState.PUBLISHED)
    return list(rows.select_related("run").defer("run__parameters").order_by("pk"))
