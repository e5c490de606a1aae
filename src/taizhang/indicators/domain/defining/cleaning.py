"""What is asked of the definition of an indicator (指标定义检查)."""

import unicodedata
from dataclasses import replace
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.organisations.models import Region, Unit

from ...enums import Accumulation, Direction, Frequency
from ...models import IndicatorVersion
from ..errors import IndicatorError
from ..measures import same_measure
from ..types import IndicatorInput

_CHOICES: tuple[tuple[str, type[TextChoices], str | Promise], ...] = (
    ("direction", Direction, gettext_lazy("方向")),
    ("frequency", Frequency, gettext_lazy("频度")),
    ("accumulation", Accumulation, gettext_lazy("累计方式")),
)
_TEXTS: tuple[tuple[str, str | Promise, int], ...] = (
    ("name", gettext_lazy("名称"), 256),
    ("unit", gettext_lazy("计量单位"), 32),
    ("definition", gettext_lazy("口径说明"), 4_000),
    ("reference", gettext_lazy("依据"), 512),
)
_MOST_DAYS = 366


def clean_definition(data: IndicatorInput, *, besides: int | None = None) -> IndicatorInput:
    """The definition as it is kept. `besides`: the indicator that it is about.

    Raises `IndicatorError` on the field at fault; `exists` where another indicator has the same
    name and measure in the same region.
    """
    texts: dict[str, Any] = {name: _text(data, name, label, n) for name, label, n in _TEXTS}
    cleaned = replace(data, **texts)
    if not cleaned.name:
        raise IndicatorError("no_name", _("指标没有名称，请填写。"), field="name")
    for name, words, label in _CHOICES:
        if getattr(cleaned, name) not in words.values:
            raise IndicatorError(
                f"bad_{name}", _("“%(label)s”请从列表中选择。") % {"label": label}, field=name
            )
    if not 0 <= cleaned.release_days <= _MOST_DAYS:
        raise IndicatorError(
            "bad_release_days",
            _("期后报数天数应在0到366之间，现在是%(days)s。") % {"days": cleaned.release_days},
            field="release_days",
        )
    _check_places(cleaned)
    _check_alone(cleaned, besides)
    return cleaned


def _text(data: IndicatorInput, name: str, label: str | Promise, most: int) -> str:
    said = str(getattr(data, name))
    text = "".join(c for c in said if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    text = text.strip()
    if len(text) > most:
        raise IndicatorError(
            f"long_{name}",
            _("“%(label)s”有%(count)s个字，最多%(most)s个字，请缩短。")
            % {"label": label, "count": len(text), "most": most},
            field=name,
        )
    return text


def _check_places(data: IndicatorInput) -> None:
    if not Region.objects.filter(pk=data.region_id).exists():
        raise IndicatorError("no_region", _("没有这个地区，请从列表中选择。"), field="region")
    if data.office_id is not None and not Unit.objects.filter(pk=data.office_id).exists():
        raise IndicatorError("no_office", _("没有这个单位，请从列表中选择。"), field="office")


def _check_alone(data: IndicatorInput, besides: int | None) -> None:
    known = same_indicator(data, besides=besides)
    if known is not None:
        raise IndicatorError(
            "exists",
            _("已有同名、同计量单位的指标“%(name)s”（%(code)s），请直接使用，或改用能区分的名称。")
            % {"name": data.name, "code": known.indicator.code},
            field="name",
        )


def same_indicator(data: IndicatorInput, *, besides: int | None = None) -> IndicatorVersion | None:
    """The indicator of this name and region in the same measure, be it in another scale."""
    named = IndicatorVersion.objects.at(None).filter(name=data.name, region=data.region_id)
    rows = named.exclude(indicator=besides).select_related("indicator").order_by("indicator_id")
    return next((row for row in rows if same_measure(row.unit, data.unit)), None)
