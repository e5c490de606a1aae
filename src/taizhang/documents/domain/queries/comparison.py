"""What the comparison page shows (比对页): a matrix of measures, both sentences of each change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from taizhang.extraction.align import Alignment, Cell, Measure, Row, Sum

from ...enums import Change
from ...models import Draft, DraftRow
from ..comparing import compare_drafts, rows_of
from ..places import written_place
from .compared import Told, tell
from .shown import format_figure


@dataclass(frozen=True, slots=True)
class Standing:
    """A measure where it stands in its document."""

    row: DraftRow
    place: str


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One measure in one document; `standings` is empty where the document has none."""

    draft: Draft
    changes: Sequence[Change]
    standings: Sequence[Standing]
    told: Sequence[Told]


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """One row of the matrix: `reference` is the cell of the first document."""

    number: int
    title: str
    reference: ShownCell
    cells: Sequence[ShownCell]

    @property
    def changes(self) -> set[Change]:
        """What became of it anywhere; "not in a document either" is nothing."""
        return {
            change
            for cell in self.cells
            for change in cell.changes
            if cell.standings or change != Change.ADDED
        }

    @property
    def is_changed(self) -> bool:
        """Whether there are sentences to show side by side."""
        return any(cell.told for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Share:
    """What one lower document states of a number."""

    draft: Draft
    quote: str


@dataclass(frozen=True, slots=True)
class ShownSum:
    """A number of an upper document and its shares."""

    found: Sum
    upper: Draft
    shares: Sequence[Share]
    missing: Sequence[Draft]

    @property
    def total(self) -> str:
        """What the shares add up to, with its unit."""
        return format_figure(self._figure(self.found.total))

    @property
    def short(self) -> str:
        """How much the shares lack, or ""."""
        gap = self.found.upper.figure.value - self.found.total
        return format_figure(self._figure(gap)) if gap > 0 and not self.found.fits else ""

    @property
    def over(self) -> str:
        """By how much the shares are over a ceiling, or ""."""
        gap = self.found.total - self.found.upper.figure.value
        return format_figure(self._figure(gap)) if gap > 0 and not self.found.fits else ""

    def _figure(self, value: float) -> dict[str, object]:
        return {"op": "=", "value": value, "value_max": None, "unit": self.found.unit}


class Comparison:
    """Some drafts side by side; `change` leaves the rows where that became of a measure."""

    def __init__(self, drafts: Sequence[Draft], *, change: str = "") -> None:
        self.drafts = drafts
        self.change = change

    @cached_property
    def alignment(self) -> Alignment:
        """The comparison itself."""
        return compare_drafts(self.drafts)

    @cached_property
    def every(self) -> list[ShownMeasure]:
        """All rows of the matrix."""
        return [self._measure(n, row) for n, row in enumerate(self.alignment.rows, start=1)]

    @property
    def measures(self) -> list[ShownMeasure]:
        """The rows that pass the filter."""
        return [row for row in self.every if not self.change or self.change in row.changes]

    @property
    def counts(self) -> list[tuple[Change, int]]:
        """How many rows have each kind of change."""
        return [(change, sum(change in row.changes for row in self.every)) for change in Change]

    @property
    def sums(self) -> list[ShownSum]:
        """Numbers of an upper document against those of the lower ones."""
        return [self._sum(found) for found in self.alignment.sums]

    @cached_property
    def _rows(self) -> dict[int, DraftRow]:
        pairs = zip(self.alignment.papers, self.drafts, strict=True)
        return {
            id(measure): row
            for paper, draft in pairs
            for measure, row in zip(paper.measures, rows_of(draft), strict=True)
        }

    def _measure(self, number: int, row: Row) -> ShownMeasure:
        reference, *cells = (self._cell(cell) for cell in row.cells)
        return ShownMeasure(number, row.title, reference, cells)

    def _cell(self, cell: Cell) -> ShownCell:
        found = [cell.measure, *cell.also] if cell.measure else []
        return ShownCell(
            self.drafts[cell.paper],
            [Change(change) for change in cell.changes],
            list(self._standings(found)),
            tell(cell.differences),
        )

    def _standings(self, measures: Sequence[Measure]) -> Iterator[Standing]:
        for measure in measures:
            row = self._rows[id(measure)]
            yield Standing(row, written_place(row.path))

    def _sum(self, found: Sum) -> ShownSum:
        drafts = self.drafts
        shares = [Share(drafts[part.paper], part.figure.quote) for part in found.parts]
        missing = [drafts[number] for number in found.missing]
        return ShownSum(found, drafts[found.upper.paper], shares, missing)
