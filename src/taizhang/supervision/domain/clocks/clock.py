"""The neutral facts of one task at a moment (中性事实): the reference that the SQL is held to.

A task's time is that of its office: day counts change when the due moments' day does. While the
clock is paused nothing moves on. docs/algorithms/clocks.md defines every fact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from taizhang.calendars import Day, DayUnit, WorkCalendar

from ...enums import Clock, Memory, RequestKind
from .answering import LATE, MET, OPEN
from .days import days_left, days_past, start_of_day
from .state import Duty, Stop, Supervised
from .terms import pauses_of


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What the chain alone says at a moment; pace and past lights come from elsewhere."""

    clock: str  # Clock
    memory: str  # Memory
    assigned: bool
    days_to_due: int | None
    days_over: int
    periods_missed_in_a_row: int
    extensions: int
    highest_open_slip: str  # Colour, or "" without an open slip
    public_rating: int
    quality: str  # Quality, or "" as long as nothing was reviewed


def facts_at(state: Supervised, moment: datetime) -> ClockFacts:
    """The facts of a state at a moment, at which it must be the state that holds."""
    reached = _reached(state, moment)
    due = None if state.is_over or state.next_duty is None else state.next_duty.due
    return ClockFacts(
        clock=clock_at(state, moment),
        memory=memory_at(state, moment),
        assigned=state.started_at is not None,
        days_to_due=None if due is None else days_left(reached, due),
        days_over=0 if due is None else days_past(reached, due),
        periods_missed_in_a_row=missed_in_a_row(state, moment),
        extensions=state.extensions,
        highest_open_slip=state.slip.colour if state.slip and state.slip.is_open else "",
        public_rating=state.public_rating,
        quality=state.quality,
    )


def clock_at(state: Supervised, moment: datetime) -> str:
    """Where the clock stands; the first that holds."""
    if state.closed_at is not None:
        return Clock.CLOSED_LATE if state.closed_late else Clock.CLOSED_ON_TIME
    if state.is_stopped:
        return Clock.SUSPENDED
    if state.request is not None and state.request.kind == RequestKind.SEND_BACK:
        return Clock.SENT_BACK
    return _running(state, moment)


def _running(state: Supervised, moment: datetime) -> str:
    duty = None if state.is_over else state.next_duty
    if duty is not None and moment > duty.due:
        return Clock.OVERDUE
    if state.started_at is None or state.signed_at is None:
        return Clock.NOT_STARTED
    if duty is not None and moment >= duty.near:
        return Clock.NEAR_LIMIT
    return Clock.RUNNING


def memory_at(state: Supervised, moment: datetime) -> str:
    """What became of the last report period that is over; met as long as none is."""
    past = periods_past(state, moment)
    mark = state.marks[past - 1] if past else MET
    return {MET: Memory.MET, LATE: Memory.MADE_UP_LATE, OPEN: Memory.MISSED}[mark].value


def missed_in_a_row(state: Supervised, moment: datetime) -> int:
    """How many of the last periods that are over were not reported in time, without a break."""
    marks = state.marks[: periods_past(state, moment)]
    return len(marks) - len(marks.rstrip(LATE + OPEN))


def periods_past(state: Supervised, moment: datetime) -> int:
    """How many report periods were due before a moment at which the unit was to report."""
    halted = state.halted_at
    until = moment if halted is None else min(moment, halted)
    return sum(period.due < until for period in state.periods)


def explain_duty(
    duty: Duty,
    stops: Sequence[Stop],
    calendar: WorkCalendar,
    *,
    names: Mapping[int, str] | None = None,
) -> tuple[Day, ...]:
    """Why it is due on this day: every day from its start, counted or not, and why.

    `names` of the people who granted pauses stand in the reasons. A pause that lasts has moved
    nothing yet and is left out. Empty for a day that was stated or decided and not counted.
    """
    if duty.count is None:
        return ()
    start, number, unit, roll = duty.count
    over = [stop for stop in stops if stop.ends is not None]
    pauses = pauses_of(over, names)
    return calendar.count(start, number, DayUnit(unit), roll=roll, pauses=pauses).days


def _reached(state: Supervised, moment: datetime) -> datetime:
    """How far the step clock has come: not past the beginning of a pause."""
    return min(moment, start_of_day(state.stops[-1].starts)) if state.is_stopped else moment
