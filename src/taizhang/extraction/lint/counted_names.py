"""Names beside their number (列名与数目): 甲、乙、丙4个乡镇; 四个环节：甲、乙、丙; 五统一，即统一…

The word that is counted need not stand in the names; so only lists are compared that differ by a
little, of short names, counted by a word for kinds of things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lines.numbering import read_label
from ..numbers.numerals import chinese_integer
from .findings import Finding
from .reading import Reading

_COUNT = (
    r"(?<![\d第.])(?P<count>\d{1,2}|(?<![一二三四五六七八九十百第])[一二两三四五六七八九十]{1,2})"
)
_KINDS = (
    r"(?:个|家|类|种|大|项|所|级|条|支|名)?(?:试点|工作|重点|专项|主要|关键|成员|责任|牵头|市直|县直|区直|市级|县级|重要|核心)?"
    r"(?:乡镇|镇街|街道|县区|县市区|县|区|镇|乡|村|社区|部门|单位|方面|环节|阶段|领域|行业|类别|类型|产业|园区|学校|指标|"
    r"要素|区域|片区|奖项|等次|等级|档次|层级|层面|维度|内容|步骤|部分|板块|系统|平台|监测点|试点|工作组|小组|专班|专业|工种|流域|品种|品牌|岗位|科室|窗口)"
)
_BEFORE = re.compile(
    rf"(?P<list>[^,。;:()\t\d、]{{1,16}}(?:、[^,。;:()\t\d、]{{1,16}}){{1,14}}?)(?P<etc>等)?(?:这|共|共计|合计)?{_COUNT}(?P<kind>{_KINDS})(?![级直域委政长内民])"
)
_BEHIND = re.compile(
    rf"{_COUNT}(?P<kind>{_KINDS})(?:[^,。;:()\d、]{{0,6}})(?:[:(]|,(?:即|分别(?:是|为)|包括):?)(?:即|分别(?:是|为)|包括|一般为)?"
    rf"(?P<list>[^,。;:()\t\d、]{{2,20}}(?:、[^,。;:()\t\d、]{{2,20}}){{1,14}})(?=[)。;\t]|$)"
)
_ALIKE = re.compile(
    rf"[“\"]{_COUNT}(?:个)?(?P<word>[\u4e00-\u9fff]{{1,3}})[”\"][^,。;:]{{0,6}}[,:(]即?:?(?P<list>[^。;:()\t\d]{{6,160}})"
)
_OPENS = re.compile(rf"{_COUNT}(?P<kind>{_KINDS})[:。]$")
_HEAD = re.compile(r"[\u4e00-\u9fff]{2,16}(?=[。:])")
_REACH = 24
_MOST = 20
_PARTED = re.compile(r"[、,]")
_JOIN = re.compile(r"以及|(?<![涉普])及|[和与]")
_FEWEST = 3
_FAR = 2
_LABEL = 24


def _number(text: str) -> int:
    return int(text) if text.isdigit() else (chinese_integer(text) or 0)


def check_counted_names(reading: Reading) -> Iterator[Finding]:
    """Lists of names that are one or two longer or shorter than the number beside them."""
    fold = reading.stream.fold
    yield from _paragraphs(reading)
    for block in reading.blocks:
        label = read_label(fold[block.start : min(block.end, block.start + _LABEL)])
        start = block.start + (label.length if label else 0)
        for found in _BEFORE.finditer(fold, start, block.end):
            yield from _compare(reading, found, open_end=bool(found["etc"]))
        for found in _BEHIND.finditer(fold, start, block.end):
            yield from _compare(reading, found, open_end="等" in found["list"])
        for found in _ALIKE.finditer(fold, start, block.end):
            yield from _alike(reading, found)


def _compare(reading: Reading, found: re.Match[str], *, open_end: bool) -> Iterator[Finding]:
    """Names that are too many, or too few where no 等 follows; 和 may stand inside a name."""
    count, least = _number(found["count"]), found["list"].count("、") + 1
    most = least + len(_JOIN.findall(found["list"]))
    if least < _FEWEST - (most > least) or count < _FAR:
        return
    low, high = (least, 99) if open_end else (least, most)
    away = low - count if count < low else count - high
    if not low <= count <= high and away <= _FAR:
        yield _finding(reading, found, most)


def _finding(reading: Reading, found: re.Match[str], held: int) -> Finding:
    said = reading.stream.fold[found.start("count") : found.end("count")]
    start, end = found.start("count"), found.start("count") + len(said)
    end = found.end("kind") if "kind" in found.re.groupindex else found.end("word")
    words = reading.stream.fold[start:end]
    sentence = (
        f"{reading.place(start)}写明“{words}”，列出的是 {held} 个，请核对是漏列还是数字写错。"
    )
    return reading.finding("count_mismatch", start, end, sentence)


def _alike(reading: Reading, found: re.Match[str]) -> Iterator[Finding]:
    """“五统一”，即统一规划、统一标准…: the parts that hold the word that is counted."""
    listed = found["list"].split(",")[0] if "、" in found["list"] else found["list"]
    parts = _PARTED.split(listed)
    held = 0
    for part in parts:
        if found["word"] not in part:
            break
        held += 1
    count, most = _number(found["count"]), held + len(_JOIN.findall(listed))
    whole = held == len(parts) >= _FAR and count >= _FEWEST
    if whole and not held <= count <= most and abs(held - count) <= _FAR:
        yield _finding(reading, found, held)


def _paragraphs(reading: Reading) -> Iterator[Finding]:
    """设立3个工作专班： above paragraphs that each begin with the name of one: 综合协调专班。"""
    fold, blocks = reading.stream.fold, reading.blocks
    for index, block in enumerate(blocks):
        found = _OPENS.search(fold, max(block.start, block.end - _REACH), block.end)
        if found is None:
            continue
        held = 0
        for below in blocks[index + 1 : index + 1 + _MOST]:
            head = _HEAD.match(fold, below.start, below.end)
            if head is None or not head[0].endswith(found["kind"][-2:]):
                break
            held += 1
        count = _number(found["count"])
        last = index + held + 1 >= len(blocks)
        if held >= _FAR and count != held and not (last and held < count):
            yield _finding(reading, found, held)
