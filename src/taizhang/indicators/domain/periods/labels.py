"""What a period is called (期别): 2026年6月, 2026年6月中旬, 2026年第23周, 2026年上半年."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from ...enums import Frequency
from .periods import Period


def label_of(period: Period) -> str:
    """The name of a period with its year, in the language of the reader."""
    return _WORDS[Frequency(period.frequency)](period)


def _ten_days(period: Period) -> str:
    facts = {"year": period.ends.year, "month": period.ends.month}
    words = {1: _("%(year)d年%(month)d月上旬"), 11: _("%(year)d年%(month)d月中旬")}
    return words.get(period.starts.day, _("%(year)d年%(month)d月下旬")) % facts


def _week(period: Period) -> str:
    year, week, _day = period.ends.isocalendar()
    return _("%(year)d年第%(week)d周") % {"year": year, "week": week}


def _month(period: Period) -> str:
    return _("%(year)d年%(month)d月") % {"year": period.ends.year, "month": period.ends.month}


def _quarter(period: Period) -> str:
    quarter = period.ends.month // 3
    return _("%(year)d年%(quarter)d季度") % {"year": period.ends.year, "quarter": quarter}


def _half_year(period: Period) -> str:
    first = period.ends.month <= 6
    return (_("%(year)d年上半年") if first else _("%(year)d年下半年")) % {"year": period.ends.year}


def _year(period: Period) -> str:
    return _("%(year)d年") % {"year": period.ends.year}


_WORDS: Mapping[Frequency, Callable[[Period], str]] = {
    Frequency.TEN_DAYS: _ten_days,
    Frequency.WEEK: _week,
    Frequency.MONTH: _month,
    Frequency.QUARTER: _quarter,
    Frequency.HALF_YEAR: _half_year,
    Frequency.YEAR: _year,
}
