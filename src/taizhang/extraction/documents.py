"""Documents inside a file (文件切分): covers, attachments, annexes, and what belongs to none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from . import marks
from .contents import Contents, read_contents
from .numbering import read_label
from .stream import Stream

_TITLE_BLOCKS = 4
_HEADLINE = re.compile(r"关于|印发|^.{2,20}(?:方案|计划|要点|规划|报告|办法|条例|措施|意见)")
_ISSUER = re.compile(
    r"[\u4e00-\u9fff()]{2,30}(?:政府|办公[厅室]|委员会|管委会|国务院|[厅局委办部])"
)
_IMPRINT = re.compile(
    r"(?:主办单位|编辑出版|出版日期|邮政编码|印刷单位|准印证号|通讯地址|联系电话|主编|编辑):"
)
_TAIL_REACH = 16
_LONGEST_LIST = 60
_SUBTITLE = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Cover:
    """What a covering notice says of all that it carries; block indices into the stream."""

    title: tuple[int, int] | None = None
    number: int | None = None
    signature: int | None = None
    dated: int | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A document of the file: blocks [first, last), its title blocks, where its body begins."""

    first: int
    last: int
    body: int
    title: tuple[int, int] | None
    cover: Cover
    annex: int | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """The documents of a file and the table of contents, when it has one."""

    parts: tuple[Part, ...]
    contents: Contents | None


class _Blocks:
    """The folded text of the blocks, by index."""

    def __init__(self, stream: Stream) -> None:
        self.texts = [stream.fold[b.start : b.end] for b in stream.blocks]

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, index: int) -> str:
        return self.texts[index]

    def is_title_piece(self, index: int) -> bool:
        """Short, no sentence, no number, none of the other marks of a document."""
        text = self[index]
        return (
            marks.title_piece(text)
            and read_label(text) is None
            and not marks.document_number(text)
            and marks.date_line(text) is None
            and marks.annex_number(text) is None
            and not marks.issue_note(text)
            and not text.startswith("附件")
        )


def _title_before(blocks: _Blocks, anchor: int, floor: int) -> tuple[int, int] | None:
    """The title blocks that end right before ``anchor``: the fewest that read as a title."""
    for first in range(anchor - 1, max(floor, anchor - _TITLE_BLOCKS) - 1, -1):
        if not blocks.is_title_piece(first):
            return None
        text = "".join(blocks[i] for i in range(first, anchor))
        if marks.whole_title(text) and _HEADLINE.search(blocks[first]):
            return first - _has_issuer_above(blocks, first, floor), anchor
    return None


def _has_issuer_above(blocks: _Blocks, first: int, floor: int) -> bool:
    """Whether the issuer stands on a line of its own above 关于印发…的通知."""
    above = first - 1
    return (
        above >= floor
        and blocks[first].startswith(("关于", "印发"))
        and blocks.is_title_piece(above)
        and _ISSUER.fullmatch(blocks[above]) is not None
    )


def _title_after(blocks: _Blocks, start: int, stop: int) -> tuple[int, int] | None:
    """The title blocks that begin at ``start``."""
    end = start
    while end < min(stop, start + _TITLE_BLOCKS) and blocks.is_title_piece(end):
        end += 1
        if marks.whole_title("".join(blocks[i] for i in range(start, end))):
            while end < stop and _SUBTITLE.fullmatch(blocks[end]) and len(blocks[end]) < 40:
                end += 1
            return start, end
    return None


def _anchors(blocks: _Blocks, floor: int) -> list[tuple[int, tuple[int, int] | None]]:
    """Where documents begin: (first block, title blocks), by number or addressee."""
    found: list[tuple[int, tuple[int, int] | None]] = []
    index = floor
    while index < len(blocks):
        if marks.document_number(blocks[index]) or marks.addressee(blocks[index]):
            title = _title_before(blocks, index, floor)
            if title or index <= floor + 2:
                found.append((title[0] if title else floor, title))
            index += 2 if marks.document_number(blocks[index]) else 0
            floor = index + 1
        index += 1
    return found


def _carried(blocks: _Blocks, index: int) -> bool:
    """Whether a title stands right behind an annex marker or a cover's date."""
    if index == 0:
        return False
    before = blocks[index - 1]
    return marks.annex_number(before) is not None or marks.date_line(before) is not None


def _listed(blocks: _Blocks, contents: Contents) -> list[tuple[int, tuple[int, int] | None]]:
    """Blocks behind the contents that repeat one of its titles (政府工作报告 has no number)."""
    titles = {re.sub(r"\s", "", entry.title) for entry in contents.entries}
    return [
        (index, (index, index + 1))
        for index in range(contents.last, len(blocks))
        if blocks[index] in titles and blocks.is_title_piece(index) and not _carried(blocks, index)
    ]


