"""What a warning rests on, in words (证据的文字), in the language of the reader."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from taizhang.extraction import MONEY
from taizhang.ledger.exchange.target_text import before_unit, format_quantity, scale_of

from ..domain.periods import label_of, period_of
from ..enums import Pace, Reason
from .evidence import Evidence, plain
from .words import AGAINST, GAP_OF


def tell_evidence(evidence: Evidence) -> str:
    """One sentence: 2026年5月为 62 家，比上年同期的 80 家下降 22.5%。"""
    return _TELLERS[evidence.kind](evidence)


def tell_formula(evidence: Evidence) -> str:
    """How the number of the sentence was reckoned; "" where it was read as it stands."""
    facts = evidence.facts
    if evidence.kind in ("lag", "behind") and "lag_pct" in facts:
        return _("滞后 = 应达比例 − 完成比例，截至判断当天。")
    if evidence.kind == "change":
        what = _last(evidence) + " − " + _first(evidence)
        if facts["measure"] == "points":
            return _("变化 = %(what)s = %(moved)s 个百分点") % {
                "what": what,
                "moved": _signed(facts["moved"]),
            }
        words = {"what": what, "base": _first(evidence), "moved": _signed(facts["moved"])}
        return _("变化 =（%(what)s）÷ %(base)s = %(moved)s%%") % words
    if evidence.kind == "gap":
        words = {"own": _last(evidence), "mean": facts["mean"], "moved": _signed(facts["moved"])}
        if facts["measure"] == "points":
            return _("差距 = %(own)s − %(mean)s = %(moved)s 个百分点") % words
        return _("差距 =（%(own)s − %(mean)s）÷ %(mean)s = %(moved)s%%") % words
    return ""


def label_of_day(evidence: Evidence, place: int) -> str:
    """The period of a figure; its day where it stands for no whole period."""
    day = evidence.figures[place][0]
    if not evidence.frequency:
        return day.isoformat()
    period = period_of(day, evidence.frequency)
    if period.ends != day:
        return day.isoformat()
    label = label_of(period)
    return _("%(period)s当期") % {"period": label} if "alone" in evidence.facts else label


def _first(evidence: Evidence) -> str:
    return _number(evidence.figures[0][1])


def _last(evidence: Evidence) -> str:
    return _number(evidence.figures[-1][1])


def _number(value: Decimal | None) -> str:
    return "—" if value is None else plain(value)


def _measured(value: Decimal | None, unit: str) -> str:
    if value is not None and unit in MONEY:
        return format_quantity(value, unit=unit)
    return before_unit(_number(value), unit)


def _amount(moved: str, measure: str) -> str:
    """By how much, without sign."""
    return moved.removeprefix("-") + ("%" if measure == "percent" else _(" 个百分点"))


def _signed(moved: str) -> str:
    """With a minus as print writes it."""
    return moved.replace("-", "−")


def _tell_value(evidence: Evidence) -> str:
    return _("%(label)s为 %(value)s，达到 %(bound)s 的预警线。") % _facts(evidence)


def _facts(evidence: Evidence) -> dict[str, str]:
    place = len(evidence.figures) - 1
    return {
        **evidence.facts,
        "label": label_of_day(evidence, place),
        "value": _measured(evidence.figures[place][1], evidence.unit),
        "bound": evidence.bound,
    }


def _tell_lag(evidence: Evidence) -> str:
    words = _(
        "%(label)s为 %(value)s，完成 %(share_pct)s%%，"
        "应达 %(due_pct)s%%，滞后 %(lag_pct)s 个百分点。"
    )
    return words % ({"share_pct": "—", "due_pct": "—"} | _facts(evidence))


def _tell_pace(evidence: Evidence) -> str:
    pace, reason = evidence.matters["pace"], evidence.matters["reason"].partition(":")[0]
    said = _("进度为%(pace)s") % {"pace": Pace(pace).label}
    if reason:
        said += _("：%(reason)s") % {"reason": Reason(reason).label}
    if evidence.figures:
        said += _("，最近的数是%(label)s的 %(value)s") % _facts(evidence)
    return said + _("。")


def _tell_change(evidence: Evidence) -> str:
    moved = Decimal(evidence.facts["moved"])
    words = {
        **_facts(evidence),
        "base": _measured(evidence.figures[0][1], evidence.unit),
        "against": AGAINST[evidence.facts["against"]],
        "amount": _amount(evidence.facts["moved"], evidence.facts["measure"]),
    }
    if moved < 0:
        return _("%(label)s为 %(value)s，比%(against)s的 %(base)s下降 %(amount)s。") % words
    return _("%(label)s为 %(value)s，比%(against)s的 %(base)s上升 %(amount)s。") % words


def _tell_run(evidence: Evidence) -> str:
    given = [value for _day, value in evidence.figures if value is not None]
    scale, power = scale_of(given, evidence.unit) if evidence.unit in MONEY else ("", Decimal(1))
    values = "→".join(_number(value and value / power) for _day, value in evidence.figures)
    words = {"periods": evidence.facts["periods"], "values": values}
    words["unit"] = scale + evidence.unit
    words["alone"] = _("当期数") if "alone" in evidence.facts else ""
    first, last = evidence.figures[-2][1], evidence.figures[-1][1]
    fell = first is not None and last is not None and last < first
    if fell:
        return _("连续 %(periods)s 期%(alone)s下降：%(values)s %(unit)s。") % words
    return _("连续 %(periods)s 期%(alone)s上升：%(values)s %(unit)s。") % words


def _tell_behind(evidence: Evidence) -> str:
    words = _(
        "连续 %(periods)s 期期末滞后，最近一期%(label)s为 %(value)s，滞后 %(lag_pct)s 个百分点。"
    )
    return words % _facts(evidence)


def _tell_missing(evidence: Evidence) -> str:
    labels = "、".join(label_of_day(evidence, place) for place in range(len(evidence.figures)))
    words = {"periods": evidence.facts["periods"], "labels": labels}
    return _("连续 %(periods)s 期到期没有报数：%(labels)s。") % words


def _tell_gap(evidence: Evidence) -> str:
    facts = evidence.facts
    share = facts["of"] == "share"
    words = {
        "label": label_of_day(evidence, 0),
        "what": GAP_OF[facts["of"]],
        "value": _measured(evidence.figures[0][1], "%" if share else evidence.unit),
        "mean": _measured(Decimal(facts["mean"]), "%" if share else evidence.unit),
        "counties": facts["counties"],
        "amount": _amount(facts["moved"], facts["measure"]),
    }
    if facts["moved"].startswith("-"):
        said = _(
            "%(label)s%(what)s %(value)s，比 %(counties)s 个县区的均值 %(mean)s低 %(amount)s。"
        )
    else:
        said = _(
            "%(label)s%(what)s %(value)s，比 %(counties)s 个县区的均值 %(mean)s高 %(amount)s。"
        )
    return said % words


_TELLERS: Mapping[str, Callable[[Evidence], str]] = {
    "value": _tell_value,
    "pace": _tell_pace,
    "lag": _tell_lag,
    "change": _tell_change,
    "run": _tell_run,
    "behind": _tell_behind,
    "missing": _tell_missing,
    "gap": _tell_gap,
}
