"""A project that pays its fee in instalments, held against each condition on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from taizhang.calendars import DayUnit, WorkCalendar

from ..parameters import Values
from ..types import Step
from ..wording import percent, yuan

_CALENDAR = WorkCalendar(())  # months need no festivals


@dataclass(frozen=True, slots=True)
class Project:
    """What a project owes and what it has paid until `as_of`, the earliest payment first."""

    due: Decimal
    applied_on: date
    as_of: date
    paid: tuple[tuple[date, Decimal], ...]

    def paid_by(self, day: date) -> Decimal:
        """What was paid up to a day, itself included."""
        return sum((amount for paid_on, amount in self.paid if paid_on <= day), Decimal(0))


@dataclass(frozen=True, slots=True)
class Finding:
    """A condition held against a project: the code of its breach, whether broken, the step."""

    code: str
    broken: bool
    step: Step


def term_of(applied_on: date, values: Values) -> date:
    """The same day of the month so many months later, or the last of that month.

    Raises:
        CalendarError: beyond the last year that can be computed.
    """
    return _CALENDAR.due_of(applied_on, values.count("months"), DayUnit.MONTH)[0]


def findings_of(project: Project, values: Values) -> tuple[Finding, ...]:
    """Every condition in the order of the clause; what is not yet due is no breach."""
    term = term_of(project.applied_on, values)
    year_end = date(project.applied_on.year, 12, 31)
    months = values.count("months")
    return (
        _application(project, values),
        _first(project, values),
        _paid_in_time(
            "over_six_months",
            "分期期限",
            f"申请之日起 {months} 个月内缴齐，到 {term} 为止",
            project,
            term,
            values.source("months"),
        ),
        _paid_in_time(
            "over_year_end",
            "当年缴齐",
            f"在申请的当年缴齐，到 {year_end} 为止",
            project,
            year_end,
            values.source("months"),
        ),
        _short(project, min(term, year_end), values),
    )


def _finding(
    code: str, label: str, given: str, rule: str, verdict: tuple[bool, bool], source: str
) -> Finding:
    """`verdict`: whether the condition is due already, and whether it is kept."""
    due, kept = verdict
    broken = due and not kept
    word = "违反" if broken else "符合" if kept else "未到期"
    return Finding(code, broken, Step(code, label, given, rule, word, source))


def _application(project: Project, values: Values) -> Finding:
    last = values.day("apply_by")
    return _finding(
        "late_application",
        "申请日期",
        f"{project.applied_on} 申请",
        f"不晚于 {last}",
        (True, project.applied_on <= last),
        values.source("apply_by"),
    )


def _first(project: Project, values: Values) -> Finding:
    """The first payment there is; that none was made at all shows in the terms."""
    share = values.number("first_pct")
    amount = project.paid[0][1] if project.paid else Decimal(0)
    day = f"{project.paid[0][0]} 首期缴纳" if project.paid else f"截至 {project.as_of} 缴纳"
    return _finding(
        "first_below_half",
        "首期缴纳",
        f"{day} {yuan(amount)}，应缴 {yuan(project.due)}",
        f"不少于应缴金额的 {percent(share)}",
        (bool(project.paid), amount * 100 >= project.due * share),
        values.source("first_pct"),
    )


def _paid_in_time(
    code: str, label: str, rule: str, project: Project, last: date, source: str
) -> Finding:
    until = min(last, project.as_of)
    paid = project.paid_by(until)
    given = f"截至 {until} 已缴 {yuan(paid)}，应缴 {yuan(project.due)}"
    verdict = (project.as_of > last, paid >= project.due)
    return _finding(code, label, given, rule, verdict, source)


def _short(project: Project, last: date, values: Values) -> Finding:
    paid = project.paid_by(project.as_of)
    return _finding(
        "short",
        "足额缴纳",
        f"截至 {project.as_of} 共缴 {yuan(paid)}，应缴 {yuan(project.due)}",
        f"{last} 以后应当已经缴足",
        (project.as_of > last, paid >= project.due),
        values.source("months"),
    )
