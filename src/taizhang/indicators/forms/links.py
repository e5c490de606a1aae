"""Which series a target is held to, and how (挂接表单): one small form a target."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.ledger.forms.fields import DayInput

from ..domain.linking.accepting import Accepted
from ..domain.linking.proposing import Place
from ..enums import Method
from .days import not_too_early

NEW = "+"  # the indicator that was proposed to be made


def prefix_of(place: Place) -> str:
    """How the fields and the checkbox of a target are named: 12-1."""
    return f"{place[0]}-{place[1]}"


def place_of(prefix: str) -> Place | None:
    """The target that such a name means."""
    parts = prefix.split("-")
    if len(parts) == 2 and all(part.isdecimal() and len(part) < 16 for part in parts):
        return int(parts[0]), int(parts[1])
    return None


class LinkForm(forms.Form):
    """Blank: as proposed; NEW: the new indicator that the words of the target mean. Else the
    indicator is typed by code or name, or chosen from the list, where its code stands first."""

    indicator = forms.CharField(
        label=gettext_lazy("改用其他指标"),
        required=False,
        max_length=300,
        widget=forms.TextInput(
            attrs={
                "list": "known-indicators",
                "autocomplete": "off",
                "placeholder": gettext_lazy("按建议；或输入名称、代码"),
            }
        ),
    )
    unit = forms.CharField(
        label=gettext_lazy("新指标的计量单位"),
        required=False,
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    baseline = forms.DecimalField(
        label=gettext_lazy("基数（以指标的单位计）"),
        required=False,
        max_digits=27,
        decimal_places=6,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=gettext_lazy("起算时的数值，以指标的单位计；不填为0。"),
    )
    starts = forms.DateField(
        label=gettext_lazy("起算日期"),
        required=False,
        widget=DayInput(),
        validators=[not_too_early],
        help_text=gettext_lazy("不填为时限当年1月1日。"),
    )
    method = forms.ChoiceField(
        label=gettext_lazy("进度方法"),
        required=False,
        choices=[("", gettext_lazy("按统一口径")), *Method.choices],
    )

    def __init__(
        self,
        place: Place,
        data: QueryDict | None = None,
        *,
        name: str = "",
        initial: dict[str, Any] | None = None,
        needs_baseline: bool = False,
        new_unit: str = "",
        measure: str = "",
    ) -> None:
        """`new_unit`: of the indicator that would be made; `measure`: of the one the row names."""
        super().__init__(data, prefix=prefix_of(place), initial=initial)
        self.place = place
        self.fields["unit"].widget.attrs["placeholder"] = new_unit
        self.fields["baseline"].widget.attrs["placeholder"] = measure
        self.fields["baseline"].required = needs_baseline
        for field in self.fields.values():
            label = _("%(target)s：%(what)s") % {"target": name, "what": field.label}
            field.widget.attrs["aria-label"] = label

    def accepted(self, proposed: str) -> Accepted:
        """What the operation takes; `proposed`: the code that stands where nothing was typed."""
        said = self.cleaned_data
        typed = said["indicator"].strip()
        meant = "" if typed == NEW else typed or proposed
        road = (said["baseline"], said["starts"], said["method"])
        return Accepted(self.place, meant, *road, unit=said["unit"])


class WaitingFilter(forms.Form):
    """What the address asks for."""

    q = forms.CharField(
        label=gettext_lazy("目标"),
        required=False,
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": gettext_lazy("目标、任务或文件")}
        ),
    )
