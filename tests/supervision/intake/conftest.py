"""Meetings and instructions of the fictional city."""
# ruff: noqa: F811 - fixtures are asked for by their names

from collections.abc import Callable
from datetime import date

import pytest

from ledger.conftest import (  # noqa: F401 - fixtures
    appoint,
    clerk,
    county,
    county_clerk,
    industry,
    liaison,
    make_person,
    make_task,
    noon,
    other_liaison,
    region,
    science,
    township,
)
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.organisations.domain.resolving import ensure_units
from taizhang.organisations.models import Region, Unit
from taizhang.supervision.domain.intake.convening import MeetingInput, record_meeting
from taizhang.supervision.models import Meeting

MINUTES = """会议听取了一季度情况汇报。
一、加快高新技术企业培育，6月底前新增认定高新技术企业20家。（责任单位：市科技局）

二、由市工信局牵头，市科技局配合，5月31日前完成技改方案。
会议强调，各部门要压实责任。"""


@pytest.fixture
def make_unit(region: Region, noon) -> Callable[..., Unit]:
    """A unit that is found by any of the ways its name is printed."""

    def make(name: str) -> Unit:
        return ensure_units([name], region=region, actor=None, as_of=noon)[name]

    return make


@pytest.fixture
def leader(make_person: Callable[..., Person]) -> Person:
    return make_person("leader", Role.CITY_LEADER, name="周市长")


@pytest.fixture
def make_meeting(clerk: Person, science, industry, noon) -> Callable[..., Meeting]:
    def make(text: str = MINUTES, *, actor: Person | None = None, **more: object) -> Meeting:
        given = {"kind": "周调度会", "title": "第12次周调度会", "held_on": date(2024, 5, 27)}
        given |= {"number": "纪要〔2024〕3号", "text": text, **more}
        return record_meeting(MeetingInput(**given), actor=actor or clerk, as_of=noon)

    return make
