"""Tabs under the words of the rail."""

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
    own = {place: tab for place, tab in tabs._tabs.items() if place[0] == "admin"}
    own["ledger", "tasks"] = tabs._tabs["ledger", "tasks"]
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


def test_unknown_word_is_refused() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        register_tab(Tab("late", "迟报", "inbox:inbox", lambda person: True, 6, group="nowhere"))


# Words without a page of their own


SERIES = Tab("series", "数列", "inbox:inbox", lambda person: True, 10, group="indicators")
HIDDEN = Tab("hidden", "看板", "accounts:password", lambda person: False, 5, group="indicators")


def _labels(words: list) -> list[str]:
    return [str(word.label) for word in words]


@pytest.fixture
def rail(db):
    def get(address: str, *roles: Role) -> list:
        person = Person.objects.create_user("limin", "x", name="李敏", roles=roles)
        client = Client()
        client.force_login(person)
        return client.get(reverse(address)).context["frame"].words

    return get


def test_word_without_a_tab_for_the_person_is_not_there(rail) -> None:
    register_tab(HIDDEN)
    assert "指标" not in _labels(rail("ledger:desk", Role.CITY_LEADER))


def test_word_leads_to_the_first_tab_that_the_person_may_open(rail) -> None:
    register_tab(HIDDEN)
    register_tab(SERIES)
    words = rail("ledger:desk", Role.CITY_LEADER)
    assert _labels(words) == ["工作台", "文件", "台账", "指标"]
    assert words[-1].url == reverse("inbox:inbox")
    assert words[-1].tabs == ()


def test_tabs_of_a_word_stand_under_it_on_its_pages(rail) -> None:
    register_tab(SERIES)
    register_tab(
        Tab("goals", "目标", "accounts:password", lambda person: True, 20, group="indicators")
    )
    [current] = [word for word in rail("accounts:password", Role.CITY_LEADER) if word.is_current]
    assert str(current.label) == "指标"
    assert [(str(tab.label), tab.is_current) for tab in current.tabs] == [
        ("数列", False),
        ("目标", True),
    ]


def test_administrator_sees_no_word_of_tasks_whatever_is_registered(rail) -> None:
    register_tab(SERIES)
    assert "指标" not in _labels(rail("accounts:people", Role.ADMINISTRATOR))


# What is looked after stands apart


def test_page_that_is_a_tab_of_two_words_belongs_to_the_one_the_person_may_open(rail) -> None:
    pages = ("supervision:calendar",)
    rules = Tab("rules", "口径", "supervision:practice", lambda person: True, 70, pages=pages)
    register_tab(rules)
    [current] = [word for word in rail("supervision:calendar", Role.HEAD) if word.is_current]
    assert str(current.label) == "台账"


def test_pages_apart_are_tabs_of_one_word_at_the_end(rail) -> None:
    words = rail("ledger:chain", Role.HEAD)
    assert [word.is_apart for word in words] == [False, False, False, True]
    assert str(words[-1].label) == "管理"
    assert words[-1].is_current
    assert _labels(words[-1].tabs) == ["单位", "核验"]
    assert [tab.is_current for tab in words[-1].tabs] == [False, True]


def test_single_page_apart_stands_there_by_its_own_name(rail) -> None:
    words = rail("organisations:units", Role.CLERK)
    assert str(words[-1].label) == "单位"
    assert words[-1].is_apart
    assert words[-1].is_current


def test_administrator_sees_the_pages_apart_as_words(rail) -> None:
    words = rail("accounts:people", Role.ADMINISTRATOR)
    assert _labels(words) == ["单位", "人员", "变更", "日历", "投递"]
    assert not any(word.is_apart for word in words)
    assert [str(word.label) for word in words if word.is_current] == ["人员"]
