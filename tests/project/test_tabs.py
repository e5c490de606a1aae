"""Tabs under the rail's word 台账."""

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.ledger import tabs
from taizhang.ledger.tabs import Tab, register_tab

UNITS = Tab("units", "单位", "organisations:units", lambda person: True, 50)
FURTHER = ("inbox:inbox",)
LATE = Tab("late", "迟报", "inbox:inbox", lambda person: True, 5, count=lambda person, now: 12)


@pytest.fixture(autouse=True)
def own_tabs(monkeypatch):
    """What a test registers is gone after it."""
    own = {"tasks": tabs._tabs["tasks"]}
    monkeypatch.setattr(tabs, "_tabs", own)


@pytest.fixture
def visit(db):
    def get(address: str, *roles: Role) -> list:
        person = Person.objects.create_user("limin", "x", name="李敏", roles=roles)
        client = Client()
        client.force_login(person)
        words = client.get(reverse(address)).context["frame"].words
        return [word for word in words if word.is_current]

    return get


def test_tabs_stand_in_the_order_of_their_position_under_the_ledger(visit) -> None:
    register_tab(UNITS)
    register_tab(LATE)
    [word] = visit("ledger:list", Role.CLERK)
    assert [str(tab.label) for tab in word.tabs] == ["迟报", "任务", "单位"]
    assert [tab.is_current for tab in word.tabs] == [False, True, False]
    assert [tab.count for tab in word.tabs] == [12, 0, 0]


def test_page_of_a_tab_belongs_to_the_ledger(visit) -> None:
    register_tab(LATE)
    [word] = visit("inbox:inbox", Role.CLERK)
    assert str(word.label) == "台账"
    assert [tab.is_current for tab in word.tabs] == [True, False]


def test_further_page_of_a_tab_is_the_tab(visit) -> None:
    register_tab(Tab("rules", "口径", "ledger:chain", lambda person: True, 50, pages=FURTHER))
    [word] = visit("inbox:inbox", Role.CLERK)
    assert [str(tab.label) for tab in word.tabs if tab.is_current] == ["口径"]


def test_tabs_are_hidden_under_other_words(visit) -> None:
    register_tab(LATE)
    [word] = visit("ledger:desk", Role.CLERK)
    assert word.tabs == ()


def test_tab_that_the_person_may_not_open_is_not_shown(visit) -> None:
    register_tab(LATE)
    register_tab(Tab("no", "不可见", "accounts:people", lambda person: False, 60))
    [word] = visit("ledger:list", Role.CLERK)
    assert "不可见" not in [tab.label for tab in word.tabs]


def test_single_tab_is_not_worth_a_line(visit) -> None:
    [word] = visit("ledger:list", Role.CLERK)
    assert word.tabs == ()


def test_key_is_taken_once() -> None:
    register_tab(LATE)
    register_tab(LATE)
    with pytest.raises(ValueError, match="late"):
        register_tab(Tab("late", "另一个", "inbox:inbox", lambda person: True, 6))
