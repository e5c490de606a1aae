"""The verdict on a report (审核表单)."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from ..domain.reports.reviewing import ACCEPTED, INSUFFICIENT, Review
from ..enums import Quality


class ReviewForm(forms.Form):
    """Accepted or insufficient, quality, words; hidden, which report was seen."""

    verdict = forms.ChoiceField(
        label=_("审核结果"),
        choices=[(ACCEPTED, _("通过")), (INSUFFICIENT, _("重报"))],
        widget=forms.HiddenInput,
    )
    quality = forms.ChoiceField(
        label=_("质量"), required=False, choices=[("", _("不评")), *Quality.choices]
    )
    text = forms.CharField(
        label=_("审核意见"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("审核意见")}),
    )
    answers = forms.CharField(max_length=128, widget=forms.HiddenInput)
    filed_at = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def clean_filed_at(self) -> datetime:
        """The moment, to the microsecond."""
        try:
            moment = parse_datetime(self.cleaned_data["filed_at"])
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise forms.ValidationError(_("页面不完整，请刷新后再审核。"))
        return moment

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("verdict") == INSUFFICIENT and not cleaned.get("text"):
            self.add_error("text", _("要求重报的，请写明哪里不合要求。"))
        return cleaned

    def review(self, task_id: int) -> Review:
        """What the operation takes."""
        return Review(task_id, **self.cleaned_data)
