"""Where the story's other tasks come from: meetings, instructions, decomposition."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.models import Task
from taizhang.organisations.domain.regions import default_region
from taizhang.organisations.domain.resolving import ensure_units
from taizhang.organisations.models import Unit
from taizhang.supervision.domain.intake.confirming import confirm_matters
from taizhang.supervision.domain.intake.convening import MeetingInput, record_meeting
from taizhang.supervision.domain.intake.instructing import (
    InstructionInput,
    QuickInstruction,
    give_instruction,
    record_instruction,
)
from taizhang.supervision.domain.parts.decomposing import Decomposition, Part, decompose_task
from taizhang.supervision.domain.rules.versioning import version_in_force
from taizhang.supervision.models import Intake

Name = Sequence[str]  # of a task: document, meeting or decomposition, and the row in it


class Cast:
    """The people and tasks of the story; meetings and instructions by their keys."""

    def __init__(self, people: Mapping[str, Person], tasks: dict[tuple[str, str], Task]) -> None:
        self.people, self.tasks = people, tasks
        self.intakes: dict[str, Intake] = {}

    def task(self, name: Name) -> Task:
        """A task by its name."""
        key, row = name
        return self.tasks[key, row]


def meet(cast: Cast, *, key: str, actor: Person, as_of: datetime, **given: Any) -> None:
    """A meeting and its decisions."""
    held_on = timezone.localdate(as_of)
    given = {"held_on": held_on, **given}
    cast.intakes[key] = record_meeting(MeetingInput(**given), actor=actor, as_of=as_of)


def instruct(cast: Cast, *, key: str, actor: Person, as_of: datetime, **given: Any) -> None:
    """A leader's remark, entered by the office."""
    given = {"held_on": timezone.localdate(as_of), **given}
    cast.intakes[key] = record_instruction(InstructionInput(**given), actor=actor, as_of=as_of)


def say(cast: Cast, *, remark: str, units: str, due: date, **who: Any) -> None:
    """A leader's own instruction."""
    give_instruction(QuickInstruction(remark, units, due), **who)


def enter(
    cast: Cast, *, key: str, under: Mapping[str, list[str]], actor: Person, as_of: datetime
) -> None:
    """Into the ledger and to the units; `under`: label of a line → mechanism and kind."""
    intake = cast.intakes[key]
    chosen = {
        matter.pk: {"supervision": _under(under[matter.label or "1"], as_of)}
        for matter in intake.matters.filter(kind="task")
    }
    confirm_matters(intake, actor=actor, as_of=as_of, dispatch={}, by_matter=chosen)
    for matter in intake.matters.filter(kind="task").select_related("task"):
        assert matter.task is not None  # just confirmed
        cast.tasks[key, matter.label or "1"] = matter.task


def _under(names: list[str], as_of: datetime) -> dict[str, Any]:
    mechanism, kind = names
    version = version_in_force(mechanism, on=timezone.localdate(as_of))
    return {"mechanism": version.pk, "kind": kind}


def decompose(
    cast: Cast,
    *,
    key: str,
    task: Name,
    parts: Mapping[str, list[int]],
    due: date,
    keeper: str = "",
    **who: Any,
) -> None:
    """`parts`: unit → its share of each target. The parts go to their units at once."""
    units = units_of([*parts, *([keeper] if keeper else [])], who["as_of"])
    given = [
        Part(units[name], {place: Decimal(share) for place, share in enumerate(shares, start=1)})
        for name, shares in parts.items()
    ]
    plan = Decomposition(given, {}, due, keeper=units[keeper] if keeper else None)
    made = decompose_task(cast.task(task), plan, **who)
    cast.tasks.update({(key, name): each for name, each in zip(parts, made, strict=True)})
    dispatch_tasks(made, **who)


def units_of(names: list[str], as_of: datetime) -> dict[str, Unit]:
    """The units of the city that these names mean."""
    return ensure_units(names, region=default_region(), actor=None, as_of=as_of)
