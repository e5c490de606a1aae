"""What the units of a task owe the office at a moment (应报事项): reports, plans, the closing.

Pure. Signing is not here: it stands with every task that waits for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ...mechanisms.types import Mechanism, Step
from ..clocks.answering import OPEN, PERIOD, STEP
from ..clocks.beginning import DEADLINE
from ..clocks.days import day_of_due, start_of_day
from ..clocks.state import Duty, Supervised
from ..planning.answers import current_place

REPORT, PLAN, CLOSE = "report", "plan", "close"
_WAYS = {"reported": REPORT, "plan_filed": PLAN, "closure_requested": CLOSE}
_STATED = STEP + DEADLINE  # behind a step of the mechanism due at the same moment
_DAY = timedelta(days=1)
_DAYS_AHEAD = 3  # a periodic report of which the mechanism says no reminder


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing owed (应报事项).

    `answers` is what a report of it answers; `way` how it is met; `asked_from`: from when it is
    asked for, near its limit or at the first reminder; `contains`: the parts it must have.
    `closable`: asking to close meets it as well.
    """

    answers: str
    way: str
    name: str
    due: datetime
    asked_from: datetime
    contains: tuple[str, ...] = ()
    periodic: bool = False
    provisional: bool = False
    closable: bool = False

    def is_asked(self, moment: datetime) -> bool:
        """Whether it is asked for at a moment."""
        return moment >= self.asked_from

    def is_late(self, moment: datetime) -> bool:
        """Whether its due moment has passed."""
        return moment > self.due


def owed_of(state: Supervised, mechanism: Mechanism | None, moment: datetime) -> tuple[Owed, ...]:
    """Everything that can be answered now, what is due first in front.

    Nothing while nobody waits for the units: before the assignment, while the clock is paused or
    a request to close is under review, after the end.
    """
    if state.started_at is None or state.is_over or state.halted_at is not None:
        return ()
    found = [*_steps(state, mechanism), *_periods(state, mechanism, moment)]
    found.sort(key=lambda owed: (owed.due, owed.answers == _STATED, owed.answers))
    closing = next((owed for owed in found if owed.way == CLOSE), None)
    # One request to close meets every closing step: the one due first stands for all.
    return tuple(owed for owed in found if owed.way != CLOSE or owed is closing)


def find_owed(
    state: Supervised, mechanism: Mechanism | None, answers: str, moment: datetime
) -> Owed | None:
    """The thing owed that `answers` names; None: it is not owed now."""
    owed = owed_of(state, mechanism, moment)
    return next((each for each in owed if each.answers == answers), None)


def _steps(state: Supervised, mechanism: Mechanism | None) -> Iterator[Owed]:
    steps = {step.key: step for step in mechanism.steps} if mechanism else {}
    for duty in state.unmet:
        way = next((known for act, known in _WAYS.items() if act in duty.met_by), None)
        if way == CLOSE and "plan_filed" in duty.met_by:
            way = PLAN
        if way is not None:
            yield _step(duty, way, steps.get(duty.key))


def _step(duty: Duty, way: str, step: Step | None) -> Owed:
    return Owed(
        answers=STEP + duty.key,
        way=way,
        name=duty.name,
        due=duty.due,
        asked_from=duty.near,
        contains=step.contains if step else (),
        provisional=duty.provisional,
        closable=way == PLAN and "closure_requested" in duty.met_by,
    )


def _periods(state: Supervised, mechanism: Mechanism | None, moment: datetime) -> Iterator[Owed]:
    reports = mechanism.reports if mechanism else None
    if reports is None:
        return
    ahead = max(reports.remind_before, default=_DAYS_AHEAD)
    for place in range(min(current_place(state, moment) + 1, len(state.periods))):
        period = state.periods[place]
        if state.marks[place] == OPEN:
            yield Owed(
                answers=f"{PERIOD}{place + 1}",
                way=REPORT,
                name=f"{period.label}报告",
                due=period.due,
                asked_from=start_of_day(day_of_due(period.due) - ahead * _DAY),
                contains=reports.contains,
                periodic=True,
                provisional=period.provisional,
            )
