"""What the page of an indicator is asked for, as it stands in the address (指标页)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.forms.fields import DayInput, MomentField

from ..domain.types import EARLIEST


class IndicatorForm(forms.Form):
    """Region, day, goal, page of the figures, the recorded moment, and whether earlier projections
    are made again from what was known then; all may be left out: the indicator's own region, today,
    the next goal, now."""

    region = forms.TypedChoiceField(label=_("地区"), required=False, coerce=int, empty_value=None)
    as_of = forms.DateField(label=_("截至"))
    known_at = MomentField(required=False)
    goal = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    known = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, now: datetime, regions: Sequence[tuple[int, str]]) -> None:
        today = timezone.localdate(now)
        shown = data.copy()
        if not shown.get("as_of"):
            shown["as_of"] = today.isoformat()
        super().__init__(shown)
        self.today = today
        self.fields["region"].choices = [(str(key), name) for key, name in regions]  # type: ignore[attr-defined]
        self.fields["as_of"].widget = DayInput()
        self.fields["known_at"].widget = forms.HiddenInput()
        self.fields["known_at"].now = now  # type: ignore[attr-defined]

    def clean_as_of(self) -> date:
        """A day to come is refused."""
        day: date = self.cleaned_data["as_of"]
        if not EARLIEST <= day <= self.today:
            raise forms.ValidationError(_("截至日期应在 1949-10-01 至今天之间，请改正。"))
        return day

    def asked(self, name: str, default: Any) -> Any:
        """What was asked for, the default where nothing or nothing sensible was."""
        self.is_valid()
        found = self.cleaned_data.get(name)
        return default if found in (None, "") else found
