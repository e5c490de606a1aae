"""Which runs a person may read (评定清单): the predicates of `permissions`, as queries."""

from django.db.models import Exists, OuterRef, QuerySet

from ...enums import SHOWN_STATES
from ...models import ResultRow, SchemeRun
from ...permissions import may_read_runs
from ..places import Place


def runs_for(place: Place) -> QuerySet[SchemeRun]:
    """The runs a person may open, with what lists show of them."""
    rows = SchemeRun.objects.select_related("started_by", "current")
    if may_read_runs(place.person):
        return rows
    own = ResultRow.objects.filter(revision=OuterRef("current"), unit__in=place.units)
    return rows.filter(Exists(own), state__in=SHOWN_STATES)


def rows_for(place: Place, run: SchemeRun) -> QuerySet[ResultRow]:
    """The rows of a run's current result that a person may read, in the order of ranks."""
    rows = ResultRow.objects.filter(revision=run.current_id).select_related("unit")
    rows = rows.order_by("rank", "place")
    if may_read_runs(place.person):
        return rows
    return rows.filter(unit__in=place.units) if run.is_shown else rows.none()
