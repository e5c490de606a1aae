"""In whose name a person may decompose a task (分解的督查机构)."""

from dataclasses import dataclass
from datetime import date

from taizhang.ledger.domain.standing import Standing
from taizhang.ledger.enums import ANSWERING_ROLES
from taizhang.ledger.models import Task
from taizhang.organisations.domain.queries.succession import final_units
from taizhang.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Office:
    """An office that supervises what it gives on: the city's own (keeper None), or a unit's."""

    keeper: Unit | None

    @property
    def keeper_id(self) -> int | None:
        return self.keeper.pk if self.keeper else None


def offices_before(task: Task, standing: Standing, *, on: date) -> list[Office]:
    """The offices in whose name the person may decompose the task, the one that keeps it first.

    Who supervises the task gives on in the keeper's name; the clerk of a county that answers for
    it in the county's (after a reform its successor's).
    """
    wanted: list[int | None] = [task.keeper_id] if standing.supervises else []
    wanted += [
        answer.unit_id
        for answer in standing.units
        if answer.role in ANSWERING_ROLES and answer.unit_id in standing.oversight.units
    ]
    units = final_units((unit_id for unit_id in wanted if unit_id is not None), on=on)
    keepers = [units[unit_id] if unit_id is not None else None for unit_id in wanted]
    return list(dict.fromkeys(Office(keeper) for keeper in keepers))
