from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..enums import Change


class DocumentNumbers(forms.Field):
    """The documents ticked, in the address as d=1&d=2."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: list[str] | None) -> list[int]:
        """Each number once, in the order given."""
        try:
            return list(dict.fromkeys(int(each) for each in value or ()))
        except ValueError:
            raise ValidationError(_("地址里的文件编号不是数字，请从文件清单重新选择。")) from None


class CompareForm(forms.Form):
    """What is compared and what is shown of it, all in the address."""

    d = DocumentNumbers(required=False)
    first = forms.IntegerField(required=False)
    change = forms.ChoiceField(
        label=_("变化"), required=False, choices=[("", _("全部")), *Change.choices]
    )
    matrix = forms.BooleanField(label=_("只看矩阵"), required=False)
