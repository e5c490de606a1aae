"""People, units, tasks and series of the fictional city for the tests of dashboards."""

import re

import pytest

from indicators.conftest import make_series, officer  # noqa: F401 - fixtures
from indicators.projections.stored import give_goal, give_history
from indicators.projections.years import given
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
from reporting.dashboards.looking import EARLY
from supervision.asking import head, leader, mayor  # noqa: F401 - fixtures
from taizhang.organisations.models import Region
from taizhang.reporting.domain.dashboards.reading import forget_boards


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Rolled back rows give their numbers to the next test: nothing may be kept between tests."""
    forget_boards()
    yield
    forget_boards()


@pytest.fixture
def filled(city, make_series):  # noqa: F811
    """Numbers of tasks: one behind, one done, one unknown. Goals: of each county, of the city."""
    task = city.start(city.task(("培育高新技术企业", ">=", 140), ("技术合同", ">=", 7)))
    city.report(task, 20, 7)
    city.task(("尚未报告的数", ">=", 9), title="没有人报告的任务")
    for number, name in enumerate(("青石县", "白河县", "")):
        place = Region.objects.get(name=name) if name else None
        series = make_series(
            "招商到位资金", unit="亿元", code="Z0500", place=place, office=city.science
        )
        give_goal(series, unit="亿元")
        rows = [given("2024-03-31", 20), given("2024-06-30", 20 + number * 70)]
        give_history(series, rows, at=EARLY)
    return city


@pytest.fixture
def read(client, clerk):  # noqa: F811
    def answer(url, person=clerk, status=200):
        client.force_login(person)
        response = client.get(url)
        assert response.status_code == status
        return re.sub(r"\s+", " ", response.content.decode())

    return answer
