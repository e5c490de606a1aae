"""Answers that a bulletin waits for: seen, asked for again, counted in the next one."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.bulletins.walking import draft, issue
from taizhang.accounts.enums import Role
from taizhang.messages.models import DigestItem, Message
from taizhang.reporting.domain.bulletins.answering import answer_bulletin
from taizhang.reporting.domain.bulletins.reminding import remind_of_answers, remind_units
from taizhang.reporting.domain.errors import (
    BulletinNotAllowedError,
    BulletinStateError,
)
from taizhang.reporting.domain.papers.composing import Chosen
from taizhang.reporting.domain.periods import read_period
from taizhang.reporting.models import BulletinAct

DAY = timedelta(days=1)


@pytest.fixture
def issued(city, clerk, head, science):
    """A bulletin that names 市科技局, whose answer is due today."""
    task = city.start(city.task(("培育高新技术企业", ">=", 140)))
    city.report(task, 20, on=date(2024, 6, 20))
    today = timezone.localdate()
    made = draft(clerk, period=read_period("2024-06"), chosen=Chosen(today, [science.pk]))
    return issue(made, reviewer=head, issuer=clerk)


def _answer(bulletin, science, liaison, as_of=None):
    as_of = as_of or timezone.now()
    return answer_bulletin(bulletin, science.pk, text="抓紧。", actor=liaison, as_of=as_of)


def test_an_office_reminds_those_who_have_not_answered_once_a_day(issued, clerk, liaison):
    Message.objects.all().delete()
    now = timezone.now()
    assert remind_units(issued, actor=clerk, as_of=now) == ["市科技局"]
    [told] = Message.objects.all()
    assert (told.recipient, "催办" in told.subject) == (liaison, True)
    with pytest.raises(BulletinStateError) as caught:
        remind_units(issued, actor=clerk, as_of=now)
    assert caught.value.code == "reminded_today"
    remind_units(issued, actor=clerk, as_of=now + DAY)
    acts = BulletinAct.objects.filter(kind="reminded").values_list("text", flat=True)
    assert list(acts) == ["市科技局", "市科技局"]


def test_only_the_office_reminds_and_only_while_it_waits(issued, clerk, liaison, mayor, science):
    for person in (liaison, mayor):
        with pytest.raises(BulletinNotAllowedError):
            remind_units(issued, actor=person, as_of=timezone.now())
    _answer(issued, science, liaison)
    with pytest.raises(BulletinStateError):
        remind_units(issued, actor=clerk, as_of=timezone.now())


def test_the_digest_speaks_of_it_from_three_days_before_and_tells_the_office_when_late(
    issued, clerk, liaison, science
):
    def told(days):
        DigestItem.objects.all().delete()
        remind_of_answers(timezone.now() + days * DAY)
        remind_of_answers(timezone.now() + days * DAY)  # called again after a crash
        return set(DigestItem.objects.values_list("recipient__username", flat=True))

    unit = {liaison.username}
    assert [told(days) for days in (-4, -3, 0)] == [set(), unit, unit]
    assert told(1) == unit | {clerk.username}
    assert DigestItem.objects.count() == 2
    _answer(issued, science, liaison)
    assert told(2) == set()


def test_pages_and_desk_show_what_is_late(issued, client, clerk, liaison, science, time_machine):
    client.force_login(clerk)
    assert "未回复" in client.get(issued.get_absolute_url()).content.decode()
    time_machine(timezone.now() + 3 * DAY)
    client.force_login(clerk)
    page = client.get(issued.get_absolute_url()).content.decode()
    assert "逾期 3 天" in page
    assert "催办未回复单位" in page
    assert "1 家逾期" in client.get(reverse("reporting:bulletins")).content.decode()
    assert "通报，逾期未回复" in client.get("/").content.decode()
    client.post(reverse("reporting:bulletin-remind", args=[issued.pk]))
    assert BulletinAct.objects.filter(kind="reminded").exists()
    _answer(issued, science, liaison, timezone.now())
    page = client.get(issued.get_absolute_url()).content.decode()
    assert "已回复（逾期 3 天）" in page
    assert "催办未回复单位" not in page


def test_people_of_units_do_not_remind(issued, client, liaison, make_person):
    for person in (liaison, make_person("officer2", Role.INDICATOR_OFFICER)):
        client.force_login(person)
        url = reverse("reporting:bulletin-remind", args=[issued.pk])
        assert client.post(url).status_code == 403


def test_the_next_bulletin_says_who_did_not_answer(city, issued, clerk, science):
    after = draft(clerk, period=read_period("2024-07"))
    answers = json.loads(after.numbers)["change"]["answers"]
    assert answers == {"asked": 1, "answered": 0, "silent": ["市科技局"]}
    assert "上期通报要求书面回复的1家单位，已回复0家，市科技局没有回复" in _text(after)


def test_what_a_unit_said_in_the_period_stands_beside_its_number(city, clerk):
    task = city.start(city.task(("甲", ">=", 100)))
    city.report(task, 20, on=date(2024, 6, 20))
    silent = city.start(city.task(("乙", ">=", 100)))
    city.report(silent, 10, on=date(2024, 5, 25))
    made = draft(clerk, period=read_period("2024-06"))
    said = json.loads(made.numbers)["said"]
    assert said == {f"{task.number}.1": {"text": "填报", "day": "2024-06-20", "how": "报告"}}
    text = _text(made)
    assert "责任单位2024年6月20日报告：填报" in text
    assert "责任单位没有说明原因" in text


def test_figures_that_differ_by_shares_differ_by_points(city, clerk):
    task = city.task(("绿化率", ">=", 40), units=None)
    task.targets.update(unit="%")
    city.start(task)
    city.report(task, 10)
    [item] = json.loads(draft(clerk).numbers)["items"]
    assert item["gap"].endswith("个百分点")
    assert item["value"] == "10%"


def _text(bulletin):
    blocks = json.loads(bulletin.blocks)["blocks"]
    return "\n".join("".join(text for text, _key in block.get("runs", ())) for block in blocks)


@pytest.fixture
def time_machine(monkeypatch):
    """A function that sets the clock of the pages."""

    def go(moment: datetime):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return go
