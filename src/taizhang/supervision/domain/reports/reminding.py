"""Reminders of what is owed (提醒), gathered for the daily digest.

A periodic report is reminded of on the days before and after its due day that its mechanism
names, everything else on the day it comes near its limit, one, three and seven days after it; all
of it on the due day, and once a week as long as it is late. Of what is late the leaders of the
unit hear too.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from taizhang.accounts.enums import Role
from taizhang.ledger.enums import ANSWERING_ROLES, UnitRole
from taizhang.ledger.models import Assignment, Task, TaskVersion
from taizhang.messages.domain import Notice, add_notices
from taizhang.organisations.domain.acting import people_acting_for

from ...mechanisms.types import Mechanism
from ...models import SupervisedTask
from ..clocks.days import day_of_due
from ..clocks.stored import state_from
from ..queries.owed import mechanism_of_state, waiting_for_units
from .owing import Owed, owed_of
from .reviewing import REVIEWED_KIND

NEAR_KIND, LATE_KIND, ESCALATED_KIND = "report_near", "report_late", "report_escalated"
DIGEST_KINDS = {
    LATE_KIND: _("逾期未报"),
    ESCALATED_KIND: _("本单位逾期未报"),
    NEAR_KIND: _("快到期"),
    REVIEWED_KIND: _("报告审核通过"),
}
_CHUNK = 1_000
_WEEK, _LONGEST = 7, timedelta(days=40)
_AFTER = (1, 3, 7)
_OPEN_PERIOD = """EXISTS (
    SELECT 1 FROM unnest("supervision_supervisedtask"."period_dues") WITH ORDINALITY AS p(due, n)
    WHERE p.due <= %s AND substr("supervision_supervisedtask"."marks", p.n::int, 1) = '.'
)"""


@dataclass(frozen=True, slots=True)
class _Reminder:
    """One thing owed that is spoken of today."""

    task_id: int
    owed: Owed
    late: bool


def remind_of_owed(as_of: datetime) -> None:
    """Lay ready today's reminders of every task; again on the same day it adds nothing."""
    rows = _candidates(as_of).values_list("task_id", "detail").order_by("task_id")
    found = rows.iterator(chunk_size=_CHUNK)
    while chunk := list(islice(found, _CHUNK)):
        reminders = [
            _Reminder(task_id, owed, owed.is_late(as_of))
            for task_id, detail in chunk
            for owed in _owed_today(detail, as_of)
        ]
        if reminders:
            add_notices(_notices(reminders, as_of), as_of=as_of)


def _candidates(as_of: datetime) -> QuerySet[SupervisedTask]:
    """The tasks under way of which something is near, late or soon to be reported."""
    rows = waiting_for_units(SupervisedTask.objects.at(None))
    asked = RawSQL(_OPEN_PERIOD, [as_of + _LONGEST], output_field=BooleanField())  # noqa: S611 - own text
    end = as_of + timedelta(days=1)
    return rows.annotate(asked=asked).filter(Q(near_at__lte=end) | Q(asked=True))


def _owed_today(detail: Mapping[str, object], as_of: datetime) -> Iterator[Owed]:
    state = state_from(detail)
    mechanism = mechanism_of_state(state)
    day = timezone.localdate(as_of)
    for owed in owed_of(state, mechanism, as_of):
        if is_reminded(owed, mechanism, day):
            yield owed


def is_reminded(owed: Owed, mechanism: Mechanism | None, day: date) -> bool:
    """Whether a thing owed is spoken of on a day."""
    days = (day - day_of_due(owed.due)).days
    reports = mechanism.reports if mechanism else None
    if owed.periodic and reports is not None:
        before, after = reports.remind_before, reports.remind_after or _AFTER
    else:
        asked = timezone.localdate(owed.asked_from)
        before, after = ((day_of_due(owed.due) - asked).days,), _AFTER
    if days <= 0:
        return days == 0 or -days in before
    return days in after or days % _WEEK == 0


def _notices(reminders: Collection[_Reminder], as_of: datetime) -> Iterator[Notice]:
    ids = {reminder.task_id for reminder in reminders}
    titles = dict(TaskVersion.objects.at(None).filter(task__in=ids).values_list("task_id", "title"))
    units = _speaking_units(ids)
    told = _People(set().union(*units.values()), timezone.localdate(as_of))
    for reminder in reminders:
        owing = units.get(reminder.task_id, ())
        kind = LATE_KIND if reminder.late else NEAR_KIND
        people = told.liaisons(owing)
        yield from (_notice(reminder, titles, person, kind) for person in sorted(people))
        if reminder.late:
            above = told.leaders(owing) - people
            yield from (_notice(reminder, titles, p, ESCALATED_KIND) for p in sorted(above))


def _notice(reminder: _Reminder, titles: Mapping[int, str], person: int, kind: str) -> Notice:
    task, owed = Task(pk=reminder.task_id), reminder.owed
    due = day_of_due(owed.due)
    with override("zh-hans"):  # a message is kept as it was sent
        said = f"{task.number} {titles.get(task.pk, '')}：{owed.name or '完成时限'}，{due}到期"
    return Notice(
        recipient=person,
        kind=kind,
        subject=said,
        key=f"owed:{task.pk}:{owed.answers}",
        url=task.get_absolute_url(),
    )


def _speaking_units(task_ids: Collection[int]) -> dict[int, set[int]]:
    """The units that speak for each task: the lead, without one the responsible units."""
    rows = Assignment.objects.at(None).filter(task__in=task_ids, role__in=ANSWERING_ROLES)
    held: dict[int, dict[str, set[int]]] = {}
    for task_id, role, unit_id in rows.values_list("task_id", "role", "unit_id"):
        held.setdefault(task_id, {}).setdefault(role, set()).add(unit_id)
    return {
        task_id: roles.get(UnitRole.LEAD) or roles[UnitRole.RESPONSIBLE]
        for task_id, roles in held.items()
    }


class _People:
    """Who hears of what units owe."""

    def __init__(self, units: Iterable[int], on: date) -> None:
        units = set(units)
        self._leaders = people_acting_for(units, on=on, role=Role.UNIT_LEADER)
        self._liaisons = people_acting_for(units, on=on, role=Role.LIAISON)
        self._all = people_acting_for(units, on=on)

    def liaisons(self, units: Iterable[int]) -> set[int]:
        """The liaisons; of a unit without one everybody who acts for it."""
        return {
            person.pk for unit in units for person in self._liaisons.get(unit) or self._all[unit]
        }

    def leaders(self, units: Iterable[int]) -> set[int]:
        return {person.pk for unit in units for person in self._leaders.get(unit, ())}
