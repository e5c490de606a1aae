"""What the public says of a task's result (群众评价), as the office was told it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Person
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.chain import Appended, append_event
from taizhang.ledger.domain.notices import tell_units
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.scenes import open_scene
from taizhang.ledger.enums import TaskState
from taizhang.ledger.models import Task

from ...permissions import may_record_rating

RATE = ActRule(
    "rate",
    _("记录群众评价"),
    frozenset({TaskState.UNDERWAY, TaskState.CLOSING, TaskState.CLOSED}),
    may_record_rating,
)


@transaction.atomic
def record_rating(
    task: Task, *, satisfied: bool, text: str, actor: Person, as_of: datetime
) -> Appended:
    """Record a rating with where it comes from; the units hear of one that is not satisfied.

    Each one that is not satisfied counts until one is. Raises what `open_scenes` raises;
    `ActInputError` without words.
    """
    scene = open_scene(task, RATE, actor=actor, as_of=as_of)
    text = clean_text(text, str(_("评价来源和内容")), field="text", needed=True)
    payload = {"satisfied": satisfied, "text": text}
    place = append_event(task, type="public_rated", payload=payload, actor=actor, occurred_at=as_of)
    if not satisfied:
        tell_units(
            task,
            scene.before,
            kind="public_rated",
            subject="群众评价不满意",
            body=text,
            as_of=as_of,
        )
    return place
