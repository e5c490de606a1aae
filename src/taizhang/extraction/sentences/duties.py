"""Duties outside the items (条目外职责): closing paragraphs and blanket duties."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..guarded import Guarded
from ..patterns import late
from ..structure.context import DocumentContext
from ..types import Deadline, Duty, Item, Unit
from .splitting import Sentence, split_sentences

_WHO = Guarded(
    "各",
    r"(?:^|(?<=[,;。前内\n]))((?:各[^,;。、]{1,18}?(?:、各?[^,;。、]{1,14}?){0,4}?))"
    r"(?=(?<![重主需])要|应|须|需|请|必须|务必|按照|根据|结合|在|于|严格)",
    0,
)
_ACT = late(
    r"(?:要|应|须|请|务必|必须|在|于).{0,60}(?:出台|制定|报送|上报|落实|完成|印发|建立|组织|抓好|做好|实施|加强|报)"
)
_NAMES = late(r"[、和及]")
_BLANKET_WHO = late(r"均?(?:都|全部)?需(?P<who>.{1,60}?)(?:落实|负责)")


def _units(context: DocumentContext, start: int, text: str) -> tuple[Unit, ...]:
    units: list[Unit] = []
    position = start
    for name in _NAMES.split(text):
        if len(name) > 1:
            at = position
            units.append(
                Unit(
                    context.stream.clean[at : at + len(name)],
                    "responsible",
                    context.stream.span(at, at + len(name)),
                )
            )
        position += len(name) + 1
    return tuple(units)


def _deadlines(context: DocumentContext, start: int, end: int) -> tuple[Deadline, ...]:
    stream = context.stream
    return tuple(
        Deadline(stream.quote(m.start, m.end), m.day, stream.span(m.start, m.end), m.basis)
        for m in context.moments(start, end)
        if m.day is not None and (context.issued is None or m.day >= context.issued)
    )


def _blanket_duties(context: DocumentContext) -> list[Duty]:
    stream = context.stream
    found: list[Duty] = []
    for blanket in context.blankets:
        who = _BLANKET_WHO.search(stream.fold, blanket.start, blanket.end)
        units = (
            (
                Unit(
                    stream.clean[who.start("who") : who.end("who")],
                    "responsible",
                    stream.span(*who.span("who")),
                ),
            )
            if who
            else ()
        )
        span = stream.span(blanket.start, blanket.end)
        found.append(Duty(stream.source[span[0] : span[1]], span, units, (), "following"))
    return found


def _outside(context: DocumentContext, items: Sequence[Item]) -> Iterator[Sentence]:
    """The sentences of the body that begin in no item."""
    stream = context.stream
    starts = [item.span[0] for item in items]
    ends = [item.span[1] for item in items]
    for index in range(context.part.body, context.part.last):
        block = stream.blocks[index]
        held = bisect_right(starts, stream.offsets[block.start]) - 1
        if held >= 0 and stream.offsets[block.end - 1] < ends[held]:
            continue
        for sentence in split_sentences(stream, index, index + 1):
            at = stream.offsets[sentence.start]
            held = bisect_right(starts, at) - 1
            if held < 0 or at >= ends[held]:
                yield sentence


def find_duties(context: DocumentContext, items: Sequence[Item]) -> tuple[Duty, ...]:
    """Sentences outside the items that put a duty on somebody named."""
    stream = context.stream
    found = _blanket_duties(context)
    if context.rules or not items:
        return tuple(found)
    for sentence in _outside(context, items):
        span = stream.span(sentence.start, sentence.end)
        who = next(_WHO.finditer(stream.fold, sentence.start, sentence.end), None)
        if who and _ACT.search(stream.fold, who.end(), sentence.end):
            found.append(
                Duty(
                    stream.source[span[0] : span[1]],
                    span,
                    _units(context, who.start(1), who[1]),
                    _deadlines(context, sentence.start, sentence.end),
                    "document",
                )
            )
    return tuple(sorted(found, key=lambda d: d.span))
