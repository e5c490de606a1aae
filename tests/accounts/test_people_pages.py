import pytest
from django.urls import reverse

from taizhang.accounts.domain.passwords import reset_password
from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.accounts.models import Change, Person

from .conftest import NOON

CITY_ROLES = [role for role in Role if role not in UNIT_ROLES]
READERS = set(CITY_ROLES)


@pytest.fixture
def log_in(client, make_person):
    def log_in(*roles: Role) -> Person:
        person = make_person("me", *roles)
        client.force_login(person)
        return person

    return log_in


ADDRESSES = {
    "/people/": READERS,
    "/people/new/": {Role.ADMINISTRATOR},
    "/changes/": {Role.ADMINISTRATOR, Role.AUDITOR},
}


@pytest.mark.parametrize("role", [None, *CITY_ROLES])
@pytest.mark.parametrize("address", ADDRESSES)
def test_who_sees_which_page(client, log_in, address, role):
    log_in(*([role] if role else []))
    assert client.get(address).status_code == (200 if role in ADDRESSES[address] else 403)


@pytest.mark.parametrize("role", [None, *CITY_ROLES])
def test_who_sees_the_page_of_another_person(client, log_in, make_person, role):
    me, other = log_in(*([role] if role else [])), make_person("other")
    expected = 200 if role in READERS else 404
    assert client.get(f"/people/{other.pk}/").status_code == expected
    assert client.get(f"/people/{me.pk}/").status_code == 200
    assert client.get("/people/999999/").status_code == 404


@pytest.mark.parametrize("role", [None, *CITY_ROLES])
@pytest.mark.parametrize("act", ["contact", "roles", "active", "password"])
def test_only_administrators_act_on_others(client, log_in, make_person, role, act):
    log_in(*([role] if role else []))
    other = make_person("other", Role.CLERK)
    data = {"name": "新名", "roles": ["head"]}
    status = client.post(f"/people/{other.pk}/{act}/", data).status_code
    if role == Role.ADMINISTRATOR:
        assert status == (200 if act == "password" else 302)
        assert Change.objects.count() == 1
        return
    hidden = role not in READERS and act != "password"
    assert status == (404 if hidden else 403)
    assert not Change.objects.exists()


@pytest.mark.parametrize("act", ["roles", "active", "password"])
def test_an_administrator_does_not_act_on_the_own_account(client, log_in, act):
    me = log_in(Role.ADMINISTRATOR)
    assert client.post(f"/people/{me.pk}/{act}/", {"roles": ["clerk"]}).status_code == 403


def test_strangers_are_led_to_the_log_in(client, make_person):
    person = make_person("other")
    for address in [*ADDRESSES, f"/people/{person.pk}/"]:
        assert client.get(address).url == f"{reverse('accounts:login')}?next={address}"
    for act in ("contact", "roles", "active", "password"):
        assert client.post(f"/people/{person.pk}/{act}/").status_code == 302


def test_acts_are_not_done_by_looking(client, log_in, make_person):
    log_in(Role.ADMINISTRATOR)
    other = make_person("other")
    for act in ("contact", "roles", "active", "password"):
        assert client.get(f"/people/{other.pk}/{act}/").status_code == 405
    assert client.post(f"/people/{other.pk}/nothing/").status_code == 404


def test_everybody_changes_the_own_telephone(client, log_in):
    me = log_in()
    client.post(f"/people/{me.pk}/contact/", {"name": "我", "phone": "0396-1", "email": ""})
    me.refresh_from_db()
    assert (me.name, me.phone) == ("我", "0396-1")


def test_a_new_person_gets_a_password_that_is_shown_once_and_works(client, log_in):
    log_in(Role.ADMINISTRATOR)
    response = client.post("/people/new/", {"username": "he", "name": "何平", "roles": ["clerk"]})
    person = Person.objects.get(username="he")
    password = response.context["password"]
    assert password in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert person.check_password(password)
    assert person.password_is_temporary


def test_a_person_who_cannot_be_is_refused_on_the_page(client, log_in):
    log_in(Role.ADMINISTRATOR)
    data = {"username": "me", "name": "何平", "roles": ["clerk", "administrator"]}
    response = client.post("/people/new/", data)
    assert response.status_code == 422
    response = client.post("/people/new/", data | {"username": "he"})
    assert response.status_code == 422
    assert "不能再兼任其他角色" in response.text
    assert Person.objects.count() == 1


def test_a_refused_change_of_roles_stays_on_the_page(client, log_in, make_person):
    log_in(Role.ADMINISTRATOR)
    other = make_person("other")
    response = client.post(f"/people/{other.pk}/roles/", {"roles": ["auditor", "clerk"]})
    assert response.status_code == 422
    assert "审计员不能再兼任" in response.text


def test_a_temporary_password_opens_only_the_page_to_choose_an_own(client, admin, make_person):
    person = make_person("lin", Role.CLERK)
    password = reset_password(person, actor=admin, as_of=NOON)
    person.refresh_from_db()
    client.force_login(person)
    assert client.get("/people/").url == reverse("accounts:password")
    assert client.get("/api/openapi.json").status_code == 403
    own = "自己的-密语-九"
    data = {"old_password": password, "new_password1": own, "new_password2": own}
    assert client.get(reverse("accounts:password")).status_code == 200
    client.post(reverse("accounts:password"), data)
    assert client.get("/people/").status_code == 200


def test_the_log_shows_changes_in_words(client, log_in, make_person):
    me = log_in(Role.ADMINISTRATOR)
    other = make_person("other")
    client.post(f"/people/{other.pk}/roles/", {"roles": ["clerk", "head"]})
    client.post(f"/people/{other.pk}/active/")
    page = client.get("/changes/").text
    assert "督查专员、督查室主任" in page
    assert "启用" in page
    assert me.name in page
    assert "督查专员" not in client.get("/changes/?q=nobody").text
    assert "督查专员" not in client.get("/changes/?until=2020-01-01").text
    assert "督查专员" in client.get("/changes/?since=2020-01-01&kind=person&q=other").text


def test_a_person_is_found_by_name_role_and_state(client, log_in, make_person):
    log_in(Role.CLERK)
    make_person("gone", Role.HEAD)
    Person.objects.filter(username="gone").update(is_active=False)
    for query, found in [
        ("q=gon", True),
        ("role=head", True),
        ("state=inactive", True),
        ("state=active", False),
        ("role=auditor", False),
        ("role=nonsense", True),
    ]:
        assert (f">{'gone'}</a>" in client.get(f"/people/?{query}").text) is found, query


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_lists_do_not_grow(
    client, log_in, make_person, django_assert_num_queries, count
):
    me = log_in(Role.AUDITOR)
    for number in range(count):
        person = make_person(f"p{number}", Role.CLERK)
        Change.objects.create(
            subject_kind="person", subject_id=person.pk, subject="p", field="name",
            actor=me, changed_at=NOON,
        )  # fmt: skip
    with django_assert_num_queries(7):
        assert client.get("/people/").status_code == 200
    with django_assert_num_queries(6):
        assert client.get("/changes/").status_code == 200
    with django_assert_num_queries(6):
        assert client.get(f"/people/{person.pk}/").status_code == 200
