"""The pages of a decomposition: the table, the panel of the parts, the sums reported."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ledger.road import as_sent, now
from supervision.levels import goals
from taizhang.ledger.models import Figure, Task
from taizhang.organisations.domain.resolving import ensure_units

pytestmark = pytest.mark.django_db

FOUR = {"青石县": 40, "白河县": 40, "临江县": 30, "松山区": 30}


@pytest.fixture
def enter():
    def enter(person):
        client = Client()
        client.force_login(person)
        return client

    return enter


def address(task, page="decompose"):
    return f"/ledger/parts/{task.number}/{page}/"


def body(levels, shares, **more):
    """What the form sends: ticks and first shares by the names of counties."""
    data = {"due": "2024-06-30", "spread-1": "sum", **more}
    units = levels.counties | levels.townships
    data["unit"] = [units[name].pk for name in shares]
    for name, share in shares.items():
        data |= {f"take-{units[name].pk}": "on", f"share-{units[name].pk}-1": str(share)}
    return data


def cells(answer, key=1):
    """Unit → what stands in its cell of one target."""
    form = answer.context["form"]
    return {
        unit.name.removesuffix("人民政府"): form[f"share-{unit.pk}-{key}"].value()
        for unit in form.units
    }


def test_table_proposes_equal_shares_to_the_counties(levels, make_task, enter):
    answer = enter(levels.people.clerk).get(address(make_task()))
    assert cells(answer) == dict.fromkeys(FOUR, "35")
    assert "≥140 家" in answer.content.decode()


def test_table_proposes_rates_as_they_are(levels, make_task, enter):
    task = make_task(targets=goals(("城镇污水处理率", ">=", "95", "%")))
    answer = enter(levels.people.clerk).get(address(task))
    assert cells(answer) == dict.fromkeys(FOUR, "95")
    assert answer.context["form"]["spread-1"].value() == "same"


def test_table_proposes_what_was_given_the_last_time(levels, make_task, enter):
    levels.give(make_task(), {"青石县": 70, "白河县": 35, "临江县": 35})
    answer = enter(levels.people.clerk).get(address(make_task()))
    assert cells(answer) == {"青石县": "70", "白河县": "35", "临江县": "35", "松山区": ""}


def test_county_clerk_sees_the_units_of_the_county(levels, make_task, enter):
    [part, *_rest] = levels.give(make_task(), FOUR)
    answer = enter(levels.people.qsclerk).get(address(part))
    assert cells(answer) == {"青石县柳河镇": "20", "青石县石桥镇": "20"}


def test_city_clerk_sees_no_townships(levels, make_task, enter):
    levels.townships["柳河镇"].parent = None
    levels.townships["柳河镇"].save()
    assert set(cells(enter(levels.people.clerk).get(address(make_task())))) == set(FOUR)


def test_shares_are_filled_for_ticked_units_only(levels, make_task, enter):
    data = body(levels, {"青石县": "", "白河县": ""}, fill="equal")
    answer = enter(levels.people.clerk).post(address(make_task()), data)
    assert cells(answer) == {"青石县": "70", "白河县": "70", "临江县": "", "松山区": ""}
    assert not Task.objects.filter(parent__isnull=False).exists()


def test_shares_are_filled_by_weights_pasted_from_excel(levels, make_task, enter):
    data = body(levels, FOUR, fill="weights", weights="青石县人民政府\t5\n白河县\t2\n")
    answer = enter(levels.people.clerk).post(address(make_task()), data)
    assert cells(answer) == {"青石县": "100", "白河县": "40", "临江县": "", "松山区": ""}


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ("", "请先填写比重"),
        ("青石县人民政府", "看不懂"),
        ("临江县人民政府 3", "不在勾选的单位之中"),
    ],
)
def test_weights_that_cannot_be_used_say_why(levels, make_task, enter, weights, sentence):
    data = body(levels, {"青石县": 1}, fill="weights", weights=weights)
    answer = enter(levels.people.clerk).post(address(make_task()), data)
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors["weights"][0]


def test_unit_is_added_by_name(levels, make_task, enter, region, noon):
    ensure_units(["市科技局"], region=region, actor=None, as_of=noon)
    data = body(levels, FOUR, fill="add", names="市科技局")
    answer = enter(levels.people.clerk).post(address(make_task()), data)
    assert cells(answer) == {**{name: str(share) for name, share in FOUR.items()}, "市科技局": None}
    data = body(levels, FOUR, fill="add", names="没有的局")
    answer = enter(levels.people.clerk).post(address(make_task()), data)
    assert "没有登记“没有的局”" in answer.context["form"].errors["names"][0]


def test_saving_leads_to_the_parts_in_the_list(levels, make_task, enter):
    task, client = make_task(), enter(levels.people.clerk)
    answer = client.post(address(task), body(levels, FOUR), follow=True)
    assert answer.redirect_chain == [(f"/ledger/?parent={task.number}", 302)]
    assert "已分解为 4 项任务" in answer.content.decode()
    assert Task.objects.filter(parent=task).count() == 4


def test_refused_shares_come_back_as_typed(levels, make_task, enter):
    data = body(levels, {"青石县": "6十", "白河县": 70})
    answer = enter(levels.people.clerk).post(address(make_task()), data)
    assert "不是数字" in answer.content.decode()
    data = body(levels, {"青石县": 60, "白河县": 70})
    answer = enter(levels.people.clerk).post(address(make_task()), data)
    assert answer.status_code == 422
    assert "比目标少 10 家" in answer.context["form"].errors["reason"][0]
    assert cells(answer)["白河县"] == "70"


def test_number_under_a_ten_thousand_sign_is_read(levels, make_task, enter):
    task = make_task(targets=goals(("接待游客", ">=", "88200", "人次")))
    enter(levels.people.clerk).post(address(task), body(levels, {"青石县": "8.82万"}))
    [part] = Task.objects.filter(parent=task)
    assert now(part).targets[0].value == 88200


def test_action_stands_on_the_page_of_who_may(levels, make_task, enter, liaison):
    task = make_task()
    link = f'href="{address(task)}"'
    assert link in enter(levels.people.clerk).get(f"/ledger/{task.number}/").content.decode()
    assert link not in enter(liaison).get(f"/ledger/{task.number}/").content.decode()


@pytest.mark.parametrize("page", ["decompose", "rollup", "waive"])
def test_pages_open_for_nobody_else(levels, make_task, enter, page, make_person):
    whole = make_task()
    [part, *_rest] = levels.give(whole, FOUR)
    people = levels.people
    answers = {}
    for person in (people.bhclerk, people.baihe, people.liuhe, make_person("nobody")):
        method = "post" if page == "waive" else "get"
        answers[person.username] = getattr(enter(person), method)(address(part, page)).status_code
    assert answers == {"bhclerk": 404, "baihe": 404, "liuhe": 404, "nobody": 403}


def test_liaison_who_may_see_the_task_does_not_give_it_on(levels, make_task, enter, liaison):
    assert enter(liaison).get(address(make_task())).status_code == 403


@pytest.fixture
def reported(levels, make_task, liaison):
    """A task of 市科技局 given to four counties, two of which have reported 40 and 22."""
    whole = make_task()
    parts = levels.give(whole, FOUR)
    people = levels.people
    levels.start(whole, actor=people.clerk, by=liaison)
    for part, person, value in ((parts[0], people.qsliaison, 40), (parts[1], people.baihe, 22)):
        levels.start(part, actor=people.clerk, by=person)
        levels.report(part, value, by=person)
    return whole, parts


def panel(client, task):
    return client.get(f"/ledger/{task.number}/").content.decode()


def test_panel_shows_sums_and_each_county(levels, reported, enter):
    whole, _parts = reported
    html = panel(enter(levels.people.clerk), whole)
    assert "62 家" in html
    assert "44%" in html
    assert "4 家中 2 家已报，1 家达到" in html
    assert "4 家，4 家未办结" in html
    assert "白河县人民政府</a>" in html


def test_lead_sees_the_sums_and_not_the_counties_tasks(levels, reported, enter, liaison):
    html = panel(enter(liaison), reported[0])
    assert "62 家" in html
    assert "另有 4 家的任务您无权查看" in html
    assert reported[1][0].number not in html


def test_panel_of_a_past_moment_shows_what_was_known_then(levels, make_task, enter):
    from django.utils import timezone

    whole = make_task()
    moment = timezone.localtime().strftime("%Y-%m-%dT%H:%M:%S.%f")
    levels.give(whole, FOUR)
    client = enter(levels.people.clerk)
    assert (
        "4 家未办结" not in client.get(f"/ledger/{whole.number}/?as_of={moment}").content.decode()
    )
    assert "4 家未办结" in panel(client, whole)


def test_sums_that_no_longer_hold_are_warned_of(levels, make_task, enter):
    whole = make_task()
    levels.give(whole, {"青石县": 60}, reason="分批下达")
    html = panel(enter(levels.people.clerk), whole)
    assert "分解合计 60 家，比目标少 80 家" in html
    assert "分批下达" in html


def test_sum_is_reported_with_its_source_by_who_answers(reported, enter, liaison):
    whole, _parts = reported
    client = enter(liaison)
    assert not Figure.objects.filter(task=whole).exists()
    form = client.get(address(whole, "rollup")).context["form"]
    assert form["figure-1"].value() == "62"
    data = {"text": "各县推进", "figure-1": "62", "day-1": "2024-06-03"}
    assert client.post(address(whole, "rollup"), data).status_code == 302
    assert Figure.objects.get(task=whole).value == 62
    said = "按下级合计填报：培育高新技术企业 62 家（4 家中 2 家填报，最早截至 2024-06-03）"
    assert said in as_sent(whole)


def test_figure_that_was_changed_names_no_source(reported, enter, liaison):
    whole, _parts = reported
    data = {"text": "核实后", "figure-1": "60", "day-1": "2024-06-03"}
    enter(liaison).post(address(whole, "rollup"), data)
    assert "按下级合计填报" not in as_sent(whole)


def test_clerk_does_not_report_the_sum(levels, reported, enter):
    assert enter(levels.people.clerk).get(address(reported[0], "rollup")).status_code == 403


def test_queries_do_not_grow_with_counties_or_targets(levels, make_task, enter):
    counts = []
    for shares, lines in (({"青石县": "140"}, 1), (dict.fromkeys(FOUR, "140 9 9"), 3)):
        targets = goals(
            ("培育高新技术企业", ">=", "140", "家"),
            ("新建幼儿园", ">=", "9", "所"),
            ("城镇污水处理率", ">=", "9", "%"),
        )
        whole = make_task(targets=targets[:lines])
        client = enter(levels.people.clerk)
        levels.give(whole, shares)
        client.get(f"/ledger/{whole.number}/")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(f"/ledger/{whole.number}/")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_queries_of_the_table_do_not_grow_with_targets(levels, make_task, enter):
    counts = []
    for lines in (1, 3):
        targets = goals(*[(f"指标{at}", ">=", "9", "所") for at in range(lines)])
        whole, client = make_task(targets=targets), enter(levels.people.clerk)
        with CaptureQueriesContext(connection) as seen:
            client.get(address(whole))
        counts.append(len(seen))
    assert counts[0] == counts[1]
