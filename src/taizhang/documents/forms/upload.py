from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from taizhang.extraction import suffixes
from taizhang.organisations.enums import Level


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """The files chosen, at least one; empty ones pass, so that reading can say what is wrong."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Every file by itself."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(each, initial) for each in files if each] or [
            super().clean(None, initial)
        ]


class UploadForm(forms.Form):
    """Files to receive, and what their text may not say."""

    uploads = ManyFilesField(
        label=_("文件"),
        allow_empty_file=True,
        error_messages={"required": _("请选择至少一个文件。")},
    )
    issued = forms.DateField(
        label=_("成文日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("原文写明时不用填；填了以这里为准，“上半年”“年底”等时限按它推算。"),
        error_messages={"invalid": _("成文日期应写成 2024-06-30 这样。")},
    )
    level = forms.ChoiceField(
        label=_("层级"),
        required=False,
        choices=[("", _("按原文判断")), *Level.choices],
        help_text=_("单位名称省略了“省”“市”“县”时，按它补全。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uploads"].widget.attrs["accept"] = ",".join(suffixes())
