"""The beginning of every operation: lock the tasks, look at them, check who and in which state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..enums import TaskState
from ..models import Task
from ..permissions import may_see, may_sign
from .acts import ACTS, ActRule
from .chain import lock_tasks
from .errors import (
    ActInputError,
    ActNotAllowedError,
    LedgerError,
    OwnSubmissionError,
    TaskStateError,
)
from .projection import load_snapshots
from .snapshot import Snapshot
from .standing import Standing, standings_of


@dataclass(frozen=True, slots=True)
class Scene:
    """A locked task as it stands, and the person before it."""

    task: Task
    before: Snapshot
    standing: Standing


def open_scene(task: Task, act: str | ActRule, *, actor: Person, as_of: datetime) -> Scene:
    """Lock one task for an act; raises what `open_scenes` raises."""
    return open_scenes([task.pk], act, actor=actor, as_of=as_of)[0]


def open_scenes(
    task_ids: Iterable[int], act: str | ActRule, *, actor: Person, as_of: datetime
) -> list[Scene]:
    """Lock tasks for an act until the transaction ends, in the order of their numbers.

    `act`: the name of one of the ledger's, or the rule that a room above brings.

    Raises:
        ActNotAllowedError: the person may not do it to one of the tasks, or it is not there.
        TaskStateError: one of the tasks is not in a state for it.
    """
    ids = set(task_ids)
    if not ids:
        raise ActInputError(_("没有选中任何任务，请先选择任务。"), field="tasks")
    scenes = look_at(ids, actor=actor, as_of=as_of)
    for task_id in sorted(ids):
        check_act(act, task_id, scenes)
    return list(scenes.values())


def look_at(task_ids: Iterable[int], *, actor: Person, as_of: datetime) -> dict[int, Scene]:
    """Lock tasks and read them and the person's standing; checks nothing."""
    tasks = lock_tasks(task_ids)
    snapshots = load_snapshots(tasks.keys())
    standings = standings_of(actor, snapshots, on=timezone.localdate(as_of))
    return {
        pk: Scene(task, snapshots[pk], standings[pk])
        for pk, task in tasks.items()
        if pk in snapshots
    }


def check_act(act: str | ActRule, task_id: int, scenes: Mapping[int, Scene]) -> Scene:
    """The scene of a task, once the person may do the act and the task is in a state for it."""
    rule = ACTS[act] if isinstance(act, str) else act
    scene = scenes.get(task_id)
    if scene is None or not may_see(scene.standing):
        raise ActNotAllowedError(
            _("没有任务 %(number)s，或者您无权查看它。") % {"number": f"T{task_id:06d}"}
        )
    if not rule.may(scene.standing):
        raise _refusal(rule, scene)
    if scene.before.state not in rule.states:
        state = TaskState(scene.before.state).label
        allowed = "、".join(f"“{known.label}”" for known in TaskState if known in rule.states)
        raise TaskStateError(
            _("任务 %(number)s 现在是“%(state)s”，不能%(act)s；只有%(allowed)s的任务可以%(act)s。")
            % {
                "number": scene.task.number,
                "state": state,
                "act": rule.label,
                "allowed": allowed,
            }
        )
    return scene


def _refusal(rule: ActRule, scene: Scene) -> LedgerError:
    """Why this person may not, as exactly as they may know."""
    number, standing = scene.task.number, scene.standing
    if rule.reviews and standing.submitted:
        return OwnSubmissionError(
            _(
                "任务 %(number)s（或与它同一承诺的任务）由您报告过进展或申请过办结；"
                "自己提交的不能由自己审核，请由他人审核。"
            )
            % {"number": number}
        )
    if rule.may is may_sign and standing.units:
        return TaskStateError(
            _("任务 %(number)s 您所在的单位已经签收，不需要再签。") % {"number": number}
        )
    return ActNotAllowedError(
        _("您无权对任务 %(number)s %(act)s。") % {"number": number, "act": rule.label}
    )
