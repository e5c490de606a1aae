"""The small city of the bulletins, with its series, for proofs over both rooms."""

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
