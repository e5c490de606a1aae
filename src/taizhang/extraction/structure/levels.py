"""Levels of government (层级): whose departments a document names, and completing their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ..patterns import late
from ..vocabulary import alternation

_LEVEL_OF = {
    **dict.fromkeys(("省", "自治区", "特别行政区"), "省"),
    **dict.fromkeys(("市", "自治州", "州", "盟", "地区"), "市"),
    **dict.fromkeys(("县", "自治县", "旗", "自治旗"), "县"),
    "区": "区",
}
_PREFIX_OF = ("自治区", "自治州", "州", "地区", "盟", "自治旗", "旗", "镇", "乡", "街道")
_SHORT = {"自治州": "州", "地区": "地", "自治旗": "旗"}
_CHAIN = late(
    r"(?P<province>[\u4e00-\u9fff]{2,6}?(?:省|自治区))?"
    r"(?P<city>[\u4e00-\u9fff]{2,6}?(?:市|自治州|地区|盟))?"
    r"(?P<county>(?:(?![市省])[\u4e00-\u9fff]){1,6}?(?:自治县|县(?!区)|区|旗))?"
)
_ZONE = late(
    r"[\u4e00-\u9fff]{2,20}?(?:开发区|高新区|经开区|新区|示范区|园区|试验区|合作区)"
    r"(?=(?:党工委)?管委会|管理委员会)"
)
_TOWN = late(r"[\u4e00-\u9fff]{1,6}?(?:镇|乡|街道)(?=人民政府|党委|办事处|党工委)")
_FALSE_AREA = late(
    r"(?:示范|开发|试验|高新|经开|新|片|园|集聚|保税|产业|社|街|景|灾|城|度假|风景|管理|工业|合作|技术)区$"
)
_FALSE_PLACE = late(r"^(?:全|我|本|各|关于|印发|有关|中心城|城|以|为|贯彻|加快|支持|推进|促进)")
_BARE = late(
    r"(?:[全我本]|(?:(?<![\u4e00-\u9fff])|(?<=年))(?=.(?:人民)?政府))(省|市|区|县|州|盟|旗|镇|乡)"
)
_DEPARTMENT = late(rf"(?:{alternation('units', 'department_endings')})(?:\([^()]*\))?$")
_NEVER_START = late(
    r"(?!市场|市容|市政(?=局|处|公用|园林|工程|设施|管理|建设|养护)|区域|县域|省际|乡村|"
    r"地方(?:金融|志|税|史|海事|铁路|粮))"
    rf"(?:{alternation('units', 'never_complete_prefixes')})"
)
_NEVER_END = late(rf"(?:{alternation('units', 'never_complete_endings')})(?:\([^()]*\))?$")
_PLACE_INSIDE = late(
    r"[\u4e00-\u9fff]{2,}?(?:[省县州盟旗]|(?<![城都集超股])市)(?=[\u4e00-\u9fff]{2,})|"
    r"(?!保护|风景|社会|全域|流域)[\u4e00-\u9fff]{2}区(?=[\u4e00-\u9fff]{2,6}[局委办]$)"
)
_PRINTED = late(
    r"(自治区|省(?!际)|市(?!场|容|政[局处公园工设管建养])|区(?!域)|县(?!域)|[州盟旗]|[镇乡](?!村))(?=[\u4e00-\u9fff]{1,16})"
)
_NATIONAL = late(
    r"国务院|中共中央|中华人民共和国|国家[\u4e00-\u9fff]{2,12}(?:委|局|部)|[\u4e00-\u9fff]{1,8}部(?:办公厅|等)"
)


def read_place(text: str) -> tuple[str, str] | None:
    """The place a title or issuer begins with, and its level.

    >>> read_place("云江省云岭市松山区人民政府")
    ('云江省云岭市松山区', '区')
    """
    if _FALSE_PLACE.match(text):
        return None
    zone = _ZONE.match(text)
    if zone:
        return zone[0], "区"
    found = _CHAIN.match(text)
    if not found or not found[0]:
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


def prefix_of(place: str | None, level: str | None) -> str | None:
    """What a place's departments begin with: 自治区 for a province of that kind, 州, 盟, 旗.

    >>> prefix_of("云江自治区", "省"), prefix_of("云岭市", "市"), prefix_of(None, None)
    ('自治区', '市', None)
    """
    if level is None or not place:
        return level
    ending = next((e for e in _PREFIX_OF if place.endswith(e)), level)
    ending = _SHORT.get(ending, ending)
    return ending if level_of(ending) in (None, level) else level


def read_town(text: str, place: str | None) -> str | None:
    """镇, 乡 or 街道 when the issuer is the government of one within (or without) a place."""
    found = _TOWN.match(text, text.find(place) + len(place) if place and place in text else 0)
    return next((e for e in ("镇", "乡", "街道") if found[0].endswith(e)), None) if found else None


def level_of(prefix: str) -> str | None:
    """The level of a prefix, None for a town."""
    return _LEVEL_OF.get(prefix)


def vote_prefix(names: Iterable[str], body: str) -> str | None:
    """The prefix most units are printed with, else the one in 全市 / 我县 in the text."""
    votes = Counter(found[1] for name in names if (found := _PRINTED.match(name)))
    if not votes:
        votes = Counter(_BARE.findall(body))
        if sum(votes.values()) < 2:
            return None
    prefix, often = votes.most_common(1)[0]
    if often * 2 <= sum(votes.values()):
        return None
    return "自治区" if prefix == "区" and body.count("自治区") > 1 else prefix


def complete_name(name: str, prefix: str | None, stem: str) -> str:
    """A department's name with the prefix of its level where the text left it out.

    ``stem`` is the jurisdiction without its last letters (云岭 of 云岭市): names that carry it,
    or any other place, stay as printed.

    >>> complete_name("财政局", "市", "云岭"), complete_name("云岭海关", "市", "云岭")
    ('市财政局', '云岭海关')
    """
    if prefix is None or not _DEPARTMENT.search(name) or _NEVER_END.search(name):
        return name
    if _NEVER_START.match(name) or (stem and stem in name) or _PLACE_INSIDE.match(name):
        return name
    return prefix + name


def stem_of(place: str | None) -> str:
    """云岭 of 云岭市; the last link of a chain."""
    if not place:
        return ""
    found = _CHAIN.match(place)
    last = next((g for g in reversed(found.groups()) if g), "") if found else ""
    return re.sub(r"(?:自治区|自治州|自治县|地区|[省市县区州盟旗])$", "", last)
