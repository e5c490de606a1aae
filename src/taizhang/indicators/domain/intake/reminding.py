"""Reminders of figures (催报), gathered for the daily digest.

The liaisons of a unit hear of what is due three days before and on the due day; of what is late
one, three and seven days after it, then once a week, and the unit's leaders with them. On Mondays
the indicator officers hear how many figures are late at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.messages.domain import Notice, add_notices
from taizhang.organisations.domain.acting import people_acting_for
from taizhang.organisations.models import Unit

from ..periods import label_of, period_of
from ..queries.owed import LOOKS_BACK, OwedScope, count_owed, sum_counts
from ..queries.reminders import Reminder, reminders_on
from ..queries.series import Known, known_series

DUE_KIND, LATE_KIND = "figures_due", "figures_late"
DIGEST_KINDS = {LATE_KIND: _("指标缺报"), DUE_KIND: _("指标待报")}
_BEFORE, _AFTER, _WEEK = (3, 0), (1, 3, 7), 7
_MONDAY = 1


def remind_of_figures(as_of: datetime) -> None:
    """Lay ready today's reminders; again on the same day it adds nothing."""
    day = timezone.localdate(as_of)
    reminders = reminders_on(reminded_dues(day), as_of=day)
    notices = [*_to_units(reminders, day), *_to_officers(day)]
    if notices:
        add_notices(notices, as_of=as_of)


def reminded_dues(day: date) -> list[date]:
    """The due days that are spoken of on a day."""
    weeks = range(_WEEK, LOOKS_BACK.days + 1, _WEEK)
    after = sorted({*_AFTER, *weeks})
    return [day + timedelta(days=n) for n in _BEFORE] + [day - timedelta(days=n) for n in after]


def _to_units(reminders: list[Reminder], day: date) -> Iterator[Notice]:
    units = {reminder.unit_id for reminder in reminders}
    if not units:
        return
    names = dict(Unit.objects.filter(pk__in=units).values_list("pk", "name"))
    series = known_series({each for reminder in reminders for each, _ends in reminder.first})
    told = _People(units, day)
    for reminder in reminders:
        people = told.liaisons(reminder.unit_id)
        if reminder.is_late:
            people |= told.leaders(reminder.unit_id)
        subject = _subject(reminder, names[reminder.unit_id], series)
        for person in sorted(people):
            yield _notice(person, reminder, subject)


def _notice(person: int, reminder: Reminder, subject: str) -> Notice:
    return Notice(
        recipient=person,
        kind=LATE_KIND if reminder.is_late else DUE_KIND,
        subject=subject,
        key=f"figures:{reminder.unit_id}:{reminder.due.isoformat()}",
        url=reverse("indicators:entry"),
    )


def _subject(reminder: Reminder, unit: str, series: Mapping[int, Known]) -> str:
    with override("zh-hans"):  # a message is kept as it was sent
        named = "、".join(
            f"{series[each]}{label_of(period_of(ends, series[each].frequency))}"
            for each, ends in reminder.first
        )
        more = "等" if reminder.count > len(reminder.first) else ""
        return f"{unit} {reminder.count} 个数应报，{reminder.due}到期：{named}{more}"


def _to_officers(day: date) -> Iterable[Notice]:
    if day.isoweekday() != _MONDAY:
        return []
    counts = [each for each in count_owed(OwedScope(), as_of=day) if each.missing]
    if not counts:
        return []
    missing = sum_counts(counts).missing
    officers = Person.objects.filter(Q(roles__contains=[Role.INDICATOR_OFFICER]), is_active=True)
    said = f"{missing} 个数缺报，涉及 {len(counts)} 家单位"
    url = reverse("indicators:missing")
    return [
        Notice(person.pk, LATE_KIND, said, "figures:all", url=url)
        for person in officers.order_by("pk")
    ]


class _People:
    """Who hears of what units owe."""

    def __init__(self, units: Iterable[int], on: date) -> None:
        units = set(units)
        self._leaders = people_acting_for(units, on=on, role=Role.UNIT_LEADER)
        self._liaisons = people_acting_for(units, on=on, role=Role.LIAISON)
        self._all = people_acting_for(units, on=on)

    def liaisons(self, unit: int) -> set[int]:
        """The liaisons; of a unit without one everybody who acts for it."""
        return {person.pk for person in self._liaisons[unit] or self._all[unit]}

    def leaders(self, unit: int) -> set[int]:
        return {person.pk for person in self._leaders[unit]}
