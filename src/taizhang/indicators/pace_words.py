"""The intermediate values of a pace in words (进度中间值)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.extraction import MONEY
from taizhang.ledger.domain.payloads import number_text
from taizhang.ledger.exchange.target_text import scale_of

from .curve.writing import figure_text
from .domain.pace import half_up

# In the order in which they arise; the first ones are the same for all methods.
GROUND: Mapping[str, Promise | str] = {
    "baseline": _("基数"),
    "target": _("目标值"),
    "distance": _("距离（目标值－基数）"),
    "starts": _("起算日期"),
    "deadline": _("时限"),
    "value": _("完成值"),
    "observed_on": _("数据日期"),
    "fresh_since": _("早于此日的数视为过期"),
    "share": _("完成比例＝（完成值－基数）÷距离"),
    "due_on": _("应达比例算至"),
}
STEPS: Mapping[str, Promise | str] = {
    "elapsed_days": _("已过天数"),
    "days": _("总天数"),
    "last_year_start": _("上年起点值"),
    "last_year_same_day": _("上年同日值"),
    "last_year_end": _("上年终点值"),
    "planned": _("计划值"),
    "due": _("应达比例"),
    "lead": _("领先百分点（完成比例－应达比例）"),
    "needed": _("应达值＝基数＋距离×应达比例"),
    "gap": _("差距（正数为欠）"),
    "run_rate": _("今后每30天需"),
}
_SHARES, _POINTS = frozenset({"share", "due"}), frozenset({"lead"})
_DAYS = frozenset({"elapsed_days", "days"})


def value_words(name: str, value: Fraction | date | None, unit: str = "") -> str:
    """A value as it is shown: shares in percent with two decimals, figures with at most four;
    amounts of money as they are, reckoned ones with four decimals of 万 or 亿."""
    if value is None:
        return "—"
    if isinstance(value, date):
        return value.isoformat()
    if name in _SHARES:
        return f"{half_up(value * 100, 2)}%"
    if name in _POINTS:
        return str(half_up(value * 100, 2))
    if name in _DAYS:
        return number_text(half_up(value, 0))
    if unit not in MONEY:
        return number_text(half_up(value, 4))
    if 10**6 % value.denominator == 0:
        return figure_text(half_up(value, 6), unit)
    power = int(scale_of([half_up(value, 4)], unit)[1])
    return figure_text(half_up(value / power, 4) * power, unit)
