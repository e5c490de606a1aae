"""What the pages of one run show to this person (评定页面)."""

from datetime import datetime
from functools import cached_property

from django.http import Http404, HttpRequest
from django.utils import timezone

from taizhang.accounts.access import actor_of
from taizhang.schemes import Scheme, schemes

from ..domain.places import Place, place_of
from ..domain.queries.runs import runs_for
from ..models import SchemeRun
from ..permissions import may_read_runs, may_run


class RunPage:
    """One run for one request; 404 for what the person may not know of."""

    def __init__(self, request: HttpRequest, pk: int, *, now: datetime) -> None:
        self.request, self.person, self.now = request, actor_of(request), now
        self.today = timezone.localdate(now)
        self.place: Place = place_of(self.person, on=self.today)
        found = runs_for(self.place).filter(pk=pk).first()
        if found is None:
            raise Http404
        self.run: SchemeRun = found

    @cached_property
    def scheme(self) -> Scheme | None:
        """The scheme as the product has it now; None: this product does not know it."""
        return schemes().get(self.run.scheme)

    @property
    def scheme_title(self) -> str:
        """The scheme's Chinese name, or its registry name where it is not known."""
        return self.scheme.definition.title if self.scheme else self.run.scheme

    @property
    def reads_all(self) -> bool:
        return may_read_runs(self.person)

    @property
    def may_run(self) -> bool:
        return may_run(self.person)
