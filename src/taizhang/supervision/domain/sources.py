"""Where plans get the calendar and the mechanisms from."""

from functools import lru_cache

from django.utils.translation import gettext as _

from taizhang.calendars import WorkCalendar
from taizhang.ledger.domain.errors import ActInputError

from ..mechanisms import Mechanism
from ..models import MechanismVersion
from . import versioning


@lru_cache(maxsize=1)
def work_calendar() -> WorkCalendar:
    """The working days as the published notices say them."""
    return WorkCalendar()


def mechanism_of(version_id: int) -> Mechanism:
    """The mechanism of a version; `ActInputError` for a number that is not there."""
    try:
        return versioning.mechanism_of(version_id)
    except (MechanismVersion.DoesNotExist, TypeError, ValueError):
        raise ActInputError(
            _("没有第 %(number)s 号督办机制版本，请刷新页面后重新选择督办机制。")
            % {"number": version_id},
            field="mechanism",
        ) from None
