"""Two revisions of a run side by side: who moved (比较两轮)."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang.accounts.access import only

from ..domain.running.comparing import moved_between, names_in
from ..enums import RevisionState
from ..models import Revision
from ..permissions import may_read_runs
from .run_page import ROWS, RunPage


@require_safe
@only(may_read_runs)
def compare_revisions(request: HttpRequest, pk: int, before: int, after: int) -> HttpResponse:
    """What changed from one revision to another."""
    page = RunPage(request, pk, now=timezone.now())
    if page.scheme is None:
        raise Http404
    first, second = _revision(page, before), _revision(page, after)
    moved = moved_between(first, second, page.scheme)
    rows = Paginator(moved, ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "before": first, "after": second, "rows": rows}
    context["names"] = names_in(second, [row.subject for row in rows])
    return render(request, "assessments/compare.html", context)


def _revision(page: RunPage, number: int) -> Revision:
    found = Revision.objects.filter(run=page.run, number=number, state=RevisionState.DONE)
    revision = found.select_related("result").first()
    if revision is None:
        raise Http404
    return revision
