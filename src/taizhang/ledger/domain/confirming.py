"""Confirm a draft (确认入账): its accepted rows become tasks, in one transaction.

Two clerks who confirm the same draft: the second waits on the draft's row and is then told who
was first. Killed in the middle: nothing happened.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.documents.domain.deciding import accept_rows
from taizhang.documents.enums import DraftState, RowKind, RowState
from taizhang.documents.models import Draft, DraftRow

from ..enums import OPEN_STATES, TaskState
from ..models import Task
from ..permissions import may_confirm_draft
from .chain import NewEvent, append_events
from .choices import Choices
from .errors import ActNotAllowedError, DraftConfirmedError, DraftNotReadyError
from .naming import answers_of_proposals
from .notices import tell_units
from .payloads import answer_payload, date_text, goal_payload
from .proposals import Proposal, propose
from .queries.earlier import open_measures_of
from .replacing import carried_figures, carried_standing, changed_fields
from .scenes import Scene, check_act, look_at
from .snapshot import Answer


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a confirmation did: the new tasks, the ended ones, and duties that stayed out."""

    draft: Draft
    tasks: tuple[Task, ...]
    superseded: tuple[Task, ...]
    left_out: int


@transaction.atomic
def confirm_draft(
    draft: Draft, *, actor: Person, as_of: datetime, choices: Choices | None = None
) -> Confirmed:
    """Make tasks of a draft's accepted rows.

    Raises:
        ActNotAllowedError: the person may not.
        DraftConfirmedError: it was confirmed already, by whom and when.
        DraftNotReadyError: rows are undecided, cannot be used, or a choice does not fit.
    """
    choices = choices or Choices()
    draft = _lock_draft(draft, actor)
    rows, left_out = _decided_rows(draft, choices, actor, as_of)
    proposals = [propose(row, draft) for row in rows]
    answers = answers_of_proposals(draft, proposals, choices, actor=actor, as_of=as_of)
    scenes = _look_at_chosen(proposals, choices, actor, as_of)
    tasks = Task.objects.bulk_create(
        Task(row_id=each.row_id, document=draft, position=each.position) for each in proposals
    )
    by_row = dict(zip((each.row_id for each in proposals), tasks, strict=True))
    events = [
        NewEvent(task.pk, "confirmed", _payload(draft, each, answers[each.row_id], choices, scenes))
        for each, task in zip(proposals, tasks, strict=True)
    ]
    ended = _ended(by_row, choices, scenes)
    events += _linked(by_row, choices, scenes)
    events += [
        NewEvent(pk, "superseded", {"replaced_by": new, "document": draft.pk})
        for pk, new in ended.items()
    ]
    append_events(events, actor=actor, occurred_at=as_of)
    _close_draft(draft, choices, actor, as_of)
    _tell(ended, scenes, as_of)
    return Confirmed(draft, tuple(tasks), tuple(scenes[pk].task for pk in ended), left_out)


def _lock_draft(draft: Draft, actor: Person) -> Draft:
    if not may_confirm_draft(actor):
        raise ActNotAllowedError(_("您无权确认入账，请由督查室人员办理。"))
    locked = Draft.objects.select_for_update().get(pk=draft.pk)
    if locked.state == DraftState.CONFIRMED and locked.confirmed_by and locked.confirmed_at:
        moment = timezone.localtime(locked.confirmed_at)
        raise DraftConfirmedError(
            _("《%(title)s》已由%(name)s于 %(moment)s 确认入账，没有重复入账。请到台账查看。")
            % {
                "title": locked.title,
                "name": locked.confirmed_by.name,
                "moment": f"{moment:%Y-%m-%d %H:%M}",
            }
        )
    if locked.state != DraftState.OPEN:
        raise DraftNotReadyError(
            _("《%(title)s》已经弃用，不能入账；需要时请先恢复。") % {"title": locked.title}
        )
    return locked


def _decided_rows(
    draft: Draft, choices: Choices, actor: Person, as_of: datetime
) -> tuple[list[DraftRow], int]:
    """The accepted rows, and how many proposed duties stay out."""
    rows = list(draft.rows.exclude(state=RowState.DROPPED))
    open_rows = [row for row in rows if row.state == RowState.PROPOSED]
    undecided = [row for row in open_rows if row.kind != RowKind.DUTY]
    if undecided and not choices.accept_all:
        raise DraftNotReadyError(
            _(
                "还有 %(count)s 行没有核对（第一处是第 %(first)s 行），"
                "请逐行核对，或勾选“其余各行按识读结果入账”。"
            )
            % {"count": len(undecided), "first": undecided[0].position}
        )
    if undecided:
        accept_rows(draft, [(row.pk, row.version) for row in undecided], actor=actor, as_of=as_of)
    taken = [row for row in rows if row.state == RowState.ACCEPTED or row in undecided]
    if not taken:
        raise DraftNotReadyError(_("没有任何一行可以入账，请先在核对页增加或恢复任务。"))
    return taken, len(open_rows) - len(undecided)


