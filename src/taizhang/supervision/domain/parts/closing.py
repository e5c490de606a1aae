"""A task and its parts at the end (下级未办结): the whole is not closed before its parts.

A part still open is named when closing is asked for and again when it is accepted. Who supervises
the parts may let the whole go ahead of them, with a reason, in the task's chain (`parts_waived`).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.chain import Appended, append_event
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.scenes import Scene, open_scene
from taizhang.ledger.enums import ANSWERING_ROLES, OPEN_STATES
from taizhang.ledger.models import Assignment, Event, Task, TaskVersion
from taizhang.ledger.permissions import may_decompose

PARTS_WAIVED = "parts_waived"
WAIVE = ActRule("waive_parts", gettext_lazy("允许先行办结"), OPEN_STATES, may_decompose)
_NAMED = 5


@transaction.atomic
def waive_open_parts(task: Task, *, reason: str, actor: Person, as_of: datetime) -> Appended:
    """Let a task be closed though parts of it that the person supervises are open.

    Raises what `open_scenes` raises; `ActInputError` without a reason or without such parts.
    """
    scene = open_scene(task, WAIVE, actor=actor, as_of=as_of)
    reason = clean_text(reason, _("理由"), field="reason", most=2_000, needed=True)
    oversight = scene.standing.oversight
    parts = [part for part in open_parts(task) if oversight.covers(part.task.keeper_id)]
    if not parts:
        raise ActInputError(
            _("任务 %(number)s 没有由您督办、尚未办结的下级任务，不需要先行办结。")
            % {"number": task.number}
        )
    payload = {"parts": [part.task_id for part in parts], "reason": reason}
    return append_event(task, type=PARTS_WAIVED, payload=payload, actor=actor, occurred_at=as_of)


def open_parts(task: Task) -> list[TaskVersion]:
    """The parts of a task that are open and that nobody has let it go ahead of."""
    versions = (
        TaskVersion.objects.at(None)
        .filter(task__parent=task, state__in=OPEN_STATES)
        .select_related("task")
        .order_by("task_id")
    )
    found = list(versions)
    if not found:
        return []
    waived = _waived(task)
    return [version for version in found if version.task_id not in waived]


def check_parts_closed(
    scene: Scene, payload: Mapping[str, Any] | None, /, *, as_of: datetime
) -> Sequence[str]:
    """The ledger's closing check of this room."""
    parts = open_parts(scene.task)
    if not parts:
        return []
    return [
        _(
            "下级任务还有 %(count)s 项没有办结：%(parts)s。请先办结；"
            "确需先行办结的，请督办下级任务的人员在本任务页“分解”中注明理由。"
        )
        % {"count": len(parts), "parts": _named(parts)}
    ]


def _named(parts: Sequence[TaskVersion]) -> str:
    shown = parts[:_NAMED]
    units: dict[int, list[str]] = {part.task_id: [] for part in shown}
    answers = Assignment.objects.at(None).filter(task__in=units, role__in=ANSWERING_ROLES)
    for task_id, name in answers.order_by("position").values_list("task_id", "name"):
        units[task_id].append(name)
    said = "、".join(f"{part.task.number} {'、'.join(units[part.task_id])}" for part in shown)
    return said + (_("等") if len(parts) > _NAMED else "")


def _waived(task: Task) -> set[int]:
    events = Event.objects.filter(task=task, type=PARTS_WAIVED)
    payloads = events.values_list("payload", flat=True)
    return {part for payload in payloads for part in json.loads(payload)["parts"]}
