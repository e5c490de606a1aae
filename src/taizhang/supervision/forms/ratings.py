"""What the public says (群众评价表单)."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RatingForm(forms.Form):
    """Satisfied or not, and where that comes from."""

    satisfied = forms.TypedChoiceField(
        label=_("评价"),
        choices=[("", _("请选择")), ("yes", _("满意")), ("no", _("不满意"))],
        coerce=lambda value: value == "yes",
    )
    text = forms.CharField(
        label=_("评价来源和内容"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("如：12345 热线回访，工单号、时间、群众怎么说。"),
    )
