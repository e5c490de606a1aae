"""Calls and addresses with what nobody means: answered with a sentence, never with a failure."""

from collections.abc import Callable

import pytest
from django.test import Client

from indicators.intake.conftest import local
from taizhang.accounts.models import Person
from taizhang.indicators.domain.intake.slots import key_place
from taizhang.indicators.models import Observation, Series

URL = "/api/indicators"
pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(
    as_person: Callable[[Person], Client],
    officer: Person,
    make_series: Callable[..., Series],
    at: Callable[[str], None],
) -> Client:
    """The officer's browser; failures are answers here."""
    at("2026-07-03 09:00")
    make_series(code="Z0001")
    browser = as_person(officer)
    browser.raise_request_exception = False
    return browser


@pytest.mark.parametrize(
    ("part", "status", "code"),
    [
        ({"day": "0001-01-31"}, 422, "figures_refused"),
        ({"day": "0026-06-30"}, 422, "figures_refused"),
        ({"note": "a\0b"}, 400, "unreadable"),
        ({"note": "\ud800"}, 400, "unreadable"),
        ({"indicator": "\0"}, 400, "unreadable"),
        ({"value": True}, 422, "wrong_form"),
        ({"value": "5²"}, 422, "figures_refused"),
        ({"value": "1 2"}, 422, "figures_refused"),
    ],
)
def test_a_figure_that_nobody_means_is_refused(
    mine: Client, part: dict[str, object], status: int, code: str
) -> None:
    figure = {"indicator": "Z0001", "day": "2026-06-30", "value": "5", **part}
    answer = mine.post(
        f"{URL}/figures",
        {"figures": [figure]},
        content_type="application/json",
        headers={"Idempotency-Key": "k"},
    )
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]
    assert not Observation.objects.exists()


def test_addresses_that_nobody_means_are_answered(mine: Client) -> None:
    for address, status in {
        f"{URL}/%00": 404,
        f"{URL}?q=%00": 422,
        f"{URL}/Z0001/figures?region=%00": 422,
        f"{URL}/owed?since=0001-01-01": 422,
        f"{URL}/Z0001/figures?known_at=9999-12-31": 200,
        "/indicators/%00/": 404,
        "/indicators/entry/?day=0001-01-01": 200,
        "/indicators/missing/?until=0001-01-01": 200,
    }.items():
        assert mine.get(address).status_code == status, address
    said = mine.get("/indicators/entry/?day=0001-01-01").content.decode()
    assert "日期早于 1949-10-01，请核对年份。" in said


def test_a_row_of_a_form_is_of_a_day_that_can_have_been() -> None:
    assert key_place("7-20260630") == (7, local("2026-06-30").date())
    for key in ("7-00010131", "7-99991231", "7-20260631", "7", "x-20260630"):
        assert key_place(key) is None
