"""Who decides: rungs of city and counties; the list in SQL says what the operations allow."""

import pytest
from django.db import transaction

from supervision.asking import ASKS, extend, state_of
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.errors import ActNotAllowedError, LedgerError
from taizhang.supervision.domain.queries.requests import (
    count_waiting,
    requests_to_decide,
    requests_to_sign,
)
from taizhang.supervision.domain.requests.approving import approving, rung_of
from taizhang.supervision.domain.requests.deciding import grant_request, refuse_request
from taizhang.supervision.domain.requests.requesting import sign_request

CITY = [("clerk", "head"), ("head",), ("city_leader",)]


@pytest.mark.parametrize(
    ("keeper", "rungs"), [(None, [*CITY, CITY[-1]]), (7, [7, *CITY, CITY[-1]])]
)
def test_ladder_climbs_from_the_keeper_to_the_city_leader(keeper, rungs):
    for level, wanted in enumerate(rungs, 1):
        rung = rung_of(level, keeper)
        found = rung.keeper_id if rung.keeper_id is not None else tuple(rung.roles)
        assert found == wanted


def test_shipped_terms_name_known_roles_and_limits():
    terms = approving()
    assert terms.rungs[0] == (Role.CLERK, Role.HEAD)
    assert terms.extension_months > 0
    assert terms.suspension_months <= 12


@pytest.fixture
def kept(underway, county):
    """Tasks of 市科技局 kept by the city, and below it by a county."""
    city = underway()
    return {"city": city, "county": underway(parent=city, keeper=county)}


@pytest.fixture
def people(make_person, appoint, clerk, head, mayor, county_clerk, township, liaison, leader):
    below = make_person("town", name="乡镇督查员")
    appoint(below, township, Role.COUNTY_CLERK)
    return {
        "clerk": clerk,
        "head": head,
        "mayor": mayor,
        "county_clerk": county_clerk,
        "town_clerk": below,
        "liaison": liaison,
        "leader": leader,
        "auditor": make_person("auditor", Role.AUDITOR),
    }


MAY = {  # (kept by, extensions granted before): who decides
    ("city", 0): {"clerk", "head"},
    ("city", 1): {"head"},
    ("city", 2): {"mayor"},
    ("county", 0): {"county_clerk"},
    ("county", 1): {"clerk", "head"},
    ("county", 2): {"head"},
    ("county", 3): {"mayor"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", MAY)
def test_who_decides_is_the_same_on_the_list_and_in_the_operation(
    case, kept, people, liaison, leader, clerk, noon
):
    task, granted = kept[case[0]], case[1]
    for month in range(granted):
        due = f"2024-{8 + month:02d}-15" if month < 5 else "2025-01-15"
        asked = {"unit": 0, "name": "市科技局", "reason": "原因", "due": due}
        chain = [("extension_requested", asked), ("extension_granted", {"due": due, "text": ""})]
        events = [NewEvent(task.pk, name, payload) for name, payload in chain]
        append_events(events, actor=clerk, occurred_at=noon)
    deadline = state_of(task).deadline
    extend(task, deadline.date().replace(month=12, day=31), actor=liaison, as_of=noon)
    sign_request(task, actor=leader, as_of=noon)
    listed, done = set(), set()
    for name, person in people.items():
        if requests_to_decide(person, on=noon.date()).filter(task=task).exists():
            listed.add(name)
            assert count_waiting(person, on=noon.date()) == 1
        with transaction.atomic():
            try:
                refuse_request(task, reason="再议", actor=person, as_of=noon)
                done.add(name)
            except ActNotAllowedError:
                pass
            transaction.set_rollback(True)
    assert listed == done == MAY[case]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["send_back", "suspension"])
def test_other_requests_go_to_the_first_rung_however_often_it_was_extended(
    kind, kept, people, leader, noon
):
    for name, task in kept.items():
        ASKS[kind](task, actor=leader, as_of=noon)
        who = set()
        for role, person in people.items():
            if requests_to_decide(person, on=noon.date()).filter(task=task).exists():
                who.add(role)
        assert who == MAY[name, 0]


@pytest.mark.django_db
def test_unsigned_requests_wait_for_the_leader_alone(kept, people, liaison, noon):
    extend(kept["city"], actor=liaison, as_of=noon)
    for name, person in people.items():
        assert requests_to_sign(person, on=noon.date()).exists() is (name == "leader")
        assert not requests_to_decide(person, on=noon.date()).exists()
        assert count_waiting(person, on=noon.date()) == (name == "leader")


@pytest.mark.django_db
def test_own_requests_are_not_on_the_list(
    underway, make_person, appoint, science, liaison, leader, noon
):
    both = make_person("both", Role.CLERK)
    appoint(both, science, Role.UNIT_LEADER)
    task = underway()
    extend(task, actor=liaison, as_of=noon)
    sign_request(task, actor=both, as_of=noon)
    assert not requests_to_decide(both, on=noon.date()).exists()
    with pytest.raises(LedgerError):
        grant_request(task, actor=both, as_of=noon)
