"""From text to findings (检查): each document is read, then every check runs over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ..context import open_document
from ..documents import split_documents
from ..fields import read_document
from ..stream import build_stream
from ..types import DecodedText
from .annexes import check_annexes
from .blanks import check_blanks
from .codes import codes
from .counting import check_counting
from .findings import Finding, Report
from .numbering import check_numbering
from .reading import Reading
from .tasks import check_tasks

DocumentCheck = Callable[[Reading], Iterator[Finding]]

DOCUMENT_CHECKS: tuple[DocumentCheck, ...] = (
    check_tasks,
    check_numbering,
    check_counting,
    check_blanks,
)


def lint(
    text: str | DecodedText, *, issued: date | None = None, level: str | None = None
) -> Report:
    """Check a draft (检查文稿): findings in text order.

    ``issued`` and ``level`` as in `extract`. Any text gives a report.

    >>> lint("第九条 本办法自2026年 月 日起施行。").findings[0].code
    'effective_date_blank'
    """
    source = text.text if isinstance(text, DecodedText) else text
    stream = build_stream(source)
    parts = split_documents(stream).parts
    found = list(check_annexes(stream, parts))
    for part in parts:
        context = open_document(stream, part, issued=issued, level=level)
        reading = Reading(context, read_document(context))
        for check in DOCUMENT_CHECKS:
            found.extend(check(reading))
    off = tuple(name for name, code in codes().items() if code.store)
    return Report(tuple(sorted(dict.fromkeys(found), key=lambda f: (f.span, f.code))), off)
