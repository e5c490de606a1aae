"""Add tasks that no draft proposed (增加任务): a meeting's decision, a leader's instruction, the
part of a task that a county answers for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person
from taizhang.documents.enums import DraftState
from taizhang.documents.models import Draft
from taizhang.organisations.domain.queries.succession import with_predecessors
from taizhang.organisations.models import Unit

from ..enums import ANSWERING_ROLES, OPEN_STATES, TaskState
from ..models import Task
from ..permissions import may_decompose
from .acts import ActRule
from .chain import NewEvent, append_events
from .errors import ActInputError, ActNotAllowedError
from .payloads import (
    answer_payload,
    clean_answers,
    clean_goals,
    clean_text,
    date_text,
    goal_payload,
)
from .scenes import Scene, check_act, look_at
from .snapshot import Answer, Goal
from .standing import Oversight, oversight_of

# Not while a closing request for the whole is under review.
DECOMPOSE = ActRule(
    "decompose", gettext_lazy("分解"), OPEN_STATES - {TaskState.CLOSING}, may_decompose
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TaskInput:
    """What a new task says.

    `units` and `targets` in their order (targets get the keys 1, 2, …); `parent`: the task it is a
    part of; `keeper`: the unit whose county clerk supervises it, None: the city's office;
    `document`: the confirmed document it belongs to.
    """

    title: str
    text: str
    basis: str
    units: Sequence[Answer]
    targets: Sequence[Goal]
    due: date | None
    parent: Task | None = None
    keeper: Unit | None = None
    document: Draft | None = None


@transaction.atomic
def add_tasks(inputs: Iterable[TaskInput], *, actor: Person, as_of: datetime) -> list[Task]:
    """Confirm tasks without a draft: all of them, in their order, or none with the reason.

    The number of queries grows with the documents and keepers among them, not with the tasks.

    Raises:
        ActNotAllowedError: the person does not supervise for a keeper, or may not decompose a
            parent or see it.
        TaskStateError: a parent is closed, replaced, or under review.
        ActInputError: a part cannot be used; of several tasks the sentence names which.
    """
    inputs = list(inputs)
    if not inputs:
        raise ActInputError(_("没有填写任何任务，请至少填写一项。"), field="tasks")
    scenes = _look_at_parents(inputs, actor, as_of)
    _check_keepers(inputs, scenes, oversight_of(actor, on=timezone.localdate(as_of)), as_of)
    _check_documents(inputs, scenes)
    said = _one_by_one(inputs, _content)
    _check_units(said)
    places = _places(inputs)
    tasks = Task.objects.bulk_create(
        Task(document=each.document, position=place, parent=each.parent, keeper=each.keeper)
        for each, place in zip(inputs, places, strict=True)
    )
    events = [
        NewEvent(task.pk, "confirmed", content | _origin(task))
        for task, content in zip(tasks, said, strict=True)
    ]
    append_events(events, actor=actor, occurred_at=as_of)
    return tasks


def _look_at_parents(
    inputs: list[TaskInput], actor: Person, as_of: datetime
) -> Mapping[int, Scene]:
    """Lock the parents and check that the person may decompose them now."""
    parents = {each.parent.pk for each in inputs if each.parent}
    if not parents:
        return {}
    scenes = look_at(parents, actor=actor, as_of=as_of)
    for parent in sorted(parents):
        check_act(DECOMPOSE, parent, scenes)
    return scenes


def _check_keepers(
    inputs: list[TaskInput], scenes: Mapping[int, Scene], oversight: Oversight, as_of: datetime
) -> None:
    """The person supervises for each keeper, and each keeper has to do with the parent."""
    on = timezone.localdate(as_of)
    same: dict[int, frozenset[int]] = {}  # a keeper and the units whose duties it has taken over
    for each in inputs:
        if not oversight.covers(each.keeper.pk if each.keeper else None):
            raise _not_keeper(each.keeper)
        if each.keeper and each.keeper.pk not in same:
            same[each.keeper.pk] = with_predecessors([each.keeper.pk], on=on)
        if each.parent and not _fits(each.keeper, scenes[each.parent.pk], same):
            raise ActInputError(
                _(
                    "任务 %(number)s 的下级任务应由督办它的单位督办，或由承担它的县区督办；"
                    "请改选督办单位。"
                )
                % {"number": each.parent.number},
                field="keeper",
            )


def _not_keeper(keeper: Unit | None) -> ActNotAllowedError:
    if keeper is None:
        return ActNotAllowedError(_("您无权增加市级督办的任务，请由督查室人员办理。"))
    return ActNotAllowedError(
        _("您不是%(unit)s的县区督查员，不能增加由它督办的任务。") % {"unit": keeper.name}
    )


def _fits(keeper: Unit | None, parent: Scene, same: Mapping[int, frozenset[int]]) -> bool:
    """Whether a part of the parent may be supervised by this keeper."""
    if keeper is None:
        return parent.task.keeper_id is None
    units = {answer.unit_id for answer in parent.before.units if answer.role in ANSWERING_ROLES}
    return bool(same[keeper.pk] & {parent.task.keeper_id, *units})


def _check_documents(inputs: list[TaskInput], scenes: Mapping[int, Scene]) -> None:
    """Each document is in the ledger, and one that the person has to do with."""
    documents = {each.document.pk: each.document for each in inputs if each.document}
    in_ledger = Draft.objects.filter(pk__in=documents, state=DraftState.CONFIRMED)
    for pk in documents.keys() - set(in_ledger.values_list("pk", flat=True)):
        raise ActInputError(
            _("《%(title)s》还没有确认入账，不能在它名下增加任务；请先核对并确认。")
            % {"title": documents[pk].title},
            field="document",
        )
    for each in inputs:
        theirs = scenes[each.parent.pk].task.document_id if each.parent else None
        if each.keeper and each.document and each.document.pk != theirs:
            raise ActNotAllowedError(
                _("县区督办的任务只能记在上级任务的文件名下；《%(title)s》不是。")
                % {"title": each.document.title}
            )


def _one_by_one(inputs: list[TaskInput], make: Callable[[TaskInput], T]) -> list[T]:
    """Make something of each; of several tasks an error says which it is about."""
    made: list[T] = []
    for number, each in enumerate(inputs, start=1):
        try:
            made.append(make(each))
        except ActInputError as error:
            if len(inputs) == 1:
                raise
            raise ActInputError(
                _("第 %(number)s 项任务：%(sentence)s")
                % {"number": number, "sentence": error.sentence},
                field=error.field,
            ) from error
    return made


def _content(each: TaskInput) -> dict[str, Any]:
    """What the first event says of the task itself, checked."""
    goals = clean_goals(replace(goal, key=key) for key, goal in enumerate(each.targets, start=1))
    return {
        "title": clean_text(each.title, _("任务"), field="title", most=512, needed=True),
        "text": clean_text(each.text, _("原文"), field="text"),
        "basis": clean_text(each.basis, _("依据"), field="basis", most=1024, needed=True),
        "due": date_text(each.due),
        "units": [answer_payload(answer) for answer in clean_answers(each.units)],
        "targets": [goal_payload(goal) for goal in goals],
    }


def _check_units(said: list[dict[str, Any]]) -> None:
    named = {part["unit"]: part["name"] for content in said for part in content["units"]}
    known = set(Unit.objects.filter(pk__in=named).values_list("pk", flat=True))
    for unit_id, name in named.items():
        if unit_id not in known:
            raise ActInputError(
                _("没有“%(name)s”这个单位，请先登记单位。") % {"name": name}, field="units"
            )


def _places(inputs: list[TaskInput]) -> list[int]:
    """A position each: after what the document has, without one after all that have none."""
    last: dict[int | None, int] = {}
    for document in {each.document.pk if each.document else None for each in inputs}:
        own = Task.objects.filter(document=document)
        last[document] = own.aggregate(last=Max("position"))["last"] or 0
    places = []
    for each in inputs:
        document = each.document.pk if each.document else None
        last[document] += 1
        places.append(last[document])
    return places


def _origin(task: Task) -> dict[str, Any]:
    """What the first event says of where the task comes from; parent and keeper only where set."""
    origin: dict[str, Any] = {
        "document": task.document_id,
        "row": None,
        "position": task.position,
    }
    if task.parent_id is not None:
        origin["parent"] = task.parent_id
    if task.keeper_id is not None:
        origin["keeper"] = task.keeper_id
    return origin
