"""A supervision mechanism (督办机制) as data: 13710 and every local variant."""

from dataclasses import dataclass, field
from datetime import date, time

from taizhang.calendars.types import DayUnit


@dataclass(frozen=True, slots=True)
class Within:
    """A term (期限): so many days or months. `roll`: from a day off to the next working day."""

    number: int
    unit: DayUnit
    roll: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of matter that the mechanism treats in its own way (事项类别)."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Unmet:
    """What follows when a step or report is not met in time (未按时的后果)."""

    slip: str = ""  # Colour of the slip to issue first
    document: str = ""  # title of the document
    next: str = ""  # next step, in words


@dataclass(frozen=True, slots=True)
class Step:
    """One step (环节): due `within` a term from the assignment, or from the due day of a step.

    `kinds` empty: for every kind. `after`: the step that must come before this one.
    `met_by`: any of these `MeetBy` acts meets it.
    """

    key: str
    name: str
    within: Within
    met_by: frozenset[str]
    start: str = "assigned"  # or the key of a step
    after: str = ""
    kinds: frozenset[str] = frozenset()
    contains: tuple[str, ...] = ()  # what the report of this step must contain
    reviewer: str = "office"  # Reviewer
    unmet: Unmet = Unmet()

    @property
    def closes(self) -> bool:
        """Whether this step is the closing of the task."""
        return bool(self.met_by & {"closure_requested", "closure_accepted"})

    def is_for(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Reports:
    """Periodic reports of the units (定期报告).

    The report of a period is due on `day` of it (day of the month, of the last month of a quarter,
    half-year or year; ISO weekday of a week; n-th day of ten days), or, where `day` is None,
    `after_end` its last day.
    """

    every: str  # Every
    day: int | None = None
    after_end: Within | None = None
    kinds: frozenset[str] = frozenset()
    contains: tuple[str, ...] = ()
    remind_before: tuple[int, ...] = ()  # calendar days before the due day
    remind_after: tuple[int, ...] = ()
    reviewer: str = "office"
    unmet: Unmet = Unmet()

    def is_for(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Round:
    """What the office itself does at set times (例行): a meeting, a bulletin, an interview."""

    key: str
    name: str
    every: str  # Every


@dataclass(frozen=True, slots=True)
class SlipRule:
    """A slip of this colour is to be answered within the term (督查单答复期限)."""

    colour: str
    answer_within: Within


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A mechanism as it holds from one day to another. `reference`: document and clause."""

    key: str
    name: str
    reference: str
    valid_from: date
    kinds: tuple[Kind, ...]
    steps: tuple[Step, ...]
    near: Within
    valid_to: date | None = None
    cutoff: time | None = None  # the office's day ends at this hour
    assign_within: Within | None = None  # from intake to assignment, owed by the office
    reports: Reports | None = None
    rounds: tuple[Round, ...] = ()
    escalation: tuple[SlipRule, ...] = field(default=())

    def steps_for(self, kind: str) -> tuple[Step, ...]:
        """The steps of a kind, in their order."""
        return tuple(step for step in self.steps if step.is_for(kind))
