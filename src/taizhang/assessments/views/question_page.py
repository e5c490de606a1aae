"""What the pages of questions share: the kept result, and why it cannot be asked (推演页面)."""

from datetime import datetime
from functools import cached_property

from django.http import Http404, HttpRequest
from django.utils import timezone

from taizhang.accounts.access import actor_of
from taizhang.documents.domain.errors import DocumentError
from taizhang.schemes import SchemeError
from taizhang.schemes.what_if import Part, criteria_of, parts_of

from ..domain.errors import RunError
from ..domain.places import place_of
from ..domain.queries.runs import runs_for
from ..domain.what_if.kept import Kept, kept_result
from ..models import Revision, SchemeRun

REFUSALS = (SchemeError, RunError, DocumentError)
"""What a question can be refused with; each is a sentence for people."""


class QuestionPage:
    """One run with a result, and a question to it; 404 for a run that has none."""

    def __init__(self, request: HttpRequest, pk: int, *, now: datetime) -> None:
        self.request = request
        place = place_of(actor_of(request), on=timezone.localdate(now))
        found = runs_for(place).filter(pk=pk).first()
        if found is None or found.current_id is None:
            raise Http404
        self.run: SchemeRun = found
        self.error = ""
        self.kept = self._kept(found.current_id)

    def _kept(self, current: int) -> Kept | None:
        files = ("run", "table", "result", "steps")
        revision = Revision.objects.select_related(*files).get(pk=current)
        try:
            return kept_result(revision)
        except REFUSALS as error:
            self.error = str(error)
            return None

    @property
    def can_ask(self) -> bool:
        """Whether the kept result can be computed again with other values."""
        return self.kept is not None

    @property
    def status(self) -> int:
        """A refused question is an answer too, but not the one that was asked for."""
        return 422 if self.error and self.can_ask else 200

    @property
    def has_ranking(self) -> bool:
        """Whether the scheme ranks by points of criteria."""
        return bool(self.kept and criteria_of(self.kept.scheme.definition))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Every part of every parameter with the value the run computed with."""
        return parts_of(self.kept.scheme.definition, self.kept.run.values) if self.kept else ()
