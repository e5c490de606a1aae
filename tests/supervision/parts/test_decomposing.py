"""A task given on: who may, what the parts are, when the shares are refused."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from ledger.road import as_sent, now
from supervision.levels import DUE, goals
from taizhang.ledger.domain.correcting import Correction, correct_task
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError, TaskStateError
from taizhang.ledger.domain.replay import replay
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event, Task
from taizhang.supervision.domain.queries.decomposition import breakdown_of
from taizhang.supervision.enums import Spread

pytestmark = pytest.mark.django_db

FOUR = {"青石县": 40, "白河县": 40, "临江县": 30, "松山区": 30}
RATE = ("城镇污水处理率", ">=", "95", "%")
FIRMS = ("培育高新技术企业", ">=", "140", "家")


def test_counties_get_tasks_of_their_own_that_the_city_supervises(levels, make_task):
    whole = make_task()
    tasks = levels.give(whole, FOUR)
    stored = Task.objects.get(pk=tasks[0].pk)
    first = now(stored)
    assert (stored.parent, stored.keeper) == (whole, None)
    assert (first.state, first.title, first.due) == ("confirmed", now(whole).title, DUE)
    county = levels.counties["青石县"]
    assert first.units == (Answer(county.pk, "responsible", "青石县人民政府"),)
    assert [(goal.indicator, goal.op, goal.value, goal.unit) for goal in first.targets] == [
        ("培育高新技术企业", ">=", Decimal(40), "家")
    ]
    assert first.text.startswith("青石县人民政府承担：培育高新技术企业 ≥40 家（2024-06-30）。")
    assert whole.number in first.basis
    assert [now(task).targets[0].value for task in tasks] == [40, 40, 30, 30]


def test_chain_of_the_whole_says_who_got_a_part(levels, make_task):
    whole = make_task()
    before = now(whole)
    levels.give(whole, FOUR)
    said = as_sent(whole)
    assert said == ("分解给 4 家：青石县人民政府、白河县人民政府、临江县人民政府、松山区人民政府")
    assert now(whole) == before == replay(whole)
    assert verify().holds


def test_county_clerk_gives_on_to_townships_and_supervises_them(levels, make_task):
    [part, *_rest] = levels.give(make_task(), FOUR)
    county, clerk = levels.counties["青石县"], levels.people.qsclerk
    tasks = levels.give(part, {"柳河镇": 25, "石桥镇": 15}, actor=clerk, keeper=county)
    stored = Task.objects.select_related("keeper").get(pk=tasks[0].pk)
    assert (stored.parent_id, stored.keeper) == (part.pk, county)
    assert as_sent(part) == "分解给 2 家"
    assert verify().holds


@pytest.fixture
def refused(levels):
    """Check that giving on is refused with a sentence, and that nothing is written."""

    def refused(error, match, task, shares, **more):
        before = Task.objects.count(), Event.objects.count()
        with pytest.raises(error, match=match) as caught, transaction.atomic():
            levels.give(task, shares, **more)
        assert (Task.objects.count(), Event.objects.count()) == before
        return getattr(caught.value, "field", "")

    return refused


def test_only_who_supervises_or_keeps_a_part_gives_on(levels, make_task, refused, liaison):
    whole = make_task()
    refused(ActNotAllowedError, "无权", whole, FOUR, actor=liaison)
    refused(ActNotAllowedError, "没有任务", whole, FOUR, actor=levels.people.qsclerk)
    [part, *_rest] = levels.give(whole, FOUR)
    townships, county = {"柳河镇": 40}, levels.counties["青石县"]
    refused(ActNotAllowedError, "无权", part, townships, actor=levels.people.qsliaison)
    refused(ActNotAllowedError, "名义", part, townships, actor=levels.people.qsclerk)
    refused(ActNotAllowedError, "名义", part, townships, keeper=county)
    refused(
        ActNotAllowedError,
        "没有任务",
        part,
        townships,
        actor=levels.people.bhclerk,
        keeper=levels.counties["白河县"],
    )


def test_shares_below_the_target_are_refused_with_what_is_missing(make_task, refused):
    short = {"青石县": 60, "白河县": 70}
    sentence = "“培育高新技术企业 ≥140 家（2024-06-30）”分解合计 130 家，比目标少 10 家"
    assert refused(ActInputError, sentence, make_task(), short) == "reason"


def test_shares_below_the_target_stand_with_a_reason_on_record(levels, make_task):
    whole = make_task()
    levels.give(whole, {"青石县": 60}, reason="其余由市科技局直接培育")
    assert as_sent(whole).endswith("；缺口说明：其余由市科技局直接培育")


def test_more_than_the_target_may_be_given_out(levels, make_task):
    assert len(levels.give(make_task(), {"青石县": 90, "白河县": 60})) == 2


def test_second_round_counts_the_shares_of_the_first(levels, make_task, refused):
    whole = make_task()
    levels.give(whole, {"青石县": 60}, reason="分批下达")
    refused(ActInputError, "比目标少 10 家", whole, {"白河县": 70})
    levels.give(whole, {"白河县": 80})
    assert sum(breakdown_of(whole, None).shares_of(1)) == 140


def test_unit_that_has_a_part_gets_no_second_one(levels, make_task, refused):
    whole = make_task()
    [first, *_rest] = levels.give(whole, FOUR)
    sentence = f"青石县人民政府已有分解任务 {first.number}"
    assert refused(ActInputError, sentence, whole, {"青石县": 5}) == "parts"


def test_rates_go_to_every_county_as_they_are(levels, make_task):
    whole = make_task(targets=goals(RATE, FIRMS))
    tasks = levels.give(whole, {"青石县": "95 70", "白河县": "96 70"})
    assert [[goal.value for goal in now(task).targets] for task in tasks] == [[95, 70], [96, 70]]


def test_rate_below_the_target_is_refused(make_task, refused):
    whole = make_task(targets=goals(RATE))
    sentence = "各家同值，最松的一家是 90%，达不到目标，差 5%"
    assert refused(ActInputError, sentence, whole, {"青石县": 95, "白河县": 90}) == "reason"


def test_clerk_may_divide_a_ceiling(levels, make_task, refused):
    whole = make_task(targets=goals(("能耗总量", "<=", "100", "万吨")))
    divided = {"spreads": {1: Spread.SUM}}
    refused(
        ActInputError,
        "超出上限 10万吨|超出上限 10 万吨",
        whole,
        {"青石县": 60, "白河县": 50},
        **divided,
    )
    levels.give(whole, {"青石县": 60, "白河县": 40}, **divided)
    assert breakdown_of(whole, None).spreads == {1: Spread.SUM}


def test_of_a_divided_range_the_lower_bound_is_given_on(levels, make_task):
    [goal] = goals(("培训骨干", "range", "30", "名"))
    whole = make_task(targets=(type(goal)(1, "培训骨干", "range", Decimal(30), Decimal(50), "名"),))
    [task] = levels.give(whole, {"青石县": 30})
    assert [(goal.op, goal.value, goal.value_max) for goal in now(task).targets] == [
        (">=", 30, None)
    ]


def test_task_without_targets_is_given_on_in_words(levels, make_task):
    [task] = levels.give(make_task(targets=()), {"青石县": ""})
    assert now(task).text.startswith("青石县人民政府承担本任务。")


def test_parts_are_due_with_the_whole_or_earlier(levels, make_task, refused):
    whole = make_task()
    for due in (None, date(2024, 7, 1)):
        assert refused(ActInputError, "不能晚于本任务的 2024-06-30", whole, FOUR, due=due) == "due"
    [task, *_rest] = levels.give(whole, FOUR, due=date(2024, 6, 20))
    assert now(task).due == date(2024, 6, 20)


@pytest.mark.parametrize(
    ("shares", "match"),
    [
        ({}, "没有选中任何单位"),
        ({"青石县": 0, "白河县": 140}, "没有分到任何目标"),
        ({"青石县": -5, "白河县": 145}, "正负号与目标相反"),
        ({"青石县": "NaN", "白河县": 145}, "应为数字"),
    ],
)
def test_parts_that_say_nothing_are_refused(make_task, refused, shares, match):
    refused(ActInputError, match, make_task(), shares)


def test_collective_name_gets_no_part(levels, make_task, refused):
    levels.counties["青石县"].kind = "collective"
    refused(ActInputError, "是统称", make_task(), {"青石县": 140})


def test_task_under_review_is_not_given_on(levels, make_task, liaison, noon):
    from taizhang.ledger.domain.closing import request_closure
    from taizhang.ledger.domain.dispatching import dispatch_tasks
    from taizhang.ledger.domain.reports import FigureInput, ReportInput
    from taizhang.ledger.domain.signing import sign_for_task

    whole = make_task()
    dispatch_tasks([whole], actor=levels.people.clerk, as_of=noon)
    sign_for_task(whole, actor=liaison, as_of=noon)
    done = ReportInput("完成", figures=[FigureInput(1, Decimal(140), noon.date())])
    request_closure(whole, done, actor=liaison, as_of=noon)
    with pytest.raises(TaskStateError, match="不能分解"):
        levels.give(whole, FOUR)


def test_share_corrected_later_shows_in_the_sum(levels, make_task):
    whole = make_task()
    [part, *_rest] = levels.give(whole, FOUR)
    [goal] = now(part).targets
    changed = type(goal)(goal.key, goal.indicator, goal.op, Decimal(30), unit="家", deadline=DUE)
    correct_task(
        part,
        Correction(targets=[changed]),
        reason="核减",
        actor=levels.people.clerk,
        as_of=levels.noon,
    )
    [rollup] = breakdown_of(whole, None).rollups
    assert (rollup.balance.total, rollup.balance.missing) == (130, 10)
