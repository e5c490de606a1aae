"""Forms of making public and withdrawing (公开、撤回)."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.indicators.models import Indicator
from taizhang.ledger.models import Task

from ..domain.public.marking import LONGEST_REASON
from ..domain.public.offering import OfferedTask
from ..domain.queries.public_list import documents_to_publish
from ..enums import PublicKind

_NUMBER = re.compile(r"[Tt]?0*(\d{1,18})")
_SHOWN = 200  # documents in the choice


class PublishForm(forms.Form):
    """Which tasks, on what ground, after which review."""

    tasks = forms.TypedMultipleChoiceField(
        label=_("公开的任务"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("公开依据"),
        max_length=LONGEST_REASON,
        help_text=_("例如：主动公开文件；政务公开办审查意见（日期、文号）。不对外显示。"),
    )
    reviewed = forms.BooleanField(
        label=_("已逐项看过上面的内容，并按《政府信息公开条例》第十七条审查，可以对社会公开。"),
        error_messages={"required": _("请先完成公开审查并勾选。")},
    )
    digest = forms.CharField()  # of the offer that was shown

    def __init__(self, *args: Any, offered: Sequence[OfferedTask], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["tasks"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(each.task.id, each.task.number) for each in offered]

    def said(self) -> dict[str, Any]:
        """What the operation needs."""
        return {name: self.cleaned_data[name] for name in ("tasks", "reason", "digest")}


class WithdrawForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("撤回原因"), max_length=LONGEST_REASON, help_text=_("不对外显示。")
    )


class FindForm(forms.Form):
    """What to look at before it becomes public: one of three."""

    document = forms.TypedChoiceField(label=_("文件"), coerce=int, empty_value=None, required=False)
    task = forms.CharField(label=_("任务编号"), required=False, max_length=20)
    indicator = forms.CharField(label=_("指标代码"), required=False, max_length=32)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        documents = documents_to_publish()[:_SHOWN]
        field = self.fields["document"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("选择文件")), *((d.pk, d.title or d.pk) for d in documents)]

    def clean_task(self) -> str:
        """The number as it is written in addresses; a task of that number must be there."""
        said = self.cleaned_data["task"].strip()
        if not said:
            return ""
        found = _NUMBER.fullmatch(said)
        if found is None or not Task.objects.filter(pk=int(found[1])).exists():
            raise forms.ValidationError(_("没有这个编号的任务，请写成 T000123 的样子。"))
        return f"T{int(found[1]):06d}"

    def clean_indicator(self) -> str:
        """The code of an indicator that is there."""
        code: str = self.cleaned_data["indicator"].strip()
        if code and not Indicator.objects.filter(code=code).exists():
            raise forms.ValidationError(_("没有这个代码的指标，请从指标列表查代码。"))
        return code

    def address(self) -> str:
        """Where the chosen thing is looked at; "" where nothing was chosen."""
        for kind in PublicKind:
            chosen = self.cleaned_data.get(kind.value)
            if chosen:
                return reverse(f"reporting:public-{kind.value}", args=[chosen])
        return ""
