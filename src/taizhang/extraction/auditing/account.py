"""The account of a text (逐句账): each sentence, its class, the item or duty that must hold it.

Made from the text alone, by a fresh reading; the audit compares a reported result with it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..fields import read_document
from ..lines.stream import Stream, build_stream
from ..sentences.coverage import Placed, place_outside, place_sentences
from ..structure.context import open_document
from ..structure.documents import split_documents
from ..types import DecodedText, Document, Span

_OWED = frozenset({"duty", "unread"})


@dataclass(frozen=True, slots=True)
class Account:
    """The sentences of a text in order, and the documents of the fresh reading."""

    sentences: tuple[Placed, ...]
    documents: tuple[Document, ...]
    owed: tuple[Placed, ...]
    stream: Stream

    def letters(self, span: Span) -> str:
        """The words of a source span, blanks and page noise left out."""
        offsets = self.stream.offsets
        first, last = (bisect_left(offsets, at) for at in span)
        return self.stream.clean[first:last].replace("\n", "")


def open_account(text: str | DecodedText, *, issued: date | None = None) -> Account:
    """Read a text and place each of its sentences.

    ``owed`` are the sentences that need a place in an item or a duty, or must be named unread:
    those inside the items of the fresh reading, duties, and what shows evidence of work but was
    read into nothing.
    """
    if isinstance(text, str):
        return _open(text, (), (), issued)
    return _open(text.text, text.noise, text.continued, issued)


@lru_cache(maxsize=4)
def _open(
    source: str, noise: tuple[Span, ...], continued: tuple[int, ...], issued: date | None
) -> Account:
    stream = build_stream(source, page_noise=noise, continued=continued)
    split = split_documents(stream)
    documents = [
        (context, read_document(context))
        for context in (
            open_document(stream, part, issued=issued, level=None) for part in split.parts
        )
    ]
    placed = [p for c, d in documents for p in place_sentences(c, d.items, d.duties)]
    return Account(
        tuple(sorted([*placed, *place_outside(stream, split)], key=lambda p: p.span)),
        tuple(document for _, document in documents),
        tuple(p for p in placed if p.item is not None or p.name in _OWED),
        stream,
    )
