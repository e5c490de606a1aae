"""What the frame around every page shows: words of the rail, unread count, city, version."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang import __version__
from taizhang.accounts.enums import READ_ALL_ROLES, Role
from taizhang.accounts.models import Person
from taizhang.accounts.permissions import may_manage_people, may_read_changes
from taizhang.messages.domain.reading import unread_count
from taizhang.organisations.domain.regions import find_default_region
from taizhang.organisations.permissions import may_name_units


@dataclass(frozen=True)
class RailWord:
    """A word of the left rail: where it leads and who sees it."""

    label: str | Promise
    url: str
    may: Callable[[Person], bool]


def _works_on_tasks(person: Person) -> bool:
    return person.has_role(*READ_ALL_ROLES) or not person.roles


RAIL = (
    RailWord(_("工作台"), "/", _works_on_tasks),
    RailWord(_("文件"), "/documents/", lambda person: person.has_role(*READ_ALL_ROLES)),
    RailWord(_("台账"), "/ledger/", _works_on_tasks),
    RailWord(_("核验"), "/ledger/chain/", lambda person: person.has_role(Role.AUDITOR)),
    RailWord(_("单位"), "/units/", may_name_units),
    RailWord(_("人员"), "/people/", may_manage_people),
    RailWord(_("变更"), "/changes/", may_read_changes),
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
    search_url = "/ledger/"
    inbox_url = "/inbox/"

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
        return self._person is not None and _works_on_tasks(self._person)

    @cached_property
    def words(self) -> list[ShownWord]:
        """The words this person sees; the longest address that fits the page is the current one."""
        person = self._person
        words = [word for word in RAIL if person is not None and word.may(person)]
        fitting = [word.url for word in words if _fits(self._path, word.url)]
        current = max(fitting, key=len, default=None)
        return [ShownWord(word.label, word.url, word.url == current) for word in words]


def _fits(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def show_frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: `frame` in every template."""
    return {"frame": Frame(request)}
