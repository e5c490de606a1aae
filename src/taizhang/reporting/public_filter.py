"""Which indicators anybody may read, as a filter of their list (公开的指标)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from taizhang.indicators.lists import IndicatorFilter, register_indicator_filter

from .enums import PublicKind
from .models import PublicMark

_PUBLIC, _INNER = "yes", "no"


def register_public_filter() -> None:
    """Register it; called once when the application starts."""
    register_indicator_filter(_FILTER)


def _select(versions: QuerySet[Any], value: str) -> QuerySet[Any]:
    marked = PublicMark.objects.at(None).filter(kind=PublicKind.INDICATOR).values("subject_id")
    chosen = {"indicator__in": marked}
    return versions.filter(**chosen) if value == _PUBLIC else versions.exclude(**chosen)


_FILTER = IndicatorFilter(
    "public", _("公开"), _("公开与否"), ((_PUBLIC, _("已公开")), (_INNER, _("未公开"))), _select
)
