"""A goal that no task asks for (数列的目标表单)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.enums import Operator
from taizhang.ledger.forms.fields import DayInput

from ..domain.types import GoalInput
from ..enums import Method
from ..models import GoalVersion, Series


def _number(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(
        label=label,
        required=required,
        max_digits=28,
        decimal_places=6,
        widget=widget,
        help_text=help_text,
    )


class GoalForm(forms.Form):
    """A number for one series, with the plan it stands in."""

    series = forms.ModelChoiceField(Series.objects.none(), label=_("地区"), empty_label=None)
    op = forms.ChoiceField(label=_("算符"), choices=Operator.choices, initial=Operator.AT_LEAST)
    value = _number(_("目标值"), required=True)
    value_max = _number(_("上限"), help_text=_("区间目标才填。"))
    unit = forms.CharField(
        label=_("计量单位"),
        required=False,
        max_length=32,
        help_text=_(
            "不填即指标的单位；只差万、亿的自动折算；指标以%计时可填“个百分点”，同时填基数。"
        ),
    )
    deadline = forms.DateField(label=_("时限"), widget=DayInput())
    baseline = _number(_("基数"), help_text=_("起算时的数值，以指标的单位计；不填为0。"))
    starts = forms.DateField(
        label=_("起算日期"),
        required=False,
        widget=DayInput(),
        help_text=_("不填为时限当年1月1日。"),
    )
    method = forms.ChoiceField(
        label=_("进度方法"), required=False, choices=[("", _("按统一口径")), *Method.choices]
    )
    reference = forms.CharField(
        label=_("依据"), max_length=512, help_text=_("哪个计划或文件、第几条。")
    )

    def __init__(self, *args: Any, series: Any, version: GoalVersion | None = None, **more: Any):
        if version is not None:
            more["initial"] = {name: getattr(version, name) for name in _NAMES}
            for name in ("value", "value_max", "baseline"):
                if (number := more["initial"][name]) is not None:
                    more["initial"][name] = format(number.normalize(), "f")
        super().__init__(*args, **more)
        if version is not None:
            del self.fields["series"]
        else:
            self.fields["series"].queryset = series  # type: ignore[attr-defined]
            self.fields["series"].label_from_instance = _region_of  # type: ignore[attr-defined]

    def goal_input(self) -> GoalInput:
        """What the operation takes."""
        return GoalInput(**{name: self.cleaned_data[name] for name in _NAMES})


def _region_of(series: Series) -> str:
    return series.region.name


_NAMES = tuple(GoalInput.__dataclass_fields__)
