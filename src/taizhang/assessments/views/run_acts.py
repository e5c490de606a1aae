"""Acts on a run: one address an act (提交、退回、公示、延长、确定、作废)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..domain.publishing.finalising import finalise_run
from ..domain.publishing.periods import default_period
from ..domain.publishing.publishing import extend_period, publish_run
from ..domain.publishing.submitting import return_run, submit_run, withdraw_run
from ..forms.runs import ExtendForm, PublishForm, ReturnForm, SeenForm, WithdrawForm
from .run_page import RunPage

Build = Callable[[RunPage, Any], forms.Form]


@dataclass(frozen=True)
class RunAct:
    """One act: who may, its form, its operation, what is said when it is done."""

    label: str | Promise
    may: Callable[[RunPage], bool]
    form: Build
    operation: Callable[..., object]
    done: str | Promise
    main: bool = False

    def perform(self, page: RunPage, form: forms.Form) -> object:
        """Do it with what the form says."""
        return self.operation(page.run, **form.cleaned_data, actor=page.person, at=page.now)


def _with(kind: type[forms.Form]) -> Build:
    def build(page: RunPage, data: Any) -> forms.Form:
        initial = {"seen": page.digest, "days": default_period(page.today).working_days}
        return kind(data, initial=initial, auto_id=f"id_{kind.__name__}_%s")

    return build


RUN_ACTS = {
    "submit": RunAct(
        _("提交审核"),
        lambda page: page.may_submit,
        _with(SeenForm),
        submit_run,
        _("已提交，由其他人审核后公示。"),
        main=True,
    ),
    "publish": RunAct(
        _("审核通过并公示"),
        lambda page: page.may_publish,
        _with(PublishForm),
        publish_run,
        _("已公示，有关单位会收到消息。"),
        main=True,
    ),
    "return": RunAct(
        _("退回修改"),
        lambda page: page.may_publish,
        _with(ReturnForm),
        return_run,
        _("已退回计算人。"),
    ),
    "finalise": RunAct(
        _("确定结果"),
        lambda page: page.may_finalise,
        _with(SeenForm),
        finalise_run,
        _("结果已确定，不再变动。"),
        main=True,
    ),
    "extend": RunAct(
        _("延长公示"),
        lambda page: page.may_extend,
        _with(ExtendForm),
        extend_period,
        _("公示期已延长，有关单位会收到消息。"),
    ),
    "withdraw": RunAct(
        _("作废"),
        lambda page: page.may_withdraw,
        _with(WithdrawForm),
        withdraw_run,
        _("已作废，数据和经过仍然保留。"),
    ),
}
