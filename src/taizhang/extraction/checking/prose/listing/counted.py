"""Announced counts (列举数目): 青石县、白河县等5个县区, 以下7项 above six, 四个方面：一是…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....lines.numbering import read_label
from ....numbers.numerals import chinese_integer
from ....patterns import late
from ...bulletin import Bulletin
from ...findings import Finding, Severity

_COUNT = r"(?<![\d第.十])(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,3})"
_KIND = (
    r"(?:个|家|类|种|大|项|所|条|名|位)(?:重点|试点|工作|专项|主要|成员|责任|牵头|市直|县直|区直|市级|县级)?"
    r"(?P<kind>县区|县市区|县|市|区|乡镇|镇街|镇|乡|街道|村|社区|单位|部门|局|企业|公司|项目|指标|任务|事项|"
    r"方面|环节|问题|园区|开发区|学校|医院|行业|领域|产业|工程|目标|监测点|试点|工作组|小组|组|专班|平台|系统|"
    r"片区|流域|等次|等级|类别|类型|品种|窗口|科室)"
)
_NAMES = r"(?P<list>[^，。;:、()\t\d“”]{1,16}(?:、[^，。;:、()\t\d“”]{1,16}){1,24}?)"
_BEFORE = late(rf"{_NAMES}(?P<etc>等)?(?:这|共|共计|合计)?{_COUNT}{_KIND}(?![级直域委政长内])")
_BEHIND = late(
    rf"{_COUNT}{_KIND}(?P<told>[^，。;:、()\d]{{0,8}})(?:[(:]|，(?=即|分别|包括))(?:分别(?:是|为)|即|为)?:?"
    r"(?P<list>[^，。;:、()\t\d]{2,16}(?:、[^，。;:、()\t\d]{2,16}){1,24})(?=[)。;]|$|\n)"
)
_FOLLOWS = late(
    rf"(?:以下|下列|如下|突出(?:表现|体现)?(?:在|为)?|存在|主要(?:有|是|存在)|分为|包括){_COUNT}(?:个|项|类|条|种|大|方面)?[^，。;:]{{0,10}}(?:如下)?[:。]"
)
_POINT = late(
    r"(?:(?<=[。;:，\n])|^)(?:(?P<cn>[一二三四五六七八九十]{1,2})是|[(](?P<paren>\d{1,2}|[一二三四五六七八九十]{1,2})[)]|(?P<num>\d{1,2})[.、](?!\d)|(?P<circled>[①-⑳]))",
    re.MULTILINE,
)
_JOIN = late(r"以及|(?<![涉普])及|[和与]")
_WINDOW = 4_000
_FAR = 3
_MOST = 40
_LABEL = 24


def _number(text: str) -> int:
    return int(text) if text.isdigit() else (chinese_integer(text) or 0)


def check_counts(bulletin: Bulletin) -> Iterator[Finding]:
    """Lists of names, and numbered points, that are longer or shorter than said."""
    text = bulletin.text
    for sentence in bulletin.sentences:
        label = read_label(text[sentence.start : min(sentence.end, sentence.start + _LABEL)])
        start = sentence.start + (label.length if label else 0)
        for found in _BEFORE.finditer(text, start, sentence.end):
            yield from _compare(bulletin, found, open_end=bool(found["etc"]))
        for found in _BEHIND.finditer(text, sentence.start, min(sentence.end + 1, len(text))):
            yield from _compare(bulletin, found, open_end="等" in found["list"][-3:])
    for found in _FOLLOWS.finditer(text):
        yield from _points(bulletin, found)


def _compare(bulletin: Bulletin, found: re.Match[str], *, open_end: bool) -> Iterator[Finding]:
    """青石县、白河县等5个县区: its length tells whether 等 closes the list or leaves it open."""
    count, least = _number(found["count"]), found["list"].count("、") + 1
    most = least + len(_JOIN.findall(found["list"]))
    if count < 2 or least <= count <= most or abs(least - count) > _FAR or (open_end and least < 3):
        return
    if open_end and count > most + 1:
        return
    start, end = found.start("list"), found.end("kind")
    said = bulletin.stream.clean[found.start("count") : found.end("kind")]
    sentence = (
        f"“{bulletin.words(min(start, found.start()), max(end, found.end('list')))}”："
        f"写明“{said}”，列出的是{least}个，请核对是漏列还是数字写错。"
    )
    severity: Severity = "warning" if open_end and least < count else "error"
    yield bulletin.finding("count_mismatch", found.start(), found.end(), sentence, severity)


def _points(bulletin: Bulletin, found: re.Match[str]) -> Iterator[Finding]:
    """以下7项：（1）…（6）: points of one kind, counted from 1 on."""
    count = _number(found["count"])
    kind, held = "", 0
    for point in _POINT.finditer(bulletin.text, found.end(), found.end() + _WINDOW):
        this = point.lastgroup or ""
        value = ord(point[this]) - 0x245F if this == "circled" else _number(point[this])
        if not kind and value == 1 and point.start() - found.end() < _MOST:
            kind, held = this, 1
        elif this == kind and value == held + 1:
            held = value
        elif this == kind and value <= held:
            break
    if count > 1 and held > 1 and held != count:
        sentence = (
            f"“{bulletin.words(*found.span())}”：写明{count}，后面列出的是{held}，"
            "请核对是漏列还是数字写错。"
        )
        yield bulletin.finding("count_mismatch", *found.span(), sentence)
