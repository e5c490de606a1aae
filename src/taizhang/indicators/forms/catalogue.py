"""What the list of indicators is narrowed to (指标目录的筛选)."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from taizhang.organisations.models import Region, Unit

from ..domain.queries.catalogue import Wanted
from ..enums import Frequency, Pace
from ..lists import indicator_filters
from ..models import IndicatorVersion


class CatalogueFilter(forms.Form):
    """The filters of the list; they live in the address."""

    q = forms.CharField(
        label=_("指标"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("名称或代码")}),
    )
    region = forms.ModelChoiceField(
        Region.objects.none(), label=_("地区"), required=False, empty_label=_("全部地区")
    )
    office = forms.ModelChoiceField(
        Unit.objects.none(), label=_("报数单位"), required=False, empty_label=_("全部单位")
    )
    frequency = forms.ChoiceField(
        label=_("频度"), required=False, choices=[("", _("全部频度")), *Frequency.choices]
    )
    pace = forms.ChoiceField(
        label=_("进度"), required=False, choices=[("", _("全部进度")), *Pace.choices]
    )

    def __init__(self, *args: Any, regions: Any, offices: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        for each in indicator_filters():
            choices = [("", each.every), *each.options]
            self.fields[each.name] = forms.ChoiceField(
                label=each.label,  # type: ignore[arg-type]
                required=False,
                choices=choices,
            )

    def select(self, versions: QuerySet[IndicatorVersion]) -> QuerySet[IndicatorVersion]:
        """Leave the rows that the filters of other rooms choose."""
        for each in indicator_filters():
            if value := self.cleaned_data[each.name]:
                versions = each.select(versions, value)
        return versions

    def wanted(self) -> Wanted:
        """What the query takes."""
        said = self.cleaned_data
        region, office = said["region"], said["office"]
        return Wanted(
            said["q"].strip(),
            region.pk if region else None,
            office.pk if office else None,
            said["frequency"],
            said["pace"],
        )
