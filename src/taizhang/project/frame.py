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
from taizhang.ledger.permissions import may_see_all, may_see_chain
from taizhang.messages.domain.reading import unread_count
from taizhang.messages.permissions import may_see_deliveries
from taizhang.organisations.domain.regions import find_default_region
from taizhang.organisations.permissions import may_name_units


@dataclass(frozen=True)
class RailWord:
    """A word of the left rail: the name of its address, and who sees it."""

    label: str | Promise
    address: str
    may: Callable[[Person], bool]


def may_work_on_tasks(person: Person) -> bool:
    """Read all tasks, or hold no city-wide role: people of units see theirs."""
    return may_see_all(person) or not person.roles


RAIL = (  # at most six words for anybody
    RailWord(_("工作台"), "ledger:desk", may_work_on_tasks),
    RailWord(_("文件"), "documents:list", may_read_documents),
    RailWord(_("台账"), "ledger:list", may_work_on_tasks),
    RailWord(_("单位"), "organisations:units", may_name_units),
    RailWord(_("人员"), "accounts:people", may_manage_people),
    RailWord(_("核验"), "ledger:chain", may_see_chain),
    RailWord(_("变更"), "accounts:changes", may_read_changes),
    RailWord(_("投递"), "inbox:deliveries", may_see_deliveries),
)


@dataclass(frozen=True)
class ShownWord:
    """A word of the rail as one page shows it."""

    label: str | Promise
    url: str
    is_current: bool


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
        """The words this person sees; the longest address that fits the page is the current one."""
        person = self._person
        words = [
            (word.label, reverse(word.address))
            for word in RAIL
            if person is not None and word.may(person)
        ]
        fitting = [url for _label, url in words if _fits(self._path, url)]
        current = max(fitting, key=len, default=None)
        return [ShownWord(label, url, url == current) for label, url in words]


def _fits(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def show_frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: `frame` in every template."""
    return {"frame": Frame(request)}
