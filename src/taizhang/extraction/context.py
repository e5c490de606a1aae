"""What is known of a document before its items are read (文件要素)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from . import levels, marks
from .clauses import Clause, find_clauses
from .conventions import Blanket, Convention, find_blankets, find_conventions
from .documents import Part
from .numbering import read_label
from .outline import Node, build_outline
from .parties import clause_parties
from .stream import Block, Stream
from .tables import Row, find_rows
from .types import Notice, Span
from .vocabulary import alternation

_ISSUER = re.compile(
    r"^(.{2,40}?(?:人民政府(?:办公[厅室])?|委员会(?:办公[厅室])?|管委会|国务院(?:办公厅)?|"
    r"[^于]{2,20}(?:厅|局|委|办公室)))(?:关于|印发|\d{4}年)"
)
_NORMATIVE = alternation("sections", "normative_names")
_INFORMING = re.compile(
    rf"(?:{alternation('sections', 'informing_titles')})(?:的通知)?(?:\([^()]*\))?$|"
    r"放假安排|节假日安排"
)
_NORMATIVE_TITLE = re.compile(rf"(?:{_NORMATIVE})(?:\([^()]*\))*(?:[》]?的通知)?$")
_SELF = re.compile(rf"本({_NORMATIVE}|方案|措施|意见|计划|通知|要点|行动|举措|规划|政策)")
_PLAN_TITLE = re.compile(
    r"(?:方案|措施|意见|计划|通知|要点|行动|举措|规划|政策|安排|分工)(?:\([^()]*\))*(?:[》]?的通知)?$"
)
_DELIVERED = re.compile(
    r"[—-]*\(?(\d{4})年(\d{1,2})月(\d{1,2})日在(?P<place>[\u4e00-\u9fff]{2,16}?[省市区县州旗盟])(?:第|人|委)"
)
_VALID = re.compile(
    r"有效期(?:至|到|截至|截止到?)(\d{4})年(\d{1,2})月(\d{1,2})日|"
    r"(?:施行|实施|执行)(?:[,至到]|日期)*至(\d{4})年(\d{1,2})月(\d{1,2})日"
)
_YEARS = re.compile(
    r"自(?:(\d{4})年(\d{1,2})月(\d{1,2})日|(?:印发|发布|公布)之日)起(?:施行|实施|执行|生效)?,?"
    r"有效期(?:为|限为?)?([一二三四五两\d]{1,2})年"
)
_ANNEX_LIST = re.compile(r"-?附件:")


@dataclass(slots=True)
class DocumentContext:
    """A document opened for reading."""

    stream: Stream
    part: Part
    blocks: tuple[Block, ...]
    root: Node
    rows: list[Row]
    clauses: list[Clause]
    conventions: list[Convention]
    blankets: list[Blanket]
    title: str
    issuer: str | None
    number: str | None
    issued: date | None
    effective_until: date | None
    place: str | None
    level: str | None
    genre: str
    spans: dict[str, Span]
    notices: list[Notice] = field(default_factory=list)

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
    return stream.blocks[part.body : last]


def _without_rows(blocks: tuple[Block, ...], rows: list[Row]) -> tuple[Block, ...]:
    """The blocks that are no part of a task table."""
    starts = [row.start for row in rows]

    def outside(block: Block) -> bool:
        i = bisect_right(starts, block.start) - 1
        return i < 0 or block.start >= rows[i].end

    return tuple(filter(outside, blocks))


def _join(stream: Stream, pair: tuple[int, int] | None) -> tuple[str, Span | None]:
    """The text of title blocks and its span."""
    if pair is None or pair[0] >= pair[1]:
        return "", None
    blocks = stream.blocks[pair[0] : pair[1]]
    text = "".join(stream.clean[b.start : b.end] for b in blocks)
    return text, stream.span(blocks[0].start, blocks[-1].end)


def _issuer(stream: Stream, part: Part, spans: dict[str, Span]) -> str | None:
    if part.cover.signature is not None:
        block = stream.blocks[part.cover.signature]
        spans["issuer"] = stream.span(block.start, block.end)
        return stream.clean[block.start : block.end]
    if part.cover.title is None:
        return None
    start = stream.blocks[part.cover.title[0]].start
    text, _ = _join(stream, part.cover.title)
    found = _ISSUER.match(text)
    if not found:
        return None
    spans["issuer"] = stream.span(start, start + found.end(1))
    return found[1]


def _genre(title: str, body: str) -> str:
    """``rules`` (sets rules or informs: no tasks), ``report``, ``plan``, or ``other``."""
    if _INFORMING.search(title) or _NORMATIVE_TITLE.search(title):
        return "rules"
    if title.endswith("工作报告"):
        return "report"
    own = _SELF.findall(body)
    normative = sum(re.fullmatch(_NORMATIVE, name) is not None for name in own)
    if normative > 0 and normative * 2 > len(own):
        return "rules"
    return "plan" if own or _PLAN_TITLE.search(title) else "other"


def _valid_until(text: str, issued: date | None) -> date | None:
    found = _VALID.search(text)
    if found:
        year, month, day = (int(g) for g in found.groups() if g)
        return _safe(year, month, day)
    return _term(text, issued)


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _term(text: str, issued: date | None) -> date | None:
    """自…起施行，有效期N年: the day before the anniversary."""
    found = _YEARS.search(text)
    if not found:
        return None
    start = _safe(*(int(g) for g in found.groups()[:3])) if found[1] else issued
    years = "零一二三四五".find(found[4]) if not found[4].isdigit() else int(found[4])
    years = 2 if found[4] == "两" else years
    if start is None or years < 1:
        return None
    end = _safe(start.year + years, start.month, start.day) or date(start.year + years, 3, 1)
    return date.fromordinal(end.toordinal() - 1)


def _place(title: str, issuer: str | None) -> tuple[str | None, str | None]:
    for text in (issuer or "", title):
        bare = re.sub(r"^关于|^印发|^《", "", text)
        found = levels.read_place(bare)
        if found:
            return found
    return None, None


def _printed_names(stream: Stream, clauses: list[Clause]) -> list[str]:
    return [stream.fold[p.start : p.end] for c in clauses for p in clause_parties(stream.fold, c)]


def _level(
    stream: Stream,
    title: str,
    issuer: str | None,
    found: str | None,
    clauses: list[Clause],
    body: str,
) -> str | None:
    if found:
        return found
    if levels.is_national(issuer or "") or levels.is_national(title):
        return None
    return levels.vote_level(_printed_names(stream, clauses), body)


def _delivered(stream: Stream, part: Part) -> tuple[str | None, date | None]:
    """Where and when a report was delivered (——2026年1月9日在云岭市第六届…会议上)."""
    for block in stream.blocks[part.body : min(part.body + 3, part.last)]:
        found = _DELIVERED.match(stream.fold, block.start, block.end)
        if found:
            return found["place"], _safe(*(int(group) for group in found.groups()[:3]))
    return None, None


def _overrides(
    notices: list[Notice],
    span: Span,
    issued: tuple[date | None, date | None],
    level: tuple[str | None, str | None],
) -> None:
    """Notices where an option wins over the text."""
    given, read = issued
    if given and read and given != read:
        notices.append(
            Notice(
                "issued_overridden",
                f"按选项采用成文日期 {given}，文中写的是 {read}，请核对。",
                span,
            )
        )
    if level[0] and level[1] and level[0] != level[1]:
        notices.append(
            Notice(
                "level_overridden",
                f"按选项采用层级“{level[0]}”，文中读到的是“{level[1]}”，请核对。",
                span,
            )
        )


def open_document(
    stream: Stream, part: Part, *, issued: date | None, level: str | None
) -> DocumentContext:
    """Read the marks of a document and its outline."""
    spans: dict[str, Span] = {}
    title, title_span = _join(stream, part.title)
    if title_span:
        spans["title"] = title_span
    issuer = _issuer(stream, part, spans)
    number = _mark(stream, part.cover.number, "document_number", spans)
    _mark(stream, part.cover.dated, "issued", spans)
    blocks = _body_blocks(stream, part)
    start, end = (blocks[0].start, blocks[-1].end) if blocks else (0, 0)
    body = stream.fold[start:end]
    rows = list(find_rows(stream, blocks))
    blocks = _without_rows(blocks, rows)
    clauses = find_clauses(stream, blocks)
    place, read_level = _place(title, issuer)
    delivered = _delivered(stream, part)
    dated = part.cover.issued or delivered[1]
    if place is None and delivered[0]:
        place, read_level = levels.read_place(delivered[0]) or (None, None)
    read_level = _level(stream, title, issuer, read_level, clauses, body)
    notices: list[Notice] = []
    head = stream.blocks[part.first]
    _overrides(notices, stream.span(head.start, head.end), (issued, dated), (level, read_level))
    return DocumentContext(
        stream,
        part,
        blocks,
        build_outline(stream, blocks),
        rows,
        clauses,
        find_conventions(stream, start, end, clauses),
        find_blankets(stream, start, end),
        title,
        issuer,
        number,
        issued or dated,
        _valid_until(body, issued or dated),
        place,
        level or read_level,
        _genre(title, body),
        spans,
        notices,
    )


def _mark(stream: Stream, index: int | None, key: str, spans: dict[str, Span]) -> str | None:
    if index is None:
        return None
    block = stream.blocks[index]
    spans[key] = stream.span(block.start, block.end)
    return stream.clean[block.start : block.end]
