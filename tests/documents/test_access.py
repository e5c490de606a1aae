"""Who may open or do what: every role at every address."""

from datetime import date

import pytest
from django.urls import get_resolver, reverse

from taizhang.accounts.enums import READ_ALL_ROLES, SUPERVISION_ROLES, Role
from taizhang.documents import urls
from taizhang.documents.models import Correction
from taizhang.organisations.models import Membership, Unit

READING = ("list", "source", "progress", "file", "review", "corrections", "row")
FORMS = ("upload", "row-edit", "row-split")
ACTS = (
    "reread",
    "facts",
    "discard",
    "restore",
    "row-add",
    "rows-accept",
    "row-edit",
    "row-split",
    "row-merge",
    "row-accept",
    "row-reopen",
    "row-drop",
    "row-restore",
    "row-take",
    "row-decline",
    "upload",
)
CITY_ROLES = sorted(set(Role.values) - {Role.LIAISON, Role.UNIT_LEADER})


@pytest.fixture
def address(draft):
    """The address of a name, for this draft."""
    first, second = draft.rows.all()[:2]
    arguments = {
        "source": [draft.source_id],
        "progress": [draft.source_id],
        "reread": [draft.source_id],
        "file": [draft.source_id],
        "review": [draft.pk],
        "corrections": [draft.pk],
        "facts": [draft.pk],
        "discard": [draft.pk],
        "restore": [draft.pk],
        "row-add": [draft.pk],
        "rows-accept": [draft.pk],
        "row-merge": [first.pk, second.pk],
    }

    def make(name):
        default = [first.pk] if name.startswith("row") and name != "rows-accept" else []
        return reverse(f"documents:{name}", args=arguments.get(name, default))

    return make


@pytest.fixture
def enter(client, person):
    """Logs somebody in who has a role."""

    def make(role):
        client.force_login(person(f"a-{role}", role))
        return client

    return make


@pytest.fixture
def liaison(client, person, city):
    """A liaison of a unit, logged in."""
    who = person("liaison")
    unit = Unit.objects.create(region=city, name="市科技局")
    Membership.objects.create(person=who, unit=unit, role=Role.LIAISON, starts=date(2020, 1, 1))
    client.force_login(who)
    return client


def test_the_lists_here_name_every_address():
    assert {pattern.name for pattern in urls.urlpatterns} == {*READING, *FORMS, *ACTS}
    assert "documents" in get_resolver().namespace_dict


@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize("role", CITY_ROLES)
def test_roles_that_read_everything_read_documents(role, name, enter, address):
    expected = 200 if role in READ_ALL_ROLES else 403
    assert enter(role).get(address(name)).status_code == expected


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("role", CITY_ROLES)
def test_forms_are_for_the_supervision_office(role, name, enter, address):
    expected = 200 if role in SUPERVISION_ROLES else 403
    assert enter(role).get(address(name)).status_code == expected


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", sorted(set(CITY_ROLES) - SUPERVISION_ROLES))
def test_acts_of_other_roles_are_refused_and_change_nothing(role, name, enter, address, draft):
    assert enter(role).post(address(name), {"version": 1}).status_code == 403
    assert not Correction.objects.exists()


@pytest.mark.parametrize("name", sorted({*READING, *FORMS}))
def test_liaison_sees_no_document(name, liaison, address):
    assert liaison.get(address(name)).status_code == 403


@pytest.mark.parametrize("name", ACTS)
def test_liaison_changes_no_document(name, liaison, address):
    assert liaison.post(address(name), {"version": 1}).status_code == 403


@pytest.mark.parametrize("name", sorted({*READING, *FORMS}))
def test_without_a_log_in_one_is_sent_to_log_in(name, client, address):
    answer = client.get(address(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("accounts:login"))


@pytest.mark.parametrize("name", sorted(set(ACTS) - set(FORMS)))
def test_acts_are_not_done_by_following_a_link(name, enter, address):
    assert enter(Role.CLERK).get(address(name)).status_code == 405


@pytest.mark.parametrize("name", ["review", "source", "row", "row-edit", "file"])
def test_guessed_number_is_not_found(name, enter, address):
    client = enter(Role.CLERK)
    assert client.get(reverse(f"documents:{name}", args=[10**6])).status_code == 404


def test_forged_request_is_refused(clerk, address):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    for name in ("upload", "row-accept", "discard"):
        assert strict.post(address(name), {"version": 1}).status_code == 403
    assert not Correction.objects.exists()
