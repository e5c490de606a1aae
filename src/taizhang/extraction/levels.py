"""Levels of government (层级): whose departments a document names, and completing their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from .vocabulary import alternation

LEVELS = ("省", "市", "区", "县")
_LEVEL_OF = {
    **dict.fromkeys(("省", "自治区", "特别行政区"), "省"),
    **dict.fromkeys(("市", "自治州", "州", "盟", "地区"), "市"),
    **dict.fromkeys(("县", "自治县", "旗", "自治旗"), "县"),
    "区": "区",
}
_CHAIN = re.compile(
    r"(?P<province>[\u4e00-\u9fff]{2,6}?(?:省|自治区))?"
    r"(?P<city>[\u4e00-\u9fff]{2,6}?(?:市|自治州|地区|盟))?"
    r"(?P<county>(?:(?![市省])[\u4e00-\u9fff]){1,6}?(?:自治县|县(?!区)|区|旗))?"
)
_FALSE_AREA = re.compile(
    r"(?:示范|开发|试验|高新|经开|新|片|园|集聚|保税|产业|社|街|景|灾|城|度假|风景|管理|工业|合作|技术)区$"
)
_FALSE_PLACE = re.compile(
    r"^(?:全|我|本|各|关于|印发|有关|中心城|城|以|为|贯彻|加快|支持|推进|促进)"
)
_BARE = re.compile(r"[全我本](省|市|区|县)")
_DEPARTMENT = re.compile(rf"(?:{alternation('units', 'department_endings')})(?:\([^()]*\))?$")
_NEVER_START = re.compile(
    rf"(?!市场|区域|县域|省际)(?:{alternation('units', 'never_complete_prefixes')})"
)
_NEVER_END = re.compile(rf"(?:{alternation('units', 'never_complete_endings')})(?:\([^()]*\))?$")
_PLACE_INSIDE = re.compile(r"[\u4e00-\u9fff]{2,}?[省市县州盟旗](?=[\u4e00-\u9fff]{2,})")
_PRINTED = re.compile(r"(省(?!际)|市(?!场)|区(?!域)|县(?!域))(?=[\u4e00-\u9fff]{1,16})")
_NATIONAL = re.compile(
    r"国务院|中共中央|中华人民共和国|国家[\u4e00-\u9fff]{2,12}(?:委|局|部)|[\u4e00-\u9fff]{1,8}部(?:办公厅|等)"
)


def read_place(text: str) -> tuple[str, str] | None:
    """The place a title or issuer begins with, and its level.

    >>> read_place("云江省云岭市松山区人民政府")
    ('云江省云岭市松山区', '区')
    """
    found = _CHAIN.match(text)
    if not found or not found[0] or _FALSE_PLACE.match(text):
        return None
    place = found[0]
    if found["county"] and _FALSE_AREA.search(place):
        place = place[: found.start("county")]
    if not place:
        return None
    ending = next(e for e in sorted(_LEVEL_OF, key=len, reverse=True) if place.endswith(e))
    return place, _LEVEL_OF[ending]


def is_national(text: str) -> bool:
    """Whether an issuer or title is that of the State."""
    return _NATIONAL.match(text) is not None


def vote_level(names: Iterable[str], body: str) -> str | None:
    """The level by the printed prefixes of units, else by 全市 / 我县 in the text."""
    votes = Counter(found[1] for name in names if (found := _PRINTED.match(name)))
    if not votes:
        votes = Counter(_BARE.findall(body))
        if sum(votes.values()) < 2:
            return None
    level, often = votes.most_common(1)[0]
    return level if often * 2 > sum(votes.values()) else None


def complete_name(name: str, level: str | None, stem: str) -> str:
    """A department's name with the level in front where the text left it out.

    ``stem`` is the jurisdiction without its last letters (云岭 of 云岭市): names that carry it,
    or any other place, stay as printed.

    >>> complete_name("财政局", "市", "云岭"), complete_name("云岭海关", "市", "云岭")
    ('市财政局', '云岭海关')
    """
    if level is None or not _DEPARTMENT.search(name) or _NEVER_END.search(name):
        return name
    if _NEVER_START.match(name) or (stem and stem in name) or _PLACE_INSIDE.match(name):
        return name
    return level + name


def stem_of(place: str | None) -> str:
    """云岭 of 云岭市; the last link of a chain."""
    if not place:
        return ""
    found = _CHAIN.match(place)
    last = next((g for g in reversed(found.groups()) if g), "") if found else ""
    return re.sub(r"(?:自治区|自治州|自治县|地区|[省市县区州盟旗])$", "", last)
