from datetime import date, timedelta

import pytest
from django.utils import timezone

from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.organisations.domain.memberships import appoint
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.models import Membership, Unit

from .conftest import NOON

CITY_ROLES = [role for role in Role if role not in UNIT_ROLES]
NAMERS = {Role.ADMINISTRATOR, Role.CLERK, Role.HEAD}
WORKERS = [None, *Role]


@pytest.fixture
def unit(make_unit) -> Unit:
    return make_unit("市科技局")


@pytest.fixture
def log_in(client, make_person, unit):
    def log_in(role: Role | None):
        in_unit = role in UNIT_ROLES
        roles = [] if role is None or in_unit else [role]
        person = make_person("me", *roles, unit=unit if in_unit else None, **(
            {"role": role} if in_unit else {}
        ))  # fmt: skip
        client.force_login(person)
        return person

    return log_in


@pytest.mark.parametrize("role", WORKERS)
def test_who_sees_the_units(client, log_in, unit, role):
    log_in(role)
    reads = role in CITY_ROLES
    assert client.get("/units/").status_code == (200 if reads else 403)
    assert client.get(f"/units/{unit.pk}/").status_code == (200 if reads else 403)
    assert client.get("/units/999999/").status_code == (404 if reads else 403)
    allowed = 200 if role == Role.ADMINISTRATOR else 403
    assert client.get("/units/new/").status_code == allowed


ACTS = {
    "rename": {Role.ADMINISTRATOR},
    "place": {Role.ADMINISTRATOR},
    "succeed": {Role.ADMINISTRATOR},
    "appoint": {Role.ADMINISTRATOR},
    "name": NAMERS,
    "merge": NAMERS,
    "undo": NAMERS,
}


@pytest.mark.parametrize("role", WORKERS)
@pytest.mark.parametrize("act", ACTS)
def test_who_acts_on_a_unit(client, log_in, make_unit, make_person, unit, role, act):
    log_in(role)
    other = make_unit("市财政局")
    data = {
        "rename": {"name": "市科学技术和数据局"},
        "place": {"kind": "department", "position": 5},
        "succeed": {"by": other.pk, "on": "2024-06-01", "basis": "云编〔2024〕3号"},
        "appoint": {"person": make_person("new").pk, "role": "liaison", "starts": "2024-06-01"},
        "name": {"name": "市知识产权局"},
        "merge": {"into": other.pk},
        "undo": {},
    }[act]
    if act == "undo":
        Unit.objects.filter(pk=unit.pk).update(
            successor=other, succeeded_on=date(2024, 1, 1), succession_reason="duplicate"
        )
    allowed = role in ACTS[act]
    status = client.post(f"/units/{unit.pk}/{act}/", data).status_code
    assert status == (302 if allowed else 403)


@pytest.mark.parametrize("role", WORKERS)
def test_who_changes_memberships_and_names(client, log_in, make_person, unit, role):
    log_in(role)
    held = Membership.objects.get_or_create(
        person=make_person("lin"), unit=unit, role=Role.LIAISON, starts=date(2024, 1, 1)
    )[0]
    name = unit.names.create(region=unit.region, name="市知识产权局", key="知识产权局")
    allowed = role == Role.ADMINISTRATOR
    for act in ("end", "hand-over"):
        status = client.get(f"/memberships/{held.pk}/{act}/").status_code
        assert status == (200 if allowed else 403)
    status = client.post(f"/units/{unit.pk}/names/{name.pk}/remove/").status_code
    assert status == (302 if role in NAMERS else 403)
    assert unit.names.filter(pk=name.pk).exists() is (role not in NAMERS)


@pytest.mark.parametrize("role", sorted(UNIT_ROLES))
def test_each_unit_role_is_given_on_the_page_of_the_unit(client, log_in, make_person, unit, role):
    log_in(Role.ADMINISTRATOR)
    person = make_person("new")
    data = {"person": person.pk, "role": role, "starts": "2024-06-01"}
    assert client.post(f"/units/{unit.pk}/appoint/", data).status_code == 302
    assert Membership.objects.get(person=person).role == role
    label = str(Role(role).label)
    assert label in client.get(f"/units/{unit.pk}/").content.decode()
    assert label in client.get(f"/people/{person.pk}/").content.decode()


def test_strangers_are_led_to_the_log_in(client, unit):
    for address in ("/units/", "/units/new/", f"/units/{unit.pk}/", "/memberships/1/end/"):
        assert client.get(address).status_code == 302
    assert client.post(f"/units/{unit.pk}/merge/").status_code == 302


def test_acts_are_not_done_by_looking(client, log_in, unit):
    log_in(Role.ADMINISTRATOR)
    for act in [*ACTS, "names/1/remove"]:
        assert client.get(f"/units/{unit.pk}/{act}/").status_code == 405
    assert client.post(f"/units/{unit.pk}/nothing/").status_code == 404


