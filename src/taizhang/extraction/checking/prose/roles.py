"""What a number is in a statement of change (数字的角色): now, before, difference, growth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...patterns import late
from ..numbers import POINTS, Number

Role = Literal["now", "before", "difference", "growth", "times", "points", "goal"]

_CHANGE = late(
    r"(?:(?P<up>增长|(?<!新)增加|上升|提高|提升|扩大|净增|增幅|增速|增收|增支|增产|多|(?<![最提])高|(?<!新)增|升)|"
    r"(?P<down>下降|减少|降低|回落|缩减|压减|压降|缩短|下滑|降幅|净减|减收|减产|少|(?<!最)低|降|减))(?:了|幅度?|率)?(?:为|达到?|约)?$"
)
_TO = late(
    r"(?:增加|增长|提高|上升|提升|扩大|下降|减少|降低|回落|压减|缩短|增|升|降|减|扩|调整|变)[到至为成]了?$|^[^，]{0,6}(?:到|至|达到)$"
)
_BEFORE = late(
    r"上年|去年|同期|上月|上季度?|上期|年初(?!预算|计划|目标|确定|下达)|前年|上一年|往年|基数|基期|(?<![理自缘])由(?![市县区省])|从(?!业|事)|[比较](?=20\d\d年)"
)
_THAN = late(r"(?<![对占])[比较](?!例|重|好|差)[^，]{1,14}$")
_CARRIED = late("(?:旧存|结转|结余|结存|滚存)[^，]{0,4}$")
_WITH = late("(?:相比|相较|对比)")
_GOAL = late(r"(?:目标|任务|计划|(?<!公共)预算)(?:数|值|任务)?(?:为|是)?$")
_RULE = late(
    r"[多少][增减降]$|每[^，]{0,16}(?:(?<!增)加|减(?!少)|扣|奖|罚|补)|最多|最高|(?<!增)加$|扣$"
)
_PEER = late(r"全[国省市县区]|平均|序时|时间进度|目标|[省市县区](?:平均|水平)")
_KINDS = {
    "start": late("年初|年底|年末"),
    "last": late("环比|上月|上季|上期|上周"),
    "year": late("同比|上年|去年|同期"),
}
_YEAR = late(r"(20\d\d)年")
_ORIGIN = late(r"(?<![理自缘])由|从(?!业|事)")


_COUNTED = late(
    r"(?P<unit>人|批|件|起|宗|户|家|个|项)(?:次|数)(?:同比|环比|分别|也|则)?"
    r"(?:增长|增加|上升|提高|下降|减少|降低|回落|增|降|减)(?:了|幅度?)?$"
)


@dataclass(frozen=True, slots=True)
class Played:
    """A number with its role; ``sign`` is the direction its words give, ``year`` what they name."""

    number: Number
    role: Role
    sign: int = 1
    year: int = 0
    origin: bool = False
    kind: str = ""


def is_of_unit(stated: Number, base: Number) -> bool:
    """Whether a rate may be of a value: 人次下降31% is of no number of 批."""
    said = _COUNTED.search(stated.before)
    unit = base.unit or base.after[:1]
    return said is None or not unit or said["unit"] in unit or unit in "名位人次"


def role_of(number: Number) -> Played:
    """The role of a number by the words that lead to it.

    >>> from ..bulletin import open_bulletin
    >>> bulletin = open_bulletin("受理120件，比上年同期的100件增长20%。")
    >>> [role_of(number).role for number in bulletin.sentences[0].numbers]
    ['now', 'before', 'growth']
    """
    before = number.before
    years = _YEAR.findall(before)
    year = int(years[-1]) if years else 0
    kind = next((name for name, words in _KINDS.items() if words.search(before)), "")
    if _RULE.search(before):
        return Played(number, "goal")
    change = None if _TO.search(before) else _CHANGE.search(before)
    sign = -1 if change and change["down"] else 1
    if number.unit == POINTS:
        return Played(number, "points", sign if change else 0, kind=kind)
    if number.unit == "倍":
        return Played(number, "times", sign if change else 0, kind=kind)
    if change:
        return Played(number, "growth" if number.is_share else "difference", sign, kind=kind)
    if _is_earlier(number):
        return Played(number, "before", year=year, origin=bool(_ORIGIN.search(before)), kind=kind)
    if _GOAL.search(before):
        return Played(number, "goal", kind=kind)
    return Played(number, "now", year=year, kind=kind)


def _is_earlier(number: Number) -> bool:
    """Whether a level is the one before; 上年结转28件 is none, 同2010年的28件相比 is one."""
    before = number.before
    if _WITH.match(number.after):
        return True
    if _CARRIED.search(before) or _TO.search(before):
        return False
    compared = _THAN.search(before) and not (number.is_share and _PEER.search(before))
    return bool(compared or _BEFORE.search(before))
