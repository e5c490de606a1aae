"""Leaders' instructions (领导批示): entered by the office, or by the leader in half a minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.reports import FileInput
from taizhang.ledger.domain.standing import people_supervising
from taizhang.messages.domain import send_messages
from taizhang.organisations.models import Unit

from ...enums import Urgency
from ...models import Instruction, Matter
from ...permissions import may_instruct
from .minutes import headline
from .recording import (
    add_files,
    add_lines,
    check_held_on,
    check_may_record,
    edit_fields,
    lock_intake,
)


@dataclass(frozen=True, slots=True)
class InstructionInput:
    """What is entered of an instruction; `text`: what is to be done, a line a task."""

    leader_name: str
    held_on: date
    remark: str
    post: str = ""
    subject: str = ""
    urgency: str = Urgency.ORDINARY
    text: str = ""
    keeper: Unit | None = None
    files: Sequence[FileInput] = ()


@dataclass(frozen=True, slots=True)
class QuickInstruction:
    """What a leader says on the way: what, who, by when."""

    remark: str
    units: str
    due: date | None


@transaction.atomic
def record_instruction(given: InstructionInput, *, actor: Person, as_of: datetime) -> Instruction:
    """Enter a leader's remark; without own lines of what is to be done, its words are read.

    Raises:
        ActNotAllowedError: the person does not supervise for the keeper.
        ActInputError: a part cannot be used; `field` names it.
    """
    check_may_record(actor, given.keeper, as_of)
    instruction = Instruction.objects.create(
        **_head(given, as_of),
        leader=_account_of(given.leader_name),
        keeper=given.keeper,
        entered_by=actor,
        entered_at=as_of,
    )
    add_lines(instruction, given.text or given.remark, as_of=as_of)
    add_files(instruction, given.files, actor=actor, as_of=as_of)
    return instruction


@transaction.atomic
def give_instruction(given: QuickInstruction, *, actor: Person, as_of: datetime) -> Instruction:
    """Enter one's own instruction (市领导): one task to be, which the office completes.

    The supervision office is told at once. Raises ActNotAllowedError, ActInputError.
    """
    if not may_instruct(actor):
        raise ActNotAllowedError(_("只有市领导可以直接下达批示；代为录入请用“录入批示”。"))
    today = timezone.localdate(as_of)
    if given.due is not None and given.due < today:
        raise ActInputError(_("完成时限已经过去，请改成今天或以后的日子。"), field="due")
    remark = clean_text(given.remark, _("批示内容"), field="remark", needed=True)
    instruction = Instruction.objects.create(
        leader=actor,
        leader_name=actor.name,
        held_on=today,
        remark=remark,
        entered_by=actor,
        entered_at=as_of,
    )
    _complete(add_lines(instruction, remark.replace("\n", " "), as_of=as_of)[0], given)
    _tell_office(instruction, as_of)
    return instruction


def _account_of(name: str) -> Person | None:
    """The city leader of this name, if exactly one has an account: they see what became of it."""
    found = Person.objects.filter(is_active=True, name=name, roles__contains=[Role.CITY_LEADER])
    people = list(found[:2])
    return people[0] if len(people) == 1 else None


def _complete(matter: Matter, given: QuickInstruction) -> None:
    """What the leader said of who and when wins over what was read in the words."""
    matter.kind = Matter.Kind.TASK
    matter.title = matter.title or headline(matter.source)
    if units := clean_text(given.units, _("责任单位"), field="units", most=4_000):
        matter.leads, matter.units = "", units
    matter.due = given.due or matter.due
    matter.save(update_fields=["kind", "title", "leads", "units", "due"])


def _tell_office(instruction: Instruction, as_of: datetime) -> None:
    send_messages(
        people_supervising(None, on=timezone.localdate(as_of)),
        kind="instruction",
        subject=f"{instruction.leader_name}批示，请拟办：{headline(instruction.remark)}",
        body=instruction.remark,
        url=reverse("supervision:instruction", args=[instruction.pk]),
        as_of=as_of,
    )


@transaction.atomic
def edit_instruction(
    instruction: Instruction, given: InstructionInput, *, actor: Person, as_of: datetime
) -> bool:
    """Change what is recorded of the remark; whether anything changed."""
    lock_intake(instruction.pk, actor=actor, as_of=as_of)
    locked = Instruction.objects.get(pk=instruction.pk)
    head = _head(given, as_of)
    if (
        locked.leader_id == locked.entered_by_id
    ):  # their own words and name are not for others to change
        for name in ("leader_name", "remark", "held_on"):
            head.pop(name)
    return edit_fields(locked, head, actor=actor, as_of=as_of)


def _head(given: InstructionInput, as_of: datetime) -> dict[str, object]:
    if given.urgency not in Urgency.values:
        raise ActInputError(
            _("缓急“%(value)s”不认识，请重新选择。") % {"value": given.urgency}, field="urgency"
        )
    return {
        "leader_name": clean_text(
            given.leader_name, _("批示领导"), field="leader_name", most=64, needed=True
        ),
        "post": clean_text(given.post, _("职务"), field="post", most=64),
        "subject": clean_text(given.subject, _("批示对象"), field="subject", most=512),
        "remark": clean_text(given.remark, _("批示内容"), field="remark", needed=True),
        "held_on": check_held_on(given.held_on, as_of),
        "urgency": str(given.urgency),
    }
