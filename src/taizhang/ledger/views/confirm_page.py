"""What stands on the page before a draft becomes tasks (入账前)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from taizhang.documents.domain.queries.left_out import left_out_spans
from taizhang.documents.enums import RowKind, RowState
from taizhang.documents.models import Draft, DraftRow
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.models import Unit

from ..domain.naming import region_of
from ..domain.queries.earlier import changes_against, earlier_version
from ..domain.queries.similar import Candidate, similar_commitments
from ..forms.confirm import ConfirmForm, Proposed, UnknownUnit


class ConfirmPage:
    """A draft and everything there is to decide about it.

    Building it raises DraftNotReadyError for a row that cannot become a task.
    """

    def __init__(self, draft: Draft, *, now: datetime) -> None:
        self.draft = draft
        self.today: date = timezone.localdate(now)
        every = list(draft.rows.all())
        self.rows: list[DraftRow] = [row for row in every if row.state != RowState.DROPPED]
        self.sentences_left_out = len(left_out_spans(draft, every))
        self.form: ConfirmForm | None = None
        self.proposed = self._proposed()

    def _proposed(self) -> Proposed:
        earlier = earlier_version(self.draft)
        return Proposed(
            undecided=len(self.undecided),
            unknown=self._unknown(),
            similar=self._taking(similar_commitments(self.draft, besides=earlier)),
            earlier=earlier,
            changes=[] if earlier is None else changes_against(self.draft, earlier),
        )

    @property
    def undecided(self) -> list[DraftRow]:
        """Rows that nobody has looked at; duties that nobody accepted stay out by themselves."""
        return [
            row for row in self.rows if row.state == RowState.PROPOSED and row.kind != RowKind.DUTY
        ]

    @cached_property
    def taken(self) -> list[DraftRow]:
        """Rows that would become tasks."""
        return [
            row for row in self.rows if row.state == RowState.ACCEPTED or row.kind != RowKind.DUTY
        ]

    @property
    def left_out(self) -> int:
        """Duties outside the items that nobody accepted."""
        return len(self.rows) - len(self.taken)

    @property
    def unit_count(self) -> int:
        """Units over all rows, each row counted (家次)."""
        return sum(len(row.units) for row in self.taken)

    @property
    def target_count(self) -> int:
        return sum(len(row.targets) for row in self.taken)

    @property
    def unassigned(self) -> list[DraftRow]:
        """Rows without any unit: they can be confirmed, not dispatched."""
        return [row for row in self.taken if not row.units]

    def units(self) -> Sequence[Unit]:
        """Units that an unknown name may mean."""
        return list(Unit.objects.filter(successor__isnull=True))

    @property
    def similar_rows(self) -> list[tuple[DraftRow, str, list[Candidate]]]:
        """Rows with likely same commitments, the name of their field, the candidates."""
        similar = self.proposed.similar
        return [
            (row, f"link-{row.pk}", list(similar[row.pk])) for row in self.rows if row.pk in similar
        ]

    def chosen_links(self) -> dict[str, str]:
        """Which candidate each row's field holds now: for the radio buttons."""
        form = self.form
        assert form is not None
        return {name: str(form[name].value() or "") for _row, name, _c in self.similar_rows}

    def _taking(self, similar: dict[int, list[Candidate]]) -> dict[int, list[Candidate]]:
        taken = {row.pk for row in self.taken}
        return {row_id: found for row_id, found in similar.items() if row_id in taken}

    def _unknown(self) -> list[UnknownUnit]:
        names = Counter(
            unit["name"] for row in self.taken for unit in row.units if unit.get("unit_id") is None
        )
        known = resolve_names(names, region=region_of(self.draft), on=self.today)
        return [UnknownUnit(name, rows) for name, rows in names.items() if known[name] is None]
