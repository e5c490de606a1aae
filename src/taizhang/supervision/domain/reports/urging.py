"""Urging units to act (催办): said once a day, kept in the chain of the task."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.scenes import Scene, open_scenes
from taizhang.ledger.enums import TaskState
from taizhang.ledger.models import Event
from taizhang.messages.domain import send_messages
from taizhang.organisations.domain.acting import people_acting_for

from ...permissions import may_urge
from ..clocks.days import start_of_day

URGED = "urged"
URGE = ActRule(
    "urge", gettext_lazy("催办"), frozenset({TaskState.DISPATCHED, TaskState.UNDERWAY}), may_urge
)


@dataclass
class Urged:
    """The tasks that were urged, and those that had been urged on that day before."""

    done: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)


@transaction.atomic
def urge_units(
    task_ids: Collection[int], *, text: str = "", actor: Person, as_of: datetime
) -> Urged:
    """Urge the units of tasks: all of them or, with a reason, none.

    A task that was urged on the same day is left out. Each person hears of all of theirs in one
    message. Raises what `open_scenes` raises.
    """
    scenes = open_scenes(task_ids, URGE, actor=actor, as_of=as_of)
    text = clean_text(text, _("催办意见"), field="text")
    today = start_of_day(timezone.localdate(as_of))
    ids = [scene.task.pk for scene in scenes]
    said = Event.objects.filter(task__in=ids, type=URGED, occurred_at__gte=today)
    before = set(said.values_list("task_id", flat=True))
    fresh = [scene for scene in scenes if scene.task.pk not in before]
    if fresh:
        append_events(
            [NewEvent(scene.task.pk, URGED, {"text": text}) for scene in fresh],
            actor=actor,
            occurred_at=as_of,
            snapshots={scene.task.pk: scene.before for scene in fresh},
        )
        _tell(fresh, text, as_of)
    return Urged([scene.task.pk for scene in fresh], sorted(before))


def _tell(scenes: Sequence[Scene], text: str, as_of: datetime) -> None:
    """One message a person, however many tasks."""
    units = {answer.unit_id for scene in scenes for answer in scene.before.units}
    acting = people_acting_for(units, on=timezone.localdate(as_of))
    theirs: dict[int, tuple[Person, dict[int, Scene]]] = {}
    for scene in scenes:
        for answer in scene.before.units:
            for person in acting.get(answer.unit_id, ()):
                theirs.setdefault(person.pk, (person, {}))[1][scene.task.pk] = scene
    for person, held in theirs.values():
        _send(person, list(held.values()), text, as_of)


def _send(person: Person, scenes: Sequence[Scene], text: str, as_of: datetime) -> None:
    lines = [f"{scene.task.number} {scene.before.title}" for scene in scenes]
    one = len(scenes) == 1
    send_messages(
        [person],
        kind=URGED,
        subject=(f"催办：{scenes[0].before.title}" if one else f"催办 {len(scenes)} 项任务")[:256],
        body="\n".join([text, *lines] if text else lines),
        url=scenes[0].task.get_absolute_url() if one else "/",
        as_of=as_of,
    )
