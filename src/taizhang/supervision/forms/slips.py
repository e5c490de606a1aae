"""Issuing, answering and reviewing slips, and finding them (督查单的表单)."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.forms.fields import DayInput, MomentField, long_text
from taizhang.ledger.forms.reports import ReportForm
from taizhang.organisations.models import Unit

from ..enums import Colour, Quality, SlipStage

_QUALITY = [("", _("不评价")), *Quality.choices]


def _day(label: Any, help_text: Any) -> forms.DateField:
    widget = DayInput()
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


class IssueForm(forms.Form):
    """What all slips of one issue have in common; one slip alone may take another colour."""

    colour = forms.ChoiceField(label=_("颜色"), choices=Colour.choices)
    reason = long_text(
        _("理由"), rows=2, help_text=_("没有应发的督查单，或比应发的颜色更重时，必须写明。")
    )
    text = long_text(_("办理要求"), rows=2, help_text=_("不填的，用上面每张督查单已有的要求。"))
    answer_by = _day(_("答复日期"), _("不填的，按督办机制规定的答复期限。"))

    def __init__(self, *args: Any, alone: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not alone:
            del self.fields["colour"], self.fields["reason"]


class SlipAnswerForm(ReportForm):
    """The unit's answer: words and files."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, targets=(), **options)
        text = self.fields["text"]
        text.label, text.required = _("答复"), True
        text.help_text = _("写明原因、补救措施和完成时间。")
        del self.fields["percent"]


class SeenSlipForm(forms.Form):
    """An act on the slip that the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=400)


class SignAnswerForm(SeenSlipForm):
    text = long_text(_("签批意见"), rows=2)


class LiftForm(SeenSlipForm):
    text = long_text(_("销单意见"), rows=2, help_text=_("还没有答复就销号的，必须写明原因。"))
    quality = forms.ChoiceField(label=_("答复质量"), required=False, choices=_QUALITY)


class ReturnForm(SeenSlipForm):
    text = long_text(_("退回意见"), required=True, rows=2)
    quality = forms.ChoiceField(label=_("答复质量"), required=False, choices=_QUALITY)
    answer_by = _day(_("重新答复日期"), _("不填的，按督办机制规定的答复期限。"))


class SlipFilter(forms.Form):
    """Which slips a list shows, and as of when."""

    q = forms.CharField(label=_("编号或任务"), required=False, max_length=100)
    colour = forms.ChoiceField(
        label=_("颜色"), required=False, choices=[("", _("全部颜色")), *Colour.choices]
    )
    stage = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部状态")), *SlipStage.choices]
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("单位"), required=False, empty_label=_("全部单位")
    )
    as_of = MomentField(label=_("截至"), required=False)

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["as_of"].now = now  # type: ignore[attr-defined]
