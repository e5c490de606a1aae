"""Reading the ledger over HTTP: list, task, events."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from taizhang.accounts.access import actor_of
from taizhang.documents.models import Draft
from taizhang.organisations.models import Unit

from ..domain.queries.records import event_record, records_of
from ..domain.queries.versions import versions_for
from ..forms.filters import Choices, filter_versions, sort_versions
from ..models import Event
from ..permissions import may_see_chain
from .finding import detail_of, find_version, moment_of
from .schemas import ErrorOut, EventOut, TaskDetail, TaskPage, TaskQuery

router = Router()


@router.get("", response={200: TaskPage, 422: ErrorOut}, summary="任务清单")
def list_tasks(request: HttpRequest, asked: Query[TaskQuery]) -> dict[str, Any]:
    """The tasks the person may see, filtered as on the page, in the order of the documents."""
    now = timezone.now()
    choices = _choices(asked)
    person, today = actor_of(request), timezone.localdate(choices.as_of or now)
    visible = versions_for(person, on=timezone.localdate(now), moment=choices.as_of)
    left = filter_versions(visible, choices, person=person, today=today)
    found = sort_versions(left, choices)
    first = (asked.page - 1) * asked.size
    page = found.select_related("task")[first : first + asked.size]
    return {"count": found.count(), "items": records_of(page, moment=choices.as_of)}


def _choices(asked: TaskQuery) -> Choices:
    return Choices(
        q=asked.q,
        document=None if asked.document is None else Draft(pk=asked.document),
        unit=None if asked.unit is None else Unit(pk=asked.unit),
        role=asked.role or "",
        state=asked.state,
        keeper=asked.keeper,
        parent=int(asked.parent[1:]) if asked.parent else None,
        due_from=asked.due_from,
        due_to=asked.due_to,
        as_of=moment_of(asked.as_of),
    )


@router.get("/{number}", response={200: TaskDetail, 422: ErrorOut}, summary="任务")
def show_task(request: HttpRequest, number: str, as_of: str = "") -> dict[str, Any]:
    """One task, now or at a past moment."""
    moment = moment_of(as_of)
    return detail_of(request, find_version(request, number, moment), moment)


@router.get("/{number}/events", response={200: list[EventOut], 422: ErrorOut}, summary="事件链")
def list_events(request: HttpRequest, number: str, as_of: str = "") -> list[dict[str, Any]]:
    """The chain of a task, the first event first."""
    moment = moment_of(as_of)
    version = find_version(request, number, moment)
    events = Event.objects.filter(task=version.task_id).select_related("actor").order_by("seq")
    if moment is not None:
        events = events.filter(recorded_at__lte=moment)
    records = [event_record(event) for event in events]
    if not may_see_chain(actor_of(request)):
        records = [record | {"payload": None} for record in records]
    return records
