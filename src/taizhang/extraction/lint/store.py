"""What is already known (已有单位与文件): units nobody has heard of, documents out of force.

The linter knows no database: whoever calls it hands it a `Store`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from .citations import Citation, find_citations
from .findings import Finding, Severity
from .reading import Reading


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document in force or not: until when, and by what it was replaced."""

    title: str
    effective_until: date | None
    replaced_by: str | None


class Store(Protocol):
    """The units and documents of an installation."""

    @property
    def has_units(self) -> bool:
        """Whether any unit is known at all."""

    @property
    def has_documents(self) -> bool:
        """Whether any document is known at all."""

    def unknown_units(self, names: Sequence[str], place: str | None) -> dict[str, str | None]:
        """The names that mean no unit in a document of ``place``, with the known name most alike.

        Collective names (各县区政府) are never unknown.
        """

    def find_document(self, title: str, number: str) -> KnownDocument | None:
        """The document of this number, or where none is printed of this title."""

    def knows_issuer(self, number: str) -> bool:
        """Whether documents with the same letters before the year (云政办) are held."""


def off_codes(store: Store | None) -> frozenset[str]:
    """The codes that cannot be checked: without a store, or with one that has nothing to say."""
    units = {"unknown_unit"} if store is None or not store.has_units else set()
    documents = {"cited_document_unknown", "cited_document_expired"}
    return frozenset(units | (documents if store is None or not store.has_documents else set()))


def check_store(reading: Reading, store: Store, on: date | None) -> Iterator[Finding]:
    """Units and cited documents against what is known; ``on`` is today, for undated drafts."""
    off = off_codes(store)
    if "unknown_unit" not in off:
        yield from _units(reading, store)
    if "cited_document_expired" not in off:
        seen: set[tuple[str, str]] = set()
        for cited in find_citations(reading):
            if (cited.title, cited.number) not in seen:
                seen.add((cited.title, cited.number))
                yield from _cited(reading, store, cited, reading.document.issued or on)


def _units(reading: Reading, store: Store) -> Iterator[Finding]:
    """The first mention of each unknown unit."""
    first: dict[str, tuple[int, int]] = {}
    for item in reading.document.items:
        for unit in item.units:
            first.setdefault(unit.name, unit.span)
    unknown = store.unknown_units(list(first), reading.document.jurisdiction)
    for name, alike in unknown.items():
        start, end = (reading.clean_at(at) for at in first[name])
        hint = f"，是不是“{alike}”" if alike else ""
        sentence = f"“{name}”不在已有的单位名称中{hint}？请核对名称，新单位请先登记。"
        yield reading.finding("unknown_unit", start, end, sentence)


def _cited(reading: Reading, store: Store, cited: Citation, on: date | None) -> Iterator[Finding]:
    known = store.find_document(cited.title, cited.number)
    if known is None:
        if cited.number:
            severity: Severity = "warning" if store.knows_issuer(cited.number) else "info"
            sentence = (
                f"引用的《{cited.title}》（{cited.number}）不在已收的文件中，请核对标题和文号。"
            )
            yield reading.finding(
                "cited_document_unknown", cited.start, cited.end, sentence, severity
            )
        return
    if cited.repeals:
        return
    ended = known.effective_until
    if known.replaced_by:
        why = f"已被《{known.replaced_by}》替代"
    elif ended and on and ended < on:
        why = f"已于{ended.year}年{ended.month}月{ended.day}日失效"
    else:
        return
    sentence = f"引用的《{cited.title}》{why}，请改引现行文件。"
    yield reading.finding("cited_document_expired", cited.start, cited.end, sentence)
