"""One subject of a result (评定对象): its row, every step, its input, its objections."""

from functools import cached_property

from django.http import Http404

from taizhang.schemes import Step

from ..domain.queries.runs import rows_for
from ..domain.running.explaining import InputRow, input_of, steps_of
from ..domain.running.subjects import shown_text
from ..domain.tying import TIEABLE_STATES
from ..enums import RunState
from ..models import Objection, ResultRow, Revision
from ..permissions import may_object, may_record_objections
from .run_page import RunPage


class SubjectPage:
    """One row of one revision; 404 for who may not read it."""

    def __init__(self, page: RunPage, number: int, place: int) -> None:
        self.page, self.run = page, page.run
        revision = Revision.objects.filter(run=self.run, number=number, rows__place=place)
        found = revision.select_related("steps", "result", "table").first()
        if found is None:
            raise Http404
        self.revision: Revision = found
        row = rows_for(page.place, self.run, found).filter(place=place).first()
        if row is None:
            raise Http404
        self.row: ResultRow = row

    @property
    def is_current(self) -> bool:
        """Whether this is the result that holds now."""
        return self.revision.pk == self.run.current_id

    @cached_property
    def steps(self) -> list[Step]:
        return steps_of(self.revision, self.row.subject)

    @cached_property
    def cells(self) -> list[tuple[str, str]]:
        """The result: head and value as people read them; the points stand with their steps."""
        cells = self.row.cells
        if self.page.scheme is None:
            return list(cells.items())
        return [(c.head, shown_text(cells.get(c.name, ""), c)) for c in self.page.columns]

    @cached_property
    def input(self) -> list[InputRow]:
        """The rows of the input that belong to it."""
        if self.page.scheme is None:
            return []
        return input_of(self.revision, self.row.subject, self.page.scheme)

    @property
    def input_cells(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """For each row of the input its key, and head and value of what was filled in."""
        return [(row.key, self._filled_in(row)) for row in self.input]

    def _filled_in(self, row: InputRow) -> list[tuple[str, str]]:
        scheme = self.page.scheme
        columns = scheme.definition.columns if scheme else ()
        filled = (column for column in columns if row.cells[column.name])
        return [(c.head, shown_text(row.cells[c.name], c)) for c in filled]

    @property
    def objections(self) -> list[Objection]:
        """What was objected for this subject."""
        return [row for row in self.page.objections if row.subject == self.row.subject]

    @cached_property
    def others(self) -> list[tuple[Revision, int]]:
        """The same subject in the other revisions: the revision and its place there."""
        rows = ResultRow.objects.filter(revision__run=self.run, subject=self.row.subject)
        rows = rows.exclude(revision=self.revision).select_related("revision")
        return [(row.revision, row.place) for row in rows.order_by("revision__number")]

    @property
    def takes_objections(self) -> bool:
        """Whether objections are taken today, against this result."""
        until = self.run.objections_until
        runs = self.run.state == RunState.PUBLISHED and until is not None
        return bool(runs and until and self.page.today <= until and self.is_current)

    @property
    def may_object(self) -> bool:
        waits = any(row.is_open for row in self.objections)
        own = may_object(self.page.place, self.row.unit_id)
        return self.takes_objections and own and not waits

    @property
    def may_record(self) -> bool:
        waits = any(row.is_open for row in self.objections)
        return self.takes_objections and may_record_objections(self.page.person) and not waits

    @property
    def may_tie(self) -> bool:
        return self.page.may_run and self.run.state in TIEABLE_STATES
