"""Small things that dashboards ask for besides their numbers (看板的取数)."""

from collections.abc import Collection
from datetime import date

from taizhang.documents.models import Draft
from taizhang.indicators.models import SeriesGoal
from taizhang.organisations.models import Unit
from taizhang.supervision.models import Meeting


def meeting_before(day: date) -> Meeting | None:
    """The last meeting of the city's office before a day."""
    meetings = Meeting.objects.filter(keeper=None, held_on__lt=day)
    return meetings.order_by("-held_on", "-pk").first()


def document_titles(ids: Collection[int | None]) -> dict[int, str]:
    """Documents by id, the latest first; None is none."""
    rows = (
        Draft.objects.filter(pk__in=[pk for pk in ids if pk is not None])
        .order_by("-pk")
        .values_list("pk", "title")
    )
    return dict(rows)


def regions_of(unit_ids: Collection[int]) -> set[int]:
    """The places that units belong to."""
    rows = Unit.objects.filter(pk__in=unit_ids).values_list("region_id", flat=True)
    return set(rows) if unit_ids else set()


def series_of(goal_ids: Collection[int]) -> dict[int, tuple[str, int]]:
    """Of each goal the code of its indicator and the region of its series: its page."""
    if not goal_ids:
        return {}
    goals = SeriesGoal.objects.filter(pk__in=goal_ids)
    rows = goals.values_list("pk", "series__indicator__code", "series__region_id")
    return {pk: (code, region) for pk, code, region in rows}