def _starts(blocks: _Blocks, contents: Contents | None) -> list[tuple[int, tuple[int, int] | None]]:
    floor = contents.last if contents else 0
    starts = dict(_listed(blocks, contents)) if contents else {}
    for first, title in _anchors(blocks, floor):
        starts[first] = title
    if not contents and 0 not in starts and len(blocks):
        inside = min(starts, default=len(blocks))
        if not starts or any(read_label(blocks[i]) for i in range(inside)):
            starts[0] = None
        else:
            starts[0] = starts.pop(inside)
    ordered = sorted(starts.items())
    return [start for i, start in enumerate(ordered) if i == 0 or start[0] - ordered[i - 1][0] > 1]


def _find_cover(
    blocks: _Blocks, first: int, last: int, title: tuple[int, int] | None
) -> tuple[Cover, int]:
    """The cover of a region and the index of the first block behind it."""
    number = signature = dated = None
    issued = None
    index = title[1] if title else first
    while index < last and marks.annex_number(blocks[index]) is None:
        text = blocks[index]
        if marks.document_number(text) and number is None:
            number = index
        elif (issued := marks.date_line(text)) is not None:
            dated = index
            before = index - 1
            if before > first and blocks.is_title_piece(before) and len(blocks[before]) <= 30:
                signature = before
            break
        elif read_label(text) and dated is None and not _is_annex_list(blocks, index):
            return Cover(title, number), title[1] if title else first
        index += 1
    if dated is None:
        return Cover(title, number), index if number is not None else (title or (0, first))[1]
    return Cover(title, number, signature, dated, issued), dated + 1


def _is_annex_list(blocks: _Blocks, index: int) -> bool:
    """Whether a numbered block belongs to the list of annexes under 附件：."""
    floor = max(0, index - _LONGEST_LIST)
    while index > floor and read_label(blocks[index]):
        if blocks[index].startswith("附件"):
            return True
        index -= 1
    return blocks[index].lstrip("-").startswith("附件")


def _annexes(blocks: _Blocks, first: int, last: int) -> list[tuple[int, int]]:
    """Numbered annex markers in sequence: (block index, number)."""
    found: list[tuple[int, int]] = []
    for index in range(first, last):
        number = marks.annex_number(blocks[index])
        if number and (not found or number == found[-1][1] + 1):
            found.append((index, number))
    return found


def _body_part(
    blocks: _Blocks, first: int, start: int, last: int, cover: Cover, annex: int | None
) -> Part:
    """A document whose own title (if any) is printed from ``start`` on."""
    while start < last and (
        marks.issue_note(blocks[start]) or marks.annex_number(blocks[start]) is not None
    ):
        start += 1
    title = _title_after(blocks, start, last)
    body = title[1] if title else start
    return Part(first, last, body, title or cover.title, cover, annex)


def _closing_date(blocks: _Blocks, first: int, last: int, cover: Cover) -> Cover:
    """The date under the text, for a document that is dated at its end."""
    for index in range(last - 1, max(first, last - 12), -1):
        issued = marks.date_line(blocks[index])
        if issued:
            signed = index - 1 if blocks.is_title_piece(index - 1) else None
            return Cover(cover.title, cover.number, signed, index, issued)
    return cover


def _region(blocks: _Blocks, first: int, last: int, title: tuple[int, int] | None) -> list[Part]:
    """The documents of one region: a notice, a notice with its attachment, or its annexes."""
    cover, behind = _find_cover(blocks, first, last, title)
    annexes = _annexes(blocks, behind, last)
    if len(annexes) > 1 or (annexes and behind < annexes[0][0] - 1):
        parts = [_body_part(blocks, first, behind, annexes[0][0], cover, None)]
        if annexes[0][0] == first:
            parts = []
        ends = [index for index, _ in annexes[1:]] + [last]
        for (start, number), end in zip(annexes, ends, strict=True):
            parts.append(_body_part(blocks, start, start + 1, end, cover, number))
        return parts
    if cover.dated is None:
        cover = _closing_date(blocks, first, last, cover)
    return [_body_part(blocks, first, behind, last, cover, None)]


def _tail(blocks: _Blocks, floor: int) -> int:
    """Where the imprint of a gazette (主办单位, 准印证号 …) begins at its end."""
    index = len(blocks)
    for back in range(len(blocks) - 1, max(floor, len(blocks) - _TAIL_REACH), -1):
        if _IMPRINT.match(blocks[back]):
            index = back
    return index


def split_documents(stream: Stream) -> Split:
    """Cut a file into its documents; a gazette's cover, contents and tail belong to none."""
    blocks = _Blocks(stream)
    contents = read_contents(blocks.texts)
    parts: list[Part] = []
    starts = _starts(blocks, contents)
    for i, (first, title) in enumerate(starts):
        last = starts[i + 1][0] if i + 1 < len(starts) else _tail(blocks, first + 1)
        parts.extend(_region(blocks, first, last, title))
    return Split(tuple(parts), contents)


def in_annex_list(stream: Stream, index: int) -> bool:
    """Whether a numbered block stands in the list under 附件：."""
    for _ in range(_LONGEST_LIST):
        if index < 0:
            return False
        text = stream.fold[stream.blocks[index].start : stream.blocks[index].end]
        if text.lstrip("-").startswith("附件:"):
            return True
        if read_label(text[:24]) is None:
            return False
        index -= 1
    return False
