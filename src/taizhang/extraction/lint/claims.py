"""What a draft says that only a store can judge (待比对内容): its units, the documents it cites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..types import Span


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit as a draft names it first, and where."""

    name: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that a draft cites, and where; ``repeals``: its sentence ends or changes it."""

    title: str
    number: str
    repeals: bool
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What one document says that only a store can judge: its units, the documents it cites."""

    place: str | None
    issued: date | None
    units: tuple[NamedUnit, ...]
    cited: tuple[CitedDocument, ...]
