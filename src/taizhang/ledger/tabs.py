"""Pages beside the list of tasks (台账的分页); other rooms register theirs.

Positions: 任务 10, 报告 20, 待批 30, 督查单 40, 会议批示 50, 单位榜 60, 机制与口径 70.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .permissions import may_work_on_tasks


@dataclass(frozen=True, slots=True)
class Tab:
    """A page beside the list of tasks (分页).

    `url_name` is an address without arguments. `pages` names further ones whose pages, and those
    below them, belong to the tab. `count(person, now=)` says how much waits there (0: not shown);
    it is asked with every page under 台账, so it must be one quick query.
    """

    key: str
    title: str | Promise
    url_name: str
    may: Callable[..., bool]  # (person) -> bool
    position: int
    count: Callable[..., int] | None = None
    pages: tuple[str, ...] = ()


_tabs: dict[str, Tab] = {}


def register_tab(tab: Tab) -> None:
    """Add a tab; a key is taken once."""
    if _tabs.setdefault(tab.key, tab) != tab:
        raise ValueError(f"{tab.key!r} is registered twice")


def tabs() -> tuple[Tab, ...]:
    """The tabs in their order."""
    return tuple(sorted(_tabs.values(), key=lambda tab: tab.position))


def register_list_tab() -> None:
    """The list of tasks is a tab like all others."""
    register_tab(Tab("tasks", _("任务"), "ledger:list", may_work_on_tasks, position=10))
