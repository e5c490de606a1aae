"""Answers to a request: one address an answer (签批、同意、不同意、撤回、恢复计时)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.exchange.corrections import read_answers
from taizhang.ledger.exchange.unit_text import parse_units
from taizhang.organisations.domain.resolving import resolve_names

from ..domain.deciding import grant_request, refuse_request
from ..domain.requesting import sign_request, withdraw_request
from ..domain.suspending import resume_clock
from ..enums import RequestKind
from ..forms.requests import GrantForm, RefuseForm, ResumeForm, SeenForm, SignForm, WithdrawForm
from .request_page import RequestPage


@dataclass(frozen=True)
class Answering:
    """One answer: who may, its form, its operation, what is said when it is done."""

    label: str | Promise
    may: Callable[[RequestPage], bool]
    form: Callable[[RequestPage, QueryDict | None], forms.Form]
    perform: Callable[[RequestPage, Any], object]
    done: str | Promise
    main: bool = False


def _seen(kind: type[SeenForm]) -> Callable[[RequestPage, QueryDict | None], forms.Form]:
    def build(page: RequestPage, data: QueryDict | None) -> forms.Form:
        assert page.row is not None
        return kind(data, seen=page.row.request.asked_at, auto_id=f"id_{kind.__name__}_%s")

    return build


def _grant_form(page: RequestPage, data: QueryDict | None) -> forms.Form:
    assert page.row is not None
    request = page.row.request
    initial: dict[str, Any] = {"day": request.new_due}
    if request.kind == RequestKind.SEND_BACK:
        initial = page.proposed_text()
    return GrantForm(
        data,
        kind=request.kind,
        seen=request.asked_at,
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


def _answer(operation: Callable[..., object]) -> Callable[[RequestPage, forms.Form], object]:
    return lambda page, form: operation(
        page.task, **form.cleaned_data, actor=page.person, as_of=page.page.now
    )


ANSWERS = {
    "sign": Answering(
        _("签批同意"),
        lambda page: page.may_sign,
        _seen(SignForm),
        _answer(sign_request),
        _("已签批，申请已转督查机构审批。"),
        main=True,
    ),
    "grant": Answering(
        _("同意"),
        lambda page: page.may_decide,
        _grant_form,
        _grant,
        _("已同意，责任单位会收到消息。"),
        main=True,
    ),
    "refuse": Answering(
        _("不同意"),
        lambda page: page.may_decide,
        _seen(RefuseForm),
        _answer(refuse_request),
        _("已答复不同意，责任单位会收到消息。"),
    ),
    "withdraw": Answering(
        _("撤回申请"),
        lambda page: page.may_withdraw,
        _seen(WithdrawForm),
        _answer(withdraw_request),
        _("申请已撤回。"),
    ),
    "resume": Answering(
        _("恢复计时"),
        lambda page: page.may_resume,
        lambda page, data: ResumeForm(data, auto_id="id_ResumeForm_%s"),
        _answer(resume_clock),
        _("已恢复计时，责任单位会收到消息。"),
    ),
}


@dataclass(frozen=True)
class AnswerPanel:
    """One answer open to this person, with its form."""

    name: str
    answering: Answering
    form: forms.Form
    is_open: bool


def answer_panels(
    page: RequestPage, returned: tuple[str, forms.Form] | None = None
) -> list[AnswerPanel]:
    """The answers open to this person; the form that came back with errors stands open."""
    name_back, form_back = returned or ("", None)
    return [
        AnswerPanel(
            name,
            known,
            form_back if form_back is not None and name == name_back else known.form(page, None),
            name == name_back,
        )
        for name, known in ANSWERS.items()
        if known.may(page)
    ]
