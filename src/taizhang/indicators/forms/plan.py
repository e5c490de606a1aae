"""A plan to get to a goal, a value for each of some days (计划进度表单)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.domain.payloads import number_text
from taizhang.ledger.forms.fields import parse_moment

from ..domain.intake.numbers import NumberError, bare_value, read_number
from ..domain.pace.goals import Goal
from ..domain.periods import period_ends

T = TypeVar("T")
_MOST = 36  # rows by month; of a longer time they are those of quarters


class GoalForm(forms.Form):
    """Which day is judged, and what was known then: both may be left out."""

    as_of = forms.CharField(required=False, max_length=10)
    known = forms.CharField(required=False, max_length=32)

    def clean_as_of(self) -> date | None:
        """A day; nothing for today."""
        return _read(self.cleaned_data["as_of"], date.fromisoformat)

    def clean_known(self) -> datetime | None:
        """A moment; nothing for now."""
        return _read(self.cleaned_data["known"], parse_moment)


def _read(text: str, reader: Callable[[str], T]) -> T | None:
    try:
        return reader(text) if text else None
    except ValueError:
        raise forms.ValidationError(
            _("日期请写成 2026-06-30，时刻请写成 2026-06-30T09:00。")
        ) from None


class PlanForm(forms.Form):
    """The planned value at the end of each month of the goal's time, its deadline, and the days of
    the plan that holds, in the unit of the figures; a blank field is no node."""

    reference = forms.CharField(label=_("依据或说明"), required=False, max_length=512)

    def __init__(
        self,
        data: Any = None,
        *,
        goal: Goal,
        nodes: Sequence[tuple[date, Decimal]],
        unit: str,
    ) -> None:
        super().__init__(data)
        self._unit = unit
        known = dict(nodes)
        self.days = {day.isoformat(): day for day in _days(goal, known)}
        for name, day in self.days.items():
            value = known.get(day)
            self.fields[name] = forms.CharField(
                label=name,
                required=False,
                max_length=64,
                initial=None if value is None else number_text(value),
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    @property
    def rows(self) -> list[Any]:
        """The fields of the days, in order."""
        return [self[name] for name in self.days]

    def nodes(self) -> dict[date, Decimal]:
        """What was filled in, once the form is valid."""
        return {
            day: self.cleaned_data[name]
            for name, day in self.days.items()
            if self.cleaned_data[name] is not None
        }

    def clean(self) -> dict[str, Any]:
        """Numbers as they are written by hand; each that cannot be read, or was written in
        another unit, says why."""
        for name in self.days:
            text = str(self.cleaned_data.get(name) or "").strip()
            self.cleaned_data[name] = None
            if text:
                self._read_value(name, text)
        return self.cleaned_data

    def _read_value(self, name: str, text: str) -> None:
        try:
            self.cleaned_data[name] = bare_value(read_number(text), self._unit)
        except NumberError as error:
            self.add_error(name, error.message)


def _days(goal: Goal, known: Iterable[date]) -> list[date]:
    if goal.begins is None or goal.deadline is None:
        return sorted(known)
    ends = period_ends("month", goal.begins, goal.deadline)
    if len(ends) > _MOST:
        ends = period_ends("quarter", goal.begins, goal.deadline)
    return sorted({*ends, goal.deadline, *known})
