"""Reminders of figures: on which days, to whom, once a day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.intake.conftest import local
from taizhang.accounts.enums import Role
from taizhang.indicators.domain.intake.reminding import remind_of_figures, reminded_dues
from taizhang.indicators.domain.queries.owed import LOOKS_BACK
from taizhang.messages.domain import make_daily_digests
from taizhang.messages.models import DigestItem, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def owing(make_series, liaison):
    """May is owed by 15 June."""
    return make_series(expected_from=date(2026, 5, 1))


@pytest.fixture
def told():
    """Kind and subject of what is laid ready for a person on a day."""

    def ask(day, person):
        DigestItem.objects.all().delete()
        remind_of_figures(local(f"{day} 08:00"))
        items = DigestItem.objects.filter(recipient=person).order_by("id")
        return [(item.kind, item.subject) for item in items]

    return ask


def test_unit_hears_of_what_is_due_before_and_on_the_day_and_of_what_is_late_after_it(
    owing, liaison, told
):
    days = [date(2026, 6, 1) + timedelta(days=n) for n in range(40)]
    said = {day: [kind for kind, _subject in told(day, liaison)] for day in days}
    spoken = {day: kinds for day, kinds in said.items() if kinds}
    due, late = ["figures_due"], ["figures_late"]
    assert spoken == {
        date(2026, 6, 12): due,
        date(2026, 6, 15): due,
        date(2026, 6, 16): late,
        date(2026, 6, 18): late,
        date(2026, 6, 22): late,
        date(2026, 6, 29): late,
        date(2026, 7, 6): late,
    }


def test_what_is_due_on_one_day_is_one_matter(make_series, liaison, told):
    for name in "甲乙丙丁":
        make_series(name, expected_from=date(2026, 5, 1))
    assert told("2026-06-15", liaison) == [
        (
            "figures_due",
            "市科技局 4 个数应报，2026-06-15到期："
            "甲（云岭市）2026年5月、乙（云岭市）2026年5月、丙（云岭市）2026年5月等",
        )
    ]


def test_figure_that_came_in_is_not_spoken_of(owing, record, liaison, told):
    record(owing, "2026-05-31", at="2026-06-03 09:00")
    assert told("2026-06-15", liaison) == []


def test_leader_hears_of_what_is_late_only(owing, make_person, appoint, science, told):
    leader = make_person("zhouyang")
    appoint(leader, science, Role.UNIT_LEADER)
    assert told("2026-06-15", leader) == []
    assert [kind for kind, _said in told("2026-06-16", leader)] == ["figures_late"]


def test_unit_without_a_liaison_is_told_through_its_leader(
    make_series, make_person, appoint, science, told
):
    make_series(expected_from=date(2026, 5, 1))
    leader = make_person("zhouyang")
    appoint(leader, science, Role.UNIT_LEADER)
    assert [kind for kind, _said in told("2026-06-15", leader)] == ["figures_due"]


def test_officers_hear_how_much_is_late_once_a_week(owing, officer, told):
    assert told("2026-06-21", officer) == []
    assert told("2026-06-22", officer) == [("figures_late", "1 个数缺报，涉及 1 家单位")]


def test_officers_hear_nothing_when_nothing_is_late(make_series, officer, told):
    make_series(expected_from=date(2026, 6, 1))
    assert told("2026-06-22", officer) == []


def test_nothing_is_told_twice_a_day(owing, liaison, settings):
    moment = local("2026-06-15 08:00")
    settings.DIGEST_HOUR = 8
    remind_of_figures(moment)
    remind_of_figures(moment + timedelta(hours=1))
    assert DigestItem.objects.filter(recipient=liaison).count() == 1
    assert make_daily_digests(as_of=moment) == 1
    assert make_daily_digests(as_of=moment + timedelta(hours=2)) == 0
    assert Message.objects.filter(recipient=liaison).count() == 1


def test_half_past_midnight_belongs_to_the_next_day_of_the_office(owing, liaison):
    remind_of_figures(local("2026-06-15 23:30"))
    assert DigestItem.objects.get(recipient=liaison).kind == "figures_due"
    remind_of_figures(local("2026-06-16 00:30"))
    kinds = DigestItem.objects.filter(recipient=liaison).order_by("id")
    assert [item.kind for item in kinds] == ["figures_due", "figures_late"]


def test_dues_reach_as_far_back_as_the_lists(owing):
    day = date(2026, 6, 15)
    dues = reminded_dues(day)
    assert len(dues) == len(set(dues))
    assert day - min(dues) <= LOOKS_BACK


def test_queries_do_not_grow_with_the_figures(make_series, liaison):
    counts = []
    for number in (1, 3):
        for _ in range(number):
            make_series(expected_from=date(2026, 5, 1))
        with CaptureQueriesContext(connection) as asked:
            remind_of_figures(local("2026-06-15 08:00"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
