"""The filter 公开 of the list of indicators."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from reporting.public.conftest import City
from taizhang.accounts.models import Person


@pytest.mark.parametrize(("asked", "shown"), [("yes", True), ("no", False), ("", True)])
def test_only_what_is_public_is_left(
    city: City,
    publish: Callable[..., object],
    clerk: Person,
    client: Client,
    asked: str,
    shown: bool,
) -> None:
    publish(city.indicator)
    client.force_login(clerk)
    rows = client.get(reverse("indicators:catalogue"), {"public": asked}).context["list"].rows
    assert (city.indicator in [row.version.indicator for row in rows]) is shown


def test_a_value_that_is_no_choice_is_said(clerk: Person, client: Client) -> None:
    client.force_login(clerk)
    page = client.get(reverse("indicators:catalogue"), {"public": "maybe"}).content.decode()
    assert "筛选条件看不懂" in page
