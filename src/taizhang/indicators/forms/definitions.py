"""What an indicator means, and in which regions it is kept (指标定义表单)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.forms.fields import DayInput
from taizhang.organisations.domain.queries.units import live_units
from taizhang.organisations.domain.regions import find_default_region
from taizhang.organisations.models import Region, Unit

from ..domain.types import IndicatorInput
from ..enums import Accumulation, Direction, Frequency
from ..models import IndicatorVersion


class DefinitionForm(forms.Form):
    """The definition; `code` and `expected_from` when it is new only."""

    code = forms.CharField(
        label=_("代码"),
        required=False,
        max_length=32,
        help_text=_("不填则自动编号，例如 Z0001；建立后不能再改。"),
    )
    name = forms.CharField(label=_("名称"), max_length=256)
    unit = forms.CharField(
        label=_("计量单位"), required=False, max_length=32, help_text=_("例如：家、亿元、%。")
    )
    accumulation = forms.ChoiceField(
        label=_("累计方式"),
        choices=Accumulation.choices,
        help_text=_("年内累计：从1月1日起累加的数；当期：只是这一期的数；时点：比率、存量。"),
    )
    direction = forms.ChoiceField(label=_("方向"), choices=Direction.choices)
    frequency = forms.ChoiceField(
        label=_("频度"), choices=Frequency.choices, initial=Frequency.MONTH
    )
    release_days = forms.IntegerField(
        label=_("期后几日内报数"), min_value=0, max_value=366, initial=15
    )
    region = forms.ModelChoiceField(Region.objects.all(), label=_("地区"), empty_label=None)
    office = forms.ModelChoiceField(
        Unit.objects.none(), label=_("数据来源单位"), required=False, empty_label=_("暂未确定")
    )
    expected_from = forms.DateField(
        label=_("自哪日起应报"),
        required=False,
        widget=DayInput(),
        help_text=_("此后各期没有报数的，算作缺报；不填则不催报。"),
    )
    definition = forms.CharField(
        label=_("口径说明"), required=False, max_length=4_000, widget=forms.Textarea({"rows": 3})
    )
    reference = forms.CharField(label=_("依据"), required=False, max_length=512)

    def __init__(self, *args: Any, version: IndicatorVersion | None = None, **more: Any) -> None:
        if version is not None:
            more["initial"] = {name: getattr(version, name) for name in _NAMES}
        super().__init__(*args, **more)
        self.fields["region"].initial = find_default_region()
        units = live_units()
        if version is not None:
            del self.fields["code"], self.fields["expected_from"]
            units = units | Unit.objects.filter(pk=version.office_id or 0)
        self.fields["office"].queryset = units  # type: ignore[attr-defined]

    def definition_input(self) -> IndicatorInput:
        """What the operation takes."""
        said = {name: self.cleaned_data[name] for name in _NAMES}
        region, office = said.pop("region"), said.pop("office")
        return IndicatorInput(**said, region_id=region.pk, office_id=office.pk if office else None)


_NAMES = (
    *("name", "unit", "accumulation", "direction", "frequency", "release_days"),
    *("region", "office", "definition", "reference"),
)


class SeriesForm(forms.Form):
    """One region of an indicator."""

    keep = forms.BooleanField(required=False)
    office = forms.CharField(
        required=False,
        max_length=128,
        widget=forms.TextInput(attrs={"list": "known-units", "autocomplete": "off"}),
    )
    expected_from = forms.DateField(required=False, widget=DayInput())

    def __init__(self, region: Region, data: Any, *, is_kept: bool, **more: Any) -> None:
        super().__init__(data, prefix=f"r{region.pk}", **more)
        self.region = region
        self.is_kept = is_kept
        self.fields["keep"].disabled = is_kept
        for field, label in (
            ("keep", _("设数列")),
            ("office", _("报数单位")),
            ("expected_from", _("自哪日起应报")),
        ):
            self.fields[field].widget.attrs["aria-label"] = f"{region.name}：{label}"
