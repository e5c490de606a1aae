"""Acts on a slip: one address an act (签批、答复、销号、退回)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..domain.slip_answers import answer_slip, lift_slip, return_slip_answer, sign_slip_answer
from ..forms.slips import LiftForm, ReturnForm, SeenSlipForm, SignAnswerForm, SlipAnswerForm
from .slip_page import SlipPage


@dataclass(frozen=True)
class SlipAct:
    """One act: who may, its form, its operation, what is said when it is done."""

    label: str | Promise
    may: Callable[[SlipPage], bool]
    form: Callable[[SlipPage, HttpRequest | None], forms.Form]
    perform: Callable[[SlipPage, Any], object]
    done: str | Promise
    main: bool = False


def _seen(kind: type[SeenSlipForm]) -> Callable[[SlipPage, HttpRequest | None], forms.Form]:
    def build(page: SlipPage, request: HttpRequest | None) -> forms.Form:
        data = None if request is None else request.POST
        initial = {"seen": page.token}
        return kind(data, initial=initial, auto_id=f"id_{kind.__name__}_%s")

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


def _decide(operation: Callable[..., object]) -> Callable[[SlipPage, forms.Form], object]:
    return lambda page, form: operation(
        page.task, **form.cleaned_data, actor=page.person, as_of=page.page.now
    )


SLIP_ACTS = {
    "sign": SlipAct(
        _("签批报出"),
        lambda page: page.may_sign,
        _seen(SignAnswerForm),
        _decide(sign_slip_answer),
        _("已签批，答复已报督查机构审核。"),
        main=True,
    ),
    "answer": SlipAct(
        _("答复"),
        lambda page: page.may_answer,
        _answer_form,
        _answer,
        _("答复已提交；单位负责人签批后报督查机构审核。"),
        main=True,
    ),
    "lift": SlipAct(
        _("销号"),
        lambda page: page.may_lift,
        _seen(LiftForm),
        _decide(lift_slip),
        _("督查单已销号，责任单位会收到消息。"),
    ),
    "return": SlipAct(
        _("退回重新答复"),
        lambda page: page.may_return,
        _seen(ReturnForm),
        _decide(return_slip_answer),
        _("答复已退回，责任单位会收到消息。"),
    ),
}


@dataclass(frozen=True)
class SlipPanel:
    """One act open to this person, with its form."""

    name: str
    act: SlipAct
    form: forms.Form
    is_open: bool


def slip_panels(page: SlipPage, returned: tuple[str, forms.Form] | None = None) -> list[SlipPanel]:
    """The acts open to this person; the form that came back with errors stands open."""
    name_back, form_back = returned or ("", None)
    answered = page.slip is not None and page.slip.answered_at is not None
    return [
        SlipPanel(
            name,
            act,
            form_back if form_back is not None and name == name_back else act.form(page, None),
            name == name_back or act.main or (name == "lift" and answered),
        )
        for name, act in SLIP_ACTS.items()
        if act.may(page)
    ]
