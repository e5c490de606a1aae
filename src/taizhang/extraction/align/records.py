"""What is compared and what comes out (比对): frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ..types import Deadline, Number, Operator, Span, Target

Change = Literal["same", "number", "date", "softened", "added", "dropped"]
Direction = Literal[
    "higher", "lower", "operator", "earlier", "later", "softer", "removed", "new", "other"
]
CHANGES: tuple[Change, ...] = ("same", "number", "date", "softened", "added", "dropped")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a document (举措): an item, or a numbered paragraph of a set of rules.

    ``span`` points into the text of its paper; it is None for what was typed by hand.
    """

    path: tuple[str, ...]
    title: str
    text: str
    span: Span | None
    document: str = ""
    units: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One column of the comparison (参加比对的文件): a file with the measures of its documents.

    ``level`` is 省, 市, 区, 县 or None; ``place`` the jurisdiction (云江省云岭市) or "". ``noise``
    and ``continued`` are what the reader knows of its pages (see `Decoded`).
    """

    name: str
    title: str
    level: str | None
    place: str
    text: str
    measures: tuple[Measure, ...]
    noise: tuple[Span, ...] = ()
    continued: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence as printed and where it stands."""

    quote: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as compared: value in the base unit, what it counts where that is known."""

    indicator: str
    op: Operator
    value: Number
    value_max: Number | None
    unit: str
    quote: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed inside a matched measure (差异).

    ``before`` and ``after`` are the sentences side by side; for what one side leaves out its
    likest sentence, or None where nothing there is like it. Numbers come with ``figures``, dates
    with ``dates``, words of will with ``words``, each (before, after).
    """

    kind: Change
    direction: Direction
    before: Excerpt | None
    after: Excerpt | None
    figures: tuple[Figure | None, Figure | None] = (None, None)
    dates: tuple[date | None, date | None] = (None, None)
    words: tuple[str, str] = ("", "")

    @property
    def counts(self) -> bool:
        """Whether it makes the measure a changed one: what was only added does not."""
        return self.direction != "new"


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure in one document (一格).

    ``measure`` is None where the document has none. ``also`` holds further measures of the same
    document that share in it (one measure split into several). ``score`` is 0 to 1.
    """

    paper: int
    measure: Measure | None
    change: Change
    changes: tuple[Change, ...] = ()
    also: tuple[Measure, ...] = ()
    differences: tuple[Difference, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One measure through all documents (一行): a cell each, in the order given."""

    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A number of one document in a sum."""

    paper: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Sum:
    """A number of the upper document against those of the lower ones (分解合计).

    ``missing`` are the papers of the lower level that do not state it; ``fits`` is None where
    that leaves the sum open.
    """

    indicator: str
    unit: str
    upper: Part
    parts: tuple[Part, ...]
    missing: tuple[int, ...]
    total: Number
    fits: bool | None
    message: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The whole comparison (比对结果)."""

    papers: tuple[Paper, ...]
    rows: tuple[Row, ...]
    sums: tuple[Sum, ...] = field(default=())
