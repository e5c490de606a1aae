"""Acts on a bulletin: one address an act (重新生成、审核、退回、印发、复核)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..domain.bulletins.drafting import redraft_bulletin
from ..domain.bulletins.issuing import issue_bulletin
from ..domain.bulletins.reviewing import return_bulletin, review_bulletin
from ..domain.papers.composing import Chosen
from ..forms.bulletins import RedraftForm, ReturnForm, ReviewForm, SeenForm
from .bulletin_page import BulletinPage

Build = Callable[[BulletinPage, HttpRequest | None], forms.Form]


@dataclass(frozen=True)
class BulletinAct:
    """One act: who may, its form, its operation, what is said when it is done."""

    label: str | Promise
    may: Callable[[BulletinPage], bool]
    form: Build
    perform: Callable[[BulletinPage, Any], object]
    done: str | Promise
    main: bool = False


def _seen(kind: type[SeenForm]) -> Build:
    def build(page: BulletinPage, request: HttpRequest | None) -> forms.Form:
        initial = {"seen": page.bulletin.digest}
        data = None if request is None else request.POST
        return kind(data, initial=initial, auto_id=f"id_{kind.__name__}_%s")

    return build


def _redraft_form(page: BulletinPage, request: HttpRequest | None) -> forms.Form:
    given = page.numbers["given"]
    initial = {
        "answer_by": given["answer_by"],
        "named": [str(pk) for pk, _name, _why in given["named"]],
    }
    data = None if request is None else request.POST
    return RedraftForm(data, units=page.proposed, initial=initial)


def _redraft(page: BulletinPage, form: forms.Form) -> object:
    said = form.cleaned_data
    chosen = Chosen(said["answer_by"], [int(pk) for pk in said["named"]])
    return redraft_bulletin(page.bulletin, chosen=chosen, actor=page.person, as_of=page.now)


def _with_form(operation: Callable[..., object]) -> Callable[[BulletinPage, forms.Form], object]:
    return lambda page, form: operation(
        page.bulletin, **form.cleaned_data, actor=page.person, as_of=page.now
    )


BULLETIN_ACTS = {
    "review": BulletinAct(
        _("审核通过"),
        lambda page: page.may_review,
        _seen(ReviewForm),
        _with_form(review_bulletin),
        _("已审核通过，可以印发。"),
        main=True,
    ),
    "issue": BulletinAct(
        _("印发"),
        lambda page: page.may_issue,
        _seen(SeenForm),
        _with_form(issue_bulletin),
        _("已印发，点名单位会收到消息。"),
        main=True,
    ),
    "return": BulletinAct(
        _("退回修改"),
        lambda page: page.may_return,
        _seen(ReturnForm),
        _with_form(return_bulletin),
        _("已退回起草人。"),
    ),
    "redraft": BulletinAct(
        _("重新生成"),
        lambda page: page.may_redraft,
        _redraft_form,
        _redraft,
        _("已按现在的数据重新生成，需要重新审核。"),
    ),
}
