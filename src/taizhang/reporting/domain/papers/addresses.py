"""Where a figure of a bulletin leads (数字的链接)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from taizhang.ledger.models import Task

from ..asked import Asked
from .composing import asked_of


def figure_address(numbers: Mapping[str, Any], key: str) -> str:
    """The address of the list behind the figure of a key, inside the product.

    `rate.FLAG` are the tasks behind a figure of the scoreboard, `item.T…` is the target's
    own task; all others are lists of `behind.rows_behind`. The moment stands in the address.
    """
    asked = asked_of(dict(numbers))
    what, _dot, rest = key.partition(".")
    if what == "rate":
        return _scoreboard(asked, rest)
    if what == "item" and rest.startswith("T"):
        task = Task(pk=int(rest[1:].split(".")[0]))
        return f"{task.get_absolute_url()}?{urlencode({'as_of': asked.known_at.isoformat()})}"
    return asked.address(key)


def _scoreboard(asked: Asked, flag: str) -> str:
    said = {
        "starts": asked.period.starts.isoformat(),
        "ends": asked.day.isoformat(),
        "as_of": asked.known_at.isoformat(),
        **({"keeper": asked.keeper_id} if asked.keeper_id else {}),
        "figure": flag,
    }
    return f"{reverse('supervision:scoreboard-tasks')}?{urlencode(said)}"
