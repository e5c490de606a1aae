"""The slips that are due, with everything a person needs to issue them (待发督查单)."""

from collections.abc import Mapping
from dataclasses import dataclass

from taizhang.ledger.models import Task, TaskVersion

from ...models import SupervisedTask
from ..slips.issuing import SlipInput, requirement_of
from .slip_list import answering_names
from .slips import DueSlip


@dataclass(frozen=True, slots=True)
class DueRow:
    """A slip that would go out: to whom, in which colour over which, what it says."""

    task: Task
    title: str
    units: tuple[str, ...]
    colour: str
    over: str  # the colour of the open slip, "" without one
    number: str  # of the open slip, "" for a first one
    due: DueSlip

    @property
    def token(self) -> str:
        """Which slip was ticked, and over which it was seen."""
        return f"{self.task.pk}:{self.colour}:{self.over}"

    @property
    def requirement(self) -> str:
        """What it requires if nobody says anything else."""
        return requirement_of(self.due)


def read_token(token: str) -> SlipInput:
    """The slip that a token names; ValueError for anything else."""
    task_id, colour, over = token.split(":")
    return SlipInput(int(task_id), colour, over)


def due_rows(due: Mapping[int, DueSlip], colours: Mapping[int, str]) -> list[DueRow]:
    """Rows in the order of `due`: four queries. `colours`: in place of the colour that is due."""
    tasks = Task.objects.select_related("keeper").in_bulk(list(due))
    titles = dict(TaskVersion.objects.at(None).filter(task__in=due).values_list("task_id", "title"))
    open_slips = {
        task_id: (colour, number)
        for task_id, colour, number in SupervisedTask.objects.at(None)
        .filter(task__in=due, slip_open=True)
        .values_list("task_id", "slip_colour", "slip_number")
    }
    units = answering_names(list(due))
    return [
        DueRow(
            tasks[pk],
            titles.get(pk, ""),
            units.get(pk, ()),
            colours.get(pk) or each.colour,
            *open_slips.get(pk, ("", "")),
            each,
        )
        for pk, each in due.items()
        if pk in tasks
    ]
