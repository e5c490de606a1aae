"""The form to load the units and people of a city from tables (批量登记)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.forms.people import day_input
from taizhang.papers import Limits, PaperError, Table, read_csv, read_xlsx

LIMITS = Limits(size=5 * 2**20)


class TableField(forms.FileField):
    """A table as .csv (UTF-8 or GB18030) or .xlsx (its first sheet)."""

    widget = forms.FileInput(attrs={"accept": ".csv,.xlsx"})

    def to_python(self, data: Any) -> Table | None:  # type: ignore[override]
        file: Any = super().to_python(data)
        if file is None:
            return None
        try:
            return self._read(file)
        except PaperError as error:
            raise forms.ValidationError(error.message, code=error.code) from error

    @staticmethod
    def _read(file: Any) -> Table:
        name = (file.name or "").lower()
        if name.endswith(".xlsx"):
            return read_xlsx(file.file, LIMITS)[0]
        if name.endswith(".csv"):
            return read_csv(file.file, LIMITS)
        raise PaperError("format", str(_("只能上传 .csv 或 .xlsx 文件，请另存后再试。")))


class LoadForm(forms.Form):
    """The two tables and the day from which people act."""

    units = TableField(label=_("单位表"), required=False)
    people = TableField(label=_("人员表"), required=False)
    starts = forms.DateField(label=_("任职开始"), widget=day_input())

    def clean(self) -> dict[str, Any]:
        """At least one table."""
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("units") or cleaned.get("people")):
            raise forms.ValidationError(_("请选择单位表或人员表，或两张都选。"))
        return cleaned
