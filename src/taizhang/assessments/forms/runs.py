"""Forms of runs (评定的表单)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.forms.fields import DayInput, long_text
from taizhang.schemes import Kind, Parameter, schemes

from ..domain.publishing.periods import MOST_DAYS
from ..enums import RunState

_FLAGS = [("", "—"), ("true", _("是")), ("false", _("否"))]
SET = "set-"  # what a parameter's field is called: set-city_va_growth_pct


def scheme_choices() -> list[tuple[str, str]]:
    """Every scheme, in the order of the chapters."""
    return [(name, scheme.definition.title) for name, scheme in schemes().items()]


class RunFilter(forms.Form):
    """Which runs are listed, as the address says it."""

    scheme = forms.ChoiceField(label=_("办法"), required=False)
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部状态")), *RunState.choices]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("全部办法")), *scheme_choices()]
        self.fields["scheme"].choices = choices  # type: ignore[attr-defined]


class NewRunForm(forms.Form):
    """A filled-in table, the day whose rules hold, the parameters that no source gives."""

    title = forms.CharField(label=_("名称"), max_length=128)
    as_of = forms.DateField(
        label=_("按哪一天的规定"), widget=DayInput(), help_text=_("参数取这一天施行的数值。")
    )
    file = forms.FileField(
        label=_("表格文件"), help_text=_("用本页的空表填写，.xlsx、.csv 或 .parquet。")
    )
    settings = forms.CharField(
        label=_("另行设定的参数"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "code", "spellcheck": "false"}),
        help_text=_("一般不填。每行一个：代码=数值，例如 tax_per_mu_yuan=150000。"),
    )

    def __init__(self, *args: Any, needed: Sequence[Parameter], **options: Any) -> None:
        super().__init__(*args, **options)
        for parameter in needed:
            self.fields[SET + parameter.name] = _field_of(parameter)
        self.order_fields(["title", "as_of", "file", *(SET + p.name for p in needed), "settings"])

    def clean_settings(self) -> dict[str, str]:
        """The written settings: parameter (or a part of it) and value."""
        found: dict[str, str] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["settings"].splitlines())):
            key, equals, value = line.partition("=")
            if not equals or not key.strip() or key.strip() in found:
                said = _("“%(line)s”应当写成 代码=数值，每个代码只写一次。")
                raise forms.ValidationError(said, params={"line": line})
            found[key.strip()] = value.strip()
        return found

    @property
    def chosen(self) -> dict[str, str]:
        """All settings of the run."""
        said = self.cleaned_data
        own = {name[len(SET) :]: said[name] for name in said if name.startswith(SET) and said[name]}
        return {**own, **said["settings"]}


def _field_of(parameter: Parameter) -> forms.Field:
    label = f"{parameter.label}（{parameter.unit}）" if parameter.unit else parameter.label
    common: dict[str, Any] = {
        "label": label,
        "required": parameter.needed,
        "help_text": str(parameter.source),
    }
    if parameter.kind is Kind.FLAG:
        return forms.ChoiceField(choices=_FLAGS, **common)
    return forms.CharField(max_length=32, **common)


class RowFilter(forms.Form):
    """Which subjects of a result are shown."""

    q = forms.CharField(
        label=_("查找对象"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("名称或代码")}),
    )
    rank = forms.IntegerField(
        label=_("名次"),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.NumberInput(attrs={"placeholder": _("名次"), "class": "short"}),
    )


class SeenForm(forms.Form):
    """An act on the result that the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReturnForm(SeenForm):
    """Send it back, and why."""

    text = long_text(_("退回理由"), required=True, rows=2)


class PublishForm(SeenForm):
    """For how many working days it is published."""

    days = forms.IntegerField(label=_("公示工作日"), min_value=1, max_value=MOST_DAYS)
    text = long_text(_("审核意见"), rows=2)


class ExtendForm(forms.Form):
    """For how many working days more, and why."""

    days = forms.IntegerField(label=_("延长的工作日"), min_value=1, max_value=MOST_DAYS)
    text = long_text(_("延长理由"), required=True, rows=2)


class WithdrawForm(forms.Form):
    """Why it is given up."""

    text = long_text(_("作废理由"), required=True, rows=2)


def title_for(scheme_title: str, day: date) -> str:
    """What a new run is called unless somebody says otherwise."""
    return f"{day.year}年{scheme_title}"
