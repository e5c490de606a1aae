"""What the page of a run's papers shows (通知书和名单页面)."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from ..enums import RevisionState, RunState
from ..models import FinalList, LetterSet, Revision
from ..permissions import may_approve_any
from .run_page import RunPage


@dataclass(frozen=True, slots=True)
class SetRow:
    """The letters of one revision; `issued` None: none were asked for."""

    revision: Revision
    issued: LetterSet | None
    is_late: bool


class PaperPage(RunPage):
    """The papers of one run for one request."""

    @cached_property
    def sets(self) -> list[SetRow]:
        """The finished revisions with their letters, the latest first."""
        rows = self.run.revisions.filter(state=RevisionState.DONE).order_by("-number")
        issued = LetterSet.objects.filter(revision__run=self.run).select_related("archive")
        known = {found.pk: found for found in issued}
        return [self._row(revision, known.get(revision.pk)) for revision in rows]

    def _row(self, revision: Revision, issued: LetterSet | None) -> SetRow:
        return SetRow(revision, issued, bool(issued and issued.is_late(self.now)))

    @cached_property
    def final_list(self) -> FinalList | None:
        return FinalList.objects.filter(run=self.run).select_related("word", "excel").first()

    @property
    def list_is_late(self) -> bool:
        return self.final_list is not None and self.final_list.is_late(self.now)

    @property
    def is_final(self) -> bool:
        return self.run.state == RunState.FINAL

    @property
    def is_underway(self) -> bool:
        """Whether something is being written: the page asks again."""
        papers = [row.issued for row in self.sets] + [self.final_list]
        return any(paper is not None and paper.is_underway for paper in papers)

    @property
    def may_write(self) -> bool:
        """Have papers written again."""
        return may_approve_any(self.person) and self.run.is_shown

    def revision(self, number: int) -> Revision:
        """A finished revision; 404 where there is none."""
        found = self.run.revisions.filter(number=number, state=RevisionState.DONE).first()
        if found is None:
            raise Http404
        return found
