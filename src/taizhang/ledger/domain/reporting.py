"""Report progress (报告进展); one report serves all open tasks of the same commitment."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from taizhang.accounts.models import Person

from ..models import Task, TaskVersion
from .acts import ACTS
from .chain import Appended, NewEvent, append_events
from .reports import ReportInput, carried_payload, report_payload
from .scenes import Scene, check_act, look_at
from .standing import mates_of


@transaction.atomic
def report_progress(
    task: Task, report: ReportInput, *, actor: Person, as_of: datetime
) -> list[Appended]:
    """Append a report to the task and to every task of the same commitment that is underway and
    that the person may report on; the first place returned is the task's own.

    Raises what `open_scenes` raises; `ActInputError` for what cannot be used.
    """
    scenes = open_with_mates(task, "report", actor=actor, as_of=as_of)
    payload = report_payload(report, scenes[0], as_of=as_of)
    return append_reports(scenes, "reported", payload, actor=actor, as_of=as_of)


def open_with_mates(task: Task, act: str, *, actor: Person, as_of: datetime) -> list[Scene]:
    """The scene of the task and then those of its commitment that the report also serves.

    The tasks are locked together in the order of their numbers, so that two reports on two tasks
    of one commitment never wait for each other in a circle.
    """
    scenes = look_at(commitment_ids(task), actor=actor, as_of=as_of)
    own = check_act(act, task.pk, scenes)
    mates = [
        scene
        for pk, scene in scenes.items()
        if pk != task.pk
        and scene.before.commitment_id == own.before.commitment_id
        and ACTS["report"].is_open(scene.before, scene.standing)
    ]
    return [own, *mates]


def append_reports(
    scenes: list[Scene], type: str, payload: dict[str, Any], *, actor: Person, as_of: datetime
) -> list[Appended]:
    """The payload as an event of `type` on the first scene, and as a report on the others."""
    own, *mates = scenes
    events = [NewEvent(own.task.pk, type, payload)] + [
        NewEvent(mate.task.pk, "reported", carried_payload(payload, own.task.pk, mate.before))
        for mate in mates
    ]
    places = append_events(
        events,
        actor=actor,
        occurred_at=as_of,
        snapshots={scene.task.pk: scene.before for scene in scenes},
    )
    return sorted(places, key=lambda place: place.task_id != own.task.pk)


def commitment_ids(task: Task) -> set[int]:
    """The tasks of a task's commitment, itself included."""
    return with_mates([task.pk])


def with_mates(task_ids: Collection[int]) -> set[int]:
    """The tasks and those that share a commitment with one of them: two queries."""
    versions = TaskVersion.objects.at(None).filter(task__in=task_ids)
    return {*task_ids, *(pk for pk, _ in mates_of(versions.values_list("commitment", flat=True)))}
