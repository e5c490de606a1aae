"""From an extraction to a paper (参加比对的文件)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from ..lines.stream import Stream, open_stream
from ..structure.outline import Node, build_outline
from ..types import DecodedText, Document, Extraction
from .records import Measure, Paper


def read_paper(source: DecodedText, extraction: Extraction, *, name: str = "") -> Paper:
    """The paper of one file: the measures of all documents in it, in text order.

    A document without items (办法, 规定: rules, no tasks) gives its numbered paragraphs, so that
    two sets of rules can be compared as well. Title, level and place are those of the document
    with the most measures.
    """
    stream: Stream | None = None
    found: list[tuple[Document, list[Measure]]] = []
    for document in extraction.documents:
        measures = [_from_item(document, i) for i in range(len(document.items))]
        if not measures:
            stream = stream or open_stream(source)
            measures = list(_from_paragraphs(stream, document))
        found.append((document, measures))
    main = max(found, key=lambda pair: len(pair[1]), default=(None, []))[0]
    return Paper(
        name=name or extraction.name,
        title=main.title if main else "",
        level=_common_level(found),
        place=(main.jurisdiction or "") if main else "",
        text=source.text,
        measures=tuple(measure for _, measures in found for measure in measures),
        noise=source.noise,
        continued=source.continued,
    )


def _common_level(found: list[tuple[Document, list[Measure]]]) -> str | None:
    """The level of most measures."""
    votes: Counter[str | None] = Counter()
    for document, measures in found:
        votes[document.level] += len(measures)
    return votes.most_common(1)[0][0] if votes else None


def _from_item(document: Document, index: int) -> Measure:
    item = document.items[index]
    names = tuple(unit.name for unit in item.units)
    return Measure(
        item.path, item.title, item.text, item.span, document.title,
        names, item.targets, item.deadlines,
    )  # fmt: skip


def _from_paragraphs(stream: Stream, document: Document) -> Iterator[Measure]:
    """The lowest numbered paragraphs of a document that has no items."""
    starts = [stream.offsets[block.start] for block in stream.blocks]
    first, last = (bisect_left(starts, place) for place in document.span)
    root = build_outline(stream, stream.blocks[first:last])
    for node in root.leaves():
        if node.label is not None and node.blocks:
            yield _from_node(stream, document, node)


def _from_node(stream: Stream, document: Document, node: Node) -> Measure:
    span = stream.span(node.start, node.end)
    title = stream.clean[node.title[0] : node.title[1]]
    return Measure(node.path, title, stream.source[span[0] : span[1]], span, document.title)
