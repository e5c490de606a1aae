"""Finding warnings and acting on one; the text of a rule (预警的表单)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.forms.fields import long_text
from taizhang.organisations.models import Unit
from taizhang.papers.strict_yaml import MAX_CHARACTERS

from ..enums import Severity, WarningState

OPEN = "open"


class WarningFilter(forms.Form):
    """What the address asks for; a value that cannot be read is an error, never ignored."""

    q = forms.CharField(label=_("指标"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("未销号")), ("all", _("全部状态")), *WarningState.choices],
    )
    severity = forms.ChoiceField(
        label=_("级别"), required=False, choices=[("", _("全部级别")), *Severity.choices]
    )
    rule = forms.ChoiceField(label=_("规则"), required=False)
    office = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("数据来源单位"),
        required=False,
        empty_label=_("全部单位"),
    )
    series = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rules: list[tuple[str, str]], units: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["rule"].choices = [("", _("全部规则")), *rules]  # type: ignore[attr-defined]
        self.fields["office"].queryset = units  # type: ignore[attr-defined]


class SeenWarningForm(forms.Form):
    """An act on the warning as the page showed it."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def facts(self) -> dict[str, Any]:
        """What the operation takes."""
        return dict(self.cleaned_data)


class HandleForm(SeenWarningForm):
    text = long_text(
        _("处置措施"), required=True, rows=3, help_text=_("写明原因、措施和预计恢复时间。")
    )


class CloseForm(SeenWarningForm):
    text = long_text(_("销号意见"), required=True, rows=2)


class ReturnWarningForm(SeenWarningForm):
    text = long_text(_("退回意见"), required=True, rows=2, help_text=_("写明还要补什么。"))


class RuleForm(forms.Form):
    """The whole text of a rule as YAML."""

    body = forms.CharField(
        label=_("规则内容（YAML）"),
        max_length=MAX_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20, "class": "code", "spellcheck": "false"}),
        help_text=_("生效日期写在 valid_from；已经发出的预警不变。"),
    )

    def clean_body(self) -> str:
        """Line ends as YAML and the digest want them."""
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").replace("\r", "\n")
