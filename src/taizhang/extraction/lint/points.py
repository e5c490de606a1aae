"""Points (分值) as rating schemes print them: （15分） behind a name, 得5分, 权重30%, 总分100分."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_N = r"(?P<{}>(?<!\d)\d{{1,9}}(?:\.\d{{1,9}})?)"
_HELD = re.compile(
    rf"\((?:满分|共计?|计|总分值?|分值|占|权重|标准分)?(?:为|:)?{_N.format('points')}分(?:,[^()]{{0,20}})?\)"
)
_WEIGHT = re.compile(
    rf"\((?:权重|占比|占|比重|所占比重)?(?:为|:)?{_N.format('share')}%\)|权重(?:为|占|:)?{_N.format('bare')}%"
)
_SHARE = re.compile(
    rf"[^,。;:、\d()]{{2,24}}[,:]?(?:占比?|占(?:总分|考核总分|总成绩|综合得分)的?){_N.format('share')}%(?=[。;,]|$)"
)
_TOTAL = re.compile(
    rf"(?:总分值?|满分|总计|合计|分值共计?|总分为|考核总分)(?:为|是|计|:|共)?{_N.format('points')}分|"
    rf"{_N.format('system')}分制|(?P<hundred>百分制)|(?P<thousand>千分制)|{_N.format('full')}分为满分|共计?{_N.format('sum')}分"
)
_AWARD = re.compile(
    rf"(?:得|(?<![合总共累])计|记|赋|给)(?:满分)?{_N.format('points')}分(?!以|的|制)|"
    rf"(?:总分|得分|累计)?(?:最高|最多)?不(?:得)?超过{_N.format('cap')}分|(?:最高|最多)(?:可|只)?(?:得|计|加)?{_N.format('most')}分"
)
_NOT_HELD = re.compile(r"扣|减|另|额外|附加|总成绩|总得分|每|名次|倒")
_BASE = re.compile(rf"基[础本准]分(?:为|:)?{_N.format('points')}分")
_PLUS = re.compile(
    rf"(?:最多|最高)(?:可)?加{_N.format('points')}分|加分(?:最高|最多)?不超过{_N.format('cap')}分"
)
_BONUS = re.compile(r"加分|扣分|减分|附加|奖励分|倒扣|一票否决|惩处|负面|约束性")
_NAMED = r"[\u4e00-\u9fff“”]{2,16}(?<![得计加扣减记赋为第达满超每])"
_LISTED = re.compile(rf"(?:{_NAMED}\(?\d{{1,9}}(?:\.\d{{1,9}})?分\)?[,、;和及。]){{3,}}")
_LISTED_POINTS = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)分")
_PLAIN = re.compile(
    rf"[^,。;:、\d()]{{2,24}}(?<![得计加扣减记赋为达超每足第])[,:]?(?:(?:共计?|计|分值|满分|权重)(?:为|:)?)?{_N.format('points')}分(?=[。:;]|$)"
)
_BEHIND_STOP = re.compile(rf"[^,。;:\d()]{{2,40}}。(?:\(?{_N.format('points')}分\)?)(?=[。:;])")
_TAKEN = re.compile(
    rf"(?:最[多高](?:可)?扣|扣分(?:最[多高])?不超过|累计扣分不超过|扣完|扣至){_N.format('points')}分"
)
_STATED = re.compile(rf"[,;。](?:本项)?(?:共|共计|计|满分){_N.format('points')}分(?=[,。;]|$)")
_GOES_ON = re.compile(r"[、,和及]{1,2}[^,。;:、\d()]{2,24}\(\d+(?:\.\d+)?分\)")
_MOST = re.compile(
    rf"(?:满分|最[高多](?:可|只)?[得计记]|(?:累计|合计|总分|得分)?(?:最[高多])?不(?:得)?超过|上限为?){_N.format('points')}分"
)
_GRADES = re.compile(r"优秀|良好|合格|称职|以上|以下|其余|其他|剩余")
_HEADING = 60


@dataclass(frozen=True, slots=True)
class Points:
    """A number of points and where it is printed in the clean stream."""

    value: Fraction
    start: int
    end: int


def _points(found: re.Match[str]) -> Points:
    text = next(group for group in found.groups() if group is not None)
    value = Fraction({"百分制": 100, "千分制": 1000}.get(text, text))
    return Points(value, found.start(), found.end())


def heading_points(fold: str, start: int, end: int) -> Points | None:
    """The points behind the name at the head of a range: 经济规模（25分）, 经济规模25分。"""
    stop = min(end, start + _HEADING)
    period = fold.find("。", start, stop)
    found = _HELD.search(fold, start, period if period >= 0 else stop)
    if found and _GOES_ON.match(fold, found.end(), end):
        return None
    if found is None:
        found = _PLAIN.match(fold, start, stop) or _BEHIND_STOP.match(fold, start, stop)
        if found and _TOTAL.search(fold, *found.span()):
            return None
    return _points(found) if found else None


def most_points(fold: str, start: int, end: int) -> tuple[Points, bool] | None:
    """What an item without points in its heading gives at most, and whether it says so (满分15分).

    None where it says so twice, or gives by steps.
    """
    said = list(_MOST.finditer(fold, start, end))
    if said:
        return (_points(said[0]), True) if len(said) == 1 else None
    given = awards(fold, start, end)
    return (given[0], False) if len(given) == 1 else None


def heading_weight(fold: str, start: int, end: int) -> Points | None:
    """The weight in percent at the head of a range: 经济规模（权重25%）."""
    stop = min(end, start + _HEADING)
    found = _WEIGHT.search(fold, start, stop) or _SHARE.match(fold, start, stop)
    return _points(found) if found else None


def totals(fold: str, start: int, end: int) -> list[Points]:
    """The totals stated in a range: 总分100分, 百分制."""
    return [_points(found) for found in _TOTAL.finditer(fold, start, end)]


def awards(fold: str, start: int, end: int) -> list[Points]:
    """What clauses give at most: 得5分, 总分不超过3分; deductions and extras left out."""
    return [
        _points(found)
        for found in _AWARD.finditer(fold, start, end)
        if not _NOT_HELD.search(fold, max(start, found.start() - 4), found.start())
    ]


def listed_points(fold: str, start: int, end: int) -> tuple[Points, str] | None:
    """思想建设40分，组织建设60分，作风建设40分: the sum of a pure list, and its numbers."""
    found = _LISTED.search(fold, start, end)
    if found is None:
        return None
    if _GRADES.search(found[0]) or _GRADES.match(fold, found.end(), end):
        return None
    numbers = _LISTED_POINTS.findall(found[0])
    total = sum((Fraction(number) for number in numbers), Fraction(0))
    return Points(total, found.start(), found.end()), "+".join(numbers)


def deductions(fold: str, start: int, end: int) -> list[Points]:
    """What clauses take off at most: 最多扣20分."""
    return [_points(found) for found in _TAKEN.finditer(fold, start, end)]


def own_points(fold: str, start: int, end: int) -> Points | None:
    """The one number of points that an item gives: 得10分; …，共8分."""
    given = [*awards(fold, start, end), *map(_points, _STATED.finditer(fold, start, end))]
    return given[0] if len(given) == 1 else None


def base_and_bonus(fold: str, start: int, end: int) -> Points | None:
    """基础分10分 and 最多加5分 of one item, added up, where each is said once."""
    base, plus = (list(pattern.finditer(fold, start, end)) for pattern in (_BASE, _PLUS))
    if len(base) != 1 or len(plus) != 1 or plus[0].start() < base[0].start():
        return None
    value = _points(base[0]).value + _points(plus[0]).value
    return Points(value, base[0].start(), plus[0].end())


def is_bonus(text: str) -> bool:
    """Whether a heading speaks of points on top of (or off) the total."""
    return _BONUS.search(text) is not None


def shown(value: Fraction) -> str:
    """A number of points without needless zeros.

    >>> shown(Fraction(5, 2)), shown(Fraction(10))
    ('2.5', '10')
    """
    return str(int(value)) if value.denominator == 1 else f"{float(value):g}"
