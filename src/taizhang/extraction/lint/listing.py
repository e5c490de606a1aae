"""Lists counted by another word (列举数目): 五大工程, 分三步, 甲镇、乙镇6个乡镇.

What is listed tells by itself that it belongs to the count: headings that carry the counted word,
第一步 and 第二步, names that end like what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lines.numbering import read_label
from ..numbers.numerals import chinese_integer
from ..structure.outline import Node, title_text
from ..tables.columns import NUMBER_HEAD
from .findings import Finding
from .grid import find_grids
from .reading import Reading

_COUNT = (
    r"(?<![\d第.])(?P<count>\d{1,2}|(?<![一二三四五六七八九十百])[一二两三四五六七八九十]{1,3})"
)
_GREAT = re.compile(
    rf"{_COUNT}(?:大类?|项|个|条|类|种|件|支)(?:重点|专项|主要|重大|具体)?(?P<noun>[\u4e00-\u9fff]{{2,4}})(?:[”\"]?[,:。;]|[”\"]?$)"
)
_IN_STEPS = re.compile(
    rf"(?<![部十百千])(?:分为?|分成|按照?|按以?下?){_COUNT}个?(?P<noun>步骤?|阶段|环节|批|期)(?:[^部]|$)"
)
_ORDINAL = r"[\(]?第(?P<at>[一二三四五六七八九十]{1,2}|\d{1,2})"
_STEP = {
    noun: re.compile(rf"(?:^|(?<=[,:。;(\n])){_ORDINAL}(?:{noun})(?=[^\u4e00-\u9fff]|[^之的])")
    for noun in ("步", "阶段", "环节", "批", "期")
}
_COUNTED = (
    (r"乡镇(?:\(街道\))?|镇乡|镇街|镇\(街道\)|镇|乡|街道", ("镇", "乡", "街道", "办事处")),
    (r"县区|区县|县市区|县\([市、区]+\)|县|区", ("县", "区", "市")),
    (r"行政村|村\(社区\)|村|社区", ("村", "社区")),
    (
        r"部门|单位|市直部门|县直部门|市直单位|县直单位",
        ("局", "委", "办", "厅", "中心", "院", "公司"),
    ),
    (r"企业|公司", ("公司", "厂", "集团", "合作社")),
)
_SAID = [
    (re.compile(rf"{_COUNT}[个家](?:{units})(?![级直域委政长内民])"), ends)
    for units, ends in _COUNTED
]
_ANY = re.compile(rf"{_COUNT}[个支类项](?P<noun>[\u4e00-\u9fff]{{2,6}})(?=[:(])")
_VERBS = re.compile(
    r"(?P<count>[三四五六七八九十])(?P<verb>[\u4e00-\u9fff])[”\"]?[:,](?=一(?P=verb))"
)
_PLAIN_LIST = re.compile(
    rf"(?:以下|下列){_COUNT}[类种个项家]?[^。;:,、\d]{{0,6}}:(?P<list>[^。;:,\d]{{4,200}})(?=[。;]|$)"
)
_ROWS = re.compile(rf"(?:以下|下列){_COUNT}(?:个|项|家|类|名|处|所|条)")
_SEGMENT = re.compile(r"[^,。;:()\t]*$")
_BEHIND = re.compile(r"(?:\(|:|,?(?:分别)?(?:是|为):?)(?P<list>[^,。;:()\t]{4,400})(?=[),。;\t]|$)")
_JOIN = re.compile(r"以及|[和及与]")
_TAILS = frozenset("组程动阶段区站点")
_LABEL = 24
_LONGEST_NAME = 16
_LIST_REACH = 400
_FEWEST = 2
_REACH = 3_000
_MOST = 20  # stages


def _number(text: str) -> int:
    return int(text) if text.isdigit() else (chinese_integer(text) or 0)


def check_listing(reading: Reading) -> Iterator[Finding]:
    """Lists whose length is not the count that announces them."""
    for node in reading.nodes:
        yield from _great(reading, node)
    fold = reading.stream.fold
    yield from _rows(reading)
    for block in reading.blocks:
        for found in _IN_STEPS.finditer(fold, block.start, block.end):
            yield from _steps(reading, found)
        yield from _inside(reading, block.start, block.end)
        label = read_label(fold[block.start : min(block.end, block.start + _LABEL)])
        first = block.start + (label.length if label else 0)
        named = list(_names(reading, first, block.end))
        yield from named or _named_alike(reading, first, block.end)


def _great(reading: Reading, node: Node) -> Iterator[Finding]:
    """组织实施五大工程。above headings that are each called …工程."""
    fold, size = reading.stream.fold, len(node.children)
    if size < _FEWEST or not _is_whole(node):
        return
    titles = [title_text(reading.stream, child) for child in node.children]
    sentence = fold.rfind("。", node.start, node.end - 1) + 1 or node.start
    for start, end in {(sentence, node.end), (node.start, min(node.end, node.title[1] + 1))}:
        found = None
        for found in _GREAT.finditer(fold, start, end):  # noqa: B007
            pass
        if found is None or not _are_called(titles, found["noun"]):
            continue
        count = _number(found["count"])
        if count >= _FEWEST and count != size and not _is_cut(reading, node.last, size, count):
            yield _miscounted(reading, found, size)
            return


def _are_called(titles: list[str], noun: str) -> bool:
    """Whether all headings hold the counted word, or end with its last sign (工作组, 督查组)."""
    if all(noun in title for title in titles):
        return True
    return noun[-1] in _TAILS and all(title.rstrip("。:,").endswith(noun[-1]) for title in titles)


def _is_whole(node: Node) -> bool:
    """Whether the points below a node are numbered 1, 2, 3 … without a gap."""
    labels = [child.label for child in node.children]
    values = [label.value if label else None for label in labels]
    return values == list(range(1, len(values) + 1))


def _is_cut(reading: Reading, end: int, held: int, count: int) -> bool:
    """Whether a list too short stands last in its text: an excerpt may end inside it."""
    return held < count and end >= reading.context.bounds[1] - 1


def _miscounted(reading: Reading, found: re.Match[str], held: int) -> Finding:
    said = found[0].split(":")[0].rstrip(",。;")
    sentence = (
        f"{reading.place(found.start())}写明“{said}”，列出的是 {held} 个，"
        "请核对是漏列还是数字写错。"
    )
    return reading.finding("count_mismatch", found.start(), found.start() + len(said), sentence)


def _steps(reading: Reading, found: re.Match[str]) -> Iterator[Finding]:
    """分三步 with 第一步 and 第二步 behind it, in the same section."""
    noun = found["noun"].removesuffix("骤")
    node = reading.node_at(found.start())
    bound = min(node.last if node else reading.outline_bounds[1], found.end() + _REACH)
    held = 0
    for step in _STEP[noun].finditer(reading.stream.fold, found.end(), bound):
        held += _number(step["at"]) == held + 1
    children = node.children if node and len(node.children) <= _MOST else []
    titles = [title_text(reading.stream, child) for child in children]
    if not held and node and titles and _is_whole(node) and all(noun in title for title in titles):
        held = len(titles)
    count = _number(found["count"])
    if count >= _FEWEST and held not in {0, count} and not _is_cut(reading, bound, held, count):
        yield _miscounted(reading, found, held)


def _inside(reading: Reading, start: int, end: int) -> Iterator[Finding]:
    """坚持四看：一看责任，二看措施，三看成效; 以下四类：甲、乙、丙."""
    fold = reading.stream.fold
    for found in _VERBS.finditer(fold, start, end):
        held = 0
        stop = min(end, found.end() + _LIST_REACH)
        for part in re.finditer(
            rf"([一二三四五六七八九十]){found['verb']}", fold[found.end() : stop]
        ):
            held += _number(part[1]) == held + 1
        if held >= _FEWEST and held != _number(found["count"]):
            yield _miscounted(reading, found, held)
    for found in _PLAIN_LIST.finditer(fold, start, end):
        least = found["list"].count("、") + 1
        most = least + len(_JOIN.findall(found["list"]))
        whole = least >= _FEWEST and "等" not in found["list"]
        if whole and not least <= _number(found["count"]) <= most:
            yield _miscounted(reading, found, most)


def _rows(reading: Reading) -> Iterator[Finding]:
    """对以下4个项目进行检查： above a table whose 序号 ends with 3."""
    for grid in find_grids(reading):
        if not NUMBER_HEAD.fullmatch(grid.head[0].text):
            continue
        numbers = [row[0].text for row in grid.rows if row[0].text.isdigit()]
        block = reading.block_before(grid.head[0].start)
        found = _ROWS.search(reading.stream.fold, block.start, block.end) if block else None
        whole = numbers == [str(i) for i in range(1, len(numbers) + 1)]
        if found and whole and len(numbers) >= _FEWEST and _number(found["count"]) != len(numbers):
            yield _miscounted(reading, found, len(numbers))


def _names(reading: Reading, start: int, end: int) -> Iterator[Finding]:
    """城关镇、柳林镇、石桥镇6个乡镇; 6个乡镇（城关镇、柳林镇）."""
    fold = reading.stream.fold
    for pattern, ends in _SAID:
        for found in pattern.finditer(fold, start, end):
            reach = max(start, found.start() - _LIST_REACH)
            before = _SEGMENT.search(fold, reach, found.start())
            behind = _BEHIND.match(fold, found.end(), end)
            names = [before[0].removesuffix("这").removesuffix("共")] if before else []
            names += [behind["list"]] if behind else []
            held = next((size for text in names if (size := _size(text, ends))), None)
            if held and not held[0] <= _number(found["count"]) <= held[1]:
                yield _miscounted(reading, found, held[1])


def _named_alike(reading: Reading, start: int, end: int) -> Iterator[Finding]:
    """三个工作组：综合协调组、宣传教育组: names that end like the word that counts them."""
    fold = reading.stream.fold
    for found in _ANY.finditer(fold, start, end):
        behind = _BEHIND.match(fold, found.end(), end)
        held = _size(behind["list"], (found["noun"][-1],)) if behind else None
        if held and not held[0] <= _number(found["count"]) <= held[1]:
            yield _miscounted(reading, found, held[1])


def _size(text: str, ends: tuple[str, ...]) -> tuple[int, int] | None:
    """How many names a list holds, 和 and the like read as part of a name and as a comma.

    None for anything but a list of names with these endings.
    """
    first, *others = text.split("、")
    if not others or not first.endswith(ends) or "等" in text:
        return None
    if any(len(name) > _LONGEST_NAME or not name.endswith(ends) for name in others):
        return None
    return len(others) + 1, len(others) + 1 + len(_JOIN.findall(text))
