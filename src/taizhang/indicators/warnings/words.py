"""When a rule warns, in words (预警条件), in the language of the reader."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..enums import Pace, Reason
from .types import (
    Bound,
    Change,
    Condition,
    Gap,
    LagLevel,
    PaceLevel,
    Streak,
    ValueLevel,
)

AGAINST = {"previous": gettext_lazy("上一期"), "last_year": gettext_lazy("上年同期")}
STREAKS = {
    "behind": gettext_lazy("期末进度滞后"),
    "worse": gettext_lazy("比上一期差"),
    "falling": gettext_lazy("比上一期低"),
    "rising": gettext_lazy("比上一期高"),
    "missing": gettext_lazy("到期没有报数"),
}
GAP_OF = {"value": gettext_lazy("数值"), "share": gettext_lazy("完成比例")}
_SENSES = {
    "worse": gettext_lazy("变差"),
    "fall": gettext_lazy("下降"),
    "rise": gettext_lazy("上升"),
}
_GAPS = {
    "worse": gettext_lazy("差于"),
    "below": gettext_lazy("低于"),
    "above": gettext_lazy("高于"),
}
_SIGNS = {">=": "≥", "<=": "≤"}


def condition_words(on: Condition) -> str:
    """When a rule warns, as one phrase: 完成比例比应达比例滞后 ≥10 个百分点."""
    if isinstance(on, ValueLevel):
        return _("最近的数值 %(bound)s") % {"bound": _bound(on.bound)}
    if isinstance(on, PaceLevel):
        return _pace_words(on)
    if isinstance(on, LagLevel):
        return _("完成比例比应达比例滞后 %(bound)s 个百分点") % {"bound": _bound(on.bound)}
    if isinstance(on, Streak):
        said = ngettext("连续 %(number)d 期%(what)s", "连续 %(number)d 期%(what)s", on.periods)
        return said % {"number": on.periods, "what": STREAKS[on.of]}
    amount = _amount(on)
    if isinstance(on, Change):
        facts = {"against": AGAINST[on.against], "sense": _SENSES[on.sense], "amount": amount}
        return _("整期的数比%(against)s%(sense)s %(amount)s") % facts
    facts = {"what": GAP_OF[on.of], "sense": _GAPS[on.sense], "amount": amount}
    facts["number"] = str(on.counties)
    return _("%(what)s%(sense)s县区均值 %(amount)s，至少 %(number)s 个县区有数") % facts


def _pace_words(on: PaceLevel) -> str:
    facts = {"pace": Pace(on.pace).label, "reason": Reason(on.reason).label if on.reason else ""}
    return (_("进度为%(pace)s（%(reason)s）") if on.reason else _("进度为%(pace)s")) % facts


def _amount(on: Change | Gap) -> str:
    words = _("%(bound)s 个百分点") if on.measure == "points" else _("%(bound)s%%")
    return words % {"bound": _bound(on.bound)}


def _bound(bound: Bound) -> str:
    op, value = str(bound).split(" ")
    return _SIGNS.get(op, op) + value
