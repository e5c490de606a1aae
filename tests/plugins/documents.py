"""A clerk, a policy of the fictional city and the draft read from it."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.documents.domain.reading import read_source
from taizhang.documents.domain.receiving import receive_source
from taizhang.documents.models import Draft, Source
from taizhang.organisations.models import Region

DATA = Path(__file__).parents[1] / "documents" / "data"
MOMENT = datetime(2026, 3, 10, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def moment() -> datetime:
    """When things happen here: a working morning."""
    return MOMENT


@pytest.fixture
def policy() -> bytes:
    """A policy of the fictional city with four measures and one duty outside them."""
    return (DATA / "yunling.txt").read_bytes()


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """Makes a person with roles."""

    def make(username: str, *roles: str, name: str = "") -> Person:
        return Person.objects.create_user(username, "secret", name=name or username, roles=roles)

    return make


@pytest.fixture
def clerk(person: Callable[..., Person]) -> Person:
    """A clerk of the supervision office."""
    return person("clerk", Role.CLERK, name="周敏")


@pytest.fixture
def other(person: Callable[..., Person]) -> Person:
    """The clerk at the next desk."""
    return person("other", Role.CLERK, name="孙立")


@pytest.fixture
def city(db: None) -> Region:
    """The city of this installation."""
    return Region.objects.get_or_create(name="云岭市", defaults={"level": "市"})[0]


@pytest.fixture
def receive(clerk: Person, city: Region, settings, tmp_path) -> Callable[..., Source]:
    """Receives bytes as a file and reads them."""
    settings.MEDIA_ROOT, settings.TEXT_ROOT = tmp_path / "files", tmp_path / "texts"

    def make(data: bytes, name: str = "措施.txt", **options) -> Source:
        source = receive_source(
            BytesIO(data), name=name, actor=clerk, as_of=MOMENT, **options
        ).source
        read_source(source.pk, as_of=MOMENT)
        source.refresh_from_db()
        return source

    return make


@pytest.fixture
def source(receive: Callable[..., Source], policy: bytes) -> Source:
    """The policy, received and read."""
    return receive(policy)


@pytest.fixture
def draft(source: Source) -> Draft:
    """The draft of the policy."""
    return source.drafts.get()
