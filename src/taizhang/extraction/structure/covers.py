"""Covers and annexes (封面与附件): what one region of a file consists of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ..lines import marks
from ..lines.numbering import read_label
from ..lines.stream import Stream
from ..patterns import late

_TITLE_BLOCKS = 4
_SUBTITLE = late(r"\([^()]*\)")
_SIGNED = late(
    r"[\u4e00-\u9fff()A-Z]{2,60}(?:政府|办公[厅室]|委员会|管委会|国务院|[厅局委办部院会处]|小组|指挥部|中心|公司|集团)"
)
_LONGEST_LIST = 60
_OPENING = 12


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


class Blocks:
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
            and not marks.letterhead(text)
            and not text.startswith("附件")
        )


def title_after(blocks: Blocks, start: int, stop: int) -> tuple[int, int] | None:
    """The title blocks that begin at ``start``."""
    end = start
    while end < min(stop, start + _TITLE_BLOCKS) and blocks.is_title_piece(end):
        end += 1
        if marks.whole_title("".join(blocks[i] for i in range(start, end))):
            while end < stop and _is_subtitle(blocks[end]):
                end += 1
            return start, end
    return None


def _is_subtitle(text: str) -> bool:
    """A line in brackets that belongs to the title; a date of issue does not."""
    return (
        len(text) < 40
        and _SUBTITLE.fullmatch(text) is not None
        and marks.bracketed_date(text) is None
    )


def _date_and_signature(blocks: Blocks, first: int, index: int, cover: Cover) -> Cover | None:
    """The cover with the date that block ``index`` consists of, and who signed above it."""
    issued = marks.date_line(blocks[index])
    if issued is None:
        return None
    above = index - 1
    free = cover.title[1] if cover.title else first  # a file may begin with the signature
    signed = above >= free and _SIGNED.fullmatch(blocks[above]) is not None
    return replace(cover, signature=above if signed else None, dated=index, issued=issued)


def find_cover(
    blocks: Blocks, first: int, last: int, title: tuple[int, int] | None
) -> tuple[Cover, int]:
    """The cover of a region and the index of the first block behind it."""
    behind = title[1] if title else first
    number = next((i for i in range(first, behind) if marks.document_number(blocks[i])), None)
    cover = Cover(title, number)
    for index in range(behind, last):
        text = blocks[index]
        if marks.annex_number(text) is not None:
            return cover, index
        if marks.document_number(text) and cover.number is None:
            cover = replace(cover, number=index)
        dated = _date_and_signature(blocks, first, index, cover)
        if dated is not None:
            return dated, index + 1
        if read_label(text[:24]) and not _is_annex_list(blocks, index):
            return cover, behind
    return cover, last if cover.number is not None else behind


def _is_annex_list(blocks: Blocks, index: int) -> bool:
    """Whether a numbered block belongs to the list of annexes under 附件：."""
    floor = max(0, index - _LONGEST_LIST)
    while index > floor and read_label(blocks[index]):
        if blocks[index].startswith("附件"):
            return True
        index -= 1
    return blocks[index].lstrip("-").startswith("附件")


def _annexes(blocks: Blocks, first: int, last: int) -> list[tuple[int, int]]:
    """Numbered annex markers in sequence: (block index, number)."""
    found: list[tuple[int, int]] = []
    for index in range(first, last):
        number = marks.annex_number(blocks[index])
        if number and (not found or number == found[-1][1] + 1):
            found.append((index, number))
    return found


def _closing(blocks: Blocks, first: int, last: int, cover: Cover) -> Cover:
    """The date under the text, for a document that is dated at its end."""
    for index in range(last - 1, first, -1):
        dated = _date_and_signature(blocks, first, index, cover)
        if dated is not None and (dated.signature is not None or index > last - 12):
            return dated
    return cover


def _annex_behind(blocks: Blocks, cover: Cover, last: int) -> list[tuple[int, int]]:
    """An annex without a number, behind the date that closes a document with text of its own."""
    if cover.dated is None:
        return []
    for index in range(cover.dated + 1, min(last, cover.dated + 8)):
        if marks.annex_number(blocks[index]) == 0:
            return [(index, 1)]
    return []


def _title_behind(
    blocks: Blocks, first: int, last: int, cover: Cover
) -> tuple[Cover, list[tuple[int, int]]]:
    """A notice with points of its own, signed and dated, and the title of what it carries."""
    for index in range(first, last):
        dated = _date_and_signature(blocks, first, index, cover)
        if dated is None or dated.signature is None:
            continue
        start = index + 1
        while start < last and marks.issue_note(blocks[start]):
            start += 1
        if title_after(blocks, start, last):
            return dated, [(start, 1)]
    return cover, []


def _body_part(
    blocks: Blocks, first: int, start: int, last: int, cover: Cover, annex: int | None
) -> Part:
    """A document whose own title (if any) is printed from ``start`` on."""
    while start < last and (
        marks.issue_note(blocks[start])
        or marks.letterhead(blocks[start])
        or marks.annex_number(blocks[start]) is not None
    ):
        start += 1
    title = title_after(blocks, start, last)
    body = title[1] if title else start
    issued = marks.bracketed_date(blocks[body]) if title and body < last else None
    if issued is not None:
        cover = cover if cover.issued else replace(cover, dated=body, issued=issued)
        body += 1
    title = title or cover.title
    if title is None and cover.dated is not None and cover.dated < start:
        title = title_after(blocks, first, cover.dated)
    return Part(first, last, body, title, cover, annex)


def split_region(
    blocks: Blocks, first: int, last: int, title: tuple[int, int] | None
) -> list[Part]:
    """The documents of one region: a notice, a notice with its attachment, or its annexes."""
    cover, behind = find_cover(blocks, first, last, title)
    annexes = _annexes(blocks, behind, last)
    if cover.dated is None and not annexes:
        cover, annexes = _title_behind(blocks, behind, last, cover)
    if cover.dated is None:
        cover = _closing(blocks, behind, annexes[0][0] if annexes else last, cover)
        annexes = annexes or _annex_behind(blocks, cover, last)
    alone = len(annexes) == 1 and behind >= annexes[0][0] - 1
    if not annexes or alone:
        return [_body_part(blocks, first, behind, last, cover, None)]
    parts = [_body_part(blocks, first, behind, annexes[0][0], cover, None)]
    if annexes[0][0] == first:
        parts = []
    ends = [index for index, _ in annexes[1:]] + [last]
    for (start, number), end in zip(annexes, ends, strict=True):
        parts.append(_body_part(blocks, start, start, end, cover, number))
    return parts


def annex_list(stream: Stream, first: int, last: int) -> frozenset[int]:
    """The blocks of [first, last) that stand in a list under 附件：."""
    listed: set[int] = set()
    opened = -_LONGEST_LIST
    for index in range(max(0, first - _LONGEST_LIST), last):
        if _opens_annexes(stream, index):
            opened = index
        elif index - opened < _LONGEST_LIST and not _is_numbered(stream, index):
            opened = -_LONGEST_LIST
        if index >= first and index - opened < _LONGEST_LIST:
            listed.add(index)
    return frozenset(listed)


def in_annex_list(stream: Stream, index: int) -> bool:
    """Whether a numbered block stands in the list under 附件：."""
    for _ in range(_LONGEST_LIST):
        if index < 0:
            return False
        if _opens_annexes(stream, index):
            return True
        if not _is_numbered(stream, index):
            return False
        index -= 1
    return False


def _opens_annexes(stream: Stream, index: int) -> bool:
    block = stream.blocks[index]
    opening = stream.fold[block.start : block.start + _OPENING]
    return "附件:" in opening and opening.lstrip("-").startswith("附件:")


def _is_numbered(stream: Stream, index: int) -> bool:
    block = stream.blocks[index]
    return read_label(stream.fold[block.start : min(block.end, block.start + 24)]) is not None
