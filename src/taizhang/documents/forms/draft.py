from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.organisations.enums import Level

from ..models import Draft

FIELDS = (
    "title",
    "issuer",
    "document_number",
    "issued",
    "effective_until",
    "jurisdiction",
    "level",
)


class DraftForm(forms.Form):
    """What a draft says of its document, beside what the page showed (`was_…`)."""

    title = forms.CharField(label=_("标题"), required=False, max_length=512)
    issuer = forms.CharField(label=_("发文机关"), required=False, max_length=256)
    document_number = forms.CharField(label=_("文号"), required=False, max_length=128)
    issued = forms.CharField(
        label=_("成文日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    effective_until = forms.CharField(
        label=_("有效期至"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    jurisdiction = forms.CharField(label=_("适用地区"), required=False, max_length=64)
    level = forms.ChoiceField(
        label=_("层级"), required=False, choices=[("", _("国家级或不明")), *Level.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[f"was_{name}"] = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, draft: Draft) -> "DraftForm":
        """The form filled from a draft."""
        now = {name: getattr(draft, name) or "" for name in FIELDS}
        now = {name: str(value) for name, value in now.items()}  # dates in ISO form
        return cls(initial=now | {f"was_{name}": value for name, value in now.items()})

    @property
    def values(self) -> dict[str, str]:
        """The values typed."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    @property
    def was(self) -> dict[str, str]:
        """The values the page showed."""
        return {name: self.cleaned_data[f"was_{name}"] for name in FIELDS}
