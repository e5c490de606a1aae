"""Sending a task back (申请回退): it was assigned to the wrong unit.

It may be asked for until a closing request; the later, and once progress was reported, the more
the approver is warned (`late_warnings`), and decides.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.calendars.types import DayUnit
from taizhang.ledger.domain.chain import Appended
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.payloads import clean_answers
from taizhang.ledger.domain.snapshot import Answer, Snapshot
from taizhang.ledger.enums import ANSWERING_ROLES
from taizhang.ledger.models import Task
from taizhang.organisations.models import Unit

from ...enums import RequestKind
from ..clocks.state import Supervised
from ..planning.sources import work_calendar
from .acts import ClockScene
from .approving import approving
from .requesting import Asked, append_request, open_asking


@transaction.atomic
def request_send_back(
    task: Task, *, suggested: Sequence[int], asked: Asked, actor: Person, as_of: datetime
) -> Appended:
    """Ask that other units do it; `suggested`: the units whose duty it is, none where unknown.

    Raises what `open_asking` and `append_request` raise; `ActInputError` for a suggested unit that
    is not there or answers for the task already.
    """
    scene = open_asking(task, RequestKind.SEND_BACK, actor=actor, as_of=as_of)
    units = Unit.objects.in_bulk(suggested)
    said = {
        "suggested": list(dict.fromkeys(suggested)),
        "suggested_names": [
            _name_of(unit_id, units, scene) for unit_id in dict.fromkeys(suggested)
        ],
    }
    return append_request(scene, RequestKind.SEND_BACK, asked, said, actor=actor, as_of=as_of)


def _name_of(unit_id: int, units: dict[int, Unit], scene: ClockScene) -> str:
    if unit_id not in units:
        raise ActInputError(_("建议的单位不存在，请重新选择。"), field="suggested")
    answer = scene.before.answer_of(unit_id)
    if answer is not None and answer.role in ANSWERING_ROLES:
        raise ActInputError(
            _("“%(name)s”已经是这项任务的牵头或责任单位，请另写一个单位。") % {"name": answer.name},
            field="suggested",
        )
    return units[unit_id].name


def checked_units(scene: ClockScene, units: Sequence[Answer]) -> tuple[Answer, ...]:
    """The units the task goes to: known, one of them answering, the one that asked not."""
    answers = clean_answers(units)
    known = Unit.objects.filter(pk__in=[answer.unit_id for answer in answers])
    if known.count() < len(answers):
        raise ActInputError(_("选用的单位已经不存在，请重新填写。"), field="units")
    answering = {answer.unit_id for answer in answers if answer.role in ANSWERING_ROLES}
    if not answering:
        raise ActInputError(_("改交以后至少要有一个牵头或责任单位，请填写。"), field="units")
    asker = scene.before.answer_of(scene.request.unit_id)
    if asker is not None and asker.unit_id in answering:
        raise ActInputError(
            _("“%(name)s”是申请回退的单位；同意回退就不能再由它牵头或负责，请改写单位。")
            % {"name": asker.name},
            field="units",
        )
    return answers


def checked_due(scene: ClockScene, day: date, today: date) -> date:
    """A later day for the task as it goes to other units: after the stated one, and not past."""
    stated = scene.before.due
    if stated is None:
        raise ActInputError(_("这项任务没有写明完成时限，改交时不用填写。"), field="due")
    if day <= stated or day < today:
        raise ActInputError(
            _("改交后的完成时限 %(day)s 应晚于原来的 %(stated)s，且不早于今天。")
            % {"day": day, "stated": stated},
            field="due",
        )
    return day


def proposed_units(task: Snapshot, unit_id: int, suggested: Sequence[Answer]) -> list[Answer]:
    """What to begin with: the suggested units in place of the one that asked, in its role."""
    asker = task.answer_of(unit_id)
    role = asker.role if asker else next(iter(sorted(ANSWERING_ROLES)))
    taken = {answer.unit_id for answer in suggested}
    kept = [answer for answer in task.units if answer.unit_id not in taken | {unit_id}]
    return [Answer(answer.unit_id, role, answer.name) for answer in suggested] + kept


def late_warnings(state: Supervised, reported_at: datetime | None) -> list[str]:
    """What the approver of a send-back should know: it came late, work had begun."""
    warnings: list[str] = []
    request = state.request
    if request is None or request.kind != RequestKind.SEND_BACK or state.started_at is None:
        return warnings
    most, started = approving().send_back_days, local_day(state.started_at)
    last = work_calendar().due_of(started, most, DayUnit.WORKING)[0]
    if local_day(request.asked_at) > last:
        warnings.append(
            _("交办后 %(days)d 个工作日内（%(last)s 前）没有提出回退。")
            % {"days": most, "last": last}
        )
    if reported_at is not None and reported_at > state.started_at:
        warnings.append(_("这次交办以后，责任单位已经报告过进展。"))
    return warnings
