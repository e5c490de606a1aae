"""From a request to the person, the moment and the task (404 for what one may not see)."""

import re
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of
from taizhang.accounts.models import Person

from ..domain.acts import acts_open_to
from ..domain.errors import ActInputError
from ..domain.projection import load_snapshots
from ..domain.queries.records import records_of
from ..domain.queries.versions import versions_for
from ..domain.standing import standings_of
from ..forms.fields import parse_moment
from ..models import TaskVersion

_NUMBER = re.compile(r"T(\d{6,18})")


def moment_of(text: str) -> datetime | None:
    """A MOMENT of the address; None for now. Raises ActInputError."""
    try:
        return parse_moment(text) if text else None
    except ValueError:
        raise ActInputError(
            _("“%(text)s”不是日期（2024-06-30）或时刻（2024-06-30T09:00），请更正 as_of。")
            % {"text": text},
            field="as_of",
        ) from None


def find_version(request: HttpRequest, number: str, moment: datetime | None = None) -> TaskVersion:
    """The version of a task this person may see; Http404 otherwise."""
    match = _NUMBER.fullmatch(number)
    visible = versions_for(actor_of(request), on=timezone.localdate(), moment=moment)
    version = match and visible.filter(task=int(match[1])).select_related("task").first()
    if not version:
        raise Http404
    return version


def detail_of(
    request: HttpRequest, version: TaskVersion, moment: datetime | None
) -> dict[str, Any]:
    """A task with the acts open to the person who asks (none when looking back)."""
    [record] = records_of([version], moment=moment)
    return record | {"acts": [] if moment else _open_acts(actor_of(request), version.task_id)}


def _open_acts(person: Person, task_id: int) -> list[str]:
    snapshots = load_snapshots([task_id])
    standing = standings_of(person, snapshots, on=timezone.localdate())[task_id]
    return [rule.name for rule in acts_open_to(snapshots[task_id], standing)]
