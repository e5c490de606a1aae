"""One thing said twice (前后不一): 总投资3.2亿元 and 总投资2.3亿元; 至6月30日截止, 截止日6月20日.

What the two sentences call alike must be alike: the total of one project, how long a text is in
force, until when one thing may be handed in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .figures import read_printed
from .findings import Finding
from .reading import Reading

_TOTALS = re.compile(
    r"(?P<noun>总投资额?|投资总额|总建筑面积|总用地面积|总占地面积|总工期|建设工期|建设周期|建设期|总预算|资金总额|"
    r"奖金总额|总里程|总规模|总户数|总人口|服务期限|合同期限|试用期|聘期|公示期|有效期限?)"
    r"(?:为|是|共计?|约|达到?|:)*(?=\d)"
)
_LASTS = re.compile(r"(?P<number>\d{1,4})(?P<unit>年|个月|个工作日|天|日)(?![前初底\d]|1?\d月)")
_PREFIX = re.compile(r"[\u4e00-\u9fffA-Za-z0-9“”]{0,16}$")
_FILLING = re.compile(
    r"该|本|此|项目|工程|计划|预计|概算|估算|全部|其|的|办法|细则|规定|措施|通知|[“”]"
)
_ONE_PROJECT = re.compile("项目|工程")
_ASIDE = re.compile(
    r"其中|原|调整|延长|修改|由|比|增加|减少|分别|上年|去年|每|各|一期|二期|三期|分期|批|续"
)
_DAY = r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_WHAT = (
    r"(?P<what>申报|报名|申请|征集|提交|投稿|报送|受理|征求意见|公示|投票|缴费|参评|推荐|登记|投标)"
)
_UNTIL = (
    re.compile(rf"{_WHAT}[^。;\n]{{0,24}}?(?:至|到|于){_DAY}[^,。;\d]{{0,6}}(?:截止|为?止|结束)"),
    re.compile(rf"{_WHAT}(?:材料|工作|意见)?(?:的)?截止(?:时间|日期|日)?(?:为|是|到|至|:)?{_DAY}"),
    re.compile(
        rf"{_WHAT}(?:的)?(?:时间|期限|日期)(?:为|是|:|从|自)?[^。;\n]{{0,20}}?[-—至到]+{_DAY}"
    ),
)
_SEVERAL = re.compile(r"第[一二三四]|批次|分批|延期|延长|调整|改为|季度|上半年|下半年")
_FORCE = re.compile(
    r"自(?P<y>20\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日起[^。;\d]{0,12}有效期(?:为)?(?P<years>\d{1,2})年"
    r"[^。;\d]{0,6}至(?P<y2>20\d\d)年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)
_MONTH = 31
_PROJECT = re.compile(r"(?:项目|工程)(?=[。:(]|$)")
_ROUND = re.compile("[一二三四首][期批轮]")
_TWO = 2
_NEAR = 24


@dataclass(frozen=True, slots=True)
class _Said:
    """A thing with what is said of it: value, unit and clean range."""

    value: tuple[Fraction, str]
    start: int
    end: int


def check_same_thing(reading: Reading) -> Iterator[Finding]:
    """Totals, terms and closing days that two places of one text give otherwise."""
    said: dict[tuple[str, str, str], list[_Said]] = defaultdict(list)
    fold = reading.stream.fold
    for block in reading.blocks:
        if fold.find("\t", block.start, block.end) < 0:
            for key, one in _totals(fold, block.start, block.end):
                said[key].append(one)
    for (noun, _, _), found in said.items():
        yield from _differing(reading, noun, found)
    yield from _closing_days(reading)
    for block in reading.blocks:
        yield from _validity(reading, block.start, block.end)


def _validity(reading: Reading, start: int, end: int) -> Iterator[Finding]:
    """自2026年5月1日起施行，有效期2年，至2029年4月30日止: the last day is two years after."""
    for found in _FORCE.finditer(reading.stream.fold, start, end):
        first = int(found["y"]) * 372 + int(found["m"]) * 31 + int(found["d"])
        last = int(found["y2"]) * 372 + int(found["m2"]) * 31 + int(found["d2"])
        if abs(last - first - int(found["years"]) * 372) > _MONTH:
            sentence = (
                f"{reading.place(found.start())}写明有效期{found['years']}年，"
                "与所写的施行日期和截止日期不符，请核对。"
            )
            yield reading.finding("indicator_two_numbers", *found.span(), sentence)


_Key = tuple[str, str, str]


def _totals(fold: str, start: int, end: int) -> Iterator[tuple[_Key, _Said]]:
    """Each total or term with the name before it."""
    for found in _TOTALS.finditer(fold, start, end):
        before = _PREFIX.search(fold, max(start, found.start() - _NEAR), found.start())
        name = _FILLING.sub("", before[0]) if before else ""
        if found["noun"].startswith("总") and not (before and _ONE_PROJECT.search(before[0])):
            continue
        if _ASIDE.search(fold, max(start, found.start() - 6), found.start()):
            continue
        lasts = _LASTS.match(fold, found.end(), end)
        if lasts:
            value = Fraction(lasts["number"]), lasts["unit"]
            yield (
                (found["noun"].removesuffix("限"), name, lasts["unit"]),
                _Said(value, found.start(), lasts.end()),
            )
            continue
        figures = read_printed(fold, found.end(), min(end, found.end() + _NEAR))[:1]
        if figures and figures[0].start == found.end() and not figures[0].rough:
            value = figures[0].figure.value, figures[0].unit
            key = found["noun"].removesuffix("额"), name, figures[0].unit
            yield key, _Said(value, found.start(), figures[0].end)


def _differing(reading: Reading, noun: str, found: Sequence[_Said]) -> Iterator[Finding]:
    """The first mention that differs, where there are but two values."""
    values = {one.value for one in found}
    if len(values) != _TWO:
        return
    first = found[0]
    other = next(one for one in found if one.value != first.value)
    fold = reading.stream.fold
    if "\n" not in fold[first.end : other.start] and "。" not in fold[first.end : other.start]:
        return
    nodes = [reading.node_at(one.start) for one in (first, other)]
    projects = [n is not None and _PROJECT.search(fold, *n.title) is not None for n in nodes]
    if not all(projects) or nodes[0] is nodes[1]:
        yield _two(reading, noun, first, other)


def _two(reading: Reading, noun: str, first: _Said, other: _Said) -> Finding:
    fold = reading.stream.fold
    sentence = (
        f"“{noun}”在{reading.place(first.start)}写作“{fold[first.start : first.end]}”，"
        f"这里是“{fold[other.start : other.end]}”，请核对统一。"
    )
    return reading.finding("indicator_two_numbers", other.start, other.end, sentence)


def _closing_days(reading: Reading) -> Iterator[Finding]:
    """至6月30日截止 and 申报截止日6月20日: the last day for one thing, said twice."""
    fold = reading.stream.fold
    days: dict[str, list[_Said]] = defaultdict(list)
    for block in reading.blocks:
        if _SEVERAL.search(fold, block.start, block.end):
            continue
        for pattern in _UNTIL:
            for found in pattern.finditer(fold, block.start, block.end):
                if _ROUND.search(fold, max(block.start, found.start() - 8), found.start()):
                    continue
                day = Fraction(int(found["month"]) * 100 + int(found["day"]))
                one = _Said((day, ""), found.start("month"), found.end("day") + 1)
                days[found["what"]].append(one)
    for what, found_days in days.items():
        yield from _differing(reading, f"{what}截止时间", found_days)
