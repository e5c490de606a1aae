"""A task is not closed ahead of its parts, unless who supervises them lets it."""

from decimal import Decimal

import pytest

from ledger.road import as_sent, now
from taizhang.ledger.domain.closing import accept_closure, reopen_task, request_closure
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.enums import Grade
from taizhang.supervision.domain.parts.closing import waive_open_parts

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(levels, make_task, liaison):
    """A task of 市科技局 with parts of two counties, all underway."""
    whole = make_task()
    parts = levels.give(whole, {"青石县": 70, "白河县": 70})
    people = levels.people
    levels.start(whole, actor=people.clerk, by=liaison)
    for part, person in zip(parts, (people.qsliaison, people.baihe), strict=True):
        levels.start(part, actor=people.clerk, by=person)
    return whole, parts


def request(levels, task, by, value=70):
    done = ReportInput("完成", figures=[FigureInput(1, Decimal(value), levels.noon.date())])
    return request_closure(task, done, actor=by, as_of=levels.noon)


def close(levels, task, by):
    request(levels, task, by)
    accept_closure(task, grade=Grade.GOOD, actor=levels.people.clerk, as_of=levels.noon)


def test_request_names_the_parts_that_are_open(levels, given, liaison):
    whole, parts = given
    close(levels, parts[0], levels.people.qsliaison)
    sentence = f"还有 1 项没有办结：{parts[1].number} 白河县人民政府。"
    with pytest.raises(ActInputError, match=sentence):
        request(levels, whole, liaison)
    close(levels, parts[1], levels.people.baihe)
    request(levels, whole, liaison)
    assert now(whole).state == "closing"


def test_part_reopened_after_the_request_keeps_the_whole_open(levels, given, liaison):
    whole, parts = given
    for part, person in zip(parts, (levels.people.qsliaison, levels.people.baihe), strict=True):
        close(levels, part, person)
    request(levels, whole, liaison)
    clerk = levels.people.clerk
    reopen_task(parts[0], reason="数字不实", actor=clerk, as_of=levels.noon)
    with pytest.raises(ActInputError, match=parts[0].number):
        accept_closure(whole, grade=Grade.GOOD, actor=clerk, as_of=levels.noon)


def test_office_lets_the_whole_go_ahead_with_a_reason(levels, given, liaison):
    whole, _parts = given
    clerk = levels.people.clerk
    with pytest.raises(ActInputError, match="理由"):
        waive_open_parts(whole, reason=" ", actor=clerk, as_of=levels.noon)
    waive_open_parts(whole, reason="全市已超额完成", actor=clerk, as_of=levels.noon)
    assert "同意在 2 项下级任务办结前先行办结" in as_sent(whole)
    assert "全市已超额完成" in as_sent(whole)
    close(levels, whole, liaison)
    assert now(whole).state == "closed"
    assert verify().holds


def test_nobody_else_lets_it_go_ahead(levels, given, liaison):
    for person in (liaison, levels.people.qsclerk):
        with pytest.raises(ActNotAllowedError):
            waive_open_parts(given[0], reason="行", actor=person, as_of=levels.noon)


def test_part_made_after_the_permission_is_asked_for_again(levels, given, liaison):
    whole, _parts = given
    waive_open_parts(whole, reason="行", actor=levels.people.clerk, as_of=levels.noon)
    [late] = levels.give(whole, {"临江县": 5})
    with pytest.raises(ActInputError, match=f"1 项没有办结：{late.number}"):
        request(levels, whole, liaison)


def test_county_decides_on_its_own_parts(levels, given):
    _whole, parts = given
    people, county = levels.people, levels.counties["青石县"]
    levels.give(parts[0], {"柳河镇": 70}, actor=people.qsclerk, keeper=county)
    with pytest.raises(ActInputError, match="柳河镇"):
        request(levels, parts[0], people.qsliaison)
    with pytest.raises(ActInputError, match="没有由您督办"):
        waive_open_parts(parts[0], reason="行", actor=people.clerk, as_of=levels.noon)
    waive_open_parts(parts[0], reason="县已完成", actor=people.qsclerk, as_of=levels.noon)
    request(levels, parts[0], people.qsliaison)
    assert now(parts[0]).state == "closing"


def test_task_without_parts_has_nothing_to_let_pass(levels, make_task):
    with pytest.raises(ActInputError, match="不需要先行办结"):
        waive_open_parts(make_task(), reason="行", actor=levels.people.clerk, as_of=levels.noon)
