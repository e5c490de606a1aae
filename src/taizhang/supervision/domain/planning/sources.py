"""Where plans get the calendar and the mechanisms from."""

from django.utils.translation import gettext as _

from taizhang.ledger.domain.errors import ActInputError

from ...mechanisms import Mechanism
from ...models import MechanismVersion
from ..rules import versioning
from ..rules.calendar import calendar_in_force as work_calendar

__all__ = ["mechanism_of", "work_calendar"]


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
