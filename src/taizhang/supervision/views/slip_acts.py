"""Acts on a slip: one address an act (签批、答复、销号、退回)."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..domain.slips.answers import answer_slip, lift_slip, return_slip_answer, sign_slip_answer
from ..forms.slips import LiftForm, ReturnForm, SeenSlipForm, SignAnswerForm, SlipAnswerForm
from .page_acts import PageAct, call_with_form, sent
from .slip_page import SlipPage


def _seen(kind: type[SeenSlipForm]) -> Callable[[SlipPage, HttpRequest | None], forms.Form]:
    def build(page: SlipPage, request: HttpRequest | None) -> forms.Form:
        initial = {"seen": page.token}
        return kind(sent(request), initial=initial, auto_id=f"id_{kind.__name__}_%s")

    return build


def _answer_form(page: SlipPage, request: HttpRequest | None) -> forms.Form:
    data, files = (None, None) if request is None else (request.POST, request.FILES)
    now = page.page.now
    return SlipAnswerForm(
        data, files, person_id=page.person.pk, as_of=now, today=timezone.localdate(now)
    )


def _answer(page: SlipPage, form: SlipAnswerForm) -> object:
    return answer_slip(
        page.task,
        text=form.cleaned_data["text"],
        files=form.files_kept,
        actor=page.person,
        as_of=page.page.now,
    )


SLIP_ACTS: dict[str, PageAct[SlipPage]] = {
    "sign": PageAct(
        _("签批报出"),
        lambda page: page.may_sign,
        _seen(SignAnswerForm),
        call_with_form(sign_slip_answer),
        _("已签批，答复已报督查机构审核。"),
        main=True,
    ),
    "answer": PageAct(
        _("答复"),
        lambda page: page.may_answer,
        _answer_form,
        _answer,
        _("答复已提交；单位负责人签批后报督查机构审核。"),
        main=True,
    ),
    "lift": PageAct(
        _("销号"),
        lambda page: page.may_lift,
        _seen(LiftForm),
        call_with_form(lift_slip),
        _("督查单已销号，责任单位会收到消息。"),
    ),
    "return": PageAct(
        _("退回重新答复"),
        lambda page: page.may_return,
        _seen(ReturnForm),
        call_with_form(return_slip_answer),
        _("答复已退回，责任单位会收到消息。"),
    ),
}
