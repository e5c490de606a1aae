"""The small forms of the road to closing (办理表单)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..enums import Grade
from .fields import DayInput


class NoForm(forms.Form):
    """An act that needs nothing but the decision."""


class AcceptForm(forms.Form):
    """Closing with a grade."""

    grade = forms.ChoiceField(label=_("办结等次"), choices=[("", _("请选择")), *Grade.choices])
    text = forms.CharField(
        label=_("审核意见"), required=False, max_length=20_000, widget=forms.Textarea
    )


class ReasonForm(forms.Form):
    """An act that needs a reason."""

    reason = forms.CharField(label=_("理由"), max_length=20_000, widget=forms.Textarea)


class RemarkForm(forms.Form):
    """A leader's remark."""

    text = forms.CharField(label=_("批示"), max_length=20_000, widget=forms.Textarea)


class LinkForm(forms.Form):
    """The other task of the same commitment, by its number."""

    other = forms.RegexField(
        r"^\s*[Tt]?\d{1,18}\s*$",
        label=_("另一项任务的编号"),
        max_length=24,
        error_messages={"invalid": _("编号应写成 T000123。")},
    )

    def clean_other(self) -> int:
        """The task's id."""
        return int(self.cleaned_data["other"].strip().lstrip("Tt"))


class UnitsForm(forms.Form):
    """Who answers for a task, as text in the form that Excel carries too."""

    leads = forms.CharField(
        label=_("牵头单位"), required=False, max_length=4_000, help_text=_("几家之间用顿号隔开。")
    )
    units = forms.CharField(
        label=_("责任单位"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("几家之间用顿号隔开；配合单位在名称后写（配合）。"),
    )


class CorrectionForm(UnitsForm):
    """Title, units and targets as text; the due date as long as dates are open to correction."""

    field_order = ("title",)

    title = forms.CharField(label=_("任务"), max_length=512)
    targets = forms.CharField(
        label=_("目标"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("每行一个：指标 ≥140 家（2024-06-30）。"),
    )
    due = forms.DateField(
        label=_("完成时限"),
        required=False,
        widget=DayInput(),
        help_text=_("交办以后只能延期，不能更正。"),
    )
    reason = forms.CharField(
        label=_("更正理由"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, dates_open: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not dates_open:
            del self.fields["due"]

    @property
    def corrects_due(self) -> bool:
        """Whether the due date was sent; sent empty, there is none."""
        return "due" in self.fields and self.add_prefix("due") in self.data
