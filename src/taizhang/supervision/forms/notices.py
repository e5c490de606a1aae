"""The holiday notice of a year: pasted, read, checked, entered (放假安排)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.ledger.forms.fields import DayInput

from ..domain.rules.notice_text import Festival

FIRST_YEAR, LAST_YEAR = 2000, 2100
_NAMES = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
_SEPARATORS = re.compile(r"[、,;\s]+")
_SPOKEN = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日?")


class NoticeForm(forms.Form):
    """The document; the text of the notice, to be read into the rows."""

    year = forms.IntegerField(label=gettext_lazy("年份"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    reference = forms.CharField(
        label=gettext_lazy("发文字号或文件名称"),
        max_length=64,
        widget=forms.TextInput(attrs={"placeholder": "国办发明电〔2026〕0号"}),
    )
    issued = forms.DateField(
        label=gettext_lazy("印发日期"),
        required=False,
        widget=DayInput(),
    )
    text = forms.CharField(
        label=gettext_lazy("通知原文"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("把通知全文粘贴在这里，点“读取”填好下面的表，再逐行核对。"),
    )


class FestivalForm(forms.Form):
    """A festival: days off, both included, and the days that make up for them."""

    name = forms.CharField(label=gettext_lazy("节日"), max_length=32)
    first = forms.DateField(
        label=gettext_lazy("放假首日"),
        required=False,
        widget=DayInput(),
    )
    last = forms.DateField(
        label=gettext_lazy("放假末日"),
        required=False,
        widget=DayInput(),
    )
    work = forms.CharField(
        label=gettext_lazy("调休上班"),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, year: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def clean_work(self) -> tuple[date, ...]:
        said = unicodedata.normalize("NFKC", self.cleaned_data["work"])
        return tuple(self._day(part) for part in _SEPARATORS.split(said) if part)

    def _day(self, said: str) -> date:
        spoken = _SPOKEN.fullmatch(said)
        try:
            if spoken and (spoken[1] or self.year):
                return date(int(spoken[1] or self.year or 0), int(spoken[2]), int(spoken[3]))
            return date.fromisoformat(said)
        except ValueError:
            message = _("“%(said)s”不是日期，请写成 2月14日 或 2026-02-14，用顿号分开。")
            raise ValidationError(message % {"said": said}) from None

    def clean(self) -> dict[str, Any]:
        known = super().clean() or self.cleaned_data
        if bool(known.get("first")) != bool(known.get("last")) and not self.errors:
            raise ValidationError(_("放假首日和末日要一起填；只放一天的填同一天。"))
        if known.get("work") and not known.get("first"):
            raise ValidationError(_("填了调休上班，没有填放假的日子。"))
        return known

    @property
    def festival(self) -> Festival | None:
        """The festival, None for a row left empty."""
        known = self.cleaned_data
        if not known.get("first"):
            return None
        return Festival(known["name"], known["first"], known["last"], known["work"])


FestivalFormSet = forms.formset_factory(FestivalForm, extra=0, max_num=16, absolute_max=16)


def empty_rows() -> list[dict[str, Any]]:
    """A row for each festival of the year, to be filled in."""
    return [{"name": name} for name in _NAMES]


def rows_of(festivals: Sequence[Festival]) -> list[dict[str, Any]]:
    """Rows filled with what was read, then one for each festival that was not."""
    read = [
        {
            "name": each.name,
            "first": each.first,
            "last": each.last,
            "work": "、".join(_said(day, each.last.year) for day in each.work),
        }
        for each in festivals
    ]
    said = "、".join(each.name for each in festivals)
    return read + [{"name": name} for name in _NAMES if name not in said]


def _said(day: date, year: int) -> str:
    said = f"{day.month}月{day.day}日"
    return said if day.year == year else f"{day.year}年{said}"
