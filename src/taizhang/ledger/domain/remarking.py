"""A city leader's remark on a task (领导批示)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..models import Task
from .chain import Appended, append_event
from .notices import tell_supervision, tell_units
from .payloads import clean_text
from .scenes import open_scene


@transaction.atomic
def remark_on_task(task: Task, *, text: str, actor: Person, as_of: datetime) -> Appended:
    """Write a remark into the task's chain; its units and the supervision office are told."""
    scene = open_scene(task, "remark", actor=actor, as_of=as_of)
    text = clean_text(text, _("批示"), field="text", needed=True)
    place = append_event(
        task, type="remarked", payload={"text": text}, actor=actor, occurred_at=as_of
    )
    said = f"{actor.name}批示：{text}"
    for tell in (tell_units, tell_supervision):
        tell(task, scene.before, kind="remarked", subject="领导批示", body=said, as_of=as_of)
    return place
