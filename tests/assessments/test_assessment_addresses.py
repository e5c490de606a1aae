"""Every role at every address of the room: who may is written down in the table beside this, not
taken from the product. An address without a line fails."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.conftest import RANKING
from taizhang.accounts.enums import Role
from taizhang.assessments.domain.objections.raising import raise_objection
from taizhang.assessments.domain.publishing.publishing import publish_run
from taizhang.assessments.domain.publishing.submitting import submit_run, withdraw_run
from taizhang.assessments.urls import urlpatterns
from taizhang.organisations.models import Membership

TABLE = yaml.safe_load(Path(__file__).with_name("addresses.yaml").read_text("utf-8"))
NAMES = {str(pattern.pattern): pattern.name for pattern in urlpatterns}
UNIT = ("liaison", "unit_leader", "other", "county", "former", "nobody")
QINGSHI = "青石县/2026-06/half_year"


@pytest.fixture
def people(make_person, appoint, qingshi, liaison, officer, head, make_unit):
    """Each in one browser; `former`: who acted for the unit until yesterday."""
    unit, own = qingshi
    chief, former, county = (make_person(name) for name in ("chief", "former", "county"))
    appoint(chief, unit, Role.UNIT_LEADER)
    appoint(county, make_unit("青石县政府督查室"), Role.COUNTY_CLERK)
    today = timezone.localdate()
    Membership.objects.create(
        person=former,
        unit=unit,
        role=Role.LIAISON,
        starts=today - timedelta(days=90),
        ends=today - timedelta(days=1),
    )
    city = {
        "second": Role.ASSESSMENT_OFFICER,
        "leader": Role.CITY_LEADER,
        "auditor": Role.AUDITOR,
        "clerk": Role.CLERK,
        "indicator": Role.INDICATOR_OFFICER,
        "administrator": Role.ADMINISTRATOR,
    }
    known = {name: make_person(f"{name}-one", role) for name, role in city.items()}
    known |= {"officer": officer, "head": head, "liaison": own, "unit_leader": chief}
    known |= {"former": former, "county": county, "other": liaison}
    return {name: entered(person) for name, person in known.items()} | {
        "nobody": entered(make_person("nobody"))
    }


def entered(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def draft(compute, qingshi):
    return compute(RANKING, "innovation-ranking", at=timezone.now())


@pytest.fixture
def published(draft, officer, head, qingshi):
    now, digest = timezone.now(), draft.current.result_digest
    submit_run(draft, seen=digest, actor=officer, at=now)
    run = publish_run(draft, days=5, seen=digest, actor=head, at=now)
    raise_objection(run, QINGSHI, text="得分有误", actor=qingshi[1], at=now)
    return run


def things(run) -> dict[str, int]:
    objection = run.objections.first()
    row = run.current.rows.get(subject=QINGSHI)
    return {"RUN": run.pk, "ROW": row.pk, "OBJECTION": objection.pk if objection else 1}


def asked(run, *, naming_it: bool = False) -> Iterator[tuple[str, str, set[str]]]:
    """(address, method, who may) of every line, or of those that name the run."""
    known = things(run)
    for pattern, line in TABLE["addresses"].items():
        given = line.get("with", {})
        if naming_it and "pk" not in given:
            continue
        args = {key: known.get(value, value) for key, value in given.items()}
        address = reverse(f"assessments:{NAMES[pattern]}", kwargs=args)
        for method in ("get", "post"):
            if method in line:
                yield address, method, set(TABLE["who"][line[method]])


def test_the_table_has_a_line_for_every_address_and_no_other():
    assert set(TABLE["addresses"]) == set(NAMES)


def test_every_role_at_every_address_of_a_published_run(people, published):
    """An empty form does nothing anywhere; it is refused as such, or as not allowed."""
    wrong = []
    for address, method, may in asked(published):
        for who, browser in people.items():
            status = getattr(browser, method)(address).status_code
            if (status in (403, 404)) == (who in may) or status in (400, 405):
                wrong.append((method, address, who, status))
    assert wrong == []


@pytest.mark.parametrize("withdrawn", [False, True])
def test_people_of_units_know_nothing_of_a_run_that_is_not_shown(people, draft, officer, withdrawn):
    if withdrawn:
        withdraw_run(draft, text="数据有误", actor=officer, at=timezone.now())
    wrong = [
        (method, address, who)
        for address, method, _may in asked(draft, naming_it=True)
        for who in UNIT
        if getattr(people[who], method)(address).status_code not in (403, 404)
    ]
    assert wrong == []


def test_strangers_log_in_at_every_address(published):
    for address, method, _may in asked(published):
        answer = getattr(Client(), method)(address)
        assert answer.headers.get("Location", "").startswith(reverse("accounts:login")), address
