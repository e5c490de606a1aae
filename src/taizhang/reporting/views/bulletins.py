"""Bulletins: the list, a new one, one with its acts and answers (通报)."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.access import actor_of, only

from ..domain.bulletins.answering import answer_bulletin
from ..domain.bulletins.drafting import draft_bulletin
from ..domain.bulletins.rebuilding import rebuild_bulletin
from ..domain.bulletins.reminding import remind_units
from ..domain.errors import BulletinNotAllowedError, BulletinStateError
from ..domain.places import place_of
from ..forms.bulletins import AnswerForm, NewBulletinForm
from ..permissions import may_list_bulletins
from .bulletin_acts import BULLETIN_ACTS
from .bulletin_list import BulletinList, keepers_of
from .bulletin_page import BulletinPage
from .refusals import perform

REFUSED = 422


@require_safe
@only(may_list_bulletins)
def list_bulletins(request: HttpRequest) -> HttpResponse:
    """The bulletins this person may read."""
    context = {"list": BulletinList(request, now=timezone.now())}
    return render(request, "reporting/bulletins.html", context)


@only(may_list_bulletins)
def begin_bulletin(request: HttpRequest) -> HttpResponse:
    """Choose period and office; drafted at once."""
    now = timezone.now()
    today = timezone.localdate(now)
    keepers = keepers_of(place_of(actor_of(request), on=today))
    if not keepers:
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = NewBulletinForm(data, today=today, keepers=keepers)
    if form.is_valid():
        drafted = _draft(request, form)
        if drafted is not None:
            return drafted
    status = REFUSED if form.errors else 200
    return render(request, "reporting/bulletin_new.html", {"form": form}, status=status)


def _draft(request: HttpRequest, form: NewBulletinForm) -> HttpResponse | None:
    made = []

    def draft() -> None:
        made.append(
            draft_bulletin(
                form.cleaned_data["period"],
                keeper_id=form.keeper_id,
                actor=actor_of(request),
                as_of=timezone.now(),
            )
        )

    if not perform(form, draft):
        return None
    messages.success(request, _("已生成通报草稿，请核对后提请审核。"))
    return redirect(made[0])


@require_safe
@only(may_list_bulletins)
def show_bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """One bulletin."""
    return _show(request, BulletinPage(request, pk, now=timezone.now()))


@require_POST
@only(may_list_bulletins)
def act_on_bulletin(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one act."""
    page = BulletinPage(request, pk, now=timezone.now())
    if name == "rebuild":
        return _rebuild(request, page)
    if name not in BULLETIN_ACTS:
        raise Http404
    act = BULLETIN_ACTS[name]
    form = act.form(page, request)
    if not form.is_valid() and not act.may(page):
        raise PermissionDenied
    if not form.errors and perform(form, lambda: act.perform(page, form)):
        messages.success(request, str(act.done))
        return redirect(page.bulletin)
    return _show(request, BulletinPage(request, pk, now=page.now), {name: form})


@require_POST
@only(may_list_bulletins)
def answer_for_unit(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Answer for a named unit."""
    page = BulletinPage(request, pk, now=timezone.now())
    form = AnswerForm(request.POST)
    if form.is_valid() and perform(form, lambda: _answer(page, unit, form)):
        messages.success(request, _("回复已提交。"))
        return redirect(page.bulletin)
    return _show(request, page, {f"answer-{unit}": form})


def _answer(page: BulletinPage, unit: int, form: AnswerForm) -> object:
    text = form.cleaned_data["text"]
    return answer_bulletin(page.bulletin, unit, text=text, actor=page.person, as_of=page.now)


@require_POST
@only(may_list_bulletins)
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind the units that have not answered."""
    page = BulletinPage(request, pk, now=timezone.now())
    try:
        names = remind_units(page.bulletin, actor=page.person, as_of=page.now)
    except BulletinNotAllowedError as error:
        raise PermissionDenied(error.message) from error
    except BulletinStateError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("已催办：%s。") % "、".join(names))
    return redirect(page.bulletin)


def _rebuild(request: HttpRequest, page: BulletinPage) -> HttpResponse:
    """Make it again and say what differs."""
    if not page.may_rebuild:
        raise PermissionDenied
    again = rebuild_bulletin(page.bulletin)
    if again.is_same:
        messages.success(
            request, _("复核一致：按当时的数据重新汇总，数字、正文和文件都与印发时相同。")
        )
    for difference in again.differences:
        messages.error(request, difference)
    return redirect(page.bulletin)


def _show(
    request: HttpRequest, page: BulletinPage, refused: dict[str, forms.Form] | None = None
) -> HttpResponse:
    """The page; forms that were refused stand open with what is wrong."""
    refused = refused or {}
    panels = [
        (name, act, refused.get(name) or act.form(page, None), act.main or name in refused)
        for name, act in BULLETIN_ACTS.items()
        if act.may(page)
    ]
    answers = [
        (row, refused.get(f"answer-{row.unit_id}") or AnswerForm(auto_id=f"id_{row.unit_id}_%s"))
        for row in page.answering
    ]
    context = {"page": page, "panels": panels, "answers": answers}
    status = REFUSED if refused else 200
    return render(request, "reporting/bulletin.html", context, status=status)
