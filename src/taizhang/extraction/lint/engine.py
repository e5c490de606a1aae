"""From text to findings (检查): each document is read, then every check runs over it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby

from ..fields import read_document
from ..lines.stream import Stream, open_stream
from ..structure.context import open_document
from ..structure.covers import Part
from ..structure.documents import split_documents
from ..types import DecodedText
from .added_up import check_added_up
from .agreement import check_agreement
from .annexes import check_annexes
from .blanks import check_blanks
from .brackets import check_brackets
from .caps import check_caps
from .citations import check_citations
from .claims import Claims
from .codes import codes
from .counted_names import check_counted_names
from .counting import check_counting
from .each_caps import check_each_caps, check_rates
from .findings import Finding, Report
from .listing import check_listing
from .nesting import check_nesting
from .numbering import check_numbering
from .parts import check_parts
from .reading import Reading
from .said_again import check_said_again
from .same_thing import check_same_thing
from .score_tables import check_score_tables
from .scores import check_scores
from .sequences import check_sequences
from .spans import check_spans
from .store import Store, check_claims, find_claims, off_codes
from .sums import check_sums
from .table_totals import check_table_totals
from .target_dates import check_target_dates
from .tasks import check_tasks
from .turned_round import check_turned_round
from .twice import check_indicators
from .weights import check_weights

_MOST_ANNEXES = 40
_ANNEX = re.compile(
    r"附[件表][-—]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?(?=[:.、\n]|$|[\u4e00-\u9fff“《])"
)
DocumentCheck = Callable[[Reading], Iterator[Finding]]
CoverCheck = Callable[[Sequence[Reading]], Iterator[Finding]]

DOCUMENT_CHECKS: tuple[DocumentCheck, ...] = (
    check_tasks,
    check_target_dates,
    check_numbering,
    check_nesting,
    check_sequences,
    check_counting,
    check_listing,
    check_counted_names,
    check_blanks,
    check_indicators,
    check_said_again,
    check_same_thing,
    check_turned_round,
    check_scores,
    check_score_tables,
    check_weights,
    check_caps,
    check_each_caps,
    check_rates,
    check_spans,
    check_brackets,
    check_sums,
    check_parts,
    check_added_up,
    check_table_totals,
)
"""Checks of one document."""

COVER_CHECKS: tuple[CoverCheck, ...] = (check_annexes, check_agreement, check_citations)
"""Checks of the documents that one cover carries: a notice with its annexes."""


def lint(
    text: str | DecodedText,
    *,
    issued: date | None = None,
    level: str | None = None,
    store: Store | None = None,
    on: date | None = None,
) -> Report:
    """Check a draft (检查文稿): findings in text order.

    ``issued`` and ``level`` as in `extract`. With a ``store`` units and cited documents are
    compared with what it knows, on the day of issue or ``on``; what cannot be compared is named
    in ``off``. Any text gives a report.

    >>> lint("第九条 本办法自2026年 月 日起施行。").findings[0].code
    'effective_date_blank'
    """
    found: list[Finding] = []
    claims: list[Claims] = []
    for readings in _covers(text, issued, level):
        for cover_check in COVER_CHECKS:
            found.extend(cover_check(readings))
        for reading in readings:
            for check in DOCUMENT_CHECKS:
                found.extend(check(reading))
            claims.append(find_claims(reading))
            found.extend(check_claims(claims[-1], store, on) if store else ())
    unchecked = off_codes(store)
    off = tuple(name for name in codes() if name in unchecked)
    ordered = tuple(sorted(dict.fromkeys(found), key=lambda f: (f.span, f.code)))
    return Report(ordered, off, tuple(claims))


def _covers(
    text: str | DecodedText, issued: date | None, level: str | None
) -> Iterator[list[Reading]]:
    """The documents of a file, those under one cover together."""
    stream = open_stream(text)
    parts = split_documents(stream).parts
    for _, group in groupby(parts, key=_Cover(stream)):
        contexts = [open_document(stream, part, issued=issued, level=level) for part in group]
        yield [Reading(context, read_document(context)) for context in contexts]


class _Cover:
    """What holds documents together: their cover; an annex belongs to the text before it."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.last: object = None
        self.joined = 0

    def __call__(self, part: Part) -> object:
        """The same value for documents under one cover."""
        block = self.stream.blocks[part.first]
        annexed = _ANNEX.match(self.stream.fold, block.start, block.end)
        self.joined += 1
        if part.cover.title or not annexed or self.last is None or self.joined > _MOST_ANNEXES:
            self.joined = 0
            self.last = part.cover.title or part.first
        return self.last
