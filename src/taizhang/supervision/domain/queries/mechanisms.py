"""Mechanisms as pages show them: versions by key, and the steps of each kind with their days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from taizhang.calendars import DayUnit, Due, WorkCalendar
from taizhang.documents.domain.versions import in_force, newest_of

from ...enums import Colour, Every, MeetBy, Reviewer
from ...mechanisms import Mechanism, Reports, Step, Unmet, Within, due_days
from ...models import MechanismVersion
from ..rules.calendar import calendar_in_force

UNITS = {
    DayUnit.CALENDAR: ngettext_lazy("%(number)d 天", "%(number)d 天", "number"),
    DayUnit.WORKING: ngettext_lazy("%(number)d 个工作日", "%(number)d 个工作日", "number"),
    DayUnit.MONTH: ngettext_lazy("%(number)d 个月", "%(number)d 个月", "number"),
}
REPORT_DAYS = {
    Every.WEEK: gettext_lazy("每周，%(weekday)s"),
    Every.TEN_DAYS: gettext_lazy("每旬的第 %(day)d 天"),
    Every.MONTH: gettext_lazy("每月 %(day)d 日"),
    Every.QUARTER: gettext_lazy("每季度末月 %(day)d 日"),
    Every.HALF_YEAR: gettext_lazy("每半年末月 %(day)d 日"),
    Every.YEAR: gettext_lazy("每年 12 月 %(day)d 日"),
}


@dataclass(frozen=True)
class MechanismRow:
    """A mechanism in the list: the version that holds, else the newest one."""

    version: MechanismVersion
    holds: bool
    versions: int

    @property
    def mechanism(self) -> Mechanism:
        """What the version says."""
        return self.version.mechanism

    @property
    def reports(self) -> str:
        """How often units report."""
        reports = self.mechanism.reports
        return str(Every(reports.every).label) if reports else ""


@dataclass(frozen=True)
class PlannedStep:
    """A step as the timeline of a kind shows it; `due` for the day of assignment tried."""

    step: Step
    when: str
    due: Due
    met_by: str
    reviewer: str
    unmet: list[str]


@dataclass(frozen=True)
class KindPlan:
    """The road of a kind of matter under a mechanism."""

    name: str
    steps: list[PlannedStep]
    reports: bool


@dataclass(frozen=True)
class ReportPlan:
    """The periodic reports, in words."""

    reports: Reports
    when: str
    kinds: list[str]
    reviewer: str
    unmet: list[str]


def mechanism_rows(*, on: date) -> list[MechanismRow]:
    """Every mechanism, by key."""
    rows = MechanismVersion.objects.select_related("recorded_by").order_by("key")
    return [_row(list(group), on) for _key, group in groupby(rows, key=lambda one: one.key)]


def _row(versions: Sequence[MechanismVersion], on: date) -> MechanismRow:
    held = in_force(versions, on)
    return MechanismRow(held or newest_of(versions), held is not None, len(versions))


def versions_of(key: str) -> list[MechanismVersion]:
    """All versions of a mechanism, the newest first."""
    versions = MechanismVersion.objects.select_related("recorded_by").filter(key=key)
    return sorted(versions, key=lambda one: (one.valid_from, one.pk), reverse=True)


def plan_kinds(mechanism: Mechanism, *, start: date) -> list[KindPlan]:
    """The steps of every kind in the order of their due days, for a task assigned on `start`."""
    calendar = calendar_in_force()
    return [
        KindPlan(
            kind.name,
            _plan(mechanism, kind.key, start, calendar),
            mechanism.reports is not None and mechanism.reports.is_for(kind.key),
        )
        for kind in mechanism.kinds
    ]


def _plan(
    mechanism: Mechanism, kind: str, start: date, calendar: WorkCalendar
) -> list[PlannedStep]:
    names = {step.key: step.name for step in mechanism.steps}
    dues = due_days(mechanism, kind, start, calendar)
    steps = [
        PlannedStep(
            step,
            _when(step, names),
            dues[step.key],
            _("或").join(str(MeetBy(act).label) for act in sorted(step.met_by)),
            str(Reviewer(step.reviewer).label),
            unmet_words(step.unmet),
        )
        for step in mechanism.steps_for(kind)
    ]
    return sorted(steps, key=lambda planned: planned.due.due)


def term_words(within: Within) -> str:
    """A term as people say it."""
    words = str(UNITS[within.unit] % {"number": within.number})
    return words + _("，遇休息日顺延") if within.roll else words


def _when(step: Step, names: dict[str, str]) -> str:
    at_once = step.within.number == 0 and not step.within.roll
    if step.start == "assigned":
        return (
            _("交办当日") if at_once else _("交办后 %(term)s") % {"term": term_words(step.within)}
        )
    words = {"step": names[step.start], "term": term_words(step.within)}
    return (_("“%(step)s”到期当日") if at_once else _("“%(step)s”到期后 %(term)s")) % words


def unmet_words(unmet: Unmet) -> list[str]:
    """What an unmet duty brings, a phrase each."""
    slip = _("发%(colour)s督查单") % {"colour": Colour(unmet.slip).label} if unmet.slip else ""
    document = f"《{unmet.document}》" if unmet.document else ""
    return [words for words in (slip, document, unmet.next) if words]


def plan_reports(mechanism: Mechanism) -> ReportPlan | None:
    """The periodic reports of a mechanism in words; None without any."""
    reports = mechanism.reports
    if reports is None:
        return None
    kinds = [kind.name for kind in mechanism.kinds if reports.is_for(kind.key)]
    reviewer = str(Reviewer(reports.reviewer).label)
    return ReportPlan(reports, _report_day(reports), kinds, reviewer, unmet_words(reports.unmet))


def _report_day(reports: Reports) -> str:
    every = Every(reports.every)
    if reports.day is not None:
        weekday = WEEKDAYS[(reports.day - 1) % 7]
        return str(REPORT_DAYS[every]) % {"day": reports.day, "weekday": weekday}
    words: str | Promise = every.label
    after = reports.after_end
    if after is None or (after.number == 0 and not after.roll):
        return _("%(every)s，期末当日") % {"every": words}
    return _("%(every)s，期末后 %(term)s") % {"every": words, "term": term_words(after)}
