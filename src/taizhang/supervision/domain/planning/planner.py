"""What plans need to know (推算的依据): the moment of the acts, the calendar, the mechanisms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from taizhang.calendars import WorkCalendar, local_day
from taizhang.ledger.registry import Planned

from ...mechanisms.types import Mechanism
from ..clocks.state import Duty, Stop, Supervised
from ..clocks.stored import dump_duty
from ..clocks.terms import Counting

Facts = dict[str, Any]


@dataclass(frozen=True)
class Planner:
    """The ground on which the events of one call are planned.

    `mechanism_of` gives the mechanism of a version's number; `default` is the version and kind of
    an act that names none; `replaced` holds the states of tasks that others take over from;
    `shared` remembers facts, because tasks with the same mechanism, kind and due date share them.
    """

    occurred_at: datetime
    calendar: WorkCalendar
    mechanism_of: Callable[[int], Mechanism]
    default: tuple[int, str] | None = None
    replaced: Mapping[int, Supervised] = field(default_factory=dict)
    shared: dict[Any, Facts] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of the acts."""
        return local_day(self.occurred_at)

    def counting(self, mechanism_id: int | None, stops: tuple[Stop, ...] = ()) -> Counting:
        """How days are counted under a mechanism, with these pauses."""
        mechanism = None if mechanism_id is None else self.mechanism_of(mechanism_id)
        return Counting(mechanism, self.calendar, stops)


def moved_facts(state: Supervised, moved: Mapping[str, Duty]) -> Facts:
    """Facts of open duties that get new moments: the new ones, the old ones, the deadline."""
    changed = {
        duty.key: moved[duty.key]
        for duty in state.unmet
        if duty.key in moved and moved[duty.key] != duty
    }
    was = {duty.key: duty.due.isoformat() for duty in state.unmet if duty.key in changed}
    deadline = next(
        (changed[d.key].due for d in state.unmet if d.due == state.deadline and d.key in changed),
        state.deadline,
    )
    return {
        "moved": {key: dump_duty(duty) for key, duty in changed.items()},
        "was": was,
        "deadline": deadline and deadline.isoformat(),
    }


def state_of(planned: Planned) -> Supervised:
    """The state before the event."""
    state: Supervised = planned.state
    return state
