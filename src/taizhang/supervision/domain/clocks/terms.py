"""The duties of a task, resolved to moments (环节时限): steps, the stated deadline, plan nodes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from taizhang.calendars import DayUnit, Pause, WorkCalendar, ends_at

from ...mechanisms.types import Mechanism, Step, Within
from .beginning import DEADLINE
from .days import day_of_due
from .state import Duty, Stop

_DAY = timedelta(days=1)
_NAMES = {DEADLINE: "完成时限", "assign": "交办"}


@dataclass(frozen=True, slots=True)
class Counting:
    """How days become due moments: the mechanism's hours, the calendar, and the pauses."""

    mechanism: Mechanism | None
    calendar: WorkCalendar
    stops: tuple[Stop, ...] = ()

    def counted(self, start: date, within: Within) -> tuple[date, bool]:
        """The due day of a term from a day, and whether it is provisional."""
        pauses = pauses_of(self.stops)
        unit = DayUnit(within.unit)
        return self.calendar.due_of(start, within.number, unit, roll=within.roll, pauses=pauses)

    def moment(self, day: date) -> datetime:
        """The end of the office's day."""
        return ends_at(day, self.mechanism.cutoff if self.mechanism else None)

    def near(self, day: date) -> datetime:
        """From when a due day is near: the beginning of the day that lies the mechanism's `near`
        before it; without a mechanism nothing is near before it is due."""
        if self.mechanism is None:
            return self.moment(day)
        near = self.mechanism.near
        return self.moment(self.calendar.back(day, near.number, DayUnit(near.unit)) - _DAY)

    def start_day(self, moment: datetime, unit: DayUnit) -> date:
        """The day a moment belongs to."""
        cutoff = self.mechanism.cutoff if self.mechanism else None
        return self.calendar.start_day(moment, cutoff, unit)


def pauses_of(stops: Iterable[Stop], names: Mapping[int, str] | None = None) -> tuple[Pause, ...]:
    """Pauses of the clock as the calendar takes them; `names` of the people who granted them."""
    return tuple(
        Pause(stop.starts, stop.ends, _why_paused(stop, (names or {}).get(stop.granted_by_id, "")))
        for stop in stops
    )


def _why_paused(stop: Stop, name: str) -> str:
    return f"挂账（{name}批准）：{stop.reason}" if name else f"挂账：{stop.reason}"


def plan_steps(counting: Counting, kind: str, started: datetime) -> tuple[Duty, ...]:
    """The steps of a kind for an assignment at a moment, each from it or from another step."""
    mechanism = counting.mechanism
    if mechanism is None:
        return ()
    found: dict[str, Duty] = {}
    waiting = list(mechanism.steps_for(kind))
    while waiting:
        ready = [step for step in waiting if step.start == "assigned" or step.start in found]
        if not ready:
            break  # refused by the mechanism's check: a step that starts from none of its kind
        for step in ready:
            found[step.key] = _duty_of(counting, step, _start_of(counting, step, found, started))
        waiting = [step for step in waiting if step.key not in found]
    return tuple(found[step.key] for step in mechanism.steps_for(kind) if step.key in found)


def _start_of(counting: Counting, step: Step, found: Mapping[str, Duty], started: datetime) -> date:
    if step.start in found:
        return day_of_due(found[step.start].due)
    return counting.start_day(started, DayUnit(step.within.unit))


def _duty_of(counting: Counting, step: Step, start: date) -> Duty:
    day, provisional = counting.counted(start, step.within)
    return Duty(
        key=step.key,
        name=step.name,
        due=counting.moment(day),
        near=counting.near(day),
        provisional=provisional,
        closes=step.closes,
        met_by=tuple(sorted(step.met_by)),
        count=(start, step.within.number, str(step.within.unit), step.within.roll),
    )


def plan_assignment(counting: Counting, intake: datetime) -> Duty | None:
    """What the office owes before a dispatch: the assignment, within the mechanism's term."""
    if counting.mechanism is None or counting.mechanism.assign_within is None:
        return None
    within = counting.mechanism.assign_within
    step = Step("assign", _NAMES["assign"], within, frozenset({"dispatched"}))
    return _duty_of(counting, step, counting.start_day(intake, DayUnit(within.unit)))


def stated_deadline(counting: Counting, due: date) -> Duty:
    """The date that the task itself states: promised, not counted."""
    return Duty(
        key=DEADLINE,
        name=_NAMES[DEADLINE],
        due=counting.moment(due),
        near=counting.near(due),
        closes=True,
        met_by=("closure_requested",),
    )


def moved_to(counting: Counting, duty: Duty, day: date) -> Duty:
    """The duty, owed by another day from now on; the day was decided, not counted."""
    due, near = counting.moment(day), counting.near(day)
    return replace(duty, due=due, near=near, provisional=False, count=None)


def deadline_of(duties: Iterable[Duty]) -> datetime | None:
    """By when the task must be closed: as stated, else when its last closing step is due."""
    closing = {duty.key: duty.due for duty in duties if duty.closes}
    return closing.get(DEADLINE) or max(closing.values(), default=None)
