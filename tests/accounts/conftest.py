from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person

NOON = datetime(2024, 5, 8, 4, 0, tzinfo=UTC)


@pytest.fixture
def make_person(db) -> Callable[..., Person]:
    def make(username: str, *roles: Role, password: str | None = None) -> Person:
        return Person.objects.create_user(username, password, name=username, roles=roles)

    return make


@pytest.fixture
def admin(make_person) -> Person:
    return make_person("admin", Role.ADMINISTRATOR)
