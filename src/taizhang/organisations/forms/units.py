"""Forms of the unit pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.accounts.forms.people import FilterForm, day_input
from taizhang.accounts.models import Person

from ..domain.queries.units import appointable_people, live_units
from ..domain.regions import find_default_region
from ..enums import UnitKind
from ..models import Region, Unit

UNIT_ROLE_CHOICES = [(role.value, role.label) for role in Role if role in UNIT_ROLES]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=day_input())


def _exact_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("仅限此写法"),
        required=False,
        help_text=_("只有完全这样写才指这家单位。另一家单位的名称会被当成同一家时才勾选。"),
    )


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the units that are in use, with its region."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), empty_label=_("请选择"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.region.name}）"

    def offer_all_but(self, unit: Unit | None) -> None:
        """Offer the units in use except one."""
        units = live_units().select_related("region").order_by("region_id", "position", "id")
        self.queryset = units.exclude(pk=unit.pk) if unit else units


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the people who may act for a unit; equal names differ by user name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Person.objects.none(), empty_label=_("请选择"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.username}）"


class UnitsFilter(FilterForm):
    """Filters of the list of units."""

    q = forms.CharField(label=_("名称或简称"), required=False, max_length=64)
    kind = forms.ChoiceField(
        label=_("性质"), required=False, choices=[("", _("全部性质")), *UnitKind.choices]
    )
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("全部状态")),
            ("live", _("在用")),
            ("unattended", _("无联络员")),
            ("succeeded", _("已合并或已承接")),
        ],
    )


class UnitForm(forms.Form):
    """A new unit."""

    name = forms.CharField(label=_("名称"), max_length=128)
    names = forms.CharField(
        label=_("其他名称"),
        required=False,
        help_text=_("简称、曾用名，用顿号分开；只差“市”字或写法繁简的不必填。"),
    )
    region = forms.ModelChoiceField(label=_("地区"), queryset=Region.objects.all())
    kind = forms.ChoiceField(
        label=_("性质"), required=False, choices=[("", _("按名称判断")), *UnitKind.choices]
    )
    parent = UnitChoice(label=_("上级单位"), required=False)
    exact = _exact_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer_all_but(None)  # type: ignore[attr-defined]
        self.fields["region"].initial = find_default_region()

    def clean_names(self) -> list[str]:
        """The other names, split at the marks people use."""
        text = self.cleaned_data["names"]
        for mark in "，,；;\n":
            text = text.replace(mark, "、")
        return [name.strip() for name in text.split("、") if name.strip()]


class UnitActForm(forms.Form):
    """A form of the unit page; it knows the unit it acts on."""

    def __init__(self, data: Any = None, *, unit: Unit) -> None:
        super().__init__(data)
        self.unit = unit
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and first values from the unit."""


class RenameForm(UnitActForm):
    name = forms.CharField(label=_("新名称"), max_length=128)

    def prepare(self) -> None:
        self.initial = {"name": self.unit.name}


class PlaceForm(UnitActForm):
    parent = UnitChoice(label=_("上级单位"), required=False)
    kind = forms.ChoiceField(label=_("性质"), choices=UnitKind.choices)
    position = forms.IntegerField(label=_("排序"), min_value=0, max_value=99999)

    def prepare(self) -> None:
        unit = self.unit
        self.fields["parent"].offer_all_but(unit)  # type: ignore[attr-defined]
        self.initial = {"parent": unit.parent_id, "kind": unit.kind, "position": unit.position}


class AddNameForm(UnitActForm):
    name = forms.CharField(label=_("名称或简称"), max_length=128)
    exact = _exact_field()


class MergeForm(UnitActForm):
    into = UnitChoice(label=_("保留的单位"))

    def prepare(self) -> None:
        self.fields["into"].offer_all_but(self.unit)  # type: ignore[attr-defined]


class SucceedForm(UnitActForm):
    by = UnitChoice(label=_("承接单位"))
    on = _day(_("承接日期"))
    basis = forms.CharField(label=_("依据"), max_length=256)

    def prepare(self) -> None:
        self.fields["by"].offer_all_but(self.unit)  # type: ignore[attr-defined]


class AppointForm(UnitActForm):
    person = PersonChoice(label=_("人员"))
    role = forms.ChoiceField(label=_("角色"), choices=UNIT_ROLE_CHOICES)
    starts = _day(_("开始"))

    def prepare(self) -> None:
        self.fields["person"].queryset = appointable_people()  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of a membership."""

    ends = _day(_("最后一天"))


class HandOverForm(forms.Form):
    """Who takes over, and from which day on."""

    to = PersonChoice(label=_("接手人"))
    on = _day(_("接手日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = appointable_people()  # type: ignore[attr-defined]
