"""What extraction returns (抽取结果): frozen records, spans are [start, end) code point offsets."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Span = tuple[int, int]
Role = Literal["lead", "responsible", "support"]
Operator = Literal[">=", "<=", "=", "~", "range", ">", "<"]
Precision = Literal["exact", "at_least", "at_most", "about", "range"]
Basis = Literal["stated", "inferred", "relative", "provisional"]
Scope = Literal["document", "following"]
Number = int | float


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should look at (提示): code, Chinese sentence, where."""

    code: str
    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paginated file (页): its text range, its size in points (1/72 inch)."""

    span: Span
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageMap:
    """Where each character lies (版面位置).

    ``boxes`` holds four numbers a character of the text: left, top, right, bottom in points from
    the upper left corner of its page; all four are 0 where a character was not printed (a line
    end, a tab between cells).
    """

    pages: tuple[Page, ...]
    boxes: array[float]


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a reader makes of bytes (读取结果): text, encoding, and places where it has pages.

    Tables: a row a line, cells between ``\\t``, a line end inside a cell is ``\\v``; a merged cell
    is repeated in each row and column that it covers. ``noise``: lines that a page put there
    (running heads, page numbers); ``continued``: starts of lines that go on with the paragraph
    which a page cut before them. Both in order, from readers that see the page.
    """

    text: str
    encoding: str
    pages: PageMap | None = None
    notices: tuple[Notice, ...] = ()
    noise: tuple[Span, ...] = ()
    continued: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file (解码文本): BOM removed, line ends ``\\n``, nothing else changed.

    For other formats than plain text it is the reader's own text.
    """

    name: str
    sha256: str
    text: str
    encoding: str
    pages: PageMap | None = None
    notices: tuple[Notice, ...] = ()
    noise: tuple[Span, ...] = ()
    continued: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A responsible unit as printed, its level prefix completed (责任单位)."""

    name: str
    role: Role
    span: Span
    basis_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A number somebody will be held to (量化目标), value in the base unit."""

    indicator: str
    op: Operator
    value: Number
    value_max: Number | None
    unit: str
    deadline: date | None
    quote: str
    span: Span
    precision: Precision


@dataclass(frozen=True, slots=True)
class Deadline:
    """A stated time by which work must be done (完成时限), resolved to its last day."""

    quote: str
    date: date
    span: Span
    basis: Basis


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a task ledger (事项): the leaf unit of work of the document."""

    path: tuple[str, ...]
    title: str
    text: str
    span: Span
    units: tuple[Unit, ...] = ()
    targets: tuple[Target, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that stands outside the items or covers all of them (条目外职责)."""

    text: str
    span: Span
    units: tuple[Unit, ...]
    deadlines: tuple[Deadline, ...]
    scope: Scope


@dataclass(frozen=True, slots=True)
class Coverage:
    """Each sentence in exactly one class (覆盖情况); ``unread`` names those not understood."""

    sentences: int
    classes: dict[str, int]
    unread: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One official document, or one annex of several (文件)."""

    title: str
    issuer: str | None
    document_number: str | None
    issued: date | None
    effective_until: date | None
    jurisdiction: str | None
    level: str | None
    span: Span
    spans: dict[str, Span]
    items: tuple[Item, ...]
    duties: tuple[Duty, ...]
    coverage: Coverage
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one file (抽取结果)."""

    name: str
    sha256: str
    characters: int
    coverage: Coverage
    documents: tuple[Document, ...]
    notices: tuple[Notice, ...] = field(default=())
