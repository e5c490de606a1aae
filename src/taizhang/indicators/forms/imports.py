"""The forms of an import of figures (导入表单)."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

_SALT = "taizhang.indicators.import"
_HOURS = 12 * 3600


class UploadForm(forms.Form):
    """A workbook or CSV in which figures were filled in."""

    file = forms.FileField(label=_("表格文件"), help_text=_(".xlsx 或 .csv，用本系统的模板填写。"))


class ApplyForm(forms.Form):
    """Go ahead with what the preview showed: the kept file and the plan's digest, signed."""

    token = forms.CharField(widget=forms.HiddenInput)

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
