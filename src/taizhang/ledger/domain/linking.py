"""Tasks that are one commitment (同一承诺): linked, so that one report serves all."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..models import Task
from .chain import NewEvent, append_events
from .errors import ActInputError
from .scenes import Scene, check_act, look_at
from .standing import mates_of


@transaction.atomic
def link_tasks(task: Task, other: Task, *, actor: Person, as_of: datetime) -> list[Task]:
    """Declare two open tasks, with all they are linked to, one commitment; the tasks changed.

    They share the number of the first task of the commitment. Raises what `open_scenes` raises;
    `ActInputError` where they are one commitment already.
    """
    if task.pk == other.pk:
        raise ActInputError(
            _("任务 %(number)s 不能与自己关联，请选择另一个任务。") % {"number": task.number},
            field="other",
        )
    scenes = _with_mates({task.pk, other.pk}, actor, as_of)
    first, second = (check_act("link", each.pk, scenes) for each in (task, other))
    groups = {scene.before.commitment_id for scene in (first, second) if scene.before.commitment_id}
    if groups and first.before.commitment_id == second.before.commitment_id:
        raise ActInputError(
            _("任务 %(number)s 和 %(other)s 已经是同一承诺，不需要再关联。")
            % {"number": task.number, "other": other.number},
            field="other",
        )
    root = min(groups | {task.pk, other.pk})
    events = [
        NewEvent(
            pk, "linked", {"commitment": root, "with": task.pk if pk == other.pk else other.pk}
        )
        for pk, scene in scenes.items()
        if (pk in (task.pk, other.pk) or scene.before.commitment_id in groups)
        and scene.before.commitment_id != root
    ]
    return _append(events, scenes, actor, as_of)


@transaction.atomic
def unlink_task(task: Task, *, actor: Person, as_of: datetime) -> list[Task]:
    """Take a task out of its commitment; a last one left behind is freed too. The tasks changed."""
    scenes = _with_mates({task.pk}, actor, as_of)
    own = check_act("unlink", task.pk, scenes)
    commitment = own.before.commitment_id
    if commitment is None:
        raise ActInputError(_("任务 %(number)s 没有与其他任务关联。") % {"number": task.number})
    mates = [
        pk
        for pk, scene in scenes.items()
        if pk != task.pk and scene.before.commitment_id == commitment
    ]
    freed = [task.pk, *(mates if len(mates) == 1 else [])]
    events = [NewEvent(pk, "unlinked", {"commitment": commitment}) for pk in freed]
    if task.pk == commitment and len(mates) > 1:  # a commitment is named after one of its own
        root = min(mates)
        events += [NewEvent(pk, "linked", {"commitment": root, "with": root}) for pk in mates]
    return _append(events, scenes, actor, as_of)


def _with_mates(task_ids: set[int], actor: Person, as_of: datetime) -> dict[int, Scene]:
    commitments = Task.objects.filter(pk__in=task_ids, versions__until__isnull=True).values_list(
        "versions__commitment_id", flat=True
    )
    mates = {pk for pk, _ in mates_of(commitments)}
    return look_at(task_ids | mates, actor=actor, as_of=as_of)


def _append(
    events: list[NewEvent], scenes: dict[int, Scene], actor: Person, as_of: datetime
) -> list[Task]:
    append_events(
        events,
        actor=actor,
        occurred_at=as_of,
        snapshots={pk: scene.before for pk, scene in scenes.items()},
    )
    return [scenes[event.task_id].task for event in events]
