"""Notices (提示): what a person should look at, in full sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..lines.stream import Stream
from ..patterns import late
from ..types import Item, Notice
from .context import DocumentContext
from .covers import Cover, in_annex_list
from .documents import Split
from .outline import Node
from .secrecy import secrecy_mark

_LISTED = late(r"-?(?:附件:)?(\d{1,2})[.、](?=\D)")


def document_notices(context: DocumentContext, items: Sequence[Item]) -> list[Notice]:
    """Numbers that skip or repeat, and a plan in which no item was found."""
    found = list(_numbering(context.stream, context.root))
    if not items and context.genre == "plan" and context.root.children:
        start, end = context.bounds
        sentence = "这份文件有编号，但没有读出任何事项，请对照原文人工添加。"
        found.append(Notice("no_items", sentence, context.stream.span(start, min(end, start + 40))))
    return found


def _numbering(stream: Stream, root: Node) -> Iterator[Notice]:
    """Gaps and repetitions among the children of each node."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children)
        for before, after in zip(node.children, node.children[1:], strict=False):
            notice = _between(stream, before, after)
            if notice:
                yield notice


def _between(stream: Stream, before: Node, after: Node) -> Notice | None:
    if before.label is None or after.label is None or before.label.kind != after.label.kind:
        return None
    step = after.label.value - before.label.value
    if step == 1 or after.label.value == 1:
        return None
    span = stream.span(after.start, after.start + after.label.length)
    if step == 0:
        sentence = f"编号“{after.label.text}”重复出现，请核对原文。"
        return Notice("numbering_duplicate", sentence, span)
    sentence = f"编号从“{before.label.text}”跳到“{after.label.text}”，请核对是否有缺漏。"
    return Notice("numbering_gap", sentence, span)


def file_notices(stream: Stream, split: Split) -> list[Notice]:
    """A secrecy marking, and annexes that a cover announces and the file does not hold."""
    found: list[Notice] = []
    mark = secrecy_mark(stream.source)
    if mark:
        sentence = f"文件带有密级标志“{mark.level}”，不得在本系统中保存或处理。"
        found.append(Notice("secrecy_mark", sentence, mark.span))
    covers: dict[int, tuple[Cover, set[int]]] = {}
    for part in split.parts:
        if part.cover.title is not None and part.cover.dated is not None:
            held = covers.setdefault(part.cover.title[0], (part.cover, set()))[1]
            held.update({part.annex} if part.annex else ())
    for cover, held in covers.values():
        found.extend(_missing(stream, cover, held))
    return found


def _missing(stream: Stream, cover: Cover, held: set[int]) -> Iterator[Notice]:
    """Announced annexes without a text, where others have one."""
    if not held or cover.title is None or cover.dated is None:
        return
    for index in range(cover.title[1], cover.dated):
        block = stream.blocks[index]
        listed = _LISTED.match(stream.fold, block.start, block.end)
        if listed and int(listed[1]) not in held and in_annex_list(stream, index):
            sentence = f"附件 {listed[1]} 在文首列出，但文件中没有找到它的正文，请核对。"
            yield Notice("annex_missing", sentence, stream.span(block.start, block.end))
