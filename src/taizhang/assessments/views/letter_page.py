"""What the page of one subject's letters shows (通知书页面)."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import Http404, HttpRequest

from ..models import LetterDrawing, LetterSet, ResultRow
from ..permissions import may_read_row
from .run_page import RunPage


@dataclass(frozen=True, slots=True)
class LetterRow:
    """The letter of one revision; `issued` None: a draft; `drawing`: its PDF."""

    row: ResultRow
    issued: LetterSet | None
    drawing: LetterDrawing | None
    is_late: bool

    @property
    def may_draw(self) -> bool:
        """Whether the PDF can be asked for: nobody draws it, and it is not there."""
        if self.issued is None or (self.drawing and self.drawing.pdf_id):
            return False
        return self.drawing is None or not self.drawing.is_underway or self.is_late


class LetterPage(RunPage):
    """The letters of one subject for one request; 404 for a subject that is not the person's."""

    def __init__(self, request: HttpRequest, pk: int, row: int, *, now: datetime) -> None:
        super().__init__(request, pk, now=now)
        rows = ResultRow.objects.filter(revision__run=self.run, pk=row)
        found = rows.select_related("revision").first()
        if found is None or not may_read_row(self.place, self.run, found.unit_id):
            raise Http404
        self.row: ResultRow = found

    @cached_property
    def letters(self) -> list[LetterRow]:
        """The subject's letter of every revision, the latest first."""
        rows = ResultRow.objects.filter(revision__run=self.run, subject=self.row.subject)
        rows = rows.select_related("revision__letters", "drawing").order_by("-revision__number")
        return [self._letter(row) for row in rows]

    def _letter(self, row: ResultRow) -> LetterRow:
        drawing: LetterDrawing | None = getattr(row, "drawing", None)
        late = drawing is not None and drawing.is_late(self.now)
        return LetterRow(row, getattr(row.revision, "letters", None), drawing, late)

    @property
    def letter(self) -> LetterRow:
        """The one that the address names."""
        return next(each for each in self.letters if each.row.pk == self.row.pk)
