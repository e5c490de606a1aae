"""The ledger list: filters, moments, paging, columns, panel, counts of queries."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from taizhang.ledger.domain.correcting import Correction, correct_task
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.snapshot import Answer
from taizhang.organisations.domain.succeeding import merge_units

LIST = "/ledger/"


@pytest.fixture
def as_clerk(clerk):
    client = Client()
    client.force_login(clerk)
    return client


@pytest.fixture
def as_liaison(liaison):
    client = Client()
    client.force_login(liaison)
    return client


def titles(answer):
    return [row.version.title for row in answer.context["list"].rows]


def test_the_list_shows_a_task_with_its_parts(as_clerk, make_task):
    task = make_task()
    text = as_clerk.get(LIST).content.decode()
    for part in (
        task.number,
        "加大创新主体培育力度",
        "市科技局",
        "≥140 家",
        "2024-06-30",
        "待交办",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", {"甲 科技", "乙 工业"}),
        ("q=科技", {"甲 科技"}),
        ("q=T%d", {"甲 科技"}),
        ("q=市工信局", {"乙 工业"}),
        ("q=科技 甲", {"甲 科技"}),
        ("q=科技 工业", set()),
        ("q=100%%", set()),
        ("state=dispatched", {"乙 工业"}),
        ("state=open", {"甲 科技", "乙 工业"}),
        ("state=overdue", {"甲 科技", "乙 工业"}),
        ("state=closed", set()),
        ("due_from=2024-07-01", set()),
        ("due_to=2024-06-30", {"甲 科技", "乙 工业"}),
        ("role=lead", {"乙 工业"}),
    ],
)
def test_each_filter_leaves_its_rows(as_clerk, clerk, make_task, industry, query, left, noon):
    first = make_task(title="甲 科技")
    second = make_task(title="乙 工业", units=(Answer(industry.pk, "lead", "市工信局"),))
    dispatch_tasks([second], actor=clerk, as_of=noon)
    answer = as_clerk.get(LIST + "?" + query.replace("T%d", first.number).replace("%%", "%25"))
    assert set(titles(answer)) == left


def test_filters_by_document_and_unit_combine(as_clerk, make_task, industry, science):
    make_task(title="甲")
    make_task(title="乙", units=(Answer(industry.pk, "responsible", "市工信局"),))
    assert titles(as_clerk.get(LIST, {"unit": industry.pk})) == ["乙"]
    assert titles(as_clerk.get(LIST, {"unit": industry.pk, "role": "lead"})) == []


def test_a_filter_that_cannot_be_read_is_said_and_shows_nothing(as_clerk, make_task):
    make_task()
    answer = as_clerk.get(LIST, {"due_from": "昨天"})
    assert titles(answer) == []
    assert "筛选条件看不懂" in answer.content.decode()


def test_chips_lead_to_the_address_without_their_filter(as_clerk, make_task):
    make_task()
    chips = as_clerk.get(LIST, {"q": "科技", "state": "open", "page": "2"}).context["list"].chips
    assert [(chip.value, "q=" in chip.url, "state=" in chip.url) for chip in chips] == [
        ("科技", False, True),
        ("未办结", True, False),
    ]
    assert all("page=" not in chip.url for chip in chips)


def test_totals_count_all_pages(as_clerk, make_task):
    for number in range(45):
        make_task(title=f"任务{number}")
    answer = as_clerk.get(LIST)
    assert answer.context["list"].totals["total"] == 45
    assert len(titles(answer)) == 40
    assert len(titles(as_clerk.get(LIST, {"page": 2}))) == 5


@pytest.mark.parametrize("sort", ["number", "-number", "title", "due", "-due", "state"])
def test_every_order_shows_every_row_once(as_clerk, make_task, sort):
    for number in range(3):
        make_task(title=f"任务{number}")
    assert sorted(titles(as_clerk.get(LIST, {"sort": sort}))) == ["任务0", "任务1", "任务2"]


def test_the_past_is_shown_as_it_was(as_clerk, clerk, make_task):
    task = make_task(title="原来的题目")
    before = timezone.now()
    correct_task(
        task,
        Correction(title="更正后的题目"),
        reason="题目有误",
        actor=clerk,
        as_of=before + timedelta(seconds=1),
    )
    then = as_clerk.get(LIST, {"as_of": before.isoformat()})
    assert titles(then) == ["原来的题目"]
    assert "回到现在" in then.content.decode()
    assert 'name="task"' not in then.content.decode()
    assert titles(as_clerk.get(LIST)) == ["更正后的题目"]


def test_what_waits_is_a_question_of_now(as_clerk, make_task):
    make_task()
    answer = as_clerk.get(LIST, {"state": "to_review", "as_of": "2024-01-01"})
    assert "只能看现在" in answer.content.decode()


def test_before_the_first_task_the_list_says_so(as_clerk, make_task):
    make_task()
    answer = as_clerk.get(LIST, {"as_of": "2000-01-01"})
    assert "那时台账里还没有任务" in answer.content.decode()


def test_a_moment_to_come_is_refused(as_clerk, make_task):
    make_task()
    answer = as_clerk.get(LIST, {"as_of": "2999-01-01"})
    assert "这个时刻还没有到" in answer.content.decode()


def test_an_empty_ledger_says_what_belongs_here(as_clerk, as_liaison):
    assert "台账还是空的" in as_clerk.get(LIST).content.decode()
    assert "还没有交给您单位的任务" in as_liaison.get(LIST).content.decode()


def test_chosen_columns_are_remembered(as_clerk, make_task):
    make_task()
    assert "《云岭市若干措施》" not in as_clerk.get(LIST).content.decode()
    answer = as_clerk.post(reverse("ledger:columns"), {"column": ["basis"], "next": LIST})
    assert answer.url == LIST
    text = as_clerk.get(LIST).content.decode()
    assert "《云岭市若干措施》第1条" in text
    assert "≥140 家" not in text
    assert "加大创新主体培育力度" in text


def test_choosing_columns_never_leads_to_another_site(as_clerk):
    answer = as_clerk.post(reverse("ledger:columns"), {"next": "https://example.com/"})
    assert answer.url == LIST


def test_a_row_opens_beside_the_table_with_an_address_of_its_own(as_clerk, make_task):
    task = make_task()
    whole = as_clerk.get(LIST, {"open": task.number})
    part = as_clerk.get(
        LIST, {"open": task.number}, headers={"HX-Request": "true", "HX-Target": "aside"}
    )
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    for answer in (whole, part):
        assert "最近经过" in answer.content.decode()
        assert {"HX-Request", "HX-Target"} <= set(re.split(r",\s*", answer["Vary"]))


def test_a_liaison_sees_the_own_tasks_only(as_liaison, make_task, industry):
    make_task(title="科技局的")
    other = make_task(title="工信局的", units=(Answer(industry.pk, "lead", "市工信局"),))
    answer = as_liaison.get(LIST)
    assert titles(answer) == ["科技局的"]
    assert answer.context["list"].totals["total"] == 1
    assert as_liaison.get(LIST, {"open": other.number}).status_code == 404


def test_selected_tasks_are_dispatched_together(as_clerk, make_task):
    tasks = [make_task(title="甲"), make_task(title="乙")]
    answer = as_clerk.post(
        reverse("ledger:dispatch"), {"task": [task.pk for task in tasks]}, follow=True
    )
    assert "已交办 2 项任务" in answer.content.decode()
    assert titles(as_clerk.get(LIST, {"state": "dispatched"})) == ["甲", "乙"]


def test_one_task_that_cannot_be_dispatched_stops_all(as_clerk, make_task):
    make_task(title="甲")
    bare = make_task(title="没有单位", units=())
    everything = as_clerk.get(LIST).context["list"].rows
    answer = as_clerk.post(
        reverse("ledger:dispatch"),
        {"task": [row.version.task_id for row in everything]},
        follow=True,
    )
    assert bare.number in answer.content.decode()
    assert titles(as_clerk.get(LIST, {"state": "dispatched"})) == []


def test_nothing_ticked_is_said(as_clerk):
    answer = as_clerk.post(reverse("ledger:dispatch"), follow=True)
    assert "没有选中任何任务" in answer.content.decode()


def test_a_liaison_dispatches_nothing(as_liaison, make_task):
    assert (
        as_liaison.post(reverse("ledger:dispatch"), {"task": [make_task().pk]}).status_code == 403
    )


def queries_for(client, address, counter):
    client.get(address)
    with counter as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", [LIST, LIST + "?q=力度&state=open&due_to=2024-12-31"])
def test_three_rows_take_as_many_queries_as_one(
    as_clerk, make_task, django_assert_max_num_queries, address
):
    make_task()
    one = queries_for(as_clerk, address, django_assert_max_num_queries(30))
    make_task()
    make_task()
    three = queries_for(as_clerk, address, django_assert_max_num_queries(30))
    assert one == three


def test_a_county_clerk_reads_three_rows_with_as_many_queries_as_one(
    make_task, county, county_clerk, django_assert_max_num_queries
):
    client = Client()
    client.force_login(county_clerk)
    whole = make_task(units=(Answer(county.pk, "lead", "青石县"),))
    make_task(parent=whole, keeper=county)
    for address in (LIST, f"{LIST}?keeper={county.pk}", whole.get_absolute_url()):
        counts = [queries_for(client, address, django_assert_max_num_queries(54))]
        make_task(parent=whole, keeper=county)
        make_task(parent=whole, keeper=county)
        counts.append(queries_for(client, address, django_assert_max_num_queries(54)))
        assert counts[0] == counts[1], address


def test_a_unit_shows_the_tasks_of_its_merged_duplicate(as_clerk, make_task, industry, science):
    make_task(title="重复登记的", units=(Answer(science.pk, "lead", "市科技局"),))
    merge_units(science, industry, actor=None, as_of=timezone.now())
    assert titles(as_clerk.get(LIST, {"unit": industry.pk})) == ["重复登记的"]
