"""The head of a document (文件要素): title, issuer, number, dates, place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..guarded import Guarded
from ..lines.stream import Stream
from ..patterns import late
from ..types import Span
from . import levels
from .covers import Part

_ISSUER = late(
    r"^(.{2,40}?(?:人民政府(?:办公[厅室])?|委员会(?:办公[厅室])?|管委会|国务院(?:办公厅)?|"
    r"[^于]{2,20}(?:厅|局|委|办公室)))(?:关于|印发|\d{4}年)"
)
_DELIVERED = late(
    r"[—-]*\(?(\d{4})年(\d{1,2})月(\d{1,2})日在(?P<place>[\u4e00-\u9fff]{2,16}?[省市区县州旗盟])(?:第|人|委)"
)
_VALID = Guarded(
    r"至\d{4}年|有效期(?:到|截止)",
    r"有效期(?:至|到|截至|截止到?)(\d{4})年(\d{1,2})月(\d{1,2})日|"
    r"(?:施行|实施|执行)(?:[,至到]|日期)*至(\d{4})年(\d{1,2})月(\d{1,2})日",
)
_YEARS = late(
    r"自(?:(\d{4})年(\d{1,2})月(\d{1,2})日|(?:印发|发布|公布)之日)起(?:施行|实施|执行|生效)?,?"
    r"有效期(?:为|限为?)?([一二三四五两\d]{1,2})年"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What is printed about a document as a whole, and where."""

    title: str
    issuer: str | None
    number: str | None
    issued: date | None
    place: str | None
    level: str | None
    spans: dict[str, Span]


def read_head(stream: Stream, part: Part) -> Head:
    """Read the marks of a document; ``level`` is that of the place, if one is named."""
    spans: dict[str, Span] = {}
    title, title_span = _join(stream, part.title)
    if title_span:
        spans["title"] = title_span
    issuer = _issuer(stream, part, spans)
    number = _mark(stream, part.cover.number, "document_number", spans)
    _mark(stream, part.cover.dated, "issued", spans)
    place, level = _place(title, issuer)
    where, delivered = _delivered(stream, part)
    if place is None and where:
        place, level = levels.read_place(where) or (None, None)
    issued = part.cover.issued or delivered
    return Head(title, issuer, number, issued, place, level, spans)


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


def valid_until(text: str, issued: date | None) -> date | None:
    """The last day of validity that a text states (有效期至…, 有效期N年), or None."""
    found = next(_VALID.finditer(text, 0, len(text)), None)
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
    found = _YEARS.search(text) if "有效期" in text else None
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
        bare = re.sub(r"^(?:关于|印发|[《“]|\d{4}年度?)+", "", text)
        found = levels.read_place(bare)
        if found:
            return found
    return None, None


def _delivered(stream: Stream, part: Part) -> tuple[str | None, date | None]:
    """Where and when a report was delivered (——2026年1月9日在云岭市第六届…会议上)."""
    for block in stream.blocks[part.body : min(part.body + 3, part.last)]:
        found = _DELIVERED.match(stream.fold, block.start, block.end)
        if found:
            return found["place"], _safe(*(int(group) for group in found.groups()[:3]))
    return None, None


def _mark(stream: Stream, index: int | None, key: str, spans: dict[str, Span]) -> str | None:
    if index is None:
        return None
    block = stream.blocks[index]
    spans[key] = stream.span(block.start, block.end)
    return stream.clean[block.start : block.end]