def test_a_name_of_another_unit_is_not_removed_by_a_guessed_address(
    client, log_in, make_unit, unit
):
    log_in(Role.CLERK)
    other = make_unit("市财政局")
    name = other.names.get()
    assert client.post(f"/units/{unit.pk}/names/{name.pk}/remove/").status_code == 404


def test_a_unit_is_registered_with_its_names(client, log_in, city):
    log_in(Role.ADMINISTRATOR)
    data = {"name": "市工业和信息化局", "names": "市中小企业局、市盐业局", "region": city.pk}
    response = client.post("/units/new/", data)
    unit = Unit.objects.get(name="市工业和信息化局")
    assert response.url == f"/units/{unit.pk}/"
    found = resolve_names(["工信局", "中小企业局", "盐业局"], region=city)
    assert set(found.values()) == {unit}


def test_a_known_unit_is_refused_with_a_sentence(client, log_in, city):
    log_in(Role.ADMINISTRATOR)
    response = client.post("/units/new/", {"name": "科技局", "region": city.pk})
    assert response.status_code == 422
    assert "已经指“市科技局”" in response.text


def test_a_refused_act_keeps_its_form_on_the_page(client, log_in, make_unit, unit):
    log_in(Role.CLERK)
    make_unit("市财政局")
    response = client.post(f"/units/{unit.pk}/name/", {"name": "财政局"})
    assert response.status_code == 422
    assert "已经指“市财政局”" in response.text
    assert 'value="财政局"' in response.text


def test_a_merged_unit_says_where_it_went_and_comes_back(client, log_in, make_unit, unit):
    log_in(Role.CLERK)
    other = make_unit("市科创局")
    client.post(f"/units/{other.pk}/merge/", {"into": unit.pk})
    page = client.get(f"/units/{other.pk}/").text
    assert "已合并" in page
    assert "合并（重复登记）" not in page
    assert "市科创局" in client.get(f"/units/{unit.pk}/").text
    client.post(f"/units/{other.pk}/undo/")
    assert "在用" in client.get(f"/units/{other.pk}/").text


def test_duties_are_handed_over_on_the_page(client, log_in, make_person, unit):
    admin = log_in(Role.ADMINISTRATOR)
    old, new = make_person("old"), make_person("new")
    today = timezone.localdate()
    start = today - timedelta(days=30)
    held = appoint(old, unit, role="liaison", starts=start, actor=admin, as_of=NOON)
    address = f"/memberships/{held.pk}/hand-over/"
    refused = client.post(address, {"to": new.pk, "on": start.isoformat()})
    assert refused.status_code == 422
    assert client.post(address, {"to": new.pk, "on": today.isoformat()}).status_code == 302
    page = client.get(f"/units/{unit.pk}/").text
    assert "已结束" in page
    assert "在任" in page
    assert "市科技局 单位联络员" in client.get("/people/").text
    assert "市科技局" in client.get(f"/people/{new.pk}/").text


def test_units_are_listed_in_their_tree(client, log_in, make_unit):
    log_in(Role.CLERK)
    make_unit("市政府")
    upper, lower = make_unit("市公安局"), make_unit("市交警支队")
    Unit.objects.filter(pk=lower.pk).update(parent=upper, position=1)
    rows = client.get("/units/").context["rows"]
    listed = [(row.unit.name, row.depth) for row in rows]
    assert listed.index(("市交警支队", 1)) == listed.index(("市公安局", 0)) + 1


def test_units_are_filtered(client, log_in, make_unit, make_person, unit):
    log_in(Role.CLERK)
    unattended, merged = make_unit("市财政局"), make_unit("市科创局")
    make_person("lin", unit=unit)
    unit.names.create(region=unit.region, name="市知识产权局", key="知识产权局")
    Unit.objects.filter(pk=merged.pk).update(
        successor=unit, succeeded_on=date(2024, 1, 1), succession_reason="duplicate"
    )

    def listed(query: str) -> set[str]:
        return {row.unit.name for row in client.get(f"/units/?{query}").context["rows"]}

    assert listed("q=知识产权") == {"市科技局"}
    assert listed("state=live") == {"市科技局", "市财政局"}
    assert listed("state=unattended") == {unattended.name}
    assert listed("state=succeeded") == {"市科创局"}
    assert listed("kind=collective") == set()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client, log_in, make_unit, make_person, django_assert_num_queries, count
):
    me = log_in(Role.ADMINISTRATOR)
    for number in range(count):
        unit = make_unit(f"市第{number}局")
        make_person(f"p{number}", unit=unit)
    for number in range(count):
        person = make_person(f"q{number}")
        appoint(person, unit, role="liaison", starts=date(2024, 1, 1), actor=me, as_of=NOON)
    with django_assert_num_queries(10):
        assert client.get("/units/").status_code == 200
    with django_assert_num_queries(14):
        assert client.get(f"/units/{unit.pk}/").status_code == 200
