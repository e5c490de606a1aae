"""People, units and runs of the fictional city for the tests of assessments."""

import io
from datetime import UTC, date, datetime, timedelta

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
from taizhang.assessments.domain.publishing.publishing import publish_run
from taizhang.assessments.domain.publishing.submitting import submit_run
from taizhang.assessments.domain.running.beginning import begin_run
from taizhang.assessments.domain.running.computing import compute_revision
from taizhang.assessments.models import SchemeRun
from taizhang.organisations.domain.resolving import ensure_units

MONDAY = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)  # 09:00 in Yunling
LAND = """parcel_id,area_mu,investment_yuan,annual_tax_yuan,new_entrant
青石-01,10,23000000,1500000,是
青石-02,20,10000000,5000000,是
白河-01,5,1000000,700000,否
"""
COUNTIES = ("青石县", "白河县", "临江县", "松山区", "东湖区", "清溪县")
RANKING = "county,period,kind,score\n" + "".join(
    f"{county},2026-06,half_year,{90 - place}\n" for place, county in enumerate(COUNTIES)
)


def later(**more) -> datetime:
    return MONDAY + timedelta(**more)


@pytest.fixture
def officer(make_person):  # noqa: F811
    """Who computes."""
    return make_person("luo", Role.ASSESSMENT_OFFICER, name="罗正平")


@pytest.fixture
def head(make_person):  # noqa: F811
    """Who approves."""
    return make_person("gao", Role.HEAD, name="高建国")


@pytest.fixture
def begin(officer, region, settings, tmp_path):  # noqa: F811
    """Begin a run; what it keeps goes with the test."""
    settings.MEDIA_ROOT = tmp_path / "files"

    def make(text: str | bytes = LAND, scheme: str = "standard-land", **more) -> SchemeRun:
        given = {"as_of": date(2026, 5, 31), "settings": {}, "actor": officer, "at": MONDAY}
        given |= {"title": "2026年上半年评定", "name": "数据.csv"} | more
        data = text.encode() if isinstance(text, str) else text
        return begin_run(scheme, io.BytesIO(data), **given)

    return make


@pytest.fixture
def compute(begin):
    """Begin a run and compute it."""

    def make(text: str = LAND, scheme: str = "standard-land", **more) -> SchemeRun:
        return computed(begin(text, scheme, **more))

    return make


def computed(run: SchemeRun, at: datetime = MONDAY) -> SchemeRun:
    """The run with its last revision computed."""
    compute_revision(run.revisions.latest("number").pk, clock=lambda: at)
    run = SchemeRun.objects.get(pk=run.pk)
    assert run.current is None or run.current.run_id == run.pk
    return run


def seen(run: SchemeRun) -> str:
    """The digest of the result as a page shows it."""
    return SchemeRun.objects.get(pk=run.pk).current.result_digest


@pytest.fixture
def publish(officer, head):
    """Submit and publish a computed run."""

    def make(run: SchemeRun, **more) -> SchemeRun:
        submit_run(run, seen=seen(run), actor=officer, at=MONDAY)
        given = {"days": 5, "actor": head, "at": MONDAY} | more
        return publish_run(run, seen=seen(run), **given)

    return make


@pytest.fixture
def qingshi(region, make_person, appoint):  # noqa: F811
    """The government of 青石县, and who acts for it."""
    units = ensure_units(["青石县人民政府"], region=region, actor=None, as_of=MONDAY)
    person = make_person("qingshi", name="段鹏")
    appoint(person, units["青石县人民政府"])
    return units["青石县人民政府"], person
