from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.organisations.domain.regions import ensure_region
from taizhang.organisations.domain.resolving import ensure_units
from taizhang.organisations.models import Membership, Region, Unit

NOON = datetime(2024, 5, 8, 4, 0, tzinfo=UTC)  # noon in Yunling
TODAY = date(2024, 5, 8)


@pytest.fixture
def city(db) -> Region:
    ensure_region("云江省")
    return ensure_region("云江省云岭市")


@pytest.fixture
def make_unit(city: Region) -> Callable[..., Unit]:
    def make(name: str, region: Region = city) -> Unit:
        return ensure_units([name], region=region, actor=None, as_of=NOON)[name]

    return make


@pytest.fixture
def make_person(db) -> Callable[..., Person]:
    def make(username: str, *roles: Role, unit: Unit | None = None, **options) -> Person:
        person = Person.objects.create_user(username, "通关-密语-8", name=username, roles=roles)
        if unit is not None:
            options = {"role": Role.LIAISON, "starts": date(2024, 1, 1)} | options
            Membership.objects.create(person=person, unit=unit, **options)
        return person

    return make
