"""The rows that figures count, as plain JSON (清单的行): what a list shows of each."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from taizhang.indicators.domain.pace import half_up
from taizhang.indicators.enums import Pace
from taizhang.indicators.models import IndicatorVersion

from ..queries.held import HeldTask
from ..queries.numbers import HeldNumber, written_about, written_figure, written_gap
from ..queries.units import UnitBook

if TYPE_CHECKING:
    from .gathering import Gathered

Row = dict[str, Any]


def number_row(number: HeldNumber, book: UnitBook) -> Row:
    """A number, as annex and list print it; `amounts`: what was reached, what is due, what is
    missing, as numbers in `unit`."""
    judged = number.judged
    behind, unit = judged.points_behind, judged.unit
    gap = judged.gap if number.pace == Pace.BEHIND else None
    like = number.target if number.unit == unit else None
    return {
        "id": number.id,
        "indicator": number.indicator,
        "title": number.title,
        "task": number.task_id,
        "goal": number.goal,
        "deadline": number.deadline and number.deadline.isoformat(),
        "value": written_figure(judged.value, unit),
        "observed_on": judged.observed_on and judged.observed_on.isoformat(),
        "needed": written_about(judged.needed, unit, like),
        "gap": written_gap(gap, unit, like),
        "unit": unit,
        "amounts": [_amount(judged.value), _amount(judged.needed), _amount(gap)],
        "lead": "" if behind is None else str(half_up(-behind, 1)),
        "pace": number.pace,
        "units": list(number.units),
        "names": [book.units[pk].name for pk in number.units],
        "place": number.place_id,
    }


def _amount(value: Decimal | Fraction | None) -> str:
    """A figure for reckoning on, in its own unit; "" where there is none."""
    if value is None:
        return ""
    return format(value if isinstance(value, Decimal) else half_up(value, 2), "f")


def number_rows(found: "Gathered") -> Iterator[Row]:
    """Every number."""
    return (number_row(number, found.book) for number in found.numbers)


def task_row(task: HeldTask, book: UnitBook) -> Row:
    """A task, with where it stands: closed late, closed, overdue, underway, or waiting to be
    dispatched."""
    return {
        "number": task.number,
        "title": task.title,
        "due": task.due and task.due.isoformat(),
        "state": _state_of(task),
        "names": [book.units[pk].name for pk in task.units],
    }


def task_rows(found: "Gathered") -> Iterator[Row]:
    """Every task."""
    return (task_row(task, found.book) for task in found.held.tasks.values())


def _state_of(task: HeldTask) -> str:
    if task.is_closed:
        return "late" if task.is_late else "closed"
    if task.is_overdue:
        return "overdue"
    return "underway" if task.is_dispatched else "waiting"


def warning_rows(found: "Gathered") -> Iterator[Row]:
    """Every warning, with the indicator and the place it is about."""
    warnings, book = found.warnings, found.book
    ids = {warning.series.indicator_id for warning in warnings}
    versions = IndicatorVersion.objects.at(found.asked.known_at).filter(indicator__in=ids)
    names = dict(versions.values_list("indicator_id", "name"))
    for warning in warnings:
        place = book.regions.get(warning.series.region_id)
        yield {
            "id": warning.pk,
            "rule": warning.rule.name,
            "indicator": names.get(warning.series.indicator_id, ""),
            "place": book.places.get(place, book.region) if place else book.region,
            "raised_at": warning.raised_at.isoformat(),
        }
