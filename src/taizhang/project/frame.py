"""What the frame around every page shows: words of the rail, unread count, city, version."""

from datetime import datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from taizhang import __version__
from taizhang.accounts.models import Person
from taizhang.ledger.permissions import may_work_on_tasks
from taizhang.messages.domain.reading import unread_count
from taizhang.organisations.domain.regions import find_default_region
from taizhang.project.rail import Rail, ShownWord


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
        return Rail(self._person, self._path, now=self.read_at).words()


def show_frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: `frame` in every template."""
    return {"frame": Frame(request)}
