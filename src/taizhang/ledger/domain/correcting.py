"""Correct what a task says (更正): title, units, targets, dates; with a reason, in the chain.

Dates are corrected before the task is dispatched. Afterwards somebody relies on them: they move
by an extension only, which others decide on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Literal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.organisations.models import Unit

from ..enums import ANSWERING_ROLES, TaskState
from ..models import Target, Task
from .chain import Appended, append_event
from .errors import ActInputError, DateFixedError
from .notices import tell_units
from .payloads import answer_payload, clean_answers, clean_goals, clean_text, goal_payload
from .scenes import Scene, open_scene
from .snapshot import Answer, Goal, Snapshot

NEW_TARGET = 0  # the key of a target that has none yet
KEPT: Final = "kept"  # the due date stays as it is


@dataclass(frozen=True, slots=True)
class Correction:
    """What a task should say; None leaves a part as it is.

    `units` in their order (`signed_at` is kept by itself); `targets` with their permanent keys,
    NEW_TARGET for new ones; `due` None: no due date, KEPT: as it is.
    """

    title: str | None = None
    units: Sequence[Answer] | None = None
    targets: Sequence[Goal] | None = None
    due: date | Literal["kept"] | None = KEPT


@transaction.atomic
def correct_task(
    task: Task, correction: Correction, *, reason: str, actor: Person, as_of: datetime
) -> Appended:
    """Append a correction of what differs.

    Raises what `open_scenes` raises; `ActInputError` where nothing differs or a part cannot be
    used; `DateFixedError` where a date differs and the task has been dispatched.
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
            _check_deadlines(task, before, goals)
            changes["targets"] = [goal_payload(goal) for goal in goals]
    if correction.due not in (KEPT, before.due):
        _check_date(task, before, _("完成时限"), field="due")
        changes["due"] = correction.due.isoformat() if isinstance(correction.due, date) else None
    return changes


def _check_deadlines(task: Task, before: Snapshot, goals: Sequence[Goal]) -> None:
    """A target that stays keeps its deadline; leaving it out and adding it anew is no way round."""
    known = {goal.key: goal for goal in before.targets}
    gone = known.keys() - {goal.key for goal in goals}
    left_out = {(known[key].indicator, known[key].unit): known[key] for key in gone}
    for goal in goals:
        old = known.get(goal.key) or left_out.get((goal.indicator, goal.unit))
        if old is not None and old.deadline != goal.deadline:
            _check_date(
                task,
                before,
                _("目标“%(indicator)s”的时限") % {"indicator": old.indicator},
                field="targets",
            )


def _check_date(task: Task, before: Snapshot, name: str, *, field: str) -> None:
    if before.state != TaskState.CONFIRMED:
        raise DateFixedError(
            _("任务 %(number)s 已经交办，%(date)s不能更正；要改时限，请由责任单位申请延期。")
            % {"number": task.number, "date": name},
            field=field,
        )


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
