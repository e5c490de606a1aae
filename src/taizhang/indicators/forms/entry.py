"""Filling in figures (填报表单): the filter of the page, and one small form a figure."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.ledger.domain.payloads import number_text
from taizhang.ledger.forms.fields import DayInput
from taizhang.organisations.models import Unit

from ..domain.intake.doubts import Doubt
from ..domain.intake.giving import Filled
from ..domain.intake.numbers import NumberError, Written, check_unit, read_number
from ..domain.intake.slots import Slot
from ..domain.queries.entry import Asked
from .days import not_too_early

FINAL, PROVISIONAL = "final", "provisional"
KINDS = [(FINAL, gettext_lazy("最终")), (PROVISIONAL, gettext_lazy("初步"))]


class EntryFilter(forms.Form):
    """What the address asks for; a value that cannot be read is an error, never ignored."""

    q = forms.CharField(
        label=gettext_lazy("指标"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": gettext_lazy("名称或代码")}),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("报数单位"),
        required=False,
        empty_label=gettext_lazy("全部单位"),
    )
    day = forms.DateField(
        label=gettext_lazy("截至日期"),
        required=False,
        widget=DayInput(),
        validators=[not_too_early],
    )

    def __init__(self, *args: Any, units: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What the query takes."""
        unit = self.cleaned_data["unit"]
        return Asked(self.cleaned_data["q"], unit.pk if unit else None, self.cleaned_data["day"])


class FigureForm(forms.Form):
    """One figure. Blank as long as neither number nor note was written."""

    value = forms.CharField(
        label=gettext_lazy("数值"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("性质"), required=False, choices=KINDS)
    note = forms.CharField(
        label=gettext_lazy("说明"),
        required=False,
        max_length=512,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("说明（可不填）")}),
    )
    sure = forms.CharField(required=False, max_length=64)
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, slot: Slot, data: QueryDict | None = None) -> None:
        seen = slot.own.submission_id if slot.own else ""
        super().__init__(data, prefix=slot.key, initial={"seen": seen})
        self.slot = slot
        self.doubts: tuple[Doubt, ...] = ()
        for name in ("value", "kind", "note"):
            words = {"what": self.fields[name].label, "series": slot.series, "period": slot.label}
            label = _("%(series)s %(period)s %(what)s") % words
            self.fields[name].widget.attrs["aria-label"] = label

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return not any(str(self[name].data or "").strip() for name in ("value", "note"))

    @property
    def is_sure(self) -> bool:
        """Whether what is doubtful about this very number was confirmed."""
        return bool(self["value"].data) and self["sure"].data == self["value"].data

    def given_meanwhile(self) -> Doubt | None:
        """The question to ask where somebody else gave another figure after the page was shown."""
        own, seen = self.slot.own, self["seen"].data
        if own is None or seen in (None, str(own.submission_id)):
            return None
        if own.value == self.cleaned_data["value"].value:
            return None
        said = _("您打开页面以后，这一期已由他人报为 %(known)s：确需改为您填的数的，请确认。")
        return Doubt("given_meanwhile", said % {"known": number_text(own.value)})

    def clean_value(self) -> Written:
        """The number as written. Raises ValidationError with what to do."""
        text = self.cleaned_data["value"]
        if not text:
            raise forms.ValidationError(_("写了说明，还要填数值。"), code="required")
        try:
            return check_unit(read_number(text), self.slot.series.unit)
        except NumberError as error:
            raise forms.ValidationError(error.message, code=error.code) from error

    def filled(self) -> Filled:
        """What the operation takes."""
        return Filled(
            self.slot.series.id,
            self.slot.period.ends,
            self.cleaned_data["value"],
            self.cleaned_data["kind"] != PROVISIONAL,
            self.cleaned_data["note"],
        )
