"""Asking for more time (申请延期): before the deadline, with reason, progress and the new date."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.ledger.domain.chain import Appended
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.models import Task

from ...enums import RequestKind
from ..clocks.days import day_of_due
from ..planning.sources import work_calendar
from .acts import ClockScene
from .approving import approving
from .errors import DeadlinePassedError
from .requesting import Asked, append_request, check_day, open_asking


@transaction.atomic
def request_extension(
    task: Task, *, due: date, asked: Asked, actor: Person, as_of: datetime
) -> Appended:
    """Ask to close the task by a later day.

    Raises what `open_asking` and `append_request` raise, `DeadlinePassedError`, and
    `ActInputError` for a day that is not later, or too far, or without a word on the progress.
    """
    scene = open_asking(task, RequestKind.EXTENSION, actor=actor, as_of=as_of)
    check_new_due(scene, due, deadline_before(scene, as_of))
    clean_text(asked.progress, _("目前进展"), field="progress", needed=True)
    said = {"due": due.isoformat()}
    return append_request(scene, RequestKind.EXTENSION, asked, said, actor=actor, as_of=as_of)


def deadline_before(scene: ClockScene, as_of: datetime) -> date:
    """The day of the deadline, as long as it is not past; `DeadlinePassedError` otherwise."""
    number, deadline = scene.task.number, scene.state.deadline
    if deadline is None:
        raise DeadlinePassedError(
            _("任务 %(number)s 没有办结时限，不需要申请延期。") % {"number": number}
        )
    day = day_of_due(deadline)
    if as_of > deadline:
        raise DeadlinePassedError(
            _("任务 %(number)s 的办结时限 %(day)s 已过，延期要在到期以前申请，请尽快办结。")
            % {"number": number, "day": day}
        )
    return day


def check_new_due(scene: ClockScene, due: date, now_due: date) -> None:
    """The day asked for, or granted, is later and not too far."""
    months = approving().extension_months
    name = _("新的时限")
    check_day(due, after=now_due, months=months, name=name, calendar=work_calendar())


def granted_due(scene: ClockScene, due: date | None, today: date) -> date:
    """The day an extension is granted until: as asked, or an earlier one after the deadline."""
    wanted = scene.request.new_due
    assert wanted is not None
    day = due or wanted
    if scene.state.deadline is not None:
        check_new_due(scene, day, day_of_due(scene.state.deadline))
    if day > wanted or day < today:
        raise ActInputError(
            _("批准的时限 %(day)s 应在今天到申请的 %(wanted)s 之间，请更正。")
            % {"day": day, "wanted": wanted},
            field="due",
        )
    return day
