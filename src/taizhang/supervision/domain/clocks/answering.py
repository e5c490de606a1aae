"""What meets a duty, and what a report answers (完成环节、回应报告期)."""

from dataclasses import replace
from datetime import datetime

from .state import Duty, Supervised

MET, LATE, OPEN = "m", "l", "."  # marks of report periods
NODE = "node:"  # keys of the duties that a filed plan sets
STEP, PERIOD = "step:", "period:"  # what a report answers: step:KEY, period:N (from 1)


def meet(state: Supervised, way: str, moment: datetime) -> Supervised:
    """Every open duty that this kind of act meets is met."""
    return replace(
        state,
        duties=tuple(
            replace(duty, met_at=moment) if duty.met_at is None and way in duty.met_by else duty
            for duty in state.duties
        ),
    )


def answer(state: Supervised, answers: str, moment: datetime) -> Supervised:
    """A report meets the step, or marks the period, that it answers."""
    if answers.startswith(STEP):
        duty = state.duty(answers.removeprefix(STEP))
        meets = duty is not None and "reported" in duty.met_by
        return set_met(state, answers.removeprefix(STEP), moment) if meets else state
    place = place_of(state, answers)
    if place is None or state.marks[place] != OPEN:
        return state
    return _mark(state, place, MET if moment <= state.periods[place].due else LATE)


def take_back(state: Supervised, answers: str) -> Supervised:
    """What a report had answered is open again: it did not suffice."""
    if answers.startswith(STEP):
        return set_met(state, answers.removeprefix(STEP), None)
    place = place_of(state, answers)
    return state if place is None else _mark(state, place, OPEN)


def place_of(state: Supervised, answers: str) -> int | None:
    """The index of the period that `answers` names; None: it names none that is there."""
    number = answers.removeprefix(PERIOD)
    if not answers.startswith(PERIOD) or not number.isascii() or not number.isdigit():
        return None
    return int(number) - 1 if 1 <= int(number) <= len(state.periods) else None


def unmeet_closing(state: Supervised) -> Supervised:
    """A request to close that is refused, or proves wrong, leaves the closing owed."""
    return replace(
        state,
        duties=tuple(
            replace(duty, met_at=None) if _is_of_closing(duty, state) else duty
            for duty in state.duties
        ),
    )


def skip_periods(state: Supervised, since: datetime | None, until: datetime) -> Supervised:
    """Periods that fell due while nobody could report are not owed."""
    if since is None:
        return state
    kept = [
        (period, mark)
        for period, mark in zip(state.periods, state.marks, strict=True)
        if mark != OPEN or not since < period.due <= until
    ]
    return replace(
        state,
        periods=tuple(period for period, _ in kept),
        marks="".join(mark for _, mark in kept),
    )


def _is_of_closing(duty: Duty, state: Supervised) -> bool:
    """Met by asking to close or by closing, and by nothing before."""
    asked = state.asked_to_close_at
    return (
        duty.met_at is not None
        and asked is not None
        and duty.met_at >= asked
        and (
            bool({"closure_requested", "closure_accepted"} & set(duty.met_by))
            or duty.key.startswith(NODE)
        )
    )


def set_met(state: Supervised, key: str, moment: datetime | None) -> Supervised:
    """An open duty is met at a moment; None: it is owed again."""
    return replace(
        state,
        duties=tuple(
            replace(duty, met_at=moment)
            if duty.key == key and (moment is None or duty.met_at is None)
            else duty
            for duty in state.duties
        ),
    )


def _mark(state: Supervised, place: int, mark: str) -> Supervised:
    return replace(state, marks=state.marks[:place] + mark + state.marks[place + 1 :])
