"""Reports that wait for review (报告审核)."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import actor_of, only
from taizhang.accounts.models import Person
from taizhang.ledger.domain.errors import ActNotAllowedError
from taizhang.ledger.views.addresses import own_address

from ..domain.evidence.duplicates import SeenUses, seen_uses
from ..domain.queries.reviews import FiledReport, filed_reports, waiting_reviews
from ..domain.reports.reviewing import ACCEPTED, Review, review_reports
from ..domain.reports.seats import seat_of
from ..forms.reviews import ReviewForm
from .report_access import owes_reports, reviews_reports

PAGE = 30
_REFUSED, _IN_THE_WAY = 422, 409


@dataclass
class ReviewItem:
    """A report with the form for its verdict."""

    report: FiledReport
    form: ReviewForm
    uses: list[SeenUses]  # where else its files were used

    @property
    def key(self) -> str:
        return self.report.key


@require_safe
@only(reviews_reports)
def list_reviews(request: HttpRequest) -> HttpResponse:
    """What waits for this person, the longest first."""
    return render(request, "supervision/report_reviews.html", _context(request, actor_of(request)))


@require_POST
@only(reviews_reports)
def review_one(request: HttpRequest) -> HttpResponse:
    """One verdict; what cannot be done comes back with its sentences."""
    person, now = actor_of(request), timezone.now()
    task_id, key = _task_id(request.POST.get("item", "")), request.POST["item"]
    form = ReviewForm(request.POST, prefix=key)
    item = next((i for i in _items(person, now, task_id=task_id) if i.key == key), None)
    if not form.is_valid():
        return _show_one(request, item, form, _REFUSED)
    result = review_reports([form.review(task_id)], actor=person, as_of=now)
    for _review, error in result.refused:
        if isinstance(error, ActNotAllowedError):
            raise PermissionDenied(str(error))
        form.add_error(None, str(error))
    return _show_one(request, item, form, _IN_THE_WAY if result.refused else 200)


def _show_one(
    request: HttpRequest, item: ReviewItem | None, form: ReviewForm, status: int
) -> HttpResponse:
    if item is not None:
        item.form = form
    context = {"item": item, "form": form, "done": status == 200}
    return render(request, "supervision/parts/review_item.html", context, status=status)


@require_POST
@only(reviews_reports)
def accept_many(request: HttpRequest) -> HttpResponse:
    """Accept all that are ticked; what is refused is said, the rest is done."""
    picked = [_picked(request.POST, key) for key in request.POST.getlist("pick")]
    reviews = [review for review in picked if review is not None]
    if not reviews:
        messages.warning(request, _("没有勾选任何报告，请先勾选。"))
        return redirect(own_address(request, "supervision:report-reviews"))
    result = review_reports(reviews, actor=actor_of(request), as_of=timezone.now())
    if result.done:
        messages.success(request, _("已通过 %(count)d 份报告。") % {"count": len(result.done)})
    for _review, error in result.refused:
        messages.warning(request, str(error))
    return redirect(own_address(request, "supervision:report-reviews"))


def _picked(data: QueryDict, key: str) -> Review | None:
    """A ticked report, accepted as it was seen; None where the page was tampered with."""
    form = ReviewForm({**data.dict(), f"{key}-verdict": ACCEPTED}, prefix=key)
    return form.review(_task_id(key)) if form.is_valid() else None


def _context(request: HttpRequest, person: Person) -> dict[str, object]:
    leaders, now = "leaders" in request.GET, timezone.now()
    count = waiting_reviews(person, now=now, leaders=leaders).count
    page = Paginator(range(count), PAGE).get_page(request.GET.get("page"))
    items = _items(person, now, offset=(page.number - 1) * PAGE, leaders=leaders)
    return {
        "page": page,
        "items": items,
        "count": count,
        "leaders": leaders,
        "supervises": bool(seat_of(person, on=timezone.localdate(now)).oversight),
        "owes": owes_reports(person),
    }


def _items(
    person: Person,
    now: datetime,
    *,
    offset: int = 0,
    leaders: bool = True,
    task_id: int | None = None,
) -> list[ReviewItem]:
    waiting = waiting_reviews(
        person, now=now, limit=PAGE, offset=offset, leaders=leaders, task_id=task_id
    )
    reports = filed_reports(waiting.places)
    seen = seen_uses([report.version.task_id for report in reports], person=person, now=now)
    return [
        ReviewItem(
            report,
            ReviewForm(prefix=report.key, initial=_seen(report)),
            _uses_of(report, seen.get(report.version.task_id, [])),
        )
        for report in reports
    ]


def _uses_of(report: FiledReport, seen: list[SeenUses]) -> list[SeenUses]:
    """Of the uses of the task's evidence those of this report's files."""
    files = {file.pk for file in report.files}
    return [use for use in seen if use.evidence_id in files]


def _seen(report: FiledReport) -> dict[str, str]:
    """Which report the page shows."""
    return {"answers": report.filed.answers, "filed_at": report.filed.filed_at.isoformat()}


def _task_id(key: str) -> int:
    digits = key.partition("-")[0]
    if not digits.isdecimal() or len(digits) > 18:
        raise Http404
    return int(digits)
