"""Correct what a task says (更正): title, units, targets; with a reason, in the chain.

The due date is not corrected here: it moves by an extension, which others decide on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.organisations.models import Unit

from ..enums import ANSWERING_ROLES, TaskState
from ..models import Target, Task
from .chain import Appended, append_event
from .errors import ActInputError
from .notices import tell_units
from .payloads import answer_payload, clean_answers, clean_goals, clean_text, goal_payload
from .scenes import Scene, open_scene
from .snapshot import Answer, Goal, Snapshot

NEW_TARGET = 0  # the key of a target that has none yet


@dataclass(frozen=True, slots=True)
class Correction:
    """What a task should say; None leaves a part as it is.

    `units` in their order (`signed_at` is kept by itself); `targets` with their permanent keys,
    NEW_TARGET for new ones.
    """

    title: str | None = None
    units: Sequence[Answer] | None = None
    targets: Sequence[Goal] | None = None


@transaction.atomic
def correct_task(
    task: Task, correction: Correction, *, reason: str, actor: Person, as_of: datetime
) -> Appended:
    """Append a correction of what differs.

    Raises what `open_scenes` raises; `ActInputError` where nothing differs or a part cannot be
    used.
    """
    scene = open_scene(task, "correct", actor=actor, as_of=as_of)
    reason = clean_text(reason, _("更正理由"), field="reason", needed=True)
    changes = differences(task, scene.before, correction)
    if not changes:
        raise ActInputError(
            _("任务 %(number)s 的内容没有变化，不需要更正。") % {"number": task.number}
        )
    place = append_event(
        task,
        type="corrected",
        payload={**changes, "reason": reason},
        actor=actor,
        occurred_at=as_of,
    )
    _tell(scene, changes, reason, as_of)
    return place


def differences(task: Task, before: Snapshot, correction: Correction) -> dict[str, Any]:
    """The parts of a correction that differ from the task, as a payload; checks them."""
    changes: dict[str, Any] = {}
    if correction.title is not None:
        title = clean_text(correction.title, _("任务"), field="title", most=512, needed=True)
        if title != before.title:
            changes["title"] = title
    if correction.units is not None:
        units = _clean_units(task, before, correction.units)
        if [answer_payload(answer) for answer in before.units] != units:
            changes["units"] = units
    if correction.targets is not None:
        goals = clean_goals(_with_keys(task, before, correction.targets))
        if goals != before.targets:
            changes["targets"] = [goal_payload(goal) for goal in goals]
    return changes


def _clean_units(task: Task, before: Snapshot, units: Sequence[Answer]) -> list[dict[str, Any]]:
    answers = clean_answers(units)
    known = set(
        Unit.objects.filter(pk__in=[a.unit_id for a in answers]).values_list("pk", flat=True)
    )
    for answer in answers:
        if answer.unit_id not in known:
            raise ActInputError(
                _("没有“%(name)s”这个单位，请先登记单位。") % {"name": answer.name}, field="units"
            )
    answering = any(answer.role in ANSWERING_ROLES for answer in answers)
    if before.state != TaskState.CONFIRMED and not answering:
        raise ActInputError(
            _("任务 %(number)s 已经交办，至少要留一个牵头或责任单位。") % {"number": task.number},
            field="units",
        )
    return [answer_payload(answer) for answer in answers]


def _with_keys(task: Task, before: Snapshot, goals: Sequence[Goal]) -> list[Goal]:
    """Give new targets keys that this task has never used."""
    known = {goal.key for goal in before.targets}
    for goal in goals:
        if goal.key != NEW_TARGET and goal.key not in known:
            raise ActInputError(
                _("任务 %(number)s 没有第 %(key)s 个目标。")
                % {"number": task.number, "key": goal.key},
                field="targets",
            )
    used = Target.objects.filter(task=task).aggregate(last=Max("key"))["last"] or 0
    fresh = iter(range(used + 1, used + 1 + len(goals)))
    return [goal if goal.key != NEW_TARGET else replace(goal, key=next(fresh)) for goal in goals]


def _tell(scene: Scene, changes: dict[str, Any], reason: str, as_of: datetime) -> None:
    """Tell the units before and after, once the task has been dispatched."""
    if scene.before.state == TaskState.CONFIRMED:
        return
    known = {answer.unit_id for answer in scene.before.units}
    new = tuple(
        Answer(part["unit"], part["role"], part["name"])
        for part in changes.get("units", ())
        if part["unit"] not in known
    )
    told = replace(scene.before, units=scene.before.units + new)
    tell_units(scene.task, told, kind="corrected", subject="任务内容更正", body=reason, as_of=as_of)
