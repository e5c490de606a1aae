"""The panel 时限 of the task page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from taizhang.accounts.models import Person
from taizhang.ledger.models import Task

from ..domain.queries.clock import clock_of


def show_clock(task: Task, *, person: Person, moment: datetime | None) -> Mapping[str, Any]:
    """The clocks of the task, now or as of a past moment; nothing to show before it is kept."""
    clock = clock_of(task, at=moment or timezone.now(), known_at=moment)
    return {"clock": clock} if clock else {}
