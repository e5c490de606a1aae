"""The clocks of one task as its page shows them (时限): duties, reports, pauses, extensions."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.ledger.models import Event, Task
from taizhang.ledger.registry import event_type

from ...enums import Clock
from ...mechanisms import Mechanism
from ...models import MechanismVersion
from ..clocks.answering import LATE, MET
from ..clocks.clock import ClockFacts, facts_at, periods_past
from ..clocks.days import days_left, days_past
from ..clocks.projecting import load_state
from ..clocks.state import Duty, Stop, Supervised
from ..rules.calendar import calendar_in_force
from .explaining import Explainer, Explanation

# what moved a time limit, or stopped it
_MOVES = (
    *("extension_granted", "extension_refused", "suspension_granted", "resumed"),
    *("due_recomputed", "send_back_granted"),
)


@dataclass(frozen=True)
class Chip:
    """A state: shape, word and colour."""

    shape: str
    word: str | Promise
    tone: str


@dataclass(frozen=True)
class DutyLine:
    """A duty with its state at the moment and why it is due when it is due."""

    duty: Duty
    chip: Chip
    why: Explanation


@dataclass(frozen=True)
class PeriodLine:
    """A report period and what became of it."""

    label: str
    due: datetime
    provisional: bool
    chip: Chip


@dataclass(frozen=True)
class Move:
    """An event that moved a time limit or stopped the clock, as a sentence."""

    at: datetime
    who: str
    sentence: str


@dataclass(frozen=True)
class Pause:
    """Days on which the step clock stood still, and who granted it."""

    stop: Stop
    granted_by: str
    days: int | None  # None as long as it lasts


class TaskClock:
    """The clocks of a task at a moment; as known then for a past one."""

    def __init__(
        self, task: Task, state: Supervised, *, at: datetime, known_at: datetime | None
    ) -> None:
        self.task = task
        self.state = state
        self.at = at
        self.known_at = known_at
        self.facts: ClockFacts = facts_at(state, at)
        self.version = _version_of(state.mechanism_id)
        self.names = _names_of(stop.granted_by_id for stop in state.stops)

    @property
    def mechanism(self) -> Mechanism | None:
        return self.version.mechanism if self.version else None

    @property
    def kind(self) -> str:
        """The kind of matter, in words."""
        kinds = self.mechanism.kinds if self.mechanism else ()
        return next((kind.name for kind in kinds if kind.key == self.state.kind), "")

    @property
    def chip(self) -> Chip:
        """Where the step clock stands."""
        return _CLOCK_CHIPS[Clock(self.facts.clock)]

    @property
    def left(self) -> str:
        """How many days are left or over, in words."""
        over = self.facts.days_over
        if over:
            return ngettext("已过 %(days)d 天", "已过 %(days)d 天", over) % {"days": over}
        if self.facts.days_to_due is None:
            return ""
        if self.facts.days_to_due == 0:
            return _("今天到期")
        return days_left_words(self.facts.days_to_due)

    @property
    def business_days(self) -> int:
        """Days since intake, until it was closed; never stops."""
        until = self.state.closed_at or self.state.ended_at or self.at
        return (local_day(until) - local_day(self.state.intake_at)).days

    @property
    def paused_days(self) -> int:
        """Days on which the step clock stood still so far."""
        return sum(
            max(((stop.ends or local_day(self.at)) - stop.starts).days + bool(stop.ends), 0)
            for stop in self.state.stops
        )

    @property
    def step_days(self) -> int | None:
        """Days of the step clock since the assignment, without pauses."""
        if self.state.started_at is None:
            return None
        until = self.state.closed_at or self.state.ended_at or self.at
        return (local_day(until) - local_day(self.state.started_at)).days - self.paused_days

    @property
    def duties(self) -> list[DutyLine]:
        """Everything owed, in the order of the due moments."""
        calendar = calendar_in_force(known_at=self.known_at)
        explainer = Explainer(self.state, self.mechanism, calendar, self.names)
        return [
            DutyLine(duty, self._chip_of(duty), explainer.explain(duty))
            for duty in sorted(self.state.duties, key=lambda duty: duty.due)
        ]

    def _chip_of(self, duty: Duty) -> Chip:
        if duty.met_at is not None:
            late = days_past(duty.met_at, duty.due)
            if late:
                said = ngettext("迟 %(days)d 天完成", "迟 %(days)d 天完成", late) % {"days": late}
                return Chip("✓", said, "yellow")
            return Chip("✓", _("按时完成"), "green")
        if self.state.is_over:
            return Chip("○", _("不再要求"), "grey")
        if self.state.is_stopped:
            return Chip("‖", _("暂停"), "grey")
        if self.at > duty.due:
            over = days_past(self.at, duty.due)
            return Chip("■", _("逾期 %(days)d 天") % {"days": over}, "red")
        left = days_left(self.at, duty.due)
        words = _("今天到期") if not left else days_left_words(left)
        return Chip("▲", words, "yellow") if self.at >= duty.near else Chip("●", words, "blue")

    @property
    def periods(self) -> list[PeriodLine]:
        """The report periods: in time, made up late, missed, still to come."""
        past = periods_past(self.state, self.at)
        return [
            PeriodLine(period.label, period.due, period.provisional, _period_chip(mark, n < past))
            for n, (period, mark) in enumerate(
                zip(self.state.periods, self.state.marks, strict=True)
            )
        ]

    @property
    def pauses(self) -> list[Pause]:
        return [
            Pause(
                stop,
                self.names.get(stop.granted_by_id, ""),
                None if stop.ends is None else max((stop.ends - stop.starts).days + 1, 0),
            )
            for stop in self.state.stops
        ]

    @property
    def moves(self) -> list[Move]:
        """What moved the time limits or stopped the clock, the first first."""
        events = Event.objects.filter(task=self.task, type__in=_MOVES).select_related("actor")
        if self.known_at is not None:
            events = events.filter(recorded_at__lte=self.known_at)
        return [
            Move(
                event.occurred_at,
                event.actor.name,
                event_type(event.type).sentence(json.loads(event.payload)),
            )
            for event in events.order_by("seq")
        ]

    @property
    def was_extended(self) -> bool:
        """Whether the deadline is another than first promised."""
        state = self.state
        return bool(state.first_deadline and state.deadline != state.first_deadline)


def clock_of(task: Task, *, at: datetime, known_at: datetime | None = None) -> TaskClock | None:
    """The clocks of a task at a moment; None where supervision keeps nothing of it yet."""
    state = load_state(task.pk, known_at)
    return None if state is None else TaskClock(task, state, at=at, known_at=known_at)


def days_left_words(days: int) -> str:
    """How many days are left, in words."""
    return ngettext("还有 %(days)d 天", "还有 %(days)d 天", days) % {"days": days}


_CLOCK_CHIPS = {
    Clock.NOT_STARTED: Chip("○", Clock.NOT_STARTED.label, "grey"),
    Clock.RUNNING: Chip("●", Clock.RUNNING.label, "blue"),
    Clock.NEAR_LIMIT: Chip("▲", Clock.NEAR_LIMIT.label, "yellow"),
    Clock.OVERDUE: Chip("■", Clock.OVERDUE.label, "red"),
    Clock.SUSPENDED: Chip("‖", Clock.SUSPENDED.label, "grey"),
    Clock.SENT_BACK: Chip("↩", Clock.SENT_BACK.label, "grey"),
    Clock.CLOSED_ON_TIME: Chip("✓", Clock.CLOSED_ON_TIME.label, "green"),
    Clock.CLOSED_LATE: Chip("✓", Clock.CLOSED_LATE.label, "yellow"),
}


def _period_chip(mark: str, is_past: bool) -> Chip:
    if mark == MET:
        return Chip("✓", _("按时"), "green")
    if mark == LATE:
        return Chip("◐", _("补报"), "yellow")
    return Chip("■", _("未报"), "red") if is_past else Chip("○", _("待报"), "grey")


def _version_of(version_id: int | None) -> MechanismVersion | None:
    return None if version_id is None else MechanismVersion.objects.get(pk=version_id)


def _names_of(people: Iterable[int]) -> dict[int, str]:
    wanted = set(people)
    found = Person.objects.filter(pk__in=wanted).values_list("pk", "name") if wanted else ()
    return dict(found)
