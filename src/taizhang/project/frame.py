"""What the frame around every page shows: words of the rail, unread count, city, version."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang import __version__
from taizhang.accounts.models import Person
from taizhang.accounts.permissions import may_manage_people, may_read_changes
from taizhang.documents.permissions import may_read_documents
from taizhang.ledger.permissions import may_see_chain, may_work_on_tasks
from taizhang.ledger.tabs import Tab, tabs
from taizhang.messages.domain.reading import unread_count
from taizhang.messages.permissions import may_see_deliveries
from taizhang.organisations.domain.regions import find_default_region
from taizhang.organisations.permissions import may_name_units
from taizhang.supervision.permissions import may_keep_calendar


@dataclass(frozen=True)
class RailWord:
    """A word of the left rail: the name of its address, and who sees it."""

    label: str | Promise
    address: str
    may: Callable[[Person], bool]


LEDGER = "ledger:list"  # the word that the tabs stand under

RAIL = (  # at most six words for anybody
    RailWord(_("工作台"), "ledger:desk", may_work_on_tasks),
    RailWord(_("文件"), "documents:list", may_read_documents),
    RailWord(_("台账"), LEDGER, may_work_on_tasks),
    RailWord(_("单位"), "organisations:units", may_name_units),
    RailWord(_("人员"), "accounts:people", may_manage_people),
    RailWord(_("核验"), "ledger:chain", may_see_chain),
    RailWord(_("变更"), "accounts:changes", may_read_changes),
    RailWord(_("日历"), "supervision:calendar", may_keep_calendar),
    RailWord(_("投递"), "inbox:deliveries", may_see_deliveries),
)


@dataclass(frozen=True)
class ShownWord:
    """A word of the rail, or a tab under it, as one page shows it; `count` waits there."""

    label: str | Promise
    url: str
    is_current: bool
    count: int = 0
    tabs: tuple["ShownWord", ...] = ()


class Frame:
    """The frame of one page; each part is read from the database when a template asks for it."""

    version = __version__

    def __init__(self, request: HttpRequest) -> None:
        self._path = request.path
        user = getattr(request, "user", None)  # absent where a request failed early
        self._person = user if isinstance(user, Person) else None

    @cached_property
    def city(self) -> str:
        """The name of the city whose ledger this is; "" before one was entered."""
        region = find_default_region()
        return region.name if region else ""

    @cached_property
    def read_at(self) -> datetime:
        """The moment the page's data was read."""
        return timezone.now()

    @cached_property
    def unread(self) -> int:
        """How many messages the person has not read."""
        return unread_count(self._person) if self._person else 0

    @cached_property
    def may_search(self) -> bool:
        """Whether the search box leads anywhere for this person."""
        return self._person is not None and may_work_on_tasks(self._person)

    @cached_property
    def words(self) -> list[ShownWord]:
        """The words this person sees, the current one with its tabs."""
        if self._person is None:
            return []
        words = {word: reverse(word.address) for word in RAIL if word.may(self._person)}
        places = {url: word.address for word, url in words.items()}
        if LEDGER in places.values():  # who may open a tab is asked where tabs are shown only
            places |= {url: LEDGER for tab in tabs() for url in _addresses(tab)}
        fitting = [url for url in places if _fits(self._path, url)]
        current = places[max(fitting, key=len)] if fitting else None
        return [
            self._show_word(word, url, is_current=word.address == current)
            for word, url in words.items()
        ]

    def _show_word(self, word: RailWord, url: str, *, is_current: bool) -> ShownWord:
        tabs = self._shown_tabs if is_current and word.address == LEDGER else ()
        return ShownWord(word.label, url, is_current, tabs=tabs)

    @cached_property
    def _shown_tabs(self) -> tuple[ShownWord, ...]:
        shown = [tab for tab in tabs() if tab.may(self._person)]
        if len(shown) < 2:
            return ()
        places = {url: tab for tab in shown for url in _addresses(tab)}
        fitting = [url for url in places if _fits(self._path, url)]
        current = places[max(fitting, key=len)] if fitting else None
        return tuple(
            ShownWord(tab.title, reverse(tab.url_name), tab is current, self._waiting(tab))
            for tab in shown
        )

    def _waiting(self, tab: Tab) -> int:
        return tab.count(self._person, now=self.read_at) if tab.count else 0


def _addresses(tab: Tab) -> list[str]:
    return [reverse(name) for name in (tab.url_name, *tab.pages)]


def _fits(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def show_frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: `frame` in every template."""
    return {"frame": Frame(request)}
