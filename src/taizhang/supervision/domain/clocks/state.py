"""A task under supervision after an event: plain frozen data, the fold of its chain (督办状态)."""

from dataclasses import dataclass
from datetime import date, datetime

from .days import start_of_day


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed by a moment (应办环节): a step of the mechanism, the deadline, the assignment.

    `near`: from this moment the duty is near its limit. `count`: how the due day was counted, as
    (start day, number, unit, roll), so that it can be explained later.
    """

    key: str
    name: str
    due: datetime
    near: datetime
    provisional: bool = False
    closes: bool = False
    met_by: tuple[str, ...] = ()
    met_at: datetime | None = None
    count: tuple[date, int, str, bool] | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A period a report is due for (报告期); `label` as people say it: 2026年6月."""

    label: str
    due: datetime
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A pause of the clock (挂账): both days included; `ends` None while it lasts."""

    starts: date
    ends: date | None
    reason: str
    granted_by_id: int
    until: date | None = None  # when the office looks again


@dataclass(frozen=True, slots=True)
class Request:
    """What a unit asks about the clock, until it is decided (待批事项)."""

    kind: str  # RequestKind
    unit_id: int
    asked_by_id: int
    asked_at: datetime
    reason: str
    progress: str = ""
    new_due: date | None = None  # extension: the date asked for; suspension: to be looked at again
    suggested: tuple[int, ...] = ()  # send back: the units that should have it
    signed_by_id: int | None = None  # the unit's leader
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """The task's one slip (督查单): sent again with a graver colour, answered, lifted.

    An answer is `given` by somebody of the unit and reaches the office (`answered_at`) once the
    unit's leader has signed it.
    """

    number: str
    colour: str
    issued_at: datetime
    answer_by: datetime
    answered_at: datetime | None = None
    lifted_at: datetime | None = None
    given_at: datetime | None = None
    given_by_id: int | None = None
    unit_id: int | None = None  # for which unit the answer was given
    signed_by_id: int | None = None

    @property
    def is_open(self) -> bool:
        """Until the office has accepted an answer."""
        return self.lifted_at is None


@dataclass(frozen=True, slots=True)
class Filed:
    """A report or plan that waits for its review (待审报告); `answers` as the report says it."""

    answers: str
    filed_at: datetime
    by_id: int
    unit_id: int | None
    reviewer: str  # Reviewer: office or leader
    plan: bool = False


@dataclass(frozen=True, slots=True)
class Supervised:
    """Everything supervision knows of a task at one moment."""

    intake_at: datetime  # business time runs from here and never stops
    mechanism_id: int | None = None  # the MechanismVersion it runs under
    kind: str = ""
    started_at: datetime | None = None  # the step clock's start: the assignment
    signed_at: datetime | None = None  # an answering unit has signed for it
    duties: tuple[Duty, ...] = ()
    periods: tuple[Period, ...] = ()
    marks: str = ""  # one character a period: m met, l made up late, . not yet
    deadline: datetime | None = None  # by which the task must be closed, as it is now
    first_deadline: datetime | None = None  # as it was first promised
    stops: tuple[Stop, ...] = ()
    request: Request | None = None
    extensions: int = 0
    slip: Slip | None = None
    filed: tuple[Filed, ...] = ()  # what waits for its review
    repeats: int = 0  # reports that repeat the words of the one before
    quality: str = ""  # Quality of the last reviewed report
    public_rating: int = 0  # times the public said it was not satisfied
    asked_to_close_at: datetime | None = None
    closed_at: datetime | None = None
    closed_late: bool = False
    returned: int = 0  # closing requests returned
    sent_back: int = 0
    reopened: int = 0
    ended_at: datetime | None = None  # a new version of the document took its place
    edited: int = 0  # due dates corrected by hand
    evidence: tuple[tuple[int | None, str], ...] = ()  # (target key, what closes it)

    @property
    def is_over(self) -> bool:
        """Closed, or replaced by another task: nothing is owed any more."""
        return self.closed_at is not None or self.ended_at is not None

    @property
    def unmet(self) -> tuple[Duty, ...]:
        """What is still owed."""
        return tuple(duty for duty in self.duties if duty.met_at is None)

    @property
    def next_duty(self) -> Duty | None:
        """The unmet duty that is due first."""
        return min(self.unmet, key=lambda duty: duty.due, default=None)

    @property
    def is_stopped(self) -> bool:
        """Whether the clock is paused now."""
        return bool(self.stops) and self.stops[-1].ends is None

    @property
    def halted_at(self) -> datetime | None:
        """From when nobody waits for the unit: it asked to close, or the clock is paused.

        Report periods that fall due after this moment are not missed.
        """
        halts = [start_of_day(self.stops[-1].starts)] if self.is_stopped else []
        halts += [moment for moment in (self.asked_to_close_at, self.closed_at) if moment]
        return min(halts, default=None)

    def duty(self, key: str) -> Duty | None:
        """The duty of a key."""
        return next((duty for duty in self.duties if duty.key == key), None)
