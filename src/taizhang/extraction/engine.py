"""From text to documents (抽取): the stages in order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

from .fields import read_document
from .lines.stream import open_stream
from .sentences.coverage import add_up, outside_coverage
from .structure.context import open_document
from .structure.documents import split_documents
from .structure.notices import file_notices
from .types import DecodedText, Document, Extraction

Progress = Callable[[str, float], None]


def _silent(stage: str, share: float) -> None:
    """Progress that nobody asked for."""


def extract(
    text: str | DecodedText,
    *,
    name: str = "",
    issued: date | None = None,
    level: str | None = None,
    progress: Progress | None = None,
) -> Extraction:
    """Read a policy text into documents, items, units, targets and deadlines.

    ``text`` is decoded text; ``issued`` and ``level`` (省, 市, 区 or 县) win over what the text
    says, with a notice. ``progress`` is called with a stage and the share done, 0 to 1. Any text
    gives a valid result; what was not understood stands in ``coverage`` and ``notices``.

    >>> result = extract("一、加强领导。（市发改委负责）", name="例.txt")
    >>> result.documents[0].items[0].units[0].name
    '市发改委'
    """
    report = progress or _silent
    source, sha = _source(text)
    name = name or (text.name if isinstance(text, DecodedText) else "")
    report("clean", 0.0)
    stream = open_stream(text)
    split = split_documents(stream)
    documents: list[Document] = []
    for i, part in enumerate(split.parts):
        report("documents", 0.1 + 0.8 * i / len(split.parts))
        documents.append(read_document(open_document(stream, part, issued=issued, level=level)))
    coverage = add_up(outside_coverage(stream, split), documents)
    read = text.notices if isinstance(text, DecodedText) else ()
    notices = (*read, *file_notices(stream, split))
    report("done", 1.0)
    return Extraction(name, sha, len(source), coverage, tuple(documents), notices)


def _source(text: str | DecodedText) -> tuple[str, str]:
    if isinstance(text, DecodedText):
        return text.text, text.sha256
    return text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
