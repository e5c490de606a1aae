"""Forms of questions to a result (推演的表单)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.schemes import BadSettingError, Kind
from taizhang.schemes.what_if import Part, span_of

from ..words import shown_setting

_FLAGS = [("true", gettext_lazy("是")), ("false", gettext_lazy("否"))]
_DIGITS = frozenset({Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.NUMBER, Kind.COUNT})


class SettingsForm(forms.Form):
    """One field a part of a parameter, named by its path; what was not touched is not asked."""

    def __init__(self, parts: Sequence[Part], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.parts = parts
        for part in parts:
            self.fields[part.path] = _field(part)

    def clean(self) -> dict[str, Any]:
        for part in self.parts:
            self._check(part, self.cleaned_data.get(part.path, ""))
        return self.cleaned_data

    def _check(self, part: Part, text: str) -> None:
        if not text and part.text:
            self.add_error(part.path, _("不能空着。"))
        try:
            if text:
                part.parameter.read(text, part.kind)
        except BadSettingError as error:
            self.add_error(part.path, str(error))

    def changes(self) -> dict[str, str]:
        """The settings that differ from what the run computed with, as written."""
        return {
            part.path: self.cleaned_data[part.path]
            for part in self.parts
            if _differs(part, self.cleaned_data[part.path])
        }


def _field(part: Part) -> forms.Field:
    options: dict[str, Any] = {"label": part.label, "required": False, "initial": part.text}
    if part.kind is Kind.FLAG:
        choices = _FLAGS if part.text else [("", "—"), *_FLAGS]
        return forms.ChoiceField(choices=choices, **options)
    if part.kind is Kind.CHOICE and part.parameter.choices:
        words = part.parameter.words
        known = [(code, words.get(code, code)) for code in part.parameter.choices]
        return forms.ChoiceField(choices=known, **options)
    attrs = {"autocomplete": "off"}
    if part.kind in _DIGITS:
        attrs |= {"inputmode": "decimal", "class": "setting-number num"}
    return forms.CharField(max_length=256, widget=forms.TextInput(attrs=attrs), **options)


def _differs(part: Part, text: str) -> bool:
    if not text or not part.text:
        return text != part.text
    read = part.parameter.read
    return read(text, part.kind) != read(part.text, part.kind)


class SpanForm(forms.Form):
    """Which parameter takes which values."""

    part = forms.ChoiceField(label=gettext_lazy("参数"))
    span = forms.CharField(
        label=gettext_lazy("取值"),
        max_length=500,
        help_text=gettext_lazy("起:止:步长，例如 100000:300000:50000；或者用逗号隔开的几个值。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, parts: Sequence[Part], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        said = _("%(label)s（现值 %(value)s）")
        known = [
            (part.path, said % {"label": part.label, "value": shown_setting(part.text, part)})
            for part in parts
        ]
        self.fields["part"].choices = known  # type: ignore[attr-defined]

    def clean_span(self) -> tuple[str, ...]:
        try:
            return span_of(self.cleaned_data["span"])
        except BadSettingError as error:
            raise forms.ValidationError(str(error)) from error


class ShiftForm(forms.Form):
    """By how much each criterion's points go up and down."""

    percent = forms.IntegerField(
        label=gettext_lazy("各分项得分增减（%）"),
        min_value=1,
        max_value=100,
        initial=10,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
