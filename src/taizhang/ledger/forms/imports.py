"""The forms of an import (导入表单)."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

_SALT = "taizhang.ledger.import"
_HOURS = 12 * 3600


class UploadForm(forms.Form):
    """A workbook or CSV that was exported here and filled in."""

    file = forms.FileField(label=_("表格文件"), help_text=_(".xlsx 或 .csv，由本页导出后填写。"))


class ApplyForm(forms.Form):
    """Go ahead with what the preview showed: the kept file and the plan's digest, signed."""

    token = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("更正理由"), max_length=20_000, required=False)

    def __init__(self, *args: Any, person_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.salt = f"{_SALT}.{person_id}"

    def clean_token(self) -> dict[str, Any]:
        """`file`, `name` and `digest` of the preview."""
        try:
            signed: dict[str, Any] = signing.loads(
                self.cleaned_data["token"], salt=self.salt, max_age=_HOURS
            )
        except signing.BadSignature:
            raise forms.ValidationError(_("预览已过期，请重新上传文件。"), code="expired") from None
        return signed


def sign_preview(*, file: int, name: str, digest: str, person_id: int) -> str:
    """The token of a preview, of use to this person only."""
    return signing.dumps(
        {"file": file, "name": name, "digest": digest}, salt=f"{_SALT}.{person_id}"
    )
