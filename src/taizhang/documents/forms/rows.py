from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ..models import DraftRow

_LISTS = {
    "units": ("name", "role", "unit_id"),
    "targets": ("indicator", "op", "value", "value_max", "unit", "deadline", "quote"),
    "deadlines": ("quote", "date"),
}
_SINGLE = {"units": "unit", "targets": "target", "deadlines": "deadline"}


class VersionForm(forms.Form):
    """The version of a row that the page showed."""

    version = forms.IntegerField(min_value=1)


class SplitForm(VersionForm):
    """Where to split a row, and whether both parts keep the units."""

    at = forms.IntegerField(
        min_value=1, error_messages={"required": _("请在文字中间选择拆分的位置。")}
    )
    share_units = forms.BooleanField(required=False)

    @property
    def sentence(self) -> str:
        """What is wrong, for people."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class SpanForm(forms.Form):
    """A row to add: a passage of the text, a title, or both."""

    start = forms.IntegerField(min_value=0, required=False)
    end = forms.IntegerField(min_value=0, required=False)
    title = forms.CharField(required=False, max_length=512)

    @property
    def span(self) -> tuple[int, int] | None:
        """The passage, if one was selected."""
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        return None if start is None or end is None else (start, end)


class RowForm(VersionForm):
    """All fields of a row. Lists come as repeated names: `unit_name`, `unit_role` …

    What the values may be is the domain's to say; the form only puts them together.
    """

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self._posted = data

    @property
    def values(self) -> dict[str, Any]:
        """The fields as typed, in the form of the contract."""
        return {
            "path": self._posted.get("path", "").split(),
            "title": self._posted.get("title", ""),
            "text": self._posted.get("text", ""),
            **{name: self._entries(name, keys) for name, keys in _LISTS.items()},
        }

    def _entries(self, name: str, keys: Sequence[str]) -> list[dict[str, Any]]:
        columns = [self._posted.getlist(f"{_SINGLE[name]}_{key}") for key in keys]
        entries = [dict(zip(keys, each, strict=True)) for each in zip(*columns, strict=False)]
        for entry in entries:
            if "unit_id" in entry:
                digits = entry["unit_id"]
                entry["unit_id"] = int(digits) if digits.isascii() and digits.isdigit() else None
        return entries


def values_of(row: DraftRow) -> dict[str, Any]:
    """A row's fields as the form shows them."""
    return {name: getattr(row, name) for name in ("path", "title", "text", *_LISTS)}
