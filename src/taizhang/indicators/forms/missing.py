"""The filter of what is missing (缺报筛选)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.ledger.forms.fields import DayInput
from taizhang.organisations.models import Unit

from ..domain.queries.owed import RECENT, OwedScope
from ..enums import Frequency
from .days import not_too_early


class MissingFilter(forms.Form):
    """What the address asks for; a value that cannot be read is an error, never ignored."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("报数单位"),
        required=False,
        empty_label=gettext_lazy("全部单位"),
    )
    frequency = forms.ChoiceField(
        label=gettext_lazy("频度"),
        required=False,
        choices=[("", gettext_lazy("全部频度")), *Frequency.choices],
    )
    since = forms.DateField(
        label=gettext_lazy("报告期自"),
        required=False,
        widget=DayInput(),
        validators=[not_too_early],
    )
    until = forms.DateField(
        label=gettext_lazy("至"), required=False, widget=DayInput(), validators=[not_too_early]
    )

    def __init__(self, *args: Any, units: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A span that ends before it begins is an error."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("止日在起日以前，请改正。"))
        return cleaned

    def scope(self) -> OwedScope:
        """What the query takes."""
        unit = self.cleaned_data["unit"]
        until = min(self.cleaned_data["until"] or self.today, self.today)
        return OwedScope(
            units=[unit.pk] if unit else None,
            frequency=self.cleaned_data["frequency"],
            since=self.cleaned_data["since"] or until - RECENT,
            until=until,
        )
