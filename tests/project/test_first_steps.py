"""What a fresh installation shows before anybody said which city it serves."""

from urllib.parse import unquote

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.accounts.models import Person
from taizhang.organisations.domain.errors import NoRegionError
from taizhang.organisations.domain.regions import ensure_region
from taizhang.project.api import api
from taizhang.project.first_steps import FirstStepsMiddleware

pytestmark = pytest.mark.django_db


def enter(client: Client, *roles: Role) -> None:
    client.force_login(Person.objects.create_user("limin", "x", name="李敏", roles=roles))


def pages_of_rail(client: Client) -> set[str]:
    """The addresses of all words and all their tabs."""
    words = client.get(reverse("accounts:password")).context["frame"].words
    found = {word.url for word in words}
    for word in words:
        frame = client.get(word.url).context["frame"]
        found |= {tab.url for shown in frame.words for tab in shown.tabs}
    return found


@pytest.mark.parametrize("role", [role for role in Role if role not in UNIT_ROLES])
def test_every_page_of_the_rail_opens_before_there_is_a_city(client: Client, role: Role) -> None:
    enter(client, role)
    pages = pages_of_rail(client)
    found = {page: client.get(page, follow=True).status_code for page in pages}
    assert found == dict.fromkeys(pages, 200)


def test_page_that_needs_the_city_says_what_to_do_first(client: Client) -> None:
    enter(client, Role.CITY_LEADER)
    page = client.get(reverse("reporting:dashboard"))
    assert page.status_code == 200
    assert "批量登记" in page.content.decode()
    assert "TAIZHANG_CITY" in page.content.decode()


def test_page_shows_its_own_once_there_is_a_city(client: Client) -> None:
    enter(client, Role.CITY_LEADER)
    ensure_region("云岭市")
    page = client.get(reverse("reporting:dashboard")).content.decode()
    assert "TAIZHANG_CITY" not in page
    assert "云岭市" in page


def test_part_of_a_page_gets_the_sentence_and_is_not_replaced(client: Client) -> None:
    enter(client, Role.CITY_LEADER)
    answer = client.get(reverse("reporting:dashboard"), headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert unquote(answer["X-Sentence"]).startswith("还没有任何地区")


def test_other_errors_go_their_way() -> None:
    middleware = FirstStepsMiddleware(lambda request: None)  # type: ignore[arg-type,return-value]
    assert middleware.process_exception(RequestFactory().get("/"), KeyError("x")) is None


def test_program_gets_the_code() -> None:
    answer = api.on_exception(RequestFactory().get("/api/tasks"), NoRegionError())
    assert answer.status_code == 409
    assert b'"code": "no_region"' in answer.content
