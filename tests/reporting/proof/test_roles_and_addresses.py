"""Every role on every address of the two rooms: who may is written down in the table beside this,
not taken from the product. An address without a line fails."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from reporting.bulletins.cities import HALF
from reporting.public.conftest import NOON, confirm, publish  # noqa: F401 - fixtures
from reporting.public.conftest import city as opened  # noqa: F401 - a fixture
from taizhang.accounts.enums import READ_ALL_ROLES, Role
from taizhang.indicators.domain.warnings import evaluate_warnings
from taizhang.indicators.models import EarlyWarning
from taizhang.indicators.urls import urlpatterns as indicators
from taizhang.reporting.domain.bulletins.drafting import draft_bulletin
from taizhang.reporting.domain.bulletins.issuing import issue_bulletin
from taizhang.reporting.domain.bulletins.reviewing import review_bulletin
from taizhang.reporting.models import PublicMark
from taizhang.reporting.urls import urlpatterns as reporting

TABLE = yaml.safe_load(Path(__file__).with_name("addresses.yaml").read_text("utf-8"))
PATTERNS = {
    f"{room}:{pattern.pattern}": (room, pattern)
    for room, patterns in (("indicators", indicators), ("reporting", reporting))
    for pattern in patterns
}


@pytest.fixture
def people(make_person, appoint, science, clerk, head, liaison, other_liaison, county_clerk):
    leader = make_person("leader-one")
    appoint(leader, science, Role.UNIT_LEADER)
    city = {*READ_ALL_ROLES, Role.ADMINISTRATOR} - {Role.CLERK, Role.HEAD}
    return {
        "clerk": clerk,
        "head": head,
        "liaison": liaison,
        "unit_leader": leader,
        "other_liaison": other_liaison,
        "county_clerk": county_clerk,
        "nobody": make_person("nobody"),
        **{role.value: make_person(f"{role}-one", role) for role in sorted(city)},
    }


@pytest.fixture
def things(opened, publish, clerk, head, officer):  # noqa: F811
    """What addresses name: everything is there, and public where it can be."""
    publish(opened.document, *opened.tasks)
    publish(opened.indicator)
    evaluate_warnings(as_of=NOON)
    drafted = draft_bulletin(HALF, keeper_id=None, actor=clerk, as_of=timezone.now())
    review_bulletin(drafted, seen=drafted.digest, actor=head, as_of=timezone.now())
    issue_bulletin(drafted, seen=drafted.digest, actor=clerk, as_of=timezone.now())
    return {
        "CODE": opened.indicator.code,
        "TASK": opened.tasks[0].number,
        "GOAL": opened.series.goals.get().pk,
        "WARNING": EarlyWarning.objects.filter(series=opened.series).earliest("pk").pk,
        "BULLETIN": drafted.pk,
        "DOCUMENT": opened.document.pk,
        "MARK": PublicMark.objects.earliest("pk").pk,
        "UNIT": opened.indicator.versions.get(until=None).office_id,
    }


def test_the_table_has_a_line_for_every_address_and_no_other():
    assert set(TABLE["addresses"]) == set(PATTERNS)


def address(name: str, things: dict[str, Any]) -> str:
    room, pattern = PATTERNS[name]
    said = TABLE["addresses"][name].get("with", {})
    given = {key: things.get(value, value) for key, value in said.items()}
    return reverse(f"{room}:{pattern.name}", kwargs={**given, **_given(pattern)})


def _given(pattern: URLPattern) -> dict[str, Any]:
    return dict(pattern.default_args or {})


def lines() -> Iterator[tuple[str, str, set[str]]]:
    """(address, method, who may)."""
    for name, line in TABLE["addresses"].items():
        for method in ("get", "post"):
            if method in line and line[method] != "everybody":
                yield name, method, set(TABLE["who"][line[method]])


def test_every_role_at_every_address(people, things):
    """An empty form does nothing anywhere; it is refused as such, or as not allowed."""
    browsers, wrong = {who: log_in(person) for who, person in people.items()}, []
    for name, method, may in lines():
        url = address(name, things)
        for who, browser in browsers.items():
            status = getattr(browser, method)(url).status_code
            if (status in (403, 404)) == (who in may) or status in (400, 405):
                wrong.append((method, url, who, status))
    assert wrong == []


def log_in(person: Any) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def test_strangers_read_what_is_public_and_log_in_for_the_rest(things):
    for name, line in TABLE["addresses"].items():
        for method in {"get", "post"} & set(line):
            answer = getattr(Client(), method)(address(name, things))
            if line[method] == "everybody":
                assert answer.status_code == 200, name
            else:
                assert answer.headers.get("Location", "").startswith(reverse("accounts:login")), (
                    name
                )
