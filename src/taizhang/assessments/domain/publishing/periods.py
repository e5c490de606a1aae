"""How long a result is published for objection (公示期): a dated default, in working days."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from taizhang.calendars import DayUnit, Due
from taizhang.supervision.domain.rules.calendar import calendar_in_force

MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Period:
    """A default in force from a day on, in working days, and where it comes from."""

    starts: date
    working_days: int
    reference: str


def default_period(on: date) -> Period:
    """The default of a day; the first one before it."""
    known = _periods()
    return next((period for period in reversed(known) if period.starts <= on), known[0])


def objections_until(published_on: date, working_days: int) -> Due:
    """The last day on which objections are taken: day 1 is the next working day."""
    return calendar_in_force().count(published_on, working_days, DayUnit.WORKING)


@cache
def _periods() -> tuple[Period, ...]:
    text = (files("taizhang.assessments") / "data" / "periods.yaml").read_text(encoding="utf-8")
    found = [
        Period(row["from"], row["working_days"], row["reference"]) for row in yaml.safe_load(text)
    ]
    return tuple(sorted(found, key=lambda period: period.starts))
