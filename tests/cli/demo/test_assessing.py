"""The runs of the demo, made without the rest of the city."""

from collections import Counter

import pytest

from ledger.conftest import appoint, make_person, noon, region  # noqa: F401 - fixtures
from taizhang.accounts.enums import Role
from taizhang.assessments.domain.running.checking import check_again
from taizhang.assessments.models import SchemeRun
from taizhang.cli.demo.assessing import assess
from taizhang.organisations.domain.resolving import ensure_units

UNITS = {"jkq": "云岭经济开发区管理委员会", "linjiang": "临江县人民政府"}


@pytest.fixture
def people(settings, tmp_path, region, make_person, appoint, noon):  # noqa: F811
    settings.MEDIA_ROOT = tmp_path
    units = ensure_units(UNITS.values(), region=region, actor=None, as_of=noon)
    found = {
        "assessment": make_person("assessment", Role.ASSESSMENT_OFFICER),
        "head": make_person("head", Role.HEAD),
        **{username: make_person(username) for username in UNITS},
    }
    for username, name in UNITS.items():
        appoint(found[username], units[name])
    return found


def test_the_runs_of_the_city_stand_in_every_kind_of_state(people):
    assess(people)
    states = Counter(SchemeRun.objects.values_list("state", flat=True))
    assert states == {"final": 1, "published": 1, "draft": 1, "refused": 1}
    stars = SchemeRun.objects.get(state="published")
    assert [row.subjects for row in stars.revisions.all()] == [40, 40]
    final = SchemeRun.objects.get(state="final")
    assert set(final.current.rows.values_list("unit__name", flat=True)) >= {"临江县人民政府"}
    for row in stars.revisions.all():
        assert check_again(row, actor=people["assessment"], at=stars.published_at).is_same
