"""What the page of one objection shows (异议页面)."""

from functools import cached_property
from typing import Any

from django.http import Http404

from ..domain.running.corrections import Correction
from ..domain.running.explaining import input_of
from ..domain.running.subjects import shown_text
from ..enums import ObjectionState, RunState
from ..forms.subjects import RejectForm, UpholdForm
from ..models import Objection, ResultRow
from ..permissions import may_answer_objections
from .run_page import RunPage


class ObjectionPage:
    """One objection; 404 for who may not read it."""

    def __init__(self, page: RunPage, objection: int) -> None:
        self.page, self.run = page, page.run
        found = next((row for row in page.objections if row.pk == objection), None)
        if found is None:
            raise Http404
        self.objection: Objection = found

    @property
    def may_answer(self) -> bool:
        waits = self.objection.state == ObjectionState.OPEN
        published = self.run.state == RunState.PUBLISHED
        return waits and published and may_answer_objections(self.page.person)

    @cached_property
    def row(self) -> ResultRow | None:
        """The subject's row in the result that holds now."""
        rows = ResultRow.objects.filter(revision=self.run.current_id)
        return rows.select_related("revision").filter(subject=self.objection.subject).first()

    @cached_property
    def cells(self) -> list[tuple[Correction, str]]:
        """The cells of the subject's input that can be corrected, as people read them."""
        scheme, current = self.page.scheme, self.run.current
        if scheme is None or current is None or not self.may_answer:
            return []
        definition = scheme.definition
        rows = input_of(current, self.objection.subject, scheme)
        return [
            (
                Correction(row.key, column.name, row.cells[column.name], ""),
                _label(row.key if len(rows) > 1 else "", column.head, text),
            )
            for row in rows
            for column in definition.columns
            if column.name not in definition.keys
            for text in [shown_text(row.cells[column.name], column)]
        ]

    def reject_form(self, data: Any = None) -> RejectForm:
        """The form of a rejection."""
        return RejectForm(data, auto_id="id_reject_%s")

    def uphold_form(self, data: Any = None) -> UpholdForm:
        """The form of a correction."""
        return UpholdForm(data, cells=self.cells, auto_id="id_uphold_%s")


def _label(key: str, head: str, text: str) -> str:
    said = f"{head}：{text or '（空）'}"
    return f"{key} {said}" if key else said
