"""Where a figure goes (填报格): a period of a series, with what is known around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from ...enums import Source
from ..periods import Period, label_of, last_year, period_of, previous_period
from ..queries.on_days import OnDay, Place, counting, figures_on
from ..queries.series import Known, known_series
from ..types import EARLIEST
from .doubts import Setting


@dataclass(frozen=True, slots=True)
class Slot:
    """A period of a series. `figures`: what was given for it, by source."""

    series: Known
    period: Period
    previous: Decimal | None = None
    last_year: Decimal | None = None
    figures: Mapping[int, OnDay] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its name in forms: 12-20260630."""
        return f"{self.series.id}-{self.period.ends:%Y%m%d}"

    @property
    def label(self) -> str:
        """The name of the period."""
        return label_of(self.period)

    @property
    def own(self) -> OnDay | None:
        """What the office gave last."""
        return self.figures.get(Source.OFFICE)

    @property
    def counting(self) -> OnDay | None:
        """What counts, whoever gave it."""
        return counting(self.figures)

    def setting(self, written_unit: str) -> Setting:
        """What a figure for it is held against."""
        before = previous_period(self.period)
        return Setting(
            self.series.unit,
            self.series.accumulation,
            self.previous,
            before.ends.year == self.period.ends.year,
            self.last_year,
            written_unit,
        )


def load_slots(places: Iterable[Place], *, known_at: datetime | None = None) -> dict[Place, Slot]:
    """The slots of series and days, the period a day lies in: two queries for any number. Series
    that do not exist are left out. `known_at`: with the figures recorded by that moment."""
    wanted = list(dict.fromkeys(places))
    series = known_series([each for each, _day in wanted])
    periods = {
        (each, day): period_of(day, series[each].frequency)
        for each, day in wanted
        if each in series
    }
    nearby = (
        (each, near.ends)
        for (each, _day), period in periods.items()
        for near in (period, previous_period(period), last_year(period))
    )
    around = figures_on(nearby, known_at=known_at)
    return {place: _slot(series[place[0]], period, around) for place, period in periods.items()}


def key_place(key: str) -> Place | None:
    """The series and day that a name in a form stands for; None for what is no such name."""
    number, _dash, text = key.partition("-")
    try:
        place = int(number[:18]), date.fromisoformat(text)
    except ValueError:
        return None
    return place if EARLIEST <= place[1] < date(date.max.year, 1, 1) else None


def _slot(series: Known, period: Period, around: Mapping[Place, Mapping[int, OnDay]]) -> Slot:
    before = counting(around.get((series.id, previous_period(period).ends)))
    year_ago = counting(around.get((series.id, last_year(period).ends)))
    return Slot(
        series,
        period,
        before.value if before else None,
        year_ago.value if year_ago else None,
        around.get((series.id, period.ends), {}),
    )
