"""People, units, tasks and series of the fictional city for the tests of dashboards."""

import pytest

from indicators.conftest import make_series, officer  # noqa: F401 - fixtures
from ledger.conftest import (  # noqa: F401 - fixtures
    appoint,
    clerk,
    county,
    county_clerk,
    industry,
    liaison,
    make_draft,
    make_file,
    make_person,
    make_row,
    make_task,
    make_unit,
    noon,
    other_liaison,
    region,
    science,
)
from reporting.bulletins.cities import city  # noqa: F401 - a fixture
from supervision.asking import head, leader, mayor  # noqa: F401 - fixtures
from taizhang.reporting.domain.dashboards.reading import forget_boards


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Rolled back rows give their numbers to the next test: nothing may be kept between tests."""
    forget_boards()
    yield
    forget_boards()
