"""Sign for a task (签收): a unit takes it over."""

from datetime import datetime

from django.db import transaction

from taizhang.accounts.models import Person

from ..enums import ANSWERING_ROLES
from ..models import Task
from .chain import Appended, NewEvent, append_events
from .scenes import open_scene


@transaction.atomic
def sign_for_task(task: Task, *, actor: Person, as_of: datetime) -> Appended:
    """Sign for every unit of the task the person acts for that has not signed yet.

    The task is underway once a lead or responsible unit has signed.
    """
    scene = open_scene(task, "sign", actor=actor, as_of=as_of)
    signing = scene.standing.unsigned
    payload = {
        "units": [answer.unit_id for answer in signing],
        "names": [answer.name for answer in signing],
        "answering": any(answer.role in ANSWERING_ROLES for answer in signing),
    }
    [place] = append_events(
        [NewEvent(task.pk, "signed", payload)],
        actor=actor,
        occurred_at=as_of,
        snapshots={task.pk: scene.before},
    )
    return place
