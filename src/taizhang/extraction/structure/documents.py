"""Documents inside a file (文件切分): where each begins, and what belongs to none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..lines import marks
from ..lines.numbering import read_label
from ..lines.stream import Stream
from ..patterns import late
from .contents import Contents, read_contents
from .covers import Blocks, Part, split_region

_TITLE_BLOCKS = 4
_HEADLINE = late(r"关于|印发|^.{2,20}(?:方案|计划|要点|规划|报告|办法|条例|措施|意见)")
_ISSUER = late(r"[\u4e00-\u9fff()]{2,30}(?:政府|办公[厅室]|委员会|管委会|国务院|[厅局委办部])")
_IMPRINT = late(r"(?:编辑出版|出版日期|邮政编码|印刷单位|准印证号|通讯地址|主编|编辑):")
_IMPRINT_TOO = late(r"(?:主办单位|联系电话):")
_TAIL_REACH = 16
_LETTERHEAD = 8

Start = tuple[int, tuple[int, int] | None]
"""Where a document begins: its first block and its title blocks."""


@dataclass(frozen=True, slots=True)
class Split:
    """The documents of a file and the table of contents, when it has one."""

    parts: tuple[Part, ...]
    contents: Contents | None


def _title_before(blocks: Blocks, anchor: int, floor: int) -> tuple[int, int] | None:
    """The title blocks that end right before ``anchor``: the fewest that read as a title."""
    for first in range(anchor - 1, max(floor, anchor - _TITLE_BLOCKS) - 1, -1):
        if not blocks.is_title_piece(first):
            return None
        text = "".join(blocks[i] for i in range(first, anchor))
        if marks.whole_title(text) and _HEADLINE.search(blocks[first]):
            return first - _has_issuer_above(blocks, first, floor), anchor
    return None


def _has_issuer_above(blocks: Blocks, first: int, floor: int) -> bool:
    """Whether the issuer stands on a line of its own above 关于印发…的通知."""
    above = first - 1
    return (
        above >= floor
        and blocks[first].startswith(("关于", "印发"))
        and blocks.is_title_piece(above)
        and _ISSUER.fullmatch(blocks[above]) is not None
    )


def _anchors(blocks: Blocks, floor: int) -> list[Start]:
    """Where documents begin, told by the number or the addressee behind the title."""
    found: list[Start] = []
    numbered = -_LETTERHEAD  # a number that stands above its title (文件头)
    top = floor + 2
    for index in range(floor, len(blocks)):
        number = marks.document_number(blocks[index])
        if not number and not marks.addressee(blocks[index]):
            continue
        title = _title_before(blocks, index, floor)
        if title is None and number:
            numbered = index
        above = title is not None and 0 < title[0] - numbered <= _LETTERHEAD
        if title and above and found == [(top - 2, None)]:
            found = [(top - 2, title)]  # the mark and the number of the first document
        elif title:
            found.append((numbered if above else title[0], title))
        elif index <= top and not found:
            found.append((floor, None))
        floor = index if title is None and number else index + 1
    return found


def _carried(blocks: Blocks, index: int) -> bool:
    """Whether a title stands right behind an annex marker or a cover's date."""
    if index == 0:
        return False
    before = blocks[index - 1]
    return marks.annex_number(before) is not None or marks.date_line(before) is not None


def _listed(blocks: Blocks, contents: Contents) -> list[tuple[int, tuple[int, int] | None]]:
    """Blocks behind the contents that repeat one of its titles (政府工作报告 has no number)."""
    titles = {re.sub(r"\s", "", entry.title) for entry in contents.entries}
    return [
        (index, (index, index + 1))
        for index in range(contents.last, len(blocks))
        if blocks[index] in titles and blocks.is_title_piece(index) and not _carried(blocks, index)
    ]


def _starts(blocks: Blocks, contents: Contents | None) -> list[Start]:
    floor = contents.last if contents else 0
    starts = dict(_listed(blocks, contents)) if contents else {}
    starts.update(_anchors(blocks, floor))
    if not contents and 0 not in starts and len(blocks):
        _open_first(blocks, starts)
    ordered = sorted(starts.items())
    return [start for i, start in enumerate(ordered) if i == 0 or start[0] - ordered[i - 1][0] > 1]


def _open_first(blocks: Blocks, starts: dict[int, tuple[int, int] | None]) -> None:
    """Let the first document begin with the file: its letterhead, or text without a head."""
    inside = min(starts, default=len(blocks))
    if not starts or any(read_label(blocks[i][:24]) for i in range(inside)):
        starts[0] = None
    elif not any("公报" in blocks[i] for i in range(inside)):
        starts[0] = starts.pop(inside)


def _tail(blocks: Blocks, floor: int) -> int:
    """Where the imprint of a gazette (主办单位, 准印证号 …) begins at its end."""
    index = found = len(blocks)
    for back in range(len(blocks) - 1, max(floor, len(blocks) - _TAIL_REACH), -1):
        if _IMPRINT.match(blocks[back]):
            index = found = back
        elif _IMPRINT_TOO.match(blocks[back]):
            found = back
    return index if index == len(blocks) else found


def split_documents(stream: Stream) -> Split:
    """Cut a file into its documents; a gazette's cover, contents and tail belong to none."""
    blocks = Blocks(stream)
    contents = read_contents(blocks.texts)
    parts: list[Part] = []
    starts = _starts(blocks, contents)
    for i, (first, title) in enumerate(starts):
        last = starts[i + 1][0] if i + 1 < len(starts) else _tail(blocks, first + 1)
        parts.extend(split_region(blocks, first, last, title))
    return Split(tuple(parts), contents)
