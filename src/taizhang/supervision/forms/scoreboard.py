"""What the scoreboard is asked for, as it stands in the address (单位榜的筛选)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.forms.fields import DayInput, MomentField
from taizhang.organisations.models import Unit

from ..domain.queries.scoreboard import Window
from ..domain.rates.figures import BY_KEY, FLAGS

NAME, LATENESS = "unit", "median"
_YEARS = range(1949, 2200)
_SORTS = [name for key in (NAME, LATENESS, *BY_KEY) for name in (key, f"-{key}")]


class ScoreboardForm(forms.Form):
    """Days from and to (both counted), the office, a past moment, the order; all may be left out:
    the year so far, the city's office, now."""

    starts = forms.DateField(label=_("期间自"), required=False)
    ends = forms.DateField(label=_("期间至"), required=False)
    keeper = forms.ChoiceField(label=_("层级"), required=False)
    as_of = MomentField(label=_("截至"), required=False)
    sort = forms.ChoiceField(
        required=False, choices=[(name, name) for name in _SORTS], widget=forms.HiddenInput
    )

    def __init__(self, data: Any, *, now: datetime, keepers: Iterable[Unit]) -> None:
        today = timezone.localdate(now)
        self.default = {"starts": date(today.year, 1, 1), "ends": today}
        shown = data.copy()
        for name, day in self.default.items():
            if not shown.get(name):
                shown[name] = day.isoformat()
        super().__init__(shown)
        named = [(str(unit.pk), _("%(unit)s督办") % {"unit": unit.name}) for unit in keepers]
        self.fields["keeper"].choices = [("", _("市级督办")), *named]  # type: ignore[attr-defined]
        self.fields["as_of"].now = now  # type: ignore[attr-defined]
        self.now = now
        for name in self.default:
            self.fields[name].widget = DayInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.default:
            if (day := cleaned.get(name)) and day.year not in _YEARS:
                self.add_error(name, _("年份应在 1949 至 2199 之间，请改正。"))
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and starts > ends:
            self.add_error("ends", _("期间的最后一天早于第一天，请改正。"))
        return cleaned

    def window(self) -> Window:
        """What a valid form asks for."""
        read = self.cleaned_data
        keeper = int(read["keeper"]) if read["keeper"] else None
        moment = read["as_of"]
        return Window(read["starts"], read["ends"], moment or self.now, keeper, moment)


class BehindForm(ScoreboardForm):
    """The same, and which figure of which unit (left out: of all)."""

    figure = forms.ChoiceField(label=_("指标"), choices=[(flag, flag) for flag in FLAGS])
    unit = forms.IntegerField(label=_("单位"), required=False, min_value=1, max_value=2**63 - 1)
