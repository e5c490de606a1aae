"""The days of a term as few lines: days in a row with the same reason fold together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from taizhang.calendars.types import Day


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row that count (or do not) for the same reason.

    `first` and `last`: their numbers in the term (第1天至第3天), both 0 for days that do not count.
    `why`: the reason without the weekday.
    """

    starts: date
    ends: date
    first: int
    last: int
    why: str

    @property
    def counted(self) -> bool:
        """Whether the days count."""
        return self.first > 0


def fold_days(days: Sequence[Day]) -> tuple[Run, ...]:
    """The runs, in the order of the days."""
    runs: list[Run] = []
    number = 0
    for (counted, why), group in groupby(days, key=_reading):
        members = list(group)
        first = number + 1 if counted else 0
        number += len(members) if counted else 0
        last = number if counted else 0
        runs.append(Run(members[0].date, members[-1].date, first, last, why))
    return tuple(runs)


def _reading(day: Day) -> tuple[bool, str]:
    return day.counted, day.why.partition("，")[2]