def _look_at_chosen(
    proposals: list[Proposal], choices: Choices, actor: Person, as_of: datetime
) -> dict[int, Scene]:
    """Lock and check the existing tasks that are linked, taken over from, or end."""
    rows = {each.row_id for each in proposals}
    if not (choices.links.keys() | choices.successors.keys()) <= rows:
        raise DraftNotReadyError(_("有一行的关联或接替选择已经对不上，请刷新页面后重新选择。"))
    earlier = _open_tasks_of(choices.replaces)
    scenes = look_at(earlier | set(choices.links.values()), actor=actor, as_of=as_of)
    still_open = {pk for pk in earlier if scenes[pk].before.state in OPEN_STATES}
    taken_over = list(choices.successors.values())
    if not set(taken_over) <= still_open or len(set(taken_over)) < len(taken_over):
        raise DraftNotReadyError(
            _("接替的任务应是被替代文件中未办结的任务，每项只能被接替一次；请重新选择。")
        )
    for task_id in choices.links.values():
        check_act("link", task_id, scenes)
    return scenes


def _open_tasks_of(earlier: Draft | None) -> set[int]:
    """The open tasks of the version that ends; whoever replaces it at the same time waits here."""
    if earlier is None:
        return set()
    locked = Draft.objects.select_for_update().get(pk=earlier.pk)
    if (successor := locked.replaced_by.first()) is not None:
        raise DraftNotReadyError(
            _("《%(title)s》已经由《%(successor)s》替代，请刷新页面后重新选择。")
            % {"title": locked.title, "successor": successor.title}
        )
    return set(open_measures_of(earlier).values_list("task_id", flat=True))


def _payload(
    draft: Draft,
    proposal: Proposal,
    answers: tuple[Answer, ...],
    choices: Choices,
    scenes: dict[int, Scene],
) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "document": draft.pk,
        "row": proposal.row_id,
        "position": proposal.position,
        "title": proposal.title,
        "text": proposal.text,
        "basis": proposal.basis,
        "due": date_text(proposal.due),
        "units": [answer_payload(answer) for answer in answers],
        "targets": [goal_payload(goal) for goal in proposal.targets],
    }
    if proposal.row_id in choices.successors:
        old = scenes[choices.successors[proposal.row_id]]
        payload |= _carried(old, proposal, answers)
    if proposal.row_id in choices.links:
        mate = scenes[choices.links[proposal.row_id]]
        payload["commitment"] = mate.before.commitment_id or mate.task.pk
    return payload


def _carried(old: Scene, proposal: Proposal, answers: tuple[Answer, ...]) -> dict[str, Any]:
    changes = changed_fields(old.before, proposal, answers)
    carried = {} if changes else carried_standing(old.before)
    return {
        "replaces": old.task.pk,
        "changes": changes,
        "commitment": old.before.commitment_id,
        "figures": carried_figures(old.task.pk, old.before, proposal),
        **({"carried": carried} if carried else {}),
    }


def _linked(by_row: dict[int, Task], choices: Choices, scenes: dict[int, Scene]) -> list[NewEvent]:
    """Existing tasks that become the first of a commitment."""
    firsts = {task_id: by_row[row].pk for row, task_id in choices.links.items()}
    return [
        NewEvent(task_id, "linked", {"commitment": task_id, "with": mate})
        for task_id, mate in firsts.items()
        if scenes[task_id].before.commitment_id is None
    ]


def _ended(
    by_row: dict[int, Task], choices: Choices, scenes: dict[int, Scene]
) -> dict[int, int | None]:
    """Tasks of the earlier version that end, and the task that takes over (None: dropped)."""
    new = {task_id: by_row[row].pk for row, task_id in choices.successors.items()}
    earlier = choices.replaces
    return {
        pk: new.get(pk)
        for pk, scene in scenes.items()
        if earlier is not None
        and scene.task.document_id == earlier.pk
        and scene.task.parent_id is None
        and scene.before.state in OPEN_STATES
        and (pk in new or pk not in choices.keep)
    }


def _close_draft(draft: Draft, choices: Choices, actor: Person, as_of: datetime) -> None:
    draft.state = DraftState.CONFIRMED
    draft.confirmed_by, draft.confirmed_at = actor, as_of
    draft.replaces = choices.replaces
    draft.save(update_fields=["state", "confirmed_by", "confirmed_at", "replaces"])


def _tell(ended: dict[int, int | None], scenes: dict[int, Scene], as_of: datetime) -> None:
    for pk, new in ended.items():
        scene = scenes[pk]
        if scene.before.state == TaskState.CONFIRMED:
            continue
        tell_units(
            scene.task,
            scene.before,
            kind="superseded",
            subject="任务由新任务接替" if new else "任务终止",
            body=f"接替的任务：T{new:06d}" if new else "新文件不再列入这项任务。",
            as_of=as_of,
        )
