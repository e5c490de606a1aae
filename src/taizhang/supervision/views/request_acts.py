"""Answers to a request: one address an answer (签批、同意、不同意、撤回、恢复计时)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.exchange.corrections import read_answers
from taizhang.ledger.exchange.unit_text import parse_units
from taizhang.organisations.domain.resolving import resolve_names

from ..domain.requests.deciding import grant_request, refuse_request
from ..domain.requests.requesting import sign_request, withdraw_request
from ..domain.requests.suspending import resume_clock
from ..enums import RequestKind
from ..forms.requests import GrantForm, RefuseForm, ResumeForm, SeenForm, SignForm, WithdrawForm
from .page_acts import PageAct, call_with_form, sent
from .request_page import RequestPage


def _seen(kind: type[SeenForm]) -> Callable[[RequestPage, HttpRequest | None], forms.Form]:
    def build(page: RequestPage, request: HttpRequest | None) -> forms.Form:
        assert page.row is not None
        return kind(sent(request), seen=page.row.request.asked_at, auto_id=f"id_{kind.__name__}_%s")

    return build


def _grant_form(page: RequestPage, request: HttpRequest | None) -> forms.Form:
    assert page.row is not None
    asked = page.row.request
    initial: dict[str, Any] = {"day": asked.new_due}
    if asked.kind == RequestKind.SEND_BACK:
        initial = page.proposed_text()
    return GrantForm(
        sent(request),
        kind=asked.kind,
        seen=asked.asked_at,
        initial=initial,
        auto_id="id_GrantForm_%s",
    )


def _grant(page: RequestPage, form: GrantForm) -> object:
    cleaned = form.cleaned_data
    units = None
    if "units" in form.fields:
        names = [name for name, _role in parse_units(f"{cleaned['leads']}、{cleaned['units']}")]
        known = resolve_names(names, region=page.page.region)
        before = page.page.snapshot.units
        units = read_answers(cleaned["leads"], cleaned["units"], before=before, known=known)
    return grant_request(
        page.task,
        day=cleaned.get("day"),
        units=units,
        text=cleaned["text"],
        seen=cleaned["seen"],
        actor=page.person,
        as_of=page.page.now,
    )


ANSWERS: dict[str, PageAct[RequestPage]] = {
    "sign": PageAct(
        _("签批同意"),
        lambda page: page.may_sign,
        _seen(SignForm),
        call_with_form(sign_request),
        _("已签批，申请已转督查机构审批。"),
        main=True,
    ),
    "grant": PageAct(
        _("同意"),
        lambda page: page.may_decide,
        _grant_form,
        _grant,
        _("已同意，责任单位会收到消息。"),
        main=True,
    ),
    "refuse": PageAct(
        _("不同意"),
        lambda page: page.may_decide,
        _seen(RefuseForm),
        call_with_form(refuse_request),
        _("已答复不同意，责任单位会收到消息。"),
    ),
    "withdraw": PageAct(
        _("撤回申请"),
        lambda page: page.may_withdraw,
        _seen(WithdrawForm),
        call_with_form(withdraw_request),
        _("申请已撤回。"),
    ),
    "resume": PageAct(
        _("恢复计时"),
        lambda page: page.may_resume,
        lambda page, request: ResumeForm(sent(request), auto_id="id_ResumeForm_%s"),
        call_with_form(resume_clock),
        _("已恢复计时，责任单位会收到消息。"),
    ),
}
