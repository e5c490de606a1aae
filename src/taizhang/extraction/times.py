"""Time expressions (时间表达): found in text, resolved against the date of issue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from . import calendar_words as words
from .anchors import Anchor, anchor_of
from .cell_times import CELL_READERS, fills_cell
from .numerals import chinese_integer
from .types import Basis
from .vocabulary import alternation

_NUM = r"(?:\d{1,3}|[一二三四五六七八九十两半]{1,3})"
_UNTIL = r"(?:之前|以前|前|止)"
_QUARTER = r"(?:前?[一二三四1-4]个?季度|第[一二三四1-4]季度)"
_HALF = r"(?:上半年|下半年)"
_YEAR = r"(?:(?P<year>(?:19|20)\d{2})年?|(?P<relative>今年|本年|明年|次年))"
_SPAN = r"(?:个?工作日|日|天|个月|周|年)(?:之?内|以内)"
_POINT = (
    r"(?P<month>1[0-2]|0?[1-9])月份?"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|(?P<third>[上中下]{1,2}旬|底|末|初))?"
)

_RANGE = re.compile(
    r"(?<![\d.])(?P<from>(?:19|20)\d{2})(?:年(?:\d{1,2}月(?:\d{1,2}日)?)?)?[-—－–~至]{1,2}"
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>\d{1,2})日)?)?(?P<until>底|末)?"
)
_DAY_RANGE = re.compile(
    r"(?<![\d.])(?:(?P<from>20\d{2})年)?(?P<first>1[0-2]|0?[1-9])(?:月(?:\d{1,2}日)?)?[-—－–~至到]{1,2}"
    r"(?:(?P<year>20\d{2})年|(?P<next>次年|翌年|明年)|当年)?"
    r"(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\d|0?[1-9])日)?(?P<until>底)?(?!\d)"
)
_YEAR_POINT = re.compile(
    rf"(?<![\d.])(?P<lead>到|至|截至|力争|于|在)?{_YEAR}"
    rf"(?P<part>的?(?:{_HALF}|{_QUARTER}|年?底|年?末|内|年中|全年)|(?=[1-9])(?:{_POINT}))?"
    rf"(?P<until>底)?(?P<before>{_UNTIL})?"
)
_MONTH = re.compile(rf"(?<![\d年.\-—~至到第]){_POINT}(?P<before>{_UNTIL})?")
_PART = re.compile(
    rf"(?P<part>{_HALF}|{_QUARTER}|(?<![每隔半多少近])年(?:底|末)|(?<![\d一二三四五六七八九十两])年内|全年|本年度内)"
    rf"(?P<until>末|底)?(?P<before>{_UNTIL})?"
)
_PLAN = re.compile(
    r"[“\"]?(?P<plan>十[一二三四五六七八九]?)五[”\"]?(?P<when>末|期末|期间|时期|期内|规划期)"
)
_AFTER_ISSUE = re.compile(
    r"(?:印发|发布|下发|公布|出台|施行|实施)(?:之日)?(?:起|后)?(?:的)?"
    rf"(?P<count>{_NUM})(?P<unit>个?工作日|日|天|个月|周|年)(?:之?内|以内)"
)
_OTHERS = re.compile(r"(?:国家|中央|上级|国务院|部委|省级?|省里|相关|有关|配套)[^,;。、(本]{0,10}$")
_WITHIN_YEARS = re.compile(
    rf"(?:经过|(?<!利)用)(?:(?P<low>{_NUM})[-—－–~至到])?(?P<count>{_NUM})年(?:左右)?(?:的?时间|的?努力)"
)
_YEARS_WITHIN = re.compile(rf"(?<![每近前连毕业\d])(?<!起)(?P<count>{_NUM})年内(?![未的毕或])")
_SINCE = re.compile(
    r"(?<!\d)(?P<from>(?:19|20)\d{2})年(?:起|开始)(?:的)?,?(?P<count>\d{1,2}|[一二三四五六七八九十])年内"
)
_UNRESOLVED = re.compile(
    r"(?:下达|批复|批准|通过|签订|验收|受理|到位|启动|开工|竣工|认定)(?:之日)?(?:起|后)"
    rf"{_NUM}{_SPAN}"
)

_NAMES = (
    r"(?:三年|五年|年度)?(?:行动)?"
    r"(?:计划|规划|要点|方案|版|预算|纲要|结转|培训计划|工作计划|任务书|工程规划|行动)"
)
_NAME_BEHIND = re.compile(rf"(?:年?度)?(?:[\u4e00-\u9fff]{{0,6}}?{_NAMES})")
_BACKWARDS = re.compile(r"(?:以来|起|开始|以后|之后|以前年度|同期|来|年初|初增|增长|比上年)")
_RECURRING = re.compile(
    r"(?:每年|每季|每个|每月|逐年|按|各年|历年|年年|上年|去年|较|比|自|从|从事|每|有效期|有效期限)$"
)
_IS_A_YEAR = re.compile(r",(?:是|作为|对于|受|面对|在[^,。]{0,20}下,)")
_NO_TASK = re.compile(
    r"[\s\d)\]〕》》”,、;。]|年|[是为的]|度?(?:[\u4e00-\u9fff]{0,6}?(?:报告|会议|条例|目录|标准|清单|项目|活动|名单|普查|考核|任务书|"
    r"要点|方案|计划|规划|预算|版|工作安排|分工|分解|以来|同期|年鉴|数据|价格|水平|基础))"
)
_PROMISES = re.compile(
    rf"(?:累计|力争|争取|确保|要|({alternation('targets', 'commit_verbs')})(?!的)|"
    r"[^,;。\n]{0,60}?(?:\d|目标(?:是|为|:)))"
)
_FULFILS = re.compile(r"(?:完成|实现|做好)$")
_FIELD = re.compile(r"(?:时限|时间|期限|节点|日期):$")
_ATTRIBUTIVE = re.compile(
    r"(?:投入|建成|竣工|取得|毕业|出生|登记|注册|成立|认定|投产|参加|开工|批准|发放|形成|签订|供应)[^,;。]{0,6}的"
)
_NOT_ALL_YEAR = re.compile(r"(?:度|任务|目标|计划|预期|预算|总量|累计|平均|时间、任务)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression: clean range, last day, how it was found; no day when unresolved."""

    start: int
    end: int
    day: date | None
    basis: Basis


