"""Announced counts (列举数目): 以下8项 followed by seven, 三十条措施 with twenty-nine."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..numbers.numerals import chinese_integer
from ..structure.outline import Node
from .findings import Finding
from .reading import Reading
from .words import alternation

_COUNT = r"(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_UNIT = rf"(?P<unit>{alternation('counted')})"
_ANNOUNCED = re.compile(
    rf"(?:以下|下列|如下|(?:分为|包括|分别为|具体为|主要有|从)(?:以下)?){_COUNT}(?:个)?{_UNIT}(?![^。:;]{{0,10}}(?:之一|其中))"
)
_AS_FOLLOWS = re.compile(
    rf"(?<![第一二三四五六七八九十\d.]){_COUNT}(?:个)?{_UNIT}(?!之[一二])[^。;:,]{{0,10}}:"
)
_NAMED = re.compile(
    rf"(?:分为|分成|划分为|包括|包含|分|由|从|为)(?P<list>[^,。;:、\d]{{1,24}}(?:、[^,。;:、\d]{{1,24}}){{1,9}}?)"
    rf"(?P<said>{_COUNT}(?:个)?(?P<unit>部分|方面|阶段|等级|等次|档次|类别|大类|类|级|档|环节|步骤|层次|板块))(?=[,。;:]|$|组成|构成|进行|推进|开展)"
)
_AND = re.compile("以及|[和及与]")
_BRACKETS = re.compile(r"\([^()]*\)")
_INLINE = re.compile(
    r"(?<![\d.])\((?P<num_paren>\d{1,2})\)|\((?P<cn_paren>[一二三四五六七八九十]{1,2})\)|(?P<circled>[①-⑳])|(?:(?<=[。;:,])|(?<=^))(?P<cn>[一二三四五六七八九十]{1,2})是"
)
_TITLE = re.compile(
    r"(?P<count>[一二三四五六七八九十百\d]{1,4})条(?:政策)?(?:措施|政策|举措|意见|规定)?(?:\([^()]*\))?$"
)
_FEWEST = 2
_WINDOW = 2_000  # of points in running text
_OFF = 2


def _number(text: str) -> int:
    return int(text) if text.isdigit() else (chinese_integer(text) or 0)


def check_counting(reading: Reading) -> Iterator[Finding]:
    """Lists that are longer or shorter than announced."""
    fold = reading.stream.fold
    yield from _title(reading)
    for block in reading.blocks:
        said = [
            found
            for pattern in (_AS_FOLLOWS, _ANNOUNCED)
            for found in pattern.finditer(fold, block.start, block.end)
        ]
        said = list({found.start("count"): found for found in said}.values())
        said.sort(key=lambda found: found.start())
        ends = [*(found.start() for found in said[1:]), block.end]
        for found, end in zip(said, ends, strict=True) if said else ():
            yield from _announced(reading, found, end, last=end == block.end)
        for found in _NAMED.finditer(fold, block.start, block.end):
            yield from _named(reading, found)


def _named(reading: Reading, found: re.Match[str]) -> Iterator[Finding]:
    """分为甲、乙、丙和丁五个阶段: names before their number; 和 may stand inside a name."""
    listed = _BRACKETS.sub("", found["list"])
    least = listed.count("、") + 1
    most = least + len(_AND.findall(listed))
    count = _number(found["count"])
    if "等" in listed[-2:] or count < _FEWEST or least <= count <= most:
        return
    sentence = (
        f"{reading.place(found.start())}写明“{found['said']}”，前面列出的是 {most} 个，"
        "请核对是漏列还是数字写错。"
    )
    yield reading.finding("count_mismatch", *found.span(), sentence)


def _announced(
    reading: Reading, found: re.Match[str], end: int, *, last: bool
) -> Iterator[Finding]:
    """Compare an announcement with the list behind it: in its paragraph, or numbered below."""
    count = _number(found["count"])
    if count < _FEWEST:
        return
    fold = reading.stream.fold
    inline = _inline(fold, found.end(), end)
    below = _below(reading, found.end(), end) if last else set()
    counts = {inline} if inline >= _FEWEST else below
    if not counts or count in counts:
        return
    held = max(counts, key=lambda n: (-abs(n - count), n))
    sentence = (
        f"{reading.place(found.start())}写明“{found[0].rstrip(':')}”，"
        f"后面列出的是 {held} {found['unit']}，请核对是漏列还是数字写错。"
    )
    yield reading.finding("count_mismatch", *found.span(), sentence)


def _inline(fold: str, start: int, end: int) -> int:
    """How many points（1）…（2）… or 一是…二是… follow in the same paragraph, counted from 1."""
    values: dict[str, int] = {}
    kind = ""
    for found in _INLINE.finditer(fold, start, min(end, start + _WINDOW)):
        this = found.lastgroup or ""
        text = found[this]
        value = ord(text) - 0x245F if this == "circled" else _number(text)
        kind = kind or (this if value == 1 else "")
        if this == kind and value == values.get(kind, 0) + 1:
            values[kind] = value
    return values.get(kind, 0)


def _below(reading: Reading, at: int, block_end: int) -> set[int]:
    """The sizes of the numbered list that begins behind a paragraph; by kind when it branches."""
    node = reading.node_at(at - 1)
    node = reading.context.root if node is None or at > node.end else node
    if node.end != block_end or "。" in reading.stream.fold[at : block_end - 1]:
        return set()
    return _sizes(node)


def _sizes(node: Node) -> set[int]:
    """How many points of each kind stand below a node; empty with fewer than two."""
    kinds: Counter[str] = Counter()
    waiting = list(node.children)
    while waiting:
        child = waiting.pop()
        waiting.extend(child.children)
        kinds[child.label.kind if child.label else ""] += 1
    return {len(node.children), *kinds.values()} if len(node.children) >= _FEWEST else set()


def _title(reading: Reading) -> Iterator[Finding]:
    """若干措施三十条 against the numbers printed."""
    part, stream = reading.context.part, reading.stream
    found = _TITLE.search(reading.document.title.rstrip("》的通知"))
    count = _number(found["count"]) if found else 0
    sizes = _sizes(reading.context.root)
    if part.title is None or count < _FEWEST or not sizes or count in sizes:
        return
    held = min(sizes, key=lambda size: abs(size - count))
    if abs(held - count) > max(_OFF, count // 8):
        return  # an excerpt
    first, last = stream.blocks[part.title[0]], stream.blocks[part.title[1] - 1]
    sentence = f"标题写的是 {count} 条，正文编号的有 {held} 条，请核对标题或正文。"
    yield reading.finding("count_mismatch", first.start, last.end, sentence)
