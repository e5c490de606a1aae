"""A locked task with what supervision knows of it (督办事项): how clock acts and slips begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.utils import timezone

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.scenes import Scene, open_scenes
from taizhang.ledger.domain.snapshot import Answer, Snapshot
from taizhang.ledger.domain.standing import Standing
from taizhang.ledger.domain.states import load_states
from taizhang.ledger.enums import ANSWERING_ROLES, UnitRole
from taizhang.ledger.models import Task
from taizhang.organisations.domain.acting import people_acting_for, unit_ids_for

from .beginning import KEY
from .state import Supervised

S = TypeVar("S", bound="SupervisedScene")


@dataclass(frozen=True, slots=True)
class SupervisedScene:
    """A locked task before a person, with what supervision knows of it."""

    scene: Scene
    state: Supervised

    @property
    def task(self) -> Task:
        return self.scene.task

    @property
    def before(self) -> Snapshot:
        return self.scene.before

    @property
    def standing(self) -> Standing:
        return self.scene.standing


def open_supervised(
    kind: type[S], task_ids: Iterable[int], rule: ActRule, *, actor: Person, as_of: datetime
) -> list[S]:
    """Lock tasks for an act, as scenes of a kind; raises what `open_scenes` raises."""
    scenes = open_scenes(task_ids, rule, actor=actor, as_of=as_of)
    states = load_states({scene.task.pk for scene in scenes})[KEY]
    return [kind(scene, states[scene.task.pk]) for scene in scenes]


def speaking_answer(standing: Standing) -> Answer:
    """The unit for which a person speaks for the task: its lead, else a responsible unit."""
    wanted = {UnitRole.LEAD} if standing.has_lead else ANSWERING_ROLES
    return next(answer for answer in standing.units if answer.role in wanted)


def led_units(person: Person, *, as_of: datetime) -> frozenset[int]:
    """The units whose leader a person is on that day."""
    return unit_ids_for(person, on=timezone.localdate(as_of), role=Role.UNIT_LEADER)


def leaders_of(unit_id: int, *, as_of: datetime) -> list[Person]:
    """Who can sign for a unit."""
    on = timezone.localdate(as_of)
    return people_acting_for([unit_id], on=on, role=Role.UNIT_LEADER)[unit_id]
