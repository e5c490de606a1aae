"""Facts of acts that move dates (时限变动的推算): extension, the end of a pause, a new notice."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from taizhang.calendars import local_day
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.registry import Planned

from ..clocks.answering import OPEN
from ..clocks.days import day_of_due, start_of_day
from ..clocks.periods import more_periods, plan_periods
from ..clocks.state import Duty, Supervised
from ..clocks.stored import dump_period
from ..clocks.terms import Counting, moved_to, plan_assignment, plan_steps
from .planner import Facts, Planner, moved_facts, state_of

_DAY = timedelta(days=1)
_SLACK = timedelta(days=31)  # a period that moves past the deadline is still that period


def plan_extension(planner: Planner, planned: Planned) -> Facts:
    """Open closing duties due before the new day move to it; what is past stays past.

    An extension never brings a date forward. Raises `ActInputError` where nothing would move.
    """
    state = state_of(planned)
    counting = planner.counting(state.mechanism_id)
    day = date.fromisoformat(planned.payload["due"])
    moment = counting.moment(day)
    moved = {
        duty.key: moved_to(counting, duty, day)
        for duty in state.unmet
        if (duty.closes or duty.due == state.deadline) and duty.due < moment
    }
    if not moved or state.deadline is None:
        raise ActInputError(
            _("新的时限 %(day)s 不晚于现在的时限，没有可以延期的环节；请填写更晚的日期。")
            % {"day": day},
            field="due",
        )
    deadline = max(state.deadline, moment)
    facts = {**moved_facts(state, moved), "deadline": deadline.isoformat()}
    return facts | _further_periods(planner, counting, state, day_of_due(deadline))


def plan_resuming(planner: Planner, planned: Planned) -> Facts:
    """The pause ends on the day before, resumed on its first day it takes none.

    Counted duties are counted anew around it, dates that were decided move by its calendar days;
    what was overdue before the pause stays as it was.
    """
    state = state_of(planned)
    if not state.is_stopped:
        return {}
    last = planner.today - _DAY
    stop = replace(state.stops[-1], ends=last)
    counting = planner.counting(state.mechanism_id, (*state.stops[:-1], stop))
    began, lost = start_of_day(stop.starts), last - stop.starts + _DAY
    moved = _counted_anew(counting, state)
    for duty in state.unmet:
        if duty.key not in moved and duty.due > began:
            moved[duty.key] = moved_to(counting, duty, day_of_due(duty.due) + lost)
    facts = {**moved_facts(state, moved), "ends": last.isoformat()}
    deadline = facts["deadline"] and day_of_due(_moment_of(facts))
    return facts | _further_periods(planner, counting, state, deadline)


def plan_recomputing(planner: Planner, planned: Planned) -> Facts:
    """Open counted duties and report periods under the calendar as it is known now.

    A pause that lasts has moved nothing yet.
    """
    state = state_of(planned)
    over = tuple(stop for stop in state.stops if stop.ends is not None)
    counting = planner.counting(state.mechanism_id, over)
    facts = moved_facts(state, _counted_anew(counting, state))
    deadline = facts["deadline"] and day_of_due(_moment_of(facts))
    return {
        **facts,
        "moved_periods": _moved_periods(planner, counting, state, deadline),
        **_further_periods(planner, counting, state, deadline),
    }


def _counted_anew(counting: Counting, state: Supervised) -> dict[str, Duty]:
    """Open duties that were counted, as they are counted now; decided days stay out."""
    planned = list(plan_steps(counting, state.kind, state.started_at)) if state.started_at else []
    assignment = plan_assignment(counting, state.intake_at)
    known = {duty.key: duty for duty in (*planned, *([assignment] if assignment else []))}
    return {
        duty.key: known[duty.key]
        for duty in state.unmet
        if duty.count is not None and duty.key in known
    }


def _reports(counting: Counting, state: Supervised) -> bool:
    mechanism = counting.mechanism
    return bool(mechanism and mechanism.reports and mechanism.reports.is_for(state.kind))


def _further_periods(
    planner: Planner, counting: Counting, state: Supervised, deadline: date | None
) -> Facts:
    """Report periods due after the last one known, now that the deadline or the year is later."""
    if not _reports(counting, state) or counting.mechanism is None or state.started_at is None:
        return {}
    last = max((day_of_due(period.due) for period in state.periods), default=planner.today)
    periods = more_periods(
        counting.mechanism,
        after=max(last, planner.today) if state.periods else planner.today,
        until=deadline or date(planner.today.year + 1, 12, 31),
        calendar=planner.calendar,
    )
    return {"periods": [dump_period(period) for period in periods]} if periods else {}


def _moved_periods(
    planner: Planner, counting: Counting, state: Supervised, deadline: date | None
) -> list[list[object]]:
    """Provisional periods not yet answered whose due day is another one, or certain, now."""
    if not _reports(counting, state) or counting.mechanism is None or state.started_at is None:
        return []
    known = {
        period.label: period
        for period in plan_periods(
            counting.mechanism,
            assigned=local_day(state.started_at),
            until=None if deadline is None else deadline + _SLACK,
            calendar=planner.calendar,
        )
    }
    return [
        [number, dump_period(known[period.label])]
        for number, period in enumerate(state.periods, 1)
        if period.provisional
        and state.marks[number - 1] == OPEN
        and known.get(period.label, period) != period
    ]


def _moment_of(facts: Facts) -> datetime:
    return datetime.fromisoformat(facts["deadline"])
