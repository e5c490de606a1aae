"""People, units and a run of the fictional city for the tests of assessments."""

import pytest

from ledger.conftest import (  # noqa: F401 - fixtures
    appoint,
    clerk,
    industry,
    liaison,
    make_person,
    make_unit,
    noon,
    other_liaison,
    region,
    science,
)
from taizhang.accounts.enums import Role


@pytest.fixture
def officer(make_person):  # noqa: F811
    """Who computes."""
    return make_person("luo", Role.ASSESSMENT_OFFICER, name="罗正平")


@pytest.fixture
def head(make_person):  # noqa: F811
    """Who approves."""
    return make_person("gao", Role.HEAD, name="高建国")
