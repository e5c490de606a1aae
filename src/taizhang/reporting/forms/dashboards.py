"""What a dashboard shows, as its address says it (看板的筛选)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.forms.fields import DayInput

from ..domain.dashboards.filters import Narrowed

Choices = Sequence[tuple[int, str]]
_FIRST_YEAR = 1949


class DayForm(forms.Form):
    """The day that is judged; empty: today."""

    as_of = forms.DateField(label=_("截至"), required=False, widget=DayInput())

    def __init__(self, data: Mapping[str, Any], *, today: date) -> None:
        super().__init__({"as_of": data.get("as_of") or today.isoformat()})
        self.today = today

    def clean_as_of(self) -> date:
        day: date = self.cleaned_data["as_of"]
        if day > self.today or day.year < _FIRST_YEAR:
            raise forms.ValidationError(
                _("截至日期应在 1949 年至今天（%(today)s）之间，请改正。") % {"today": self.today}
            )
        return day


class DashboardForm(forms.Form):
    """The rest: place, office, document, and since which day changes are shown."""

    region = forms.TypedChoiceField(label=_("地区"), required=False, coerce=int, empty_value=None)
    office = forms.TypedChoiceField(label=_("单位"), required=False, coerce=int, empty_value=None)
    document = forms.TypedChoiceField(label=_("文件"), required=False, coerce=int, empty_value=None)
    since = forms.DateField(label=_("对比"), required=False, widget=DayInput())

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        day: date,
        choices: Mapping[str, Choices],
        since: date | None,
    ) -> None:
        shown = {name: data.get(name, "") for name in ("region", "office", "document")}
        super().__init__(shown | {"since": data.get("since") or since})
        self.day = day
        for name, said in choices.items():
            empty = {"region": _("全市"), "office": _("全部单位"), "document": _("全部文件")}[name]
            self.fields[name].choices = [("", empty), *said]  # type: ignore[attr-defined]

    def clean_since(self) -> date | None:
        since: date | None = self.cleaned_data["since"]
        if since and not date(_FIRST_YEAR, 1, 1) <= since <= self.day - timedelta(days=1):
            raise forms.ValidationError(_("对比日期应早于截至日期，请改正。"))
        return since

    @property
    def narrowed(self) -> Narrowed:
        """What a valid form asks for."""
        read = self.cleaned_data
        return Narrowed(read["region"], read["office"], read["document"])
