"""What every fold of an event needs (回放的公用部分): refusing, moments."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from taizhang.ledger.domain.errors import ChainError
from taizhang.ledger.domain.snapshot import Act

from .state import Supervised

OwnFold = Callable[[Supervised, Act], Supervised]


def need(holds: bool, act: Act) -> None:
    """Refuse an event that cannot follow the ones before it."""
    if not holds:
        raise ChainError(
            _("事件“%(type)s”不能接在这项任务此前的事件之后，没有写入；请刷新页面后再办理。")
            % {"type": act.type}
        )


def moment_from(text: str | None) -> datetime | None:
    """A moment of a payload."""
    return None if text is None else datetime.fromisoformat(text)
