"""Why something is due on a day, in lines that people read (时限说明)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from taizhang.calendars import (
    CalendarError,
    DayUnit,
    Run,
    WorkCalendar,
    ends_at,
    fold_days,
    local_day,
)

from ...mechanisms import Mechanism, Within
from ..clocks.beginning import DEADLINE
from ..clocks.clock import explain_duty
from ..clocks.days import day_of_due, written_day
from ..clocks.state import Duty, Supervised
from .mechanisms import term_words


@dataclass(frozen=True)
class Explanation:
    """How a due day came about: from where it was counted, each day in runs, what came out.

    `runs` is empty for a day that was stated or decided. `doubt`: counted now it would be another
    day, because a notice came that is not worked in yet.
    """

    begins: str
    term: str = ""
    runs: tuple[Run, ...] = ()
    doubt: str = ""


class Explainer:
    """Explains the duties of one task; `names` of the people who granted pauses."""

    def __init__(
        self,
        state: Supervised,
        mechanism: Mechanism | None,
        calendar: WorkCalendar,
        names: Mapping[int, str],
    ) -> None:
        self.state = state
        self.mechanism = mechanism
        self.calendar = calendar
        self.names = names

    def explain(self, duty: Duty) -> Explanation:
        """Why the duty is due when it is due."""
        if duty.count is None:
            return Explanation(self._decided(duty))
        start, number, unit, roll = duty.count
        within = Within(number, DayUnit(unit), roll)
        term = term_words(within) if number or roll else ""
        begins = self._begins(duty, start, within)
        try:
            days = explain_duty(duty, self.state.stops, self.calendar, names=self.names)
        except CalendarError as error:
            return Explanation(begins, term, doubt=str(error))
        counted = days[-1].date if days else start
        return Explanation(begins, term, fold_days(days), self._doubt(duty, counted))

    def _decided(self, duty: Duty) -> str:
        if duty.key.startswith("node:"):
            return _("推进方案写明的节点时间。")
        first = self.state.first_deadline
        if duty.key == DEADLINE and duty.due == first:
            return _("任务本身写明的完成时限，不另行推算。")
        if duty.closes and first is not None:
            message = _("原定 %(day)s，经批准改定，见下面的时限变动。")
            return message % {"day": written_day(day_of_due(first))}
        return _("经批准改定的时限，不另行推算。")

    def _begins(self, duty: Duty, start: date, within: Within) -> str:
        """From which day was counted, and why from that one."""
        step = self._step_before(duty)
        words = {"day": written_day(start), "step": step}
        on_the_day = not within.number and not within.roll
        if step:
            message = _("“%(step)s”到期日 %(day)s 当日。") if on_the_day else ""
            return (message or _("自“%(step)s”到期日 %(day)s 起数，当日不计。")) % words
        arrived = self.state.intake_at if duty.key == "assign" else self.state.started_at
        late = "" if arrived is None else self._after_hours(arrived, start, within.unit)
        if on_the_day:
            return late + _("交办之日 %(day)s 当日。") % words
        return late + _("自交办之日 %(day)s 起数，当日不计。") % words

    def _step_before(self, duty: Duty) -> str:
        steps = self.mechanism.steps if self.mechanism else ()
        starts = {step.key: step.start for step in steps}
        names = {step.key: step.name for step in steps}
        return names.get(starts.get(duty.key, ""), "")

    def _after_hours(self, arrived: datetime, start: date, unit: DayUnit) -> str:
        """What came after the office's hour, or on a day off, belongs to a later day."""
        day = local_day(arrived)
        if day == start:
            return ""
        cutoff = self.mechanism.cutoff if self.mechanism else None
        words = {"day": written_day(day), "cutoff": f"{cutoff:%H:%M}" if cutoff else ""}
        if not cutoff or arrived <= ends_at(day, cutoff):
            return _("%(day)s 不是工作日，算下一个工作日交办；") % words
        if unit is DayUnit.WORKING:
            return _("%(day)s %(cutoff)s 以后交办的，算下一个工作日交办；") % words
        return _("%(day)s %(cutoff)s 以后交办的，算次日交办；") % words

    def _doubt(self, duty: Duty, counted: date) -> str:
        if counted == day_of_due(duty.due):
            return ""
        return _("按现有的放假安排应为 %(day)s，时限尚未重新推算。") % {"day": written_day(counted)}
