"""What a bulletin is asked for (通报口径): period, day, moment, whose tasks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from taizhang.calendars import local_day
from taizhang.supervision.domain.clocks.days import start_of_day

from .periods import Period

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """The numbers of one bulletin: judged at the end of `day`, as recorded at `known_at`.

    `keeper_id`: the unit whose office supervises the tasks; None: the city's own.
    """

    period: Period
    day: date
    known_at: datetime
    keeper_id: int | None = None

    @property
    def moment(self) -> datetime:
        """The end of the day, or `known_at` where that is earlier: when clocks are read."""
        return min(self.known_at, start_of_day(self.day + _DAY) - _INSTANT)

    @property
    def year_starts(self) -> date:
        """1 January of the period's year: what was closed before belongs to other bulletins."""
        return date(self.period.year, 1, 1)

    def address(self, key: str) -> str:
        """Where the tasks or numbers behind a figure are listed, inside the product."""
        said = {
            "period": self.period.code,
            "day": self.day.isoformat(),
            "known_at": self.known_at.isoformat(),
            **({"keeper": self.keeper_id} if self.keeper_id else {}),
            "key": key,
        }
        return f"{reverse('reporting:behind')}?{urlencode(said)}"


def asked_at(
    period: Period, *, as_of: datetime, known_at: datetime | None = None, keeper_id: int | None
) -> Asked:
    """What is asked at a moment: judged at the period's end or on its day, whichever comes first.

    `known_at` None: as recorded at `as_of`. Raises PeriodError where the period has not begun.
    """
    return Asked(period, period.day(local_day(as_of)), known_at or as_of, keeper_id)
