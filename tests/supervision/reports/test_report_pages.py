"""The screen of what is owed: one or all answered, what is wrong comes back, the rest stays."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ledger.conftest import high_tech_goal
from supervision.owing_tasks import dispatch, filled
from taizhang.ledger.domain.reports import FigureInput
from taizhang.ledger.models import Event, Evidence
from taizhang.supervision.domain.reports.reporting import report_owed

pytestmark = pytest.mark.django_db
LIST, SEND = reverse("supervision:reports"), reverse("supervision:reports-send")


@pytest.fixture
def enter(client):
    def enter(person):
        client.force_login(person)
        return client

    return enter


@pytest.fixture
def owing(make_task, clerk):
    """Three tasks dispatched this moment: the deployment of each is owed today."""
    tasks = [make_task(title=f"任务{n}", due="2099-12-31") for n in range(3)]
    return dispatch(tasks, clerk, timezone.now())


def boxes(task, *texts, answers="step-deployed", **more):
    """The fields of one thing owed."""
    key = f"{task.pk}-{answers}"
    fields = {f"{key}-part-{place}": text for place, text in enumerate(texts)}
    return {"item": key, **fields, **{f"{key}-{name}": value for name, value in more.items()}}


def several(*fields):
    """The fields of a page with several things."""
    merged = {name: value for part in fields for name, value in part.items()}
    return {**merged, "item": [part["item"] for part in fields]}


def reports_on(task):
    return Event.objects.filter(task=task, type="reported").count()


def text_of(response):
    return response.content.decode()


def test_page_lists_what_is_owed_with_a_box_for_each_part(owing, liaison, enter):
    page = text_of(enter(liaison).get(LIST))
    assert "3 项应报" in page
    assert "由谁负责" in page
    assert "怎么办" in page
    assert "任务还没有签收，提交报告即签收。" in page
    assert "三日内反馈办理情况" not in page
    assert "三日内反馈办理情况" in text_of(enter(liaison).get(LIST + "?ahead"))


def test_page_of_one_task_lists_all_that_can_be_answered_of_it(owing, liaison, enter):
    page = text_of(enter(liaison).get(f"{LIST}?task={owing[0].number}"))
    assert "任务0" in page
    assert "任务1" not in page
    assert "一个月内报送推进方案" in page


def test_all_that_was_entered_is_saved_at_once(owing, liaison, enter):
    sent = several(
        boxes(owing[0], "张三", "分三步"), boxes(owing[1], "李四", "先调研"), boxes(owing[2])
    )
    response = enter(liaison).post(SEND, sent, follow=True)
    assert "已报 2 项" in text_of(response)
    assert [reports_on(task) for task in owing] == [1, 1, 0]


def test_what_is_wrong_comes_back_as_entered_and_the_good_ones_are_saved(owing, liaison, enter):
    sent = several(boxes(owing[0], "张三", ""), boxes(owing[1], "李四", "先调研"))
    response = enter(liaison).post(SEND, sent)
    page = text_of(response)
    assert response.status_code == 422
    assert "还缺“怎么办”" in page
    assert ">\n张三</textarea>" in page
    assert "已报 1 项" in page
    assert "1 项没有报出" in page
    assert [reports_on(task) for task in owing] == [0, 1, 0]


def test_one_is_saved_alone_without_touching_the_others(owing, liaison, enter):
    sent = {**several(boxes(owing[0], "张三", "分三步"), boxes(owing[1], "李四", "x"))}
    sent["only"] = f"{owing[0].pk}-step-deployed"
    response = enter(liaison).post(SEND, sent, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert "已报" in text_of(response)
    assert "<html" not in text_of(response)
    assert [reports_on(task) for task in owing] == [1, 0, 0]


def test_one_that_was_reported_meanwhile_says_so(owing, liaison, enter):
    sent = boxes(owing[0], "张三", "分三步", answers="step-deployed")
    sent["only"] = sent["item"]
    headers = {"HX-Request": "true"}
    enter(liaison).post(SEND, sent, headers=headers)
    response = enter(liaison).post(SEND, sent, headers=headers)
    assert (response.status_code, reports_on(owing[0])) == (422, 1)
    assert "已经报过" in text_of(response)


def test_repeated_words_ask_for_a_second_look_and_pass_when_confirmed(
    make_task, clerk, liaison, enter, noon
):
    [task] = dispatch([make_task(due="2099-12-31")], clerk, noon)
    words = ["主体工程完成八成，设备开始进场", "无", "继续施工"]
    enter(liaison).post(SEND, boxes(task, *words, answers="period-1"))
    again = boxes(task, *words, answers="period-2")
    page = text_of(enter(liaison).post(SEND, again))
    assert "还没有报出，请核对" in page
    assert reports_on(task) == 1
    enter(liaison).post(SEND, {**again, f"{again['item']}-confirm": "on"})
    assert reports_on(task) == 2


def test_file_of_a_refused_report_is_there_when_it_is_sent_again(owing, liaison, enter):
    sent = boxes(owing[0], "张三", "")
    key = sent["item"]
    sent[f"{key}-attachments"] = SimpleUploadedFile("方案.txt", "方案".encode())
    response = enter(liaison).post(SEND, sent)
    assert "已上传：方案.txt" in text_of(response)
    [form] = [item.form for item in response.context["returned"]]
    mended = boxes(owing[0], "张三", "分三步", kept=form.kept_token)
    enter(liaison).post(SEND, mended)
    assert Evidence.objects.filter(task=owing[0], name="方案.txt").count() == 1


def test_plan_with_nodes_is_filed_on_the_same_screen(owing, liaison, enter):
    task = owing[0]
    key = f"{task.pk}-step-planned"
    sent = {
        "item": key,
        f"{key}-node-0": "完成招标",
        f"{key}-due-0": "2098-08-31",
        f"{key}-node-1": "竣工验收",
        f"{key}-due-1": "2099-06-30",
    }
    enter(liaison).post(SEND, sent)
    assert Event.objects.filter(task=task, type="plan_filed").count() == 1
    page = text_of(enter(liaison).get(f"{LIST}?task={task.number}"))
    assert "完成招标" in page
    assert "竣工验收" in page


def test_plan_line_without_a_date_comes_back(owing, liaison, enter):
    key = f"{owing[0].pk}-step-planned"
    response = enter(liaison).post(SEND, {"item": key, f"{key}-node-0": "完成招标"})
    assert response.status_code == 422
    assert "写了节点，还要填完成日期" in text_of(response)


def test_nothing_entered_is_said(owing, liaison, enter):
    response = enter(liaison).post(SEND, boxes(owing[0]), follow=True)
    assert "没有填写任何一项" in text_of(response)


def test_word_check_says_what_repeats(make_task, clerk, liaison, enter, noon):
    [task] = dispatch([make_task(due="2099-12-31")], clerk, noon)
    words = ["主体工程完成八成，设备开始进场", "无", "继续施工"]
    enter(liaison).post(SEND, boxes(task, *words, answers="period-1"))
    check = boxes(task, *words, answers="period-2")
    check["only"] = check["item"]
    said = text_of(enter(liaison).post(reverse("supervision:reports-words"), check))
    assert "“本月进展”与" in said
    assert "存在问题" not in said
    new = boxes(task, "主体封顶，安装调试，准备验收", "无", "验收", answers="period-2")
    new["only"] = new["item"]
    assert text_of(enter(liaison).post(reverse("supervision:reports-words"), new)).strip() == ""


def test_somebody_who_only_reviews_is_led_to_the_reviews(clerk, enter):
    response = enter(clerk).get(LIST)
    assert response.status_code == 302
    assert response["Location"] == reverse("supervision:report-reviews")


@pytest.mark.parametrize("role", ["indicator_officer", "auditor", "administrator", "city_leader"])
def test_other_roles_have_no_reports(role, make_person, enter):
    person = make_person(role, role)
    assert enter(person).get(LIST).status_code == 403
    assert enter(person).post(SEND, {}).status_code == 403


def test_queries_of_the_page_do_not_grow(make_task, clerk, liaison, enter):
    counts = []
    for more in (1, 2, 27):
        dispatch([make_task(due="2099-12-31") for _ in range(more)], clerk, timezone.now())
        enter(liaison).get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert enter(liaison).get(LIST).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_figures_stand_beside_the_last_one_and_what_the_time_asks_for(
    make_task, clerk, liaison, enter, noon
):
    today = timezone.localdate()
    goal = replace(high_tech_goal(), deadline=today.replace(month=12, day=31))
    [task] = dispatch([make_task(targets=(goal,), due="2099-12-31")], clerk, noon)
    when = noon + timedelta(days=2)
    seen = [FigureInput(1, Decimal(62), when.date())]
    report_owed(task, filled("step:deployed", figures=seen), actor=liaison, as_of=when)
    page = text_of(enter(liaison).get(f"{LIST}?task={task.number}"))
    days = (date(today.year, 12, 31) - date(today.year, 1, 1)).days + 1
    share = Decimal((today - date(today.year, 1, 1)).days + 1) / days
    needed = (140 * share).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
    assert "62 家" in page
    assert f"{needed:f} 家" in page
