"""The words of the left rail (主导航) and the tabs under them, as a person sees them on a page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.accounts.models import Person
from taizhang.accounts.permissions import may_manage_people, may_read_changes
from taizhang.documents.permissions import may_read_documents
from taizhang.ledger.permissions import may_see_chain, may_work_on_tasks
from taizhang.ledger.tabs import Tab, register_tab, tabs
from taizhang.messages.permissions import may_see_deliveries
from taizhang.organisations.permissions import may_name_units
from taizhang.supervision.permissions import may_keep_calendar


def _anybody(person: Person) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class RailWord:
    """A word of the left rail: the group of its tabs, the name of its own address ("": that of
    its first tab), who sees it. `is_apart`: at the foot, away from daily work."""

    group: str
    label: str | Promise
    address: str = ""
    may: Callable[[Person], bool] = _anybody
    is_apart: bool = False


ADMIN = "admin"

WORDS = (  # at most six for anybody, and one apart
    RailWord("desk", _("工作台"), "ledger:desk", may_work_on_tasks),
    RailWord("documents", _("文件"), "documents:list", may_read_documents),
    RailWord("ledger", _("台账"), "ledger:list", may_work_on_tasks),
    RailWord("indicators", pgettext_lazy("rail", "指标"), may=may_work_on_tasks),
    RailWord("assessments", _("评定")),
    RailWord("reporting", _("通报"), may=may_work_on_tasks),
    RailWord(ADMIN, _("管理"), is_apart=True),
)

# Pages of the rooms below the ledger, which know no tabs
_ADMIN_TABS = (
    Tab("units", _("单位"), "organisations:units", may_name_units, 10, group=ADMIN),
    Tab("people", _("人员"), "accounts:people", may_manage_people, 20, group=ADMIN),
    Tab("chain", _("核验"), "ledger:chain", may_see_chain, 30, group=ADMIN),
    Tab("changes", _("变更"), "accounts:changes", may_read_changes, 40, group=ADMIN),
    Tab("calendar", _("日历"), "supervision:calendar", may_keep_calendar, 50, group=ADMIN),
    Tab("deliveries", _("投递"), "inbox:deliveries", may_see_deliveries, 60, group=ADMIN),
)


def register_admin_tabs() -> None:
    """Register what administrators and auditors look after; called once at the start."""
    for tab in _ADMIN_TABS:
        register_tab(tab)


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word of the rail, or a tab under it, as one page shows it; `count` waits there."""

    label: str | Promise
    url: str
    is_current: bool
    count: int = 0
    tabs: tuple["ShownWord", ...] = ()
    is_apart: bool = False


class Rail:
    """The rail of one page."""

    def __init__(self, person: Person, path: str, *, now: datetime) -> None:
        self._person, self._path, self._now = person, path, now

    def words(self) -> list[ShownWord]:
        """What the person sees. Whoever has nothing but 管理 sees its tabs as words; of a single
        tab there the tab stands for the word."""
        if [word.group for word in self._seen] == [ADMIN]:
            return self._show_tabs(ADMIN)
        return [self._show(word, url) for word, url in self._seen.items()]

    @cached_property
    def _seen(self) -> dict[RailWord, str]:
        """The words this person sees, with where they lead."""
        places = ((word, self._lead(word)) for word in WORDS if word.may(self._person))
        return {word: url for word, url in places if url}

    def _lead(self, word: RailWord) -> str:
        if word.address:
            return reverse(word.address)
        first = next(self._open_tabs(word.group), None)
        return reverse(first.url_name) if first else ""

    def _open_tabs(self, group: str) -> Iterator[Tab]:
        return (tab for tab in tabs(group) if tab.may(self._person))

    @cached_property
    def _current(self) -> tuple[str, Tab | None]:
        """The group and tab of the page: of all addresses that the path begins with the longest;
        of equally long ones a tab that the person may open."""
        fitting = [place for place in self._places() if _fits(self._path, place[0])]
        fitting.sort(key=lambda place: len(place[0]), reverse=True)
        best = [place for place in fitting if len(place[0]) == len(fitting[0][0])]
        for _url, group, tab in best:
            if tab is not None and tab.may(self._person):
                return group, tab
        return best[0][1:] if best else ("", None)

    def _places(self) -> Iterator[tuple[str, str, Tab | None]]:
        for word, url in self._seen.items():
            if word.address:
                yield url, word.group, None
            for tab in tabs(word.group):
                for name in (tab.url_name, *tab.pages):
                    yield reverse(name), word.group, tab

    def _show(self, word: RailWord, url: str) -> ShownWord:
        is_current = self._current[0] == word.group
        under = self._show_tabs(word.group) if is_current else []
        return ShownWord(
            label=self._label(word),
            url=url,
            is_current=is_current,
            tabs=tuple(under) if len(under) > 1 else (),
            is_apart=word.is_apart,
        )

    def _label(self, word: RailWord) -> str | Promise:
        if not word.is_apart:
            return word.label
        first, *more = self._open_tabs(word.group)
        return word.label if more else first.title

    def _show_tabs(self, group: str) -> list[ShownWord]:
        current = self._current[1]
        return [
            ShownWord(tab.title, reverse(tab.url_name), tab is current, self._waiting(tab))
            for tab in self._open_tabs(group)
        ]

    def _waiting(self, tab: Tab) -> int:
        return tab.count(self._person, now=self._now) if tab.count else 0


def _fits(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