Resolver = Callable[["re.Match[str]", Anchor], "tuple[date | None, Basis] | None"]


def _count(text: str) -> int:
    return int(text) if text.isdigit() else (chinese_integer(text) or 0)


def _safe_day(year: int, month: int, day: int) -> date:
    last = words.month_end(year, month)
    return last if day > last.day else date(year, month, day)


def _range(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    year = int(found["year"] or found["from"])
    if found["month"]:
        day = (
            _safe_day(year, int(found["month"]), int(found["day"]))
            if found["day"] and int(found["day"])
            else words.month_end(year, int(found["month"]))
        )
        return day, "stated"
    return (date(year, 12, 31), "stated") if found["year"] else None


def _day_range(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    """5月16日至6月20日, 3—6月: the outer end; one that ends before it begins ends a year on."""
    stated = found["year"] or found["from"]
    year = int(stated) if stated else anchor.year_at(found.string, found.start())
    basis: Basis = "stated" if stated else "inferred"
    if year is None:
        return None, basis
    month = int(found["month"])
    year += not found["year"] and (found["next"] is not None or month < int(found["first"]))
    return _safe_day(year, month, int(found["day"] or 31)), basis


def _point_day(found: re.Match[str], year: int) -> date:
    """The last day that a month expression allows, 前 taken strictly."""
    month = int(found["month"])
    if found["day"]:
        return _safe_day(year, month, int(found["day"]))
    if found["third"]:
        return words.part_of_month(year, month, found["third"])
    return words.before(date(year, month, 1)) if found["before"] else words.month_end(year, month)


def _resolve_year(found: re.Match[str], anchor: Anchor) -> int | None:
    if found["year"]:
        return int(found["year"])
    if anchor.year is None:
        return None
    return anchor.year + (found["relative"] in {"明年", "次年"})


def _year_point(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    if found["year"] and "年" not in found[0]:
        return None
    year = _resolve_year(found, anchor)
    basis: Basis = "stated" if found["year"] else "inferred"
    if year is None:
        return None, basis
    if found["month"]:
        return _point_day(found, year), basis
    if found["part"] or found["until"]:
        return words.part_of_year(year, found["part"] or ""), basis
    if found["before"]:
        return date(year - 1, 12, 31), basis
    return (date(year, 12, 31), basis) if _binds(found) else None


def _binds(found: re.Match[str]) -> bool:
    """Whether a bare year is a time limit: 到2025年, 2026年，, or before what is to be done."""
    text, start, end = found.string, found.start(), found.end()
    if found["lead"] in {"到", "至", "截至", "力争"} or fills_cell(found):
        return True
    if _FIELD.search(text, max(0, start - 4), start):
        return True
    if text.startswith((",", ":", "目标。", "目标:", "度,"), end):
        return _IS_A_YEAR.match(text, end) is None
    if start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff":
        return _NO_TASK.match(text, end) is None and _PROMISES.match(text, end) is not None
    fulfils = _FULFILS.search(text, max(0, start - 3), start) is not None
    return fulfils and text[end : end + 1] != "度"


def _month(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    if not (found["day"] or found["third"] or found["before"] or fills_cell(found)):
        return None
    year = anchor.year_at(found.string, found.start())
    return (_point_day(found, year) if year else None), "inferred"


def _part(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    if found["part"] == "全年" and _NOT_ALL_YEAR.match(found.string, found.end()):
        return None
    year = anchor.year_at(found.string, found.start())
    return (words.part_of_year(year, found["part"]) if year else None), "inferred"


def _plan(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    return words.plan_end(_count(found["plan"])), "stated"


def _after_issue(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    count, unit = _count(found["count"]), found["unit"]
    working = "工作日" in unit
    basis: Basis = "provisional" if working else "relative"
    issued = anchor.issued
    if issued is None or _foreign(found):
        return None, basis
    if unit == "个月" or unit == "年":
        return words.add_months(issued, count * (12 if unit == "年" else 1)), basis
    return words.add_days(issued, count * (7 if unit == "周" else 1), working=working), basis


def _foreign(found: re.Match[str]) -> bool:
    """Whether another document is issued, not this one (国家政策出台后3个月内)."""
    return _OTHERS.search(found.string, max(0, found.start() - 12), found.start()) is not None


def _within_years(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    issued = anchor.issued
    return (words.add_months(issued, 12 * _count(found["count"])) if issued else None), "relative"


def _since(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    return date(int(found["from"]) + _count(found["count"]) - 1, 12, 31), "stated"


def _unresolved(found: re.Match[str], anchor: Anchor) -> tuple[date | None, Basis] | None:
    return None, "relative"


_READERS: tuple[tuple[tuple[str, ...], re.Pattern[str], Resolver], ...] = (
    *CELL_READERS,
    (("年内",), _SINCE, _since),
    (("年", "-", "—", "－", "–", "~", "至"), _RANGE, _range),
    (("月",), _DAY_RANGE, _day_range),
    (("年", "前", "底", "末"), _YEAR_POINT, _year_point),
    (("内",), _AFTER_ISSUE, _after_issue),
    (("时间", "努力"), _WITHIN_YEARS, _within_years),
    (("年内",), _YEARS_WITHIN, _within_years),
    (("五",), _PLAN, _plan),
    (("内",), _UNRESOLVED, _unresolved),
    (("年", "季度"), _PART, _part),
    (("月",), _MONTH, _month),
)
"""Words of which a text must hold one, looked up before the pattern is tried; pattern; resolver."""


def _is_name(fold: str, found: re.Match[str]) -> bool:
    """Whether the expression belongs to a plan's name, looks back, or recurs."""
    if _RECURRING.search(fold, max(0, found.start() - 3), found.start()):
        return True
    if _BACKWARDS.match(fold, found.end()) and not _SINCE.match(fold, found.start()):
        return True
    if _ATTRIBUTIVE.match(fold, found.end()):
        return True
    if fold.startswith(("到", "至", "截至"), found.start()) or found.group(0).endswith(
        ("底", "前", "末")
    ):
        return False
    return _NAME_BEHIND.match(fold, found.end(), found.end() + 12) is not None


def _quoted(fold: str, start: int, end: int) -> list[tuple[int, int]]:
    """Ranges in which years belong to titles: 《…》 and brackets right behind a plan's name."""
    ranges = [m.span() for m in re.compile(r"《[^《》]{0,120}》").finditer(fold, start, end)]
    pattern = re.compile(
        r"(?:计划|方案|规划|纲要|要点|意见|措施|行动|指南|目录|举措)\([^()]{0,24}\)"
    )
    return ranges + [m.span() for m in pattern.finditer(fold, start, end)]


def find_moments(fold: str, start: int, end: int, issued: Anchor | date | None) -> list[Moment]:
    """The time expressions between two points, in order, names and recurring times left out."""
    anchor = issued if isinstance(issued, Anchor) else anchor_of(issued)
    return sorted(_search(fold, start, end, anchor), key=lambda m: m.start)


def _search(fold: str, start: int, end: int, anchor: Anchor) -> Iterator[Moment]:
    taken = bytearray(end - start)  # 1 where a name or an earlier reading stands

    def take(first: int, last: int) -> None:
        taken[first - start : last - start] = b"\x01" * (last - first)

    for first, last in _quoted(fold, start, end):
        take(first, last)
    for needed, pattern, resolve in _READERS:
        worth = any(fold.find(word, start, end) >= 0 for word in needed)
        for found in list(pattern.finditer(fold, start, end)) if worth else ():
            if taken.find(1, found.start() - start, found.end() - start) >= 0:
                continue
            if _is_name(fold, found):
                take(*found.span())
                continue
            result = resolve(found, anchor)
            if result is not None:
                take(*found.span())
                yield Moment(found.start(), found.end(), result[0], result[1])
