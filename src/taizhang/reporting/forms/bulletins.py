"""Forms of bulletins (通报的表单)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.forms.fields import DayInput, MomentField, long_text

from ..domain.errors import PeriodError
from ..domain.periods import Period, last_over, read_period
from ..enums import BulletinState, PeriodKind

_RECENT = {
    PeriodKind.MONTH: 6,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF_YEAR: 3,
    PeriodKind.YEAR: 2,
}
Keepers = Sequence[tuple[str, Any]]


class PeriodField(forms.CharField):
    """A period as people choose or write it: 2026-06, 2026-Q2, 2026-H1, 2026."""

    def clean(self, value: object) -> Period | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_period(text)
        except PeriodError as error:
            raise forms.ValidationError(error.message, code=error.code) from error


def recent_periods(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The periods that are reported about now, by kind: those that are over, the last first, and
    the present one."""
    groups = []
    for kind, number in _RECENT.items():
        day, codes = today, []
        present = read_period_at(kind, today)
        for _place in range(number):
            period = last_over(kind, day)
            codes.append((period.code, period.name))
            day = period.starts
        codes.append((present.code, present.name))
        groups.append((str(kind.label), codes))
    return groups


def read_period_at(kind: PeriodKind, day: date) -> Period:
    """The period of a kind that a day lies in."""
    months = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6}
    return Period(kind, day.year, (day.month - 1) // months.get(kind, 12) + 1)


class NewBulletinForm(forms.Form):
    """Which bulletin is to be drafted: of which period, of which office."""

    period = PeriodField(
        label=_("期间"),
        max_length=8,
        help_text=_("到期末为止；期间还没有结束的，到今天为止。"),
    )
    keeper = forms.ChoiceField(label=_("督办单位"), required=False)

    def __init__(self, *args: Any, today: date, keepers: Keepers, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["period"].widget = forms.Select(choices=recent_periods(today))
        self.fields["keeper"].choices = keepers  # type: ignore[attr-defined]
        if len(keepers) == 1:
            self.fields["keeper"].widget = forms.HiddenInput()
            self.fields["keeper"].initial = keepers[0][0]

    @property
    def keeper_id(self) -> int | None:
        """The unit whose office issues it; None: the city's."""
        chosen = self.cleaned_data["keeper"]
        return int(chosen) if chosen else None


class RedraftForm(forms.Form):
    """Gather anew; by when named units answer, and which are named."""

    answer_by = forms.DateField(label=_("回复时限"), required=False, widget=DayInput())
    named = forms.MultipleChoiceField(
        label=_("点名单位"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["named"]
        field.choices = [(str(pk), name) for pk, name in units]  # type: ignore[attr-defined]
        self.fields["answer_by"].help_text = _("不填的，按模板规定的工作日推算。")


class SeenForm(forms.Form):
    """An act on the bulletin that the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReviewForm(SeenForm):
    text = long_text(_("审核意见"), rows=2)


class ReturnForm(SeenForm):
    text = long_text(_("退回理由"), required=True, rows=2)


class AnswerForm(forms.Form):
    """What a named unit answers."""

    text = long_text(
        _("整改回复"), required=True, rows=4, help_text=_("逐项写明原因、措施和完成时间。")
    )


class TemplateForm(forms.Form):
    """The words of a kind of bulletin."""

    valid_from = forms.DateField(label=_("生效日期"), widget=DayInput())
    body = forms.CharField(
        label=_("模板内容"),
        strip=False,
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 28, "class": "code", "spellcheck": "false"}),
    )

    def clean_body(self) -> str:
        """Line ends as the digest wants them."""
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").replace("\r", "\n")


class BulletinFilter(forms.Form):
    """Which bulletins are listed, as the address says it."""

    kind = forms.ChoiceField(
        label=_("期别"), required=False, choices=[("", _("全部期别")), *PeriodKind.choices]
    )
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部状态")), *BulletinState.choices]
    )


class BehindForm(forms.Form):
    """What the list behind a figure is asked for: all of it stands in the address."""

    period = PeriodField(max_length=8)
    day = forms.DateField()
    known_at = MomentField()
    keeper = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    key = forms.CharField(max_length=64)
