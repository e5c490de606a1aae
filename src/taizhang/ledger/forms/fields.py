"""Form fields of the ledger's pages (表单字段)."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from ..enums import Operator
from ..exchange.target_text import TargetTextError, parse_target

_TO_THE_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_INSTANT = timedelta(microseconds=1)


def parse_moment(text: str) -> datetime:
    """A MOMENT: a date means its end, a time to the minute the end of that minute.

    Without a zone it is the local time. Raises ValueError for anything else.
    """
    try:
        return _moment(text)
    except OverflowError as error:  # the end of the last day there is
        raise ValueError(text) from error


def _moment(text: str) -> datetime:
    if _TO_THE_MINUTE.fullmatch(text):
        return _local(parse_datetime(text)) + timedelta(minutes=1) - _INSTANT
    if moment := parse_datetime(text):
        return moment if timezone.is_aware(moment) else _local(moment)
    if day := parse_date(text):
        return _local(datetime(day.year, day.month, day.day)) + timedelta(days=1) - _INSTANT  # noqa: DTZ001
    raise ValueError(text)


def _local(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError
    return timezone.make_aware(moment)


class DayInput(forms.DateInput):
    """A day from the browser's calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def long_text(
    label: Any, *, required: bool = False, help_text: Any = "", rows: int = 3
) -> forms.CharField:
    """Words of up to 20,000 characters, over several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=20_000, widget=widget, help_text=help_text
    )


class MomentField(forms.CharField):
    """A past moment; empty is now (None)."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {
        "moment": _("应为日期（2024-06-30）或时刻（2024-06-30 09:00）。"),
        "future": _("这个时刻还没有到，请选过去的时刻。"),
    }

    def __init__(self, *, now: datetime | None = None, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.now = now

    def clean(self, value: object) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            moment = parse_moment(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["moment"], code="moment") from None
        if self.now is None or moment <= self.now:
            return moment
        # Today as a date ends tonight, the running minute in seconds: both mean now.
        if timezone.localdate(moment) > timezone.localdate(self.now):
            raise forms.ValidationError(self.error_messages["future"], code="future")
        return None

    def prepare_value(self, value: object) -> object:
        """What the picker shows: local time to the minute, also when the address gave a date."""
        try:
            moment = parse_moment(value) if isinstance(value, str) else value
        except ValueError:
            return value
        return timezone.localtime(moment) if isinstance(moment, datetime) else value


class QuantityField(forms.CharField):
    """A number as people write it: 1200, 1,200, 8.82万, 20亿; gives a Decimal or None."""

    default_error_messages = {
        "number": _("“%(value)s”不是数字，应写成 1200、8.82万 或 20亿。"),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, **options)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            parts = parse_target(text)
        except TargetTextError as error:
            raise self._refused(text) from error
        if parts.indicator or parts.unit or parts.op != Operator.EQUAL or parts.deadline:
            raise self._refused(text)
        return parts.value

    def _refused(self, text: str) -> forms.ValidationError:
        message = self.error_messages["number"]
        return forms.ValidationError(message, code="number", params={"value": text})
