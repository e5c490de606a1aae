"""What is known of a document before its items are read (文件要素)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from ..clauses.conventions import Blanket, Convention, find_blankets, find_conventions
from ..clauses.finding import Clause
from ..clauses.parties import clause_parties
from ..clauses.searching import find_clauses
from ..lines import marks
from ..lines.numbering import read_label
from ..lines.stream import Block, Stream
from ..numbers.anchors import Anchor, document_anchor, heading_year
from ..numbers.numerals import FOLD
from ..numbers.times import Moment, find_moments
from ..patterns import late
from ..tables.rows import Row
from ..tables.table import find_rows, is_head_line
from ..types import Notice, Span
from ..vocabulary import alternation
from . import levels
from .covers import Part
from .head import Head, read_head, valid_until
from .outline import Node, build_outline, title_text
from .running import cut_running_points

_EXPLAINING = late(rf"(?:{alternation('sections', 'explaining')})$")
_NORMATIVE = alternation("sections", "normative_names")
_INFORMING = late(
    rf"(?:{alternation('sections', 'informing_titles')})(?:的通知)?(?:\([^()]*\))?$|"
    r"放假安排|节假日安排|关于(?:表彰|表扬|通报表扬|命名|授予)"
)
_NORMATIVE_TITLE = late(rf"(?:{_NORMATIVE})(?:\([^()]*\))*(?:[》]?的通知)?$")
_SELF = late(rf"本({_NORMATIVE}|方案|措施|意见|计划|通知|要点|行动|举措|规划|政策)")
_PLAN_TITLE = late(
    r"(?:方案|措施|意见|计划|通知|要点|行动|举措|规划|政策|安排|分工)(?:\([^()]*\))*(?:[》]?的通知)?$"
)
_OPENING = 600
_REPORT_TITLE = late(r"工作报告[》”]?(?:\([^()]*\))?$")
_ANNEX_NAME = late(r"[^。;:]{4,80}")
_PUBLISHER = late(
    r"(?:(?:发布|发文|公开责任)(?:单位|机构|机关|部门)[:\t|]{1,2}|^\d{4}年)"
    r"(?P<name>[省市县区州旗]政府)"
)
_ANNEX_LIST = late(r"-?附件:")


@dataclass(slots=True)
class DocumentContext:
    """A document opened for reading."""

    stream: Stream
    part: Part
    head: Head
    root: Node
    rows: list[Row]
    clauses: list[Clause]
    conventions: list[Convention]
    blankets: list[Blanket]
    issued: date | None
    anchor: Anchor
    effective_until: date | None
    level: str | None
    prefix: str | None
    genre: str
    notices: list[Notice] = field(default_factory=list)
    _times: dict[int, list[Moment]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _years: dict[int, int | None] = field(default_factory=dict)

    def full_name(self, printed: str) -> str:
        """A unit's name with the prefix of its level where the text left it out."""
        name = self._names.get(printed)
        if name is None:
            name = levels.complete_name(printed, self.prefix, levels.stem_of(self.head.place))
            self._names[printed] = name
        return name

    def heading_year(self, node: Node) -> int | None:
        """The one year that the heading of a node names."""
        if node.start not in self._years:
            title = self.stream.fold[slice(*node.title)]
            self._years[node.start] = heading_year(title, self.issued)
        return self._years[node.start]

    def block_moments(self, index: int) -> list[Moment]:
        """The times of a block of the stream, read once for all that ask."""
        known = self._times.get(index)
        if known is None:
            block = self.stream.blocks[index]
            known = find_moments(self.stream.fold, block.start, block.end, self.anchor)
            self._times[index] = known
        return known

    def moments(self, start: int, end: int) -> list[Moment]:
        """The times between two points, in order."""
        blocks = self.stream.blocks
        index = max(0, bisect_right(self.stream.starts, start) - 1)
        found: list[Moment] = []
        while index < len(blocks) and blocks[index].start < end:
            found.extend(m for m in self.block_moments(index) if start <= m.start and m.end <= end)
            index += 1
        return found

    @property
    def rules(self) -> bool:
        """Whether its points are rules or information, not tasks."""
        return self.genre == "rules"

    @property
    def bounds(self) -> tuple[int, int]:
        """First and last clean position of the whole document."""
        blocks = self.stream.blocks[self.part.first : self.part.last]
        return blocks[0].start, blocks[-1].end


def _body_blocks(stream: Stream, part: Part) -> tuple[Block, ...]:
    """The blocks that carry the text: signature, name lists and inner annexes left out."""
    last = part.last
    if part.cover.dated is not None and part.cover.dated > part.body:
        tail = part.cover.signature if part.cover.signature is not None else part.cover.dated
        last = max(part.body, min(last, tail))
    numbered = False
    for index in range(part.body, last):
        block = stream.blocks[index]
        head = stream.fold[block.start : min(block.end, block.start + 24)]
        if numbered and (
            _ANNEX_LIST.match(head)
            or marks.annex_number(stream.fold[block.start : block.end]) is not None
        ):
            last = index
            break
        numbered = numbered or read_label(head) is not None
    return _without_annex_list(stream.fold, stream.blocks[part.body : last])


