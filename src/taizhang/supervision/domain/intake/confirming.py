"""The lines of a meeting or an instruction become tasks (列入台账): each once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.ledger.domain.adding import TaskInput, add_tasks
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.payloads import canonical_json
from taizhang.ledger.domain.snapshot import Snapshot
from taizhang.ledger.enums import TaskState
from taizhang.ledger.exchange.corrections import CellError, read_answers, read_goals
from taizhang.ledger.exchange.unit_text import parse_units
from taizhang.ledger.models import Task
from taizhang.messages.domain import send_messages
from taizhang.organisations.domain.resolving import ensure_units, resolve_names
from taizhang.organisations.models import Unit

from ...models import Instruction, Intake, Matter, Meeting
from .basis import basis_of, record_of
from .errors import MatterError
from .recording import lock_intake, note_edit, region_of_intake

_NOTHING = Snapshot("", TaskState.CONFIRMED)  # a task that has no units and targets yet


@transaction.atomic
def confirm_matters(
    intake: Intake,
    *,
    actor: Person,
    as_of: datetime,
    register_units: bool = False,
    dispatch: Mapping[str, Any] | None = None,
    by_matter: Mapping[int, Mapping[str, Any]] | None = None,
) -> list[Task]:
    """Make tasks of the lines that are to be tasks and are none yet; none left: no task, no error.

    `register_units`: names that no unit has are registered. `dispatch`: what rooms above choose
    (`dispatch_tasks`); None leaves the tasks to be dispatched later. `by_matter`: what single lines
    choose instead.

    Raises:
        MatterError: a line cannot become a task; nothing was added.
        ActNotAllowedError: the person does not supervise for the keeper.
    """
    locked = lock_intake(intake.pk, actor=actor, as_of=as_of)
    matters = list(locked.matters.filter(kind=Matter.Kind.TASK, task=None))
    if not matters:
        return []
    known = _units_named(locked, matters, register_units, actor, as_of)
    record = record_of(locked)
    inputs = [_input(record, matter, known) for matter in matters]
    tasks = add_tasks(inputs, actor=actor, as_of=as_of)
    for matter, task in zip(matters, tasks, strict=True):
        matter.task = task
    Matter.objects.bulk_update(matters, ["task"])
    numbers = "、".join(task.number for task in tasks)
    note_edit(locked, [["列入台账", "", numbers]], actor, as_of)
    if dispatch is not None:
        _dispatch(matters, tasks, dispatch, by_matter or {}, actor, as_of)
    _tell_leader(record, tasks, as_of)
    return tasks


def _dispatch(
    matters: Sequence[Matter],
    tasks: Sequence[Task],
    dispatch: Mapping[str, Any],
    by_matter: Mapping[int, Mapping[str, Any]],
    actor: Person,
    as_of: datetime,
) -> None:
    """Dispatch the tasks, those with the same choices together."""
    groups: dict[str, tuple[Mapping[str, Any], list[Task]]] = {}
    for matter, task in zip(matters, tasks, strict=True):
        choices = {**dispatch, **by_matter.get(matter.pk, {})}
        groups.setdefault(canonical_json(choices), (choices, []))[1].append(task)
    for chosen, together in groups.values():
        dispatch_tasks(together, actor=actor, as_of=as_of, choices=chosen)


def _units_named(
    intake: Intake, matters: Iterable[Matter], register: bool, actor: Person, as_of: datetime
) -> Mapping[str, Unit | None]:
    """What the names of all lines mean in the region of the intake."""
    names = [name for each in matters for name, _role in parse_units(f"{each.leads}、{each.units}")]
    region = region_of_intake(intake.keeper)
    if register:
        return ensure_units(names, region=region, actor=actor, as_of=as_of)
    return resolve_names(names, region=region, on=timezone.localdate(as_of))


def _input(
    record: Meeting | Instruction, matter: Matter, known: Mapping[str, Unit | None]
) -> TaskInput:
    if not matter.title.strip():
        raise _refused(matter, _("没有任务名称，请填写。"), "title")
    try:
        units = read_answers(matter.leads, matter.units, before=(), known=known)
        targets = read_goals(matter.targets, before=_NOTHING)
    except CellError as error:
        raise _refused(matter, error.message, error.column) from error
    if not units:
        raise _refused(matter, _("没有责任单位，请填写；不列任务的请改成“不列任务”。"), "units")
    return TaskInput(
        title=matter.title,
        text=matter.text or matter.source,
        basis=basis_of(record, matter),
        units=units,
        targets=targets,
        due=matter.due or max((goal.deadline for goal in targets if goal.deadline), default=None),
        keeper=record.keeper,
    )


def _refused(matter: Matter, sentence: str, field: str) -> MatterError:
    said = _("第 %(place)d 行：%(sentence)s") % {"place": matter.position, "sentence": sentence}
    return MatterError(said, matter_id=matter.pk, field=field)


def unknown_names(intake: Intake, cells: Iterable[str], *, as_of: datetime) -> list[str]:
    """Names in cells of units that no unit has, in their order."""
    names = [name for cell in cells for name, _role in parse_units(cell)]
    region = region_of_intake(intake.keeper)
    known = resolve_names(names, region=region, on=timezone.localdate(as_of))
    return [name for name in dict.fromkeys(names) if known[name] is None]


def _tell_leader(record: Meeting | Instruction, tasks: Sequence[Task], as_of: datetime) -> None:
    """A leader who has an account learns what the instruction has become."""
    if isinstance(record, Meeting) or record.leader is None:
        return
    send_messages(
        [record.leader],
        kind="instruction",
        subject=f"您的批示已列入台账：{'、'.join(task.number for task in tasks)}",
        body=record.remark,
        url=reverse("supervision:instruction", args=[record.pk]),
        as_of=as_of,
    )
