"""Meetings and instructions with what became of their decisions (会议、批示): few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Case, Count, F, Q, QuerySet, When

from taizhang.accounts.models import Person
from taizhang.ledger import registry
from taizhang.ledger.domain.standing import oversight_of
from taizhang.ledger.enums import OPEN_STATES, TaskState
from taizhang.ledger.exchange.rows import LedgerRow, rows_of
from taizhang.ledger.models import TaskVersion
from taizhang.ledger.permissions import may_see_all

from ...models import Instruction, Matter, Meeting

M = TypeVar("M", Meeting, Instruction)
IS_TASK = Q(matters__kind=Matter.Kind.TASK)
_URGENCY = Case(
    *(When(urgency=word, then=place) for place, word in enumerate(("top", "urgent"))), default=2
)
IS_NOW = Q(matters__task__versions__until=None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision and its task as it stood; no row: not in the ledger then."""

    matter: Matter
    row: LedgerRow | None

    @property
    def cells(self) -> list[object]:
        """What other rooms show of the task, in the order of their columns."""
        if self.row is None:
            return [""] * len(registry.columns())
        return [column.cell(self.row.version) for column in registry.columns()]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.row is None or self.row.version.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting of a series with what became of its decisions."""

    meeting: Meeting
    outcomes: Sequence[Outcome]

    @property
    def done(self) -> int:
        """How many decisions are done."""
        return sum(not outcome.is_open for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Series:
    """The meetings of one kind up to a day (例会)."""

    kind: str
    last: Session | None  # the one before the day
    carried: Sequence[Session]  # earlier ones with their decisions that are open still
    new: Sequence[Session]  # those of the day itself


def meetings_for(person: Person, *, on: date) -> QuerySet[Meeting]:
    """The meetings a person may see, with counts of their decisions."""
    return _counted(_seen_by(person, Meeting.objects.all(), on)).select_related("keeper")


def instructions_for(person: Person, *, on: date) -> QuerySet[Instruction]:
    """The instructions a person may see, with counts of their tasks."""
    seen = _counted(_seen_by(person, Instruction.objects.all(), on))
    return seen.select_related("keeper", "entered_by")


def _seen_by(person: Person, records: QuerySet[M], on: date) -> QuerySet[M]:
    if may_see_all(person):
        return records
    return records.filter(keeper__in=oversight_of(person, on=on).units)


def _counted(records: QuerySet[M]) -> QuerySet[M]:
    """`decisions` that are to be tasks, `pending` that are none yet, `tasks`, `closed` ones."""
    done = Q(matters__task__versions__state=TaskState.CLOSED) & IS_NOW
    return records.annotate(
        decisions=Count("matters", filter=IS_TASK, distinct=True),
        tasks=Count("matters__task", distinct=True),
        closed=Count("matters__task", filter=done, distinct=True),
        pending=F("decisions") - F("tasks"),
    ).order_by("-held_on", "-pk")


def pending_instructions(person: Person, *, on: date) -> QuerySet[Instruction]:
    """Instructions that the office has yet to put into the ledger, the most urgent first."""
    found: QuerySet[Any] = instructions_for(person, on=on)
    return found.filter(pending__gt=0).order_by(_URGENCY, "held_on", "pk")


def open_instructions_of(person: Person, *, on: date) -> QuerySet[Instruction]:
    """A leader's own instructions that are not done yet, the latest first."""
    found: QuerySet[Any] = instructions_for(person, on=on)
    return found.filter(leader=person, decisions__gt=F("closed"))


def outcomes_of(
    matters: Iterable[Matter], *, moment: datetime | None, today: date
) -> list[Outcome]:
    """Each line with its task as it stood at the moment, and what other rooms show of it in the
    list of tasks: a constant number of queries."""
    matters = list(matters)
    ids = [matter.task_id for matter in matters if matter.task_id]
    versions: QuerySet[TaskVersion] = TaskVersion.objects.at(moment).filter(task__in=ids)
    versions = versions.select_related("task")
    for column in registry.columns():
        versions = column.annotate(versions, moment)
    rows = {row.version.task_id: row for row in rows_of(versions, moment=moment, today=today)}
    return [Outcome(matter, rows.get(matter.task_id or 0)) for matter in matters]


def kinds_for(person: Person, *, on: date) -> list[str]:
    """The series a person may see, those with the latest meetings first."""
    seen = _seen_by(person, Meeting.objects.all(), on).order_by("-held_on", "-pk")
    return list(dict.fromkeys(seen.values_list("kind", flat=True)))


def series_on(
    person: Person, kind: str, *, day: date, moment: datetime | None, today: date
) -> Series:
    """What stands on the table of a meeting of this kind on a day.

    The decisions of the meeting before it and what became of them, what is open still from
    earlier ones, and what was decided on the day itself; tasks as they stood at `moment`.
    """
    held = _seen_by(person, Meeting.objects.filter(kind=kind), today)
    meetings = list(held.filter(held_on__lte=day).order_by("-held_on", "-pk"))
    new = [each for each in reversed(meetings) if each.held_on == day]
    before = [each for each in meetings if each.held_on < day]
    last, earlier = next(iter(before), None), before[1:]
    shown = [*new, *before[:1]]
    matters = [*_decisions(shown), *_open_at(_decisions(earlier), moment)]
    by_meeting: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes_of(matters, moment=moment, today=day):
        by_meeting[outcome.matter.intake_id].append(outcome)
    return Series(
        kind,
        Session(last, by_meeting[last.pk]) if last else None,
        [Session(each, by_meeting[each.pk]) for each in earlier if each.pk in by_meeting],
        [Session(each, by_meeting[each.pk]) for each in new],
    )


def _decisions(meetings: Iterable[Meeting]) -> QuerySet[Matter]:
    rows = Matter.objects.filter(intake__in=[each.pk for each in meetings])
    return rows.filter(kind=Matter.Kind.TASK).order_by("intake_id", "position")


def _open_at(matters: QuerySet[Matter], moment: datetime | None) -> QuerySet[Matter]:
    """Without those whose task was closed or replaced at the moment."""
    over = TaskVersion.objects.at(moment).exclude(state__in=OPEN_STATES)
    return matters.exclude(task__in=over.values("task"))
