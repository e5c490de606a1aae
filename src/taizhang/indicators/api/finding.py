"""From a request to the indicator and series a person may see (404 for others)."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of
from taizhang.ledger.forms.fields import parse_moment

from ..domain.errors import IndicatorError
from ..domain.queries.series import series_for
from ..permissions import may_read_indicators


def visible_series(request: HttpRequest) -> Any:
    """The series the person sees, with their meaning. Raises IndicatorError `not_allowed`."""
    person = actor_of(request)
    if not may_read_indicators(person):
        raise IndicatorError("not_allowed", _("您的角色不查看指标；需要的请联系系统管理员。"))
    return series_for(person, on=timezone.localdate())


def find_series(request: HttpRequest, code: str, region: str) -> Any:
    """The series of a code in a region; without a region the only one.

    Raises Http404; IndicatorError `region_needed` where there are several.
    """
    found = visible_series(request).filter(indicator__code=code).select_related("region")
    if region:
        found = found.filter(region__name=region)
    listed = list(found[:2])
    if not listed:
        raise Http404
    if len(listed) > 1:
        said = _("指标“%(code)s”有几个地区的数，请写明 region。") % {"code": code}
        raise IndicatorError("region_needed", said, field="region")
    return listed[0]


def moment_of(text: str) -> datetime | None:
    """A MOMENT of the address; None for now. Raises IndicatorError `bad_moment`."""
    try:
        return parse_moment(text) if text else None
    except ValueError:
        said = _("“%(text)s”不是日期（2024-06-30）或时刻（2024-06-30T09:00），请更正 known_at。")
        raise IndicatorError("bad_moment", said % {"text": text}, field="known_at") from None
