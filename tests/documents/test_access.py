"""Who may open or do what: every role at every address."""

from datetime import date

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from taizhang.accounts.enums import READ_ALL_ROLES, SUPERVISION_ROLES, UNIT_ROLES, Role
from taizhang.documents import urls
from taizhang.documents.domain.picturing import picture_path
from taizhang.documents.models import Correction, SourcePage
from taizhang.organisations.models import Membership, Unit

READING = (
    "picture",
    "list",
    "compare",
    "compare-xlsx",
    "source",
    "progress",
    "file",
    "review",
    "corrections",
    "row",
)
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
CITY_ROLES = sorted(set(Role.values) - UNIT_ROLES)


@pytest.fixture
def address(draft, settings, tmp_path):
    """The address of a name, for this draft; its source has one page and a picture of it."""
    settings.PICTURE_ROOT = tmp_path / "pictures"
    SourcePage.objects.create(
        source=draft.source, number=1, span_start=0, span_end=0, width=595, height=842, places=b""
    )
    picture = picture_path(draft.source, 1)
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\x89PNG")
    first, second = draft.rows.all()[:2]
    arguments = {
        "source": [draft.source_id],
        "progress": [draft.source_id],
        "reread": [draft.source_id],
        "file": [draft.source_id],
        "picture": [draft.source_id, 1],
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


@pytest.mark.parametrize("role", CITY_ROLES)
def test_each_address_opens_for_its_roles_only(role, enter, address):
    client = enter(role)
    answers = {name: client.get(address(name)).status_code for name in {*READING, *FORMS}}
    reads, writes = role in READ_ALL_ROLES, role in SUPERVISION_ROLES
    assert answers == dict.fromkeys(READING, 200 if reads else 403) | dict.fromkeys(
        FORMS, 200 if writes else 403
    )


@pytest.mark.parametrize("role", sorted(set(CITY_ROLES) - SUPERVISION_ROLES))
def test_acts_of_other_roles_are_refused_and_change_nothing(role, enter, address, draft):
    client = enter(role)
    answers = {name: client.post(address(name), {"version": 1}).status_code for name in ACTS}
    assert answers == dict.fromkeys(ACTS, 403)
    assert not Correction.objects.exists()


def test_liaison_sees_and_changes_no_document(liaison, address):
    answers = {name: liaison.get(address(name)).status_code for name in {*READING, *FORMS}}
    assert answers == dict.fromkeys({*READING, *FORMS}, 403)
    acts = {name: liaison.post(address(name), {"version": 1}).status_code for name in ACTS}
    assert acts == dict.fromkeys(ACTS, 403)
    assert not Correction.objects.exists()


def test_without_a_log_in_one_is_sent_to_log_in(client, address):
    log_in = reverse("accounts:login")
    for name in {*READING, *FORMS}:
        answer = client.get(address(name))
        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith(log_in), name


def test_acts_are_not_done_by_following_a_link(enter, address):
    client = enter(Role.CLERK)
    only_posted = set(ACTS) - set(FORMS)
    answers = {name: client.get(address(name)).status_code for name in only_posted}
    assert answers == dict.fromkeys(only_posted, 405)


def test_guessed_number_is_not_found(enter, draft):
    client = enter(Role.CLERK)
    for name in ("review", "corrections", "source", "progress", "row", "row-edit", "file"):
        answer = client.get(reverse(f"documents:{name}", args=[10**6]))
        assert answer.status_code == 404, name


def test_forged_request_is_refused(clerk, address):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    for name in ("upload", "row-accept", "discard"):
        assert strict.post(address(name), {"version": 1}).status_code == 403
    assert not Correction.objects.exists()
