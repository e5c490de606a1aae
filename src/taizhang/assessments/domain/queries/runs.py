"""Which runs a person may read (评定清单): the predicates of `permissions`, as queries."""

from django.db.models import Exists, OuterRef, QuerySet

from ...enums import SHOWN_STATES
from ...models import Objection, ResultRow, Revision, SchemeRun
from ...permissions import may_read_runs
from ..places import Place


def runs_for(place: Place) -> QuerySet[SchemeRun]:
    """The runs a person may open, with what lists show of them."""
    rows = SchemeRun.objects.select_related("started_by", "current", "current__result")
    rows = rows.select_related("submitted_by", "published_by", "finalised_by")
    if may_read_runs(place.person):
        return rows
    own = ResultRow.objects.filter(revision=OuterRef("current"), unit__in=place.units)
    return rows.filter(Exists(own), state__in=SHOWN_STATES)


def rows_for(place: Place, run: SchemeRun, revision: Revision | None = None) -> QuerySet[ResultRow]:
    """The rows of a result that a person may read, in the order of ranks; of the current
    revision unless another is named."""
    shown = revision.pk if revision else run.current_id
    rows = ResultRow.objects.filter(revision=shown).select_related("unit").order_by("rank", "place")
    if may_read_runs(place.person):
        return rows
    return rows.filter(unit__in=place.units) if run.is_shown else rows.none()


def objections_for(place: Place, run: SchemeRun) -> QuerySet[Objection]:
    """The objections a person may read: all, or those of the person's units."""
    rows = Objection.objects.filter(run=run).select_related(
        "raised_by", "answered_by", "led_to__corrects"
    )
    if may_read_runs(place.person):
        return rows.order_by("-id")
    own = ResultRow.objects.filter(
        revision=run.current_id, subject=OuterRef("subject"), unit__in=place.units
    )
    return rows.filter(Exists(own)).order_by("-id") if run.is_shown else rows.none()
