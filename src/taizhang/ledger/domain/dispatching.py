"""Dispatch (交办): the task goes to its units."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.messages.domain import send_messages
from taizhang.organisations.domain.acting import people_acting_for

from ..enums import ANSWERING_ROLES, TaskState
from ..models import Task
from .chain import NewEvent, append_events
from .errors import ActInputError
from .scenes import Scene, open_scenes


@transaction.atomic
def dispatch_tasks(
    tasks: Iterable[Task],
    *,
    actor: Person,
    as_of: datetime,
    choices: Mapping[str, Any] | None = None,
) -> list[Task]:
    """Send confirmed tasks to their units: all of them or, with a reason, none.

    `choices`: what rooms above have to know of the dispatch, plain JSON under their names; it
    stands in the payload of every task ({"supervision": {"kind": "ordinary"}}).
    Raises what `open_scenes` raises; `ActInputError` for a task that no unit answers for.
    """
    scenes = open_scenes((task.pk for task in tasks), "dispatch", actor=actor, as_of=as_of)
    for scene in scenes:
        if not any(answer.role in ANSWERING_ROLES for answer in scene.before.units):
            raise ActInputError(
                _("任务 %(number)s 没有牵头或责任单位，不能交办；请先更正单位。")
                % {"number": scene.task.number},
                field="units",
            )
    append_events(
        [NewEvent(scene.task.pk, "dispatched", dict(choices or {})) for scene in scenes],
        actor=actor,
        occurred_at=as_of,
        snapshots={scene.task.pk: scene.before for scene in scenes},
    )
    _tell(scenes, as_of)
    return [scene.task for scene in scenes]


def _tell(scenes: list[Scene], as_of: datetime) -> None:
    """One message a person, however many tasks: to the task itself, or to the list."""
    units = {answer.unit_id for scene in scenes for answer in scene.before.units}
    acting = people_acting_for(units, on=timezone.localdate(as_of))
    people: dict[int, Person] = {}
    received: dict[int, dict[int, Scene]] = defaultdict(dict)
    for scene in scenes:
        for answer in scene.before.units:
            for person in acting.get(answer.unit_id, ()):
                people[person.pk] = person
                received[person.pk][scene.task.pk] = scene
    for batch in _same_batches(received):
        scenes_of = [scene for scene in scenes if scene.task.pk in batch]
        send_messages(
            [people[pk] for pk, got in received.items() if frozenset(got) == batch],
            kind="dispatched",
            subject=_subject(scenes_of)[:256],
            body="\n".join(f"{scene.task.number} {scene.before.title}" for scene in scenes_of),
            url=_url(scenes_of),
            as_of=as_of,
        )


def _same_batches(received: dict[int, dict[int, Scene]]) -> set[frozenset[int]]:
    return {frozenset(scenes) for scenes in received.values()}


def _subject(scenes: list[Scene]) -> str:
    if len(scenes) == 1:
        return f"请签收：{scenes[0].before.title}"
    return f"请签收 {len(scenes)} 项任务"


def _url(scenes: list[Scene]) -> str:
    if len(scenes) == 1:
        return scenes[0].task.get_absolute_url()
    return f"{reverse('ledger:list')}?state={TaskState.DISPATCHED.value}"
