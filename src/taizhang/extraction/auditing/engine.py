"""Audit (核对): whether a result, perhaps edited by people, lost anything of its text.

The text is read afresh and each sentence that needs a place is looked for in the reported items,
duties and unread sentences; then the fields of each item, the spans, the sums.
How it works and what it guarantees: ``docs/algorithms/coverage.md``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ..sentences.coverage import CLASS_LABELS, Placed
from ..types import DecodedText, Span
from .account import Account, open_account
from .checks import lost_fields, span_faults, sum_faults
from .reported import Reported, ReportedItem, read_result

AUDIT_SCHEMA = "taizhang/audit/1"
AuditCode = Literal[
    "source_differs", "orphan", "unit_lost", "target_lost", "deadline_lost", "span_lies",
    "items_overlap", "coverage_sum",
]  # fmt: skip
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Finding:
    """Something lost or wrong: code, class of the sentence, where, its words, Chinese sentence."""

    code: AuditCode
    span: Span
    sentence_class: str | None
    quote: str
    message: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found: ``held`` of ``owed`` sentences have the place they need."""

    sentences: int
    owed: int
    held: int
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is lost and nothing is wrong."""
        return not self.findings

    @property
    def orphans(self) -> tuple[Finding, ...]:
        """The sentences that need a place and have none."""
        return tuple(found for found in self.findings if found.code == "orphan")


def audit(text: str | DecodedText, result: Mapping[str, Any]) -> Audit:
    """Compare a result in its JSON form with the text it was made from.

    ``text`` is the decoded text, ``result`` what ``to_json`` returned, edited or not. Sentences
    with work in them that no item, duty or unread sentence of the result holds are orphans.
    Raises ``ResultShapeError`` when the result does not have the form of the contract.

    >>> from taizhang.extraction import audit, extract, to_json
    >>> text = "一、培育主体。年内培育企业5家。（市发改委负责）"
    >>> result = to_json(extract(text))
    >>> audit(text, result).is_clean
    True
    >>> result["documents"][0]["items"].clear()
    >>> [orphan.sentence_class for orphan in audit(text, result).orphans]
    ['heading', 'target', 'clause']
    """
    source = text.text if isinstance(text, DecodedText) else text
    reported = read_result(result)
    other = _other_text(text, reported.source)
    if other:
        return Audit(0, 0, 0, (other,))
    account = _account(text, reported)
    orphans = list(_orphans(account, reported))
    faults = [
        *lost_fields(account, reported, source),
        *span_faults(account, reported, source),
        *sum_faults(account, reported),
    ]
    found = [*orphans, *(Finding(*fault) for fault in faults), *_overlaps(source, reported.items)]
    owed = len(account.owed)
    ordered = tuple(sorted(found, key=lambda f: (f.span, f.code)))
    return Audit(len(account.sentences), owed, owed - len(orphans), ordered)


def _other_text(text: str | DecodedText, source: Mapping[str, Any]) -> Finding | None:
    """A finding when the result was made from another text."""
    length = len(text.text) if isinstance(text, DecodedText) else len(text)
    same = source["characters"] == length
    if isinstance(text, DecodedText):
        same = same and source["sha256"] == text.sha256
    if same:
        return None
    recorded = source["characters"]
    message = (
        f"结果不是由这份文本得出的（结果记 {recorded} 字，文本 {length} 字，或内容不同）；"
        "请用同一份文件核对。"
    )
    return Finding("source_differs", (0, 0), None, "", message)


def _account(text: str | DecodedText, reported: Reported) -> Account:
    """The fresh reading, with the date of issue that the result was made with."""
    account = open_account(text)
    stated = [d.issued.isoformat() if d.issued else None for d in account.documents]
    days = {day for day in reported.issued if day}
    if list(reported.issued) == stated or len(days) != 1:
        return account
    return open_account(text, issued=date.fromisoformat(days.pop()))


def _orphaned(account: Account, reported: Reported) -> Iterator[Placed]:
    """Sentences that need a place and have none."""
    held = _Cover([*(i.span for i in reported.items), *(d.span for d in reported.duties)])
    named = _Cover(reported.unread)
    for placed in account.owed:
        if placed.name == "unread" and placed.item is None:
            lost = not (named.holds(placed.span) or held.holds(placed.span))
        else:
            lost = not held.holds(placed.span)
        if lost:
            yield placed


class _Cover:
    """Spans merged where they touch, to be asked whether they hold another."""

    def __init__(self, spans: Sequence[Span]) -> None:
        merged: list[Span] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        self.spans = merged

    def holds(self, span: Span) -> bool:
        i = bisect_right(self.spans, (span[0], 1 << 60)) - 1
        return i >= 0 and span[1] <= self.spans[i][1]


def _orphans(account: Account, reported: Reported) -> Iterator[Finding]:
    source = account.stream.source
    ends = [found.start() for found in re.finditer("\n", source)]
    for placed in _orphaned(account, reported):
        shown = account.letters(placed.span)
        shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
        message = (
            f"第 {bisect_left(ends, placed.span[0]) + 1} 行的“{shown}”"
            f"（{CLASS_LABELS[placed.name]}）不在任何条目中；请恢复它所属的条目，或编入别的条目。"
        )
        yield Finding("orphan", placed.span, placed.name, source[slice(*placed.span)], message)


def _overlaps(source: str, items: Sequence[ReportedItem]) -> Iterator[Finding]:
    """Items that share characters."""
    ordered = sorted(items, key=lambda item: item.span)
    for before, after in zip(ordered, ordered[1:], strict=False):
        if after.span[0] < before.span[1]:
            span = after.span[0], min(before.span[1], after.span[1])
            message = f"{before.where}与{after.where}的原文重叠；请改成前一条在后一条开头处结束。"
            yield Finding("items_overlap", span, None, source[slice(*span)], message)


def audit_to_json(found: Audit) -> dict[str, Any]:
    """An audit as a dictionary of JSON values, schema ``taizhang/audit/1``."""
    return {
        "schema": AUDIT_SCHEMA,
        "clean": found.is_clean,
        "sentences": found.sentences,
        "owed": found.owed,
        "held": found.held,
        "findings": [
            {
                "code": f.code,
                "class": f.sentence_class,
                "span": list(f.span),
                "quote": f.quote,
                "message": f.message,
            }
            for f in found.findings
        ],
    }
