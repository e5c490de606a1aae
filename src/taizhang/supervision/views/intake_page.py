"""What the page of a meeting or an instruction shows."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.forms.dispatch import DispatchForm

from ..domain.intake.basis import name_of
from ..domain.intake.confirming import unknown_names
from ..domain.queries.meetings import Outcome, outcomes_of
from ..domain.registration import PROJECTION
from ..forms.intake import FilesForm, LinesForm, MatterForm
from ..models import Instruction, IntakeEdit, IntakeFile, Matter, Meeting
from .intake_access import may_edit


class RecordPage:
    """One meeting or instruction for one person; `data` is what came back with errors."""

    def __init__(
        self,
        record: Meeting | Instruction,
        *,
        person: Person,
        now: datetime,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.record = record
        self.now = now
        self.data = data
        self.may_edit = may_edit(person, record)
        self.errors: list[str] = []

    @property
    def is_meeting(self) -> bool:
        return isinstance(self.record, Meeting)

    @property
    def name(self) -> str:
        """The record in one line."""
        return name_of(self.record)

    @cached_property
    def matters(self) -> list[Matter]:
        return list(self.record.matters.all())

    @property
    def open_matters(self) -> list[Matter]:
        """The lines that are no task yet and may become one."""
        return [matter for matter in self.matters if matter.task_id is None]

    @cached_property
    def forms(self) -> list[MatterForm]:
        """The rows to be corrected, those first that are to be tasks."""
        how: Any = self.dispatch.parts[PROJECTION.name].fields["how"]
        hows = [choice for choice in how.choices if choice[0]]
        rows = [MatterForm(self.data, matter=each, hows=hows) for each in self.open_matters]
        return sorted(rows, key=lambda form: form.matter.kind == Matter.Kind.NOTE)

    def rows_hold(self) -> bool:
        """Whether every row can be read; all of them are looked at, so that all errors show."""
        return not [form for form in self.forms if not form.is_valid()]

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to be decided: the other lines are words only."""
        return bool(self.outcomes) and not self.proposed and not self.errors

    @property
    def proposed(self) -> int:
        """How many lines would become tasks."""
        return sum(matter.kind == Matter.Kind.TASK for matter in self.open_matters)

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """The lines that became tasks, each as it stands now."""
        made = [matter for matter in self.matters if matter.task_id]
        return outcomes_of(made, moment=None, today=timezone.localdate(self.now))

    @cached_property
    def unknown(self) -> list[str]:
        """Unit names nobody has registered, in the lines that are to be tasks."""
        if not self.open_matters:
            return []
        cells = [cell for form in self.forms for cell in form.unit_cells()]
        return unknown_names(self.record, cells, as_of=self.now)

    @cached_property
    def dispatch(self) -> DispatchForm:
        """What is chosen when the tasks are dispatched at once."""
        return DispatchForm(self.data, tasks=[], now=self.now)

    @property
    def files(self) -> QuerySet[IntakeFile]:
        return self.record.files.select_related("file", "added_by")

    @cached_property
    def edits(self) -> list[IntakeEdit]:
        return list(self.record.edits.select_related("edited_by").order_by("-pk"))

    @cached_property
    def lines_form(self) -> LinesForm:
        return LinesForm()

    @cached_property
    def files_form(self) -> FilesForm:
        return FilesForm(now=self.now)
