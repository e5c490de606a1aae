"""Pages beside each other under one word of the rail (分页); each room registers its own.

Positions under 台账: 任务 10, 报告 20, 待批 30, 督查单 40, 会议批示 50, 单位榜 60, 机制与口径 70.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .permissions import may_work_on_tasks

# The words of the rail that tabs stand under: 台账, 指标, 评定, 通报, 管理. A word without a page
# of its own leads to the first of its tabs that the person may open, and is there when one is.
GROUPS = ("ledger", "indicators", "assessments", "reporting", "admin")


@dataclass(frozen=True, slots=True)
class Tab:
    """A page under a word of the rail (分页).

    `url_name` is an address without arguments. `pages` names further ones whose pages, and those
    below them, belong to the tab. `count(person, now=)` says how much waits there (0: not shown);
    it is asked with every page under the word, so it must be one quick query. `may` of a group
    other than "ledger" is asked with every page there is: it must need no query of its own.
    """

    key: str
    title: str | Promise
    url_name: str
    may: Callable[..., bool]  # (person) -> bool
    position: int
    count: Callable[..., int] | None = None
    pages: tuple[str, ...] = ()
    group: str = "ledger"


_tabs: dict[tuple[str, str], Tab] = {}


def register_tab(tab: Tab) -> None:
    """Add a tab; under one word a key is taken once."""
    if tab.group not in GROUPS:
        raise ValueError(f"{tab.key!r} names the unknown group {tab.group!r}")
    if _tabs.setdefault((tab.group, tab.key), tab) != tab:
        raise ValueError(f"{tab.key!r} is registered twice")


def tabs(group: str = "ledger") -> tuple[Tab, ...]:
    """The tabs of a word in their order."""
    chosen = (tab for tab in _tabs.values() if tab.group == group)
    return tuple(sorted(chosen, key=lambda tab: tab.position))


def register_list_tab() -> None:
    """The list of tasks is a tab like all others."""
    register_tab(Tab("tasks", _("任务"), "ledger:list", may_work_on_tasks, position=10))
