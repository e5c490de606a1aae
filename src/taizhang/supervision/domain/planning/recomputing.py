"""Provisional time limits become certain when a holiday notice comes (暂定时限的重算)."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, F, Func, QuerySet
from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.calendars import WorkCalendar
from taizhang.ledger.domain.chain import NewEvent, append_events, lock_tasks
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.snapshot import Snapshot
from taizhang.ledger.models import Task
from taizhang.ledger.registry import Planned
from taizhang.messages.domain import Notice, add_notices
from taizhang.organisations.domain.acting import people_acting_for

from ...models import SupervisedTask
from ..clocks.days import day_of_due
from ..clocks.projecting import load_states
from ..clocks.state import Supervised
from ..rules.calendar import calendar_in_force
from .moves import plan_recomputing
from .planner import Facts, Planner
from .sources import mechanism_of

BATCH = 200  # tasks a transaction; a killed worker loses one batch at most
KIND = "due_recomputed"
_AHEAD = timedelta(days=90)  # the next report periods are added before the last one is due
_LAST_DUE = Func(
    F("period_dues"),
    template="(%(expressions)s)[cardinality(%(expressions)s)]",
    output_field=DateTimeField(),
)


def recompute_provisional(
    *,
    text: str,
    actor: Person,
    as_of: datetime,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Count the time limits of every open task anew that waits for a holiday notice.

    What changes stands in an event `due_recomputed` with the old and the new moments, and the
    people of the units hear of what moved. Batch by batch, each a transaction: run again after a
    kill it goes on, and where nothing changes it appends nothing. Gives the number of events.
    """
    rows = SupervisedTask.objects.at(None).filter(provisional=True)
    return _recompute(rows, text, actor, as_of, progress)


def extend_periods(*, text: str, actor: Person, as_of: datetime) -> int:
    """Add the next report periods to tasks without a deadline whose last one is near.

    The events are `due_recomputed`; run again it adds nothing. Gives the number of events.
    """
    rows = SupervisedTask.objects.at(None).filter(
        deadline_at=None, closed_at=None, ended_at=None, period_dues__len__gt=0
    )
    ending = rows.annotate(last_due=_LAST_DUE).filter(last_due__lt=as_of + _AHEAD)
    return _recompute(ending, text, actor, as_of)


def _recompute(
    rows: QuerySet[SupervisedTask],
    text: str,
    actor: Person,
    as_of: datetime,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    waiting = list(rows.order_by("task_id").values_list("task_id", flat=True))
    appended = 0
    for start in range(0, len(waiting), BATCH):
        appended += _recompute_batch(waiting[start : start + BATCH], text, actor, as_of)
        progress(min(start + BATCH, len(waiting)), len(waiting))
    return appended


@transaction.atomic
def _recompute_batch(task_ids: Collection[int], text: str, actor: Person, as_of: datetime) -> int:
    tasks = lock_tasks(task_ids)
    states, snapshots = load_states(tasks.keys(), None), load_snapshots(tasks.keys())
    calendar = calendar_in_force()
    facts = {
        task_id: found
        for task_id, state in states.items()
        if not state.is_over
        and (found := _facts(calendar, task_id, state, snapshots[task_id], as_of))
    }
    events = [NewEvent(task_id, KIND, {"text": text}) for task_id in facts]
    if events:
        append_events(events, actor=actor, occurred_at=as_of, snapshots=snapshots)
        _tell(facts, tasks, snapshots, as_of)
    return len(events)


def _facts(
    calendar: WorkCalendar, task_id: int, state: Supervised, task: Snapshot, as_of: datetime
) -> Facts:
    """What an event would change; empty where it would change nothing."""
    planner = Planner(as_of, calendar, mechanism_of)
    facts = plan_recomputing(planner, Planned(task_id, KIND, {}, task, task, state))
    return facts if facts["moved"] or facts["moved_periods"] or facts.get("periods") else {}


def moved_days(facts: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(name, day before, day now) of every duty that is due on another day now."""
    return [
        (duty["name"], _day(facts["was"][key]), _day(duty["due"]))
        for key, duty in facts.get("moved", {}).items()
        if facts["was"].get(key) not in (None, duty["due"])
    ]


def _day(moment: str) -> str:
    return day_of_due(datetime.fromisoformat(moment)).isoformat()


def _tell(
    facts: Mapping[int, Facts],
    tasks: Mapping[int, Task],
    snapshots: Mapping[int, Snapshot],
    as_of: datetime,
) -> None:
    """People of the units hear of days that moved; what only became certain is no news."""
    moves = {task_id: found for task_id, each in facts.items() if (found := moved_days(each))}
    units = {answer.unit_id for task_id in moves for answer in snapshots[task_id].units}
    acting = people_acting_for(units, on=timezone.localdate(as_of)) if units else {}
    notices = []
    for task_id, days in moves.items():
        task, snapshot = tasks[task_id], snapshots[task_id]
        subject = f"时限重新推算：{task.number} {snapshot.title}"
        body = "\n".join(f"{name}：{was} → {now}" for name, was, now in days)
        people = {person.pk for one in snapshot.units for person in acting.get(one.unit_id, ())}
        notices += [
            Notice(pk, KIND, subject, f"{KIND}:{task_id}", body, task.get_absolute_url())
            for pk in sorted(people)
        ]
    add_notices(notices, as_of=as_of)
