"""What is already known (已有单位与文件): units nobody has heard of, documents out of force.

The linter knows no database: whoever calls it hands it a `Store`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from .citations import find_citations
from .claims import CitedDocument, Claims, NamedUnit
from .codes import codes
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


def find_claims(reading: Reading) -> Claims:
    """The claims of a document: each unit of its items and each citation once."""
    document, source = reading.document, reading.stream.source
    units: dict[str, NamedUnit] = {}
    for item in document.items:
        for unit in item.units:
            units.setdefault(unit.name, NamedUnit(unit.name, unit.span, source[slice(*unit.span)]))
    cited: dict[tuple[str, str], CitedDocument] = {}
    for found in find_citations(reading):
        span = reading.stream.span(found.start, found.end)
        quote = source[slice(*span)]
        one = CitedDocument(found.title, found.number, found.repeals, span, quote)
        cited.setdefault((found.title, found.number), one)
    place = document.jurisdiction
    return Claims(place, document.issued, tuple(units.values()), tuple(cited.values()))


def check_claims(claims: Claims, store: Store, on: date | None) -> Iterator[Finding]:
    """Units and cited documents against what is known; ``on`` is today, for undated drafts."""
    if claims.units and store.has_units:
        yield from _units(claims, store)
    if claims.cited and store.has_documents:
        for cited in claims.cited:
            yield from _cited(cited, store, claims.issued or on)


def _units(claims: Claims, store: Store) -> Iterator[Finding]:
    unknown = store.unknown_units([unit.name for unit in claims.units], claims.place)
    for unit in claims.units:
        if unit.name in unknown:
            alike = unknown[unit.name]
            hint = f"，是不是“{alike}”？" if alike else "。"
            sentence = f"“{unit.name}”不在已有的单位名称中{hint}请核对名称，新单位请先登记。"
            yield _finding("unknown_unit", unit, sentence)


def _cited(cited: CitedDocument, store: Store, on: date | None) -> Iterator[Finding]:
    known = store.find_document(cited.title, cited.number)
    if known is None:
        if cited.number:
            severity: Severity = "warning" if store.knows_issuer(cited.number) else "info"
            sentence = (
                f"引用的《{cited.title}》（{cited.number}）不在已收的文件中，请核对标题和文号。"
            )
            yield _finding("cited_document_unknown", cited, sentence, severity)
        return
    why = None if cited.repeals else _ended(known, on)
    if why:
        sentence = f"引用的《{cited.title}》{why}，请改引现行文件。"
        yield _finding("cited_document_expired", cited, sentence)


def _ended(known: KnownDocument, on: date | None) -> str | None:
    """Why a document is out of force on a day, in words; None while it is in force."""
    ended = known.effective_until
    if known.replaced_by:
        return f"已被《{known.replaced_by}》替代"
    if ended and on and ended < on:
        return f"已于{ended.year}年{ended.month}月{ended.day}日失效"
    return None


def _finding(
    code: str, claim: NamedUnit | CitedDocument, message: str, severity: Severity | None = None
) -> Finding:
    return Finding(code, severity or codes()[code].severity, claim.span, claim.quote, message)
