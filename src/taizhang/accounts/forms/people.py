"""Forms of the people pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..enums import UNIT_ROLES, Role, SubjectKind
from ..models import Person

CITY_ROLES = [(role.value, role.label) for role in Role if role not in UNIT_ROLES]


def day_input() -> forms.DateInput:
    """The browser's own date field, which wants ISO dates."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class FilterForm(forms.Form):
    """Filters of a list; an unusable value filters nothing."""

    def values(self) -> dict[str, Any]:
        """The usable values given."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PeopleFilter(FilterForm):
    """Filters of the list of people."""

    q = forms.CharField(label=_("姓名或用户名"), required=False, max_length=64)
    role = forms.ChoiceField(
        label=_("角色"), required=False, choices=[("", _("全部角色")), *CITY_ROLES]
    )
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部状态")), ("active", _("启用")), ("inactive", _("停用"))],
    )


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, telephone, e-mail."""

    class Meta:
        model = Person
        fields = ["name", "phone", "email"]


def _roles_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("角色"),
        required=False,
        choices=CITY_ROLES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("单位联络员和单位负责人在单位页指定。系统管理员和审计员不能兼任其他角色。"),
    )


class RolesForm(forms.Form):
    """The city-wide roles a person holds."""

    roles = _roles_field()


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new person."""

    roles = _roles_field()

    class Meta:
        model = Person
        fields = ["username", "name", "phone", "email"]


class ChangesFilter(FilterForm):
    """Filters of the change log."""

    q = forms.CharField(label=_("对象或变更人"), required=False, max_length=64)
    kind = forms.ChoiceField(
        label=_("类别"), required=False, choices=[("", _("全部类别")), *SubjectKind.choices]
    )
    since = forms.DateField(label=_("从"), required=False, widget=day_input())
    until = forms.DateField(label=_("到"), required=False, widget=day_input())
