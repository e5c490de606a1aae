"""From raising to closing: who may do what, in which order, told to whom, two at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from indicators.warnings.conftest import evaluate, kinds_of, noon, open_warnings
from taizhang.indicators.domain.errors import IndicatorError
from taizhang.indicators.domain.warnings import (
    acknowledge_warning,
    close_warning,
    handle_warning,
    return_warning,
)
from taizhang.indicators.domain.warnings.acts import last_act_of
from taizhang.indicators.models import EarlyWarning, WarningAct
from taizhang.messages.models import DigestItem

DAY = noon("2024-07-11")
LOW = '{level: {value: "< 10"}}'

pytestmark = pytest.mark.django_db


@pytest.fixture
def low(make_series, observe, only, science):
    """A series of 市科技局 whose figure is too low."""
    only(LOW)
    series = make_series(office=science)
    observe(series, {"2024-06-30": 5})
    return series


@pytest.fixture
def warning(low):
    evaluate("2024-07-10")
    return open_warnings()[0]


def do(act: Callable[..., WarningAct], warning: EarlyWarning, actor, text: str = "已办理"):
    words = {} if act is acknowledge_warning else {"text": text}
    seen = last_act_of(warning.pk)
    return act(warning.pk, seen=seen, actor=actor, as_of=DAY, **words)


def refusal(act, warning, actor, text="已办理"):
    with pytest.raises(IndicatorError) as refused:
        do(act, warning, actor, text)
    return refused.value.code


def test_road_from_signing_to_closing(warning, liaison, officer):
    do(acknowledge_warning, warning, liaison)
    do(handle_warning, warning, liaison, "七月补齐两家")
    do(return_warning, warning, officer, "写明哪两家")
    do(handle_warning, warning, liaison, "甲、乙两家")
    do(close_warning, warning, officer, "已核实")
    warning.refresh_from_db()
    assert (warning.state, warning.closed_at) == ("closed", DAY)
    assert kinds_of(warning) == [
        "raised", "acknowledged", "handled", "returned", "handled", "closed"
    ]  # fmt: skip


def test_closed_is_raised_anew_only_by_other_figures(warning, low, liaison, officer, observe):
    do(acknowledge_warning, warning, liaison)
    do(handle_warning, warning, liaison)
    do(close_warning, warning, officer)
    assert evaluate("2024-07-12").raised == 0
    assert evaluate("2024-08-01").raised == 0
    observe(low, {"2024-07-31": 4})
    assert evaluate("2024-08-10").raised == 1
    assert EarlyWarning.objects.count() == 2


def test_recovered_warning_may_be_closed_by_the_officer_alone(warning, low, observe, officer):
    assert refusal(close_warning, warning, officer) == "wrong_state"
    observe(low, {"2024-06-30": 50})
    evaluate("2024-07-11")
    do(close_warning, warning, officer, "数据更正")
    assert refusal(close_warning, warning, officer) == "wrong_state"
    observe(low, {"2024-06-30": 5})  # closed as recovered: the old figure is a new matter
    assert evaluate("2024-07-12").raised == 1


def test_acts_come_in_their_order(warning, liaison, officer):
    assert refusal(handle_warning, warning, liaison) == "wrong_state"
    assert refusal(return_warning, warning, officer) == "wrong_state"
    do(acknowledge_warning, warning, liaison)
    assert refusal(acknowledge_warning, warning, liaison) == "wrong_state"
    assert refusal(handle_warning, warning, liaison, "  ") == "no_text"
    assert refusal(handle_warning, warning, liaison, "长" * 2001) == "long_text"


def test_owners_handle_and_officers_close(warning, liaison, other_liaison, officer, clerk):
    for person in (other_liaison, officer, clerk):
        assert refusal(acknowledge_warning, warning, person) == "not_allowed"
    do(acknowledge_warning, warning, liaison)
    do(handle_warning, warning, liaison)
    for person in (liaison, other_liaison, clerk):
        assert refusal(close_warning, warning, person) == "not_allowed"
        assert refusal(return_warning, warning, person) == "not_allowed"


def test_who_handled_never_closes(warning, officer, head, appoint, science):
    appoint(officer, science, "liaison")
    do(acknowledge_warning, warning, officer)
    do(handle_warning, warning, officer)
    assert refusal(close_warning, warning, officer) == "own_handling"
    assert refusal(return_warning, warning, officer) == "own_handling"
    do(close_warning, warning, head)


def test_units_of_the_goals_task_are_owners_too(make_series, observe, only, aim, underway, liaison):
    only('{level: {lag: ">= 10"}}')
    series = make_series()
    observe(series, {"2024-06-30": 5})
    goal = aim(series, 100)
    task = underway()
    goal.task, goal.target_key = task, 1
    goal.save()
    evaluate("2024-07-10")
    [warning] = open_warnings()
    do(acknowledge_warning, warning, liaison)
    told = DigestItem.objects.filter(kind="warnings").values_list("recipient__username", flat=True)
    assert liaison.username in told


def test_what_changed_since_it_was_seen_is_seen_first(warning, low, observe, liaison):
    seen = last_act_of(warning.pk)
    observe(low, {"2024-06-30": 4})
    evaluate("2024-07-11")
    with pytest.raises(IndicatorError) as refused:
        acknowledge_warning(warning.pk, seen=seen, actor=liaison, as_of=DAY)
    assert refused.value.code == "changed"


def test_owners_and_officers_hear_once_and_again_only_of_a_change(
    liaison, officer, other_liaison, warning, low, observe
):
    def told(person):
        items = DigestItem.objects.filter(recipient=person, kind="warnings").order_by("pk")
        return list(items.values_list("subject", "body"))

    news = ("新预警“测试规则”：高新技术企业（云岭市）", "2024年6月为 5 家，达到 < 10 的预警线。")
    assert told(liaison) == told(officer) == [news]
    assert told(other_liaison) == []
    evaluate("2024-07-11")
    evaluate("2024-07-12")
    assert told(liaison) == [news]
    observe(low, {"2024-06-30": 4})
    evaluate("2024-07-12")
    assert [subject for subject, _body in told(officer)] == [
        news[0],
        "预警情况变化“测试规则”：高新技术企业（云岭市）",
    ]
    observe(low, {"2024-06-30": 40})
    evaluate("2024-07-13")
    assert len(told(officer)) == 2  # that it is well again waits on the page


def test_many_of_one_rule_are_told_as_a_number(make_series, observe, only, officer):
    only(LOW)
    for _ in range(7):
        observe(make_series(), {"2024-06-30": 5})
    evaluate("2024-07-10")
    items = DigestItem.objects.filter(recipient=officer).values_list("subject", "url")
    assert list(items) == [
        ("“测试规则”：新发 7 条，情况变化 0 条", "/indicators/warnings/?rule=one")
    ]


class TestTwoAtOnce:
    """Each in a transaction of its own."""

    pytestmark = pytest.mark.django_db(transaction=True)

    def beside_mine(self, mine, theirs):
        """Mine is not committed yet when theirs begins; theirs has to wait."""

        def run():
            try:
                return theirs()
            except IndicatorError as refused:
                return refused.code
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                mine()
                waiting = pool.submit(run)
                with pytest.raises(TimeoutError):
                    waiting.result(timeout=0.3)
            return waiting.result(timeout=20)

    def test_the_second_signature_sees_the_first(self, warning, liaison):
        def sign():
            return do(acknowledge_warning, warning, liaison)

        seen = last_act_of(warning.pk)
        again = self.beside_mine(
            sign, lambda: acknowledge_warning(warning.pk, seen=seen, actor=liaison, as_of=DAY)
        )
        assert again == "changed"
        assert kinds_of(warning) == ["raised", "acknowledged"]

    def test_two_runs_raise_one_warning(self, low):
        found = self.beside_mine(
            lambda: evaluate("2024-07-10"), lambda: evaluate("2024-07-10").raised
        )
        assert found == 0
        assert EarlyWarning.objects.count() == 1

    def test_a_figure_that_comes_while_it_is_closed_is_noted_after_it(
        self, warning, low, observe, liaison, officer
    ):
        do(acknowledge_warning, warning, liaison)
        do(handle_warning, warning, liaison)
        observe(low, {"2024-06-30": 4})
        found = self.beside_mine(
            lambda: do(close_warning, warning, officer),
            lambda: evaluate("2024-07-12").raised,
        )
        assert found == 1  # another figure than the closed one: a new warning
        assert EarlyWarning.objects.filter(closed_at__isnull=True).count() == 1