def _without_annex_list(fold: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without the numbered names of annexes below 附件:."""
    if not blocks or fold.find("附件:\n", max(0, blocks[0].start - 4), blocks[-1].end) < 0:
        return blocks
    kept: list[Block] = []
    listing = fold.endswith("附件:\n", 0, blocks[0].start)
    for block in blocks:
        text = fold[block.start : block.end]
        label = read_label(text[:24]) if listing else None
        listing = text == "附件:" or (
            label is not None and label.kind == "num" and _ANNEX_NAME.fullmatch(text) is not None
        )
        if label is None or not listing:
            kept.append(block)
    return tuple(kept)


def _without_rows(fold: str, blocks: tuple[Block, ...], rows: list[Row]) -> tuple[Block, ...]:
    """The blocks that are no part of a task table, its heads left out too."""
    starts = [row.start for row in rows]

    def outside(block: Block) -> bool:
        i = bisect_right(starts, block.start) - 1
        if i >= 0 and block.start < rows[i].end:
            return False
        return not rows or not is_head_line(fold, block)

    def before_rows(block: Block) -> Block:
        i = bisect_right(starts, block.start)
        return Block(block.start, min([block.end, *starts[i : i + 1]]))

    return tuple(before_rows(block) for block in blocks if outside(block))


def _genre(title: str, body: str) -> str:
    """``rules`` (sets rules or informs: no tasks), ``report``, ``plan``, or ``other``."""
    if _INFORMING.search(title) or _NORMATIVE_TITLE.search(title):
        return "rules"
    if _REPORT_TITLE.search(title):
        return "report"
    own = _SELF.findall(body)
    normative = sum(re.fullmatch(_NORMATIVE, name) is not None for name in own)
    if normative > 0 and normative * 2 > len(own):
        return "rules"
    return "plan" if own or _PLAN_TITLE.search(title) else "other"


def _printed_names(stream: Stream, clauses: list[Clause]) -> list[str]:
    fold = stream.fold
    return [fold[party.start : party.end] for c in clauses for party in clause_parties(fold, c)]


def _explains(root: Node, stream: Stream) -> bool:
    """Whether a text explains a document (起草背景, 制定依据, 主要内容) and sets no task."""
    titles = (title_text(stream, child) for child in root.children)
    return sum(_EXPLAINING.search(title) is not None for title in titles) > 1


def _level(
    stream: Stream, head: Head, clauses: list[Clause], body: str
) -> tuple[str | None, str | None]:
    """Level and prefix of the place named, else of the printed names; none for the State's own."""
    if head.level:
        town = levels.read_town(head.issuer or head.title, head.place)
        return head.level, town or levels.prefix_of(head.place, head.level)
    if levels.is_national(head.issuer or "") or levels.is_national(head.title):
        return None, None
    published = _PUBLISHER.match(head.title) or _PUBLISHER.search(body, 0, _OPENING)
    named = [published["name"]] if published else _printed_names(stream, clauses)
    prefix = levels.vote_prefix(named, body)
    return (levels.level_of(prefix), prefix) if prefix else (None, None)


def _overrides(
    span: Span, issued: tuple[date | None, date | None], level: tuple[str | None, str | None]
) -> list[Notice]:
    """Notices where an option (the first of each pair) wins over the text."""
    found: list[Notice] = []
    if issued[0] and issued[1] and issued[0] != issued[1]:
        sentence = f"按选项采用成文日期 {issued[0]}，文中写的是 {issued[1]}，请核对。"
        found.append(Notice("issued_overridden", sentence, span))
    if level[0] and level[1] and level[0] != level[1]:
        sentence = f"按选项采用层级“{level[0]}”，文中读到的是“{level[1]}”，请核对。"
        found.append(Notice("level_overridden", sentence, span))
    return found


def _opening(stream: Stream, part: Part, root: Node) -> str:
    """What stands before the first number of a document, its head included."""
    start = stream.blocks[part.first].start
    end = root.children[0].start if root.children else start + _OPENING
    return stream.fold[start : min(end, start + _OPENING)]


def open_document(
    stream: Stream, part: Part, *, issued: date | None, level: str | None
) -> DocumentContext:
    """Read the head of a document, its outline, clauses and tables."""
    head = read_head(stream, part)
    whole = _body_blocks(stream, part)
    start, end = (whole[0].start, whole[-1].end) if whole else (0, 0)
    body = stream.fold[start:end]
    rows = list(find_rows(stream, whole))
    blocks = cut_running_points(stream.fold, _without_rows(stream.fold, whole, rows))
    clauses = find_clauses(stream, blocks)
    named = [*clauses, *(clause for row in rows for clause in row.clauses)]
    read_level, prefix = _level(stream, head, named, body)
    first = stream.blocks[part.first]
    root = build_outline(stream, blocks)
    day = issued or head.issued
    return DocumentContext(
        stream=stream,
        part=part,
        head=head,
        root=root,
        rows=rows,
        clauses=clauses,
        conventions=find_conventions(stream, start, end, clauses),
        blankets=find_blankets(stream, start, end),
        issued=day,
        anchor=document_anchor(head.title, head.number, day, _opening(stream, part, root)),
        effective_until=valid_until(body, day),
        level=level or read_level,
        prefix=prefix if level in (None, read_level) else level,
        genre="rules" if _explains(root, stream) else _genre(head.title.translate(FOLD), body),
        notices=_overrides(
            stream.span(first.start, first.end), (issued, head.issued), (level, read_level)
        ),
    )
