"""Trying again what failed (重新投递)."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..enums import DeliveryState
from ..models import Delivery
from ..permissions import may_see_deliveries
from .errors import MessageError
from .queueing import open_channels


def retry_deliveries(*, actor: Person, as_of: datetime) -> int:
    """Lay today's failed deliveries ready again, with all attempts before them; their number.

    Those of earlier days stay failed: a digest of yesterday beside today's would be two a day.

    Raises:
        MessageError `not_allowed`: the actor is no administrator.
    """
    if not may_see_deliveries(actor):
        raise MessageError("not_allowed", _("只有系统管理员可以重新投递。"))
    today = Delivery.objects.filter(digest__day=timezone.localdate(as_of))
    failed = today.filter(state=DeliveryState.FAILED, channel__in=open_channels())
    return failed.update(state=DeliveryState.WAITING, attempts=0, next_at=as_of)
