"""Meetings (会议): entered with their decisions, edited with who and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.reports import FileInput
from taizhang.organisations.models import Unit

from ...models import Meeting
from .recording import (
    add_files,
    add_lines,
    check_held_on,
    check_may_record,
    edit_fields,
    lock_intake,
)


@dataclass(frozen=True, slots=True)
class MeetingInput:
    """What is entered of a meeting; `text` its decisions, a line each."""

    kind: str
    title: str
    held_on: date
    chair: str = ""
    number: str = ""
    text: str = ""
    keeper: Unit | None = None
    files: Sequence[FileInput] = ()


@transaction.atomic
def record_meeting(given: MeetingInput, *, actor: Person, as_of: datetime) -> Meeting:
    """Enter a meeting; every line of its text is kept, what orders something as a proposed task.

    Raises:
        ActNotAllowedError: the person does not supervise for the keeper.
        ActInputError: a part cannot be used; `field` names it.
    """
    check_may_record(actor, given.keeper, as_of)
    meeting = Meeting.objects.create(
        **_head(given, as_of), keeper=given.keeper, entered_by=actor, entered_at=as_of
    )
    add_lines(meeting, given.text, as_of=as_of)
    add_files(meeting, given.files, actor=actor, as_of=as_of)
    return meeting


@transaction.atomic
def edit_meeting(meeting: Meeting, given: MeetingInput, *, actor: Person, as_of: datetime) -> bool:
    """Change what a meeting is called, when it was, who chaired; whether anything changed.

    The tasks that came of it keep the basis they were confirmed with.
    """
    lock_intake(meeting.pk, actor=actor, as_of=as_of)
    locked = Meeting.objects.get(pk=meeting.pk)
    return edit_fields(locked, _head(given, as_of), actor=actor, as_of=as_of)


def _head(given: MeetingInput, as_of: datetime) -> dict[str, object]:
    return {
        "kind": clean_text(given.kind, _("会议类别"), field="kind", most=64, needed=True),
        "title": clean_text(given.title, _("会议名称"), field="title", most=256, needed=True),
        "held_on": check_held_on(given.held_on, as_of),
        "chair": clean_text(given.chair, _("主持人"), field="chair", most=64),
        "number": clean_text(given.number, _("纪要文号"), field="number", most=64),
    }
