"""Suspending a task and taking it up again (挂账、恢复计时).

The step clock stops, the business time does not. A suspended task is looked at again on a day that
is always set; on it the clock runs again by itself, unless the office resumed it before.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.domain.system import system_person
from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.ledger.domain.chain import Appended, append_event
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.scenes import look_at
from taizhang.ledger.domain.states import load_states
from taizhang.ledger.models import Task

from ...enums import RequestKind, SuspensionCause
from ...models import SupervisedTask
from ..clocks.beginning import KEY
from ..planning.sources import work_calendar
from .acts import RESUME, ClockScene, open_clock_scene
from .approving import approving
from .errors import ClockStoppedError
from .notices import tell_resumed
from .requesting import Asked, append_request, check_day, open_asking


@transaction.atomic
def request_suspension(
    task: Task, *, cause: str, until: date, asked: Asked, actor: Person, as_of: datetime
) -> Appended:
    """Ask that the clock stops until a day; `cause`: a `SuspensionCause`.

    Raises what `open_asking` and `append_request` raise; `ActInputError` for an unknown cause or a
    day that is not after today or too far.
    """
    scene = open_asking(task, RequestKind.SUSPENSION, actor=actor, as_of=as_of)
    if cause not in SuspensionCause.values:
        raise ActInputError(_("请选择挂账的原因。"), field="cause")
    check_until(until, local_day(as_of))
    said = {"due": until.isoformat(), "cause": str(cause)}
    return append_request(scene, RequestKind.SUSPENSION, asked, said, actor=actor, as_of=as_of)


def check_until(until: date, today: date) -> None:
    """The day a suspended task is looked at again lies ahead, and not too far."""
    months, name = approving().suspension_months, _("再议日期")
    check_day(until, after=today, months=months, name=name, calendar=work_calendar())


def granted_until(scene: ClockScene, until: date | None, today: date) -> date:
    """The day a suspension is granted until: as asked, or another after today."""
    day = until or scene.request.new_due
    assert day is not None
    check_until(day, today)
    return day


@transaction.atomic
def resume_clock(task: Task, *, text: str = "", actor: Person, as_of: datetime) -> Appended:
    """Let the clock of a suspended task run again; open due dates move by the days of the pause.

    Raises what `open_scenes` raises; `ClockStoppedError` where it is not stopped.
    """
    scene = open_clock_scene(task, RESUME, actor=actor, as_of=as_of)
    if not scene.state.is_stopped:
        raise ClockStoppedError(
            _("任务 %(number)s 没有挂账，不需要恢复计时。") % {"number": task.number}
        )
    text = clean_text(text, _("说明"), field="text")
    return _resume(scene, text, actor, as_of)


def resume_due(*, as_of: datetime) -> list[int]:
    """Resume every suspended task whose day has come; run again it does nothing. Their ids.

    Each in a transaction of its own, so that one that fails holds up no other.
    """
    stopped = SupervisedTask.objects.at(None).filter(stopped=True, closed_at__isnull=True)
    today = local_day(as_of)
    due = [
        task_id
        for task_id, detail in stopped.order_by("task_id").values_list("task_id", "detail")
        if (until := detail["stops"][-1].get("until")) and date.fromisoformat(until) <= today
    ]
    actor = system_person(as_of=as_of) if due else None
    return [pk for pk in due if actor is not None and _resume_if_due(pk, actor, as_of)]


@transaction.atomic
def _resume_if_due(task_id: int, actor: Person, as_of: datetime) -> bool:
    scene = look_at([task_id], actor=actor, as_of=as_of)[task_id]
    state = load_states([task_id])[KEY][task_id]
    stop = state.stops[-1] if state.is_stopped and not state.is_over else None
    if stop is None or stop.until is None or stop.until > local_day(as_of):
        return False
    said = f"到了再议日期 {stop.until}，自动恢复计时"
    _resume(ClockScene(scene, state), said, actor, as_of)
    return True


def _resume(scene: ClockScene, text: str, actor: Person, as_of: datetime) -> Appended:
    place = append_event(
        scene.task, type="resumed", payload={"text": text}, actor=actor, occurred_at=as_of
    )
    tell_resumed(scene, text=text, as_of=as_of)
    return place
