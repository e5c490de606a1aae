"""People, units and tasks of the fictional city, as the ledger's tests have them."""

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
    township,
)
from supervision.asking import head, leader, mayor, underway  # noqa: F401 - fixtures
from supervision.levels import levels  # noqa: F401 - a fixture
