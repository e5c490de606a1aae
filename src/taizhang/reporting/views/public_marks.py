"""What is public, and making something public (公开): see, review, publish, withdraw."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.accounts.access import actor_of, only

from ..domain.public.errors import PublicError
from ..domain.public.marking import (
    changed_meanwhile,
    publish_document,
    publish_indicator,
    publish_task,
    withdraw_mark,
)
from ..domain.public.offering import (
    Offer,
    database_moment,
    offer_document,
    offer_indicator,
    offer_task,
)
from ..domain.queries.public_list import current_marks, ended_marks, rows_of
from ..enums import PublicKind
from ..forms.public import FindForm, PublishForm, WithdrawForm
from ..models import PublicMark
from ..permissions import may_publish, may_read_public_marks

Look = Callable[[], Offer]
Publish = Callable[[dict[str, Any]], list[PublicMark]]
_A_PAGE = 40
_REFUSED, _CHANGED = 422, 409


@require_safe
@only(may_read_public_marks)
def list_public(request: HttpRequest) -> HttpResponse:
    """What is public now, or was withdrawn; for the head a way to publish more."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in PublicKind.values else ""
    ended = request.GET.get("state") == "ended"
    marks = ended_marks(kind) if ended else current_marks(kind)
    page = Paginator(marks, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": rows_of(page.object_list),
        "kind": kind,
        "kinds": PublicKind.choices,
        "ended": ended,
        "may_publish": may_publish(actor_of(request)),
        "form": FindForm() if may_publish(actor_of(request)) else None,
    }
    return render(request, "reporting/public_list.html", context)


@require_safe
@only(may_publish)
def find_public(request: HttpRequest) -> HttpResponse:
    """Lead to the preview of what was chosen; back to the list with the reason where it failed."""
    form = FindForm(request.GET)
    address = form.address() if form.is_valid() else ""
    if address:
        return redirect(address)
    for errors in form.errors.values():
        messages.error(request, str(errors[0]))
    if not form.errors:
        messages.error(request, _("请选择文件，或填写任务编号、指标代码。"))
    return redirect("reporting:public")


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_publish)
def review_document(request: HttpRequest, pk: int) -> HttpResponse:
    """A document as it would be public; then publish it with the ticked tasks."""

    def publish(said: dict[str, Any]) -> list[PublicMark]:
        return publish_document(pk, tasks=said.pop("tasks"), **said)

    return _review(request, lambda: offer_document(pk, moment=database_moment()), publish)


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_publish)
def review_task(request: HttpRequest, number: int) -> HttpResponse:
    """A task as it would be public; then publish it."""

    def publish(said: dict[str, Any]) -> list[PublicMark]:
        del said["tasks"]
        return publish_task(number, **said)

    return _review(request, lambda: offer_task(number, moment=database_moment()), publish)


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_publish)
def review_indicator(request: HttpRequest, code: str) -> HttpResponse:
    """An indicator as it would be public; then publish it."""

    def publish(said: dict[str, Any]) -> list[PublicMark]:
        del said["tasks"]
        return publish_indicator(code, **said)

    return _review(request, lambda: offer_indicator(code, moment=database_moment()), publish)


def _review(request: HttpRequest, look: Look, publish: Publish) -> HttpResponse:
    """Show the offer; on POST publish what was ticked. Refused, the offer is shown as it is now,
    to be reviewed anew."""
    offer = _look(look)
    form = PublishForm(request.POST or None, offered=offer.choosable)
    refusal = _published(request, form, offer, publish) if request.method == "POST" else None
    if request.method == "POST" and refusal is None and not form.errors:
        return redirect("reporting:public")
    status = _REFUSED if form.errors else 200
    if refusal:
        status, offer = _status_of(refusal), _look(look)
        said = {"reason": request.POST.get("reason", "")}
        form = PublishForm(None, offered=offer.choosable, initial=said)
    context = {"offer": offer, "form": form, "refusal": refusal}
    return render(request, "reporting/public_review.html", context, status=status)


def _published(
    request: HttpRequest, form: PublishForm, offer: Offer, publish: Publish
) -> PublicError | None:
    """Why nothing was published; None where it was, or where the form says why not."""
    if request.POST.get("digest") != offer.digest:
        return changed_meanwhile()
    if not form.is_valid():
        return None
    try:
        marks = publish({**form.said(), "actor": actor_of(request)})
    except PublicError as error:
        return error
    messages.success(request, _("已公开 %(count)d 项。") % {"count": len(marks)})
    return None


def _look(look: Look) -> Offer:
    try:
        return look()
    except PublicError as error:
        raise Http404(error.message) from error


def _status_of(error: PublicError) -> int:
    if error.code == "not_allowed":
        raise PermissionDenied(error.message) from error
    return _CHANGED if error.code in ("changed", "gone") else _REFUSED


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_publish)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take something back, with the reason."""
    mark = get_object_or_404(PublicMark, pk=pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    status = _REFUSED if form.errors else 200
    if form.is_valid():
        try:
            ended = withdraw_mark(pk, actor=actor_of(request), **form.cleaned_data)
        except PublicError as error:
            status = _status_of(error)
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已撤回 %(count)d 项。") % {"count": len(ended)})
            return redirect("reporting:public")
    context = {"row": rows_of([mark])[0], "form": form}
    return render(request, "reporting/public_withdraw.html", context, status=status)
