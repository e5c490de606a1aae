"""The pages on which targets are tied to series: what they show, do and refuse, and to whom."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.linking.conftest import NOON
from taizhang.accounts.models import Person
from taizhang.indicators.domain.linking.accepting import leave_out
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.types import FigureInput
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import GoalVersion, Indicator, Series, UnmeasuredTarget
from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.models import Task
from taizhang.organisations.models import Unit

LINKS = reverse("indicators:links")
LEFT_OUT = reverse("indicators:links-left-out")
TAKE_BACK = reverse("indicators:links-take-back")
Make = Callable[..., Task]


def of_task(task: Task, what: str = "links-task") -> str:
    return reverse(f"indicators:{what}", args=[task.number])


def enter(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def row(task: Task, **fields: str) -> dict[str, str]:
    name = f"{task.pk}-1"
    return {"row": name, **{f"{name}-{field}": value for field, value in fields.items()}}


def said(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_a_target_waits_with_its_sentence_and_a_proposal(
    make_task: Make, make_series: Callable[..., Series], clerk: Person, client: Client
) -> None:
    kept, task = make_series("高新技术企业"), make_task()
    page = said(enter(client, clerk).get(LINKS))
    for words in (task.number, "培育高新技术企业", "≥140", "名称相近", kept.indicator.code):
        assert words in page


def test_one_button_links_one_target_as_proposed(
    make_task: Make, make_series: Callable[..., Series], clerk: Person, client: Client
) -> None:
    kept, task, other = make_series("高新技术企业"), make_task(), make_task()
    sent = {**row(task), "pick": f"{other.pk}-1", "only": f"{task.pk}-1"}
    response = enter(client, clerk).post(LINKS, sent, follow=True)
    assert "已挂接 1 个目标" in said(response)
    assert GoalVersion.objects.get().goal.task == task
    assert GoalVersion.objects.get().goal.series == kept


def test_ticked_targets_are_linked_together_and_what_is_new_is_made(
    make_task: Make, clerk: Person, client: Client
) -> None:
    tasks = [make_task(), make_task()]
    names = [f"{task.pk}-1" for task in tasks]
    enter(client, clerk).post(LINKS, {"row": names, "pick": names, "confirm": "1"})
    assert GoalVersion.objects.count() == 2
    assert Indicator.objects.count() == 1


def test_another_indicator_is_chosen_by_its_code(
    make_task: Make, make_series: Callable[..., Series], clerk: Person, client: Client
) -> None:
    make_series("高新技术企业")
    other, task = make_series("有效企业"), make_task()
    typed = f"{other.indicator.code.lower()} 有效企业"
    sent = row(task, indicator=typed, baseline="20", starts="2024-02-01", method="plan")
    enter(client, clerk).post(LINKS, {**sent, "only": f"{task.pk}-1"})
    version = GoalVersion.objects.get()
    assert (version.goal.series, version.baseline, version.method) == (other, 20, "plan")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"baseline": "许多"}, "输入一个数字"),
        ({"starts": "昨天"}, "输入一个有效的日期"),
        ({"indicator": "NICHTS"}, "没有代码或名称为“NICHTS”的指标"),
        ({"starts": "2024-12-01"}, "在时限 2024-06-30 之后"),
    ],
)
def test_what_cannot_be_used_comes_back_with_all_that_was_typed(
    make_task: Make, clerk: Person, client: Client, fields: dict[str, str], words: str
) -> None:
    task = make_task()
    sent = {**row(task, **fields), "only": f"{task.pk}-1"}
    response = enter(client, clerk).post(LINKS, sent)
    assert response.status_code == 422
    assert words in said(response)
    assert all(f'value="{value}"' in said(response) for value in fields.values())
    assert not GoalVersion.objects.exists()


def test_percentage_points_ask_for_the_figure_they_are_added_to(
    make_task: Make, clerk: Person, client: Client
) -> None:
    task = make_task(targets=(Goal(1, "城镇化率", ">=", Decimal("1.2"), unit="个百分点"),))
    assert "要填基数才能折算" in said(enter(client, clerk).get(LINKS))
    response = client.post(LINKS, {**row(task), "only": f"{task.pk}-1"})
    assert response.status_code == 422
    client.post(LINKS, {**row(task, baseline="58.3"), "only": f"{task.pk}-1"})
    assert GoalVersion.objects.get().baseline == Decimal("58.3")


def test_a_plus_makes_the_new_indicator_instead_of_the_one_proposed(
    make_task: Make, make_series: Callable[..., Series], clerk: Person, client: Client
) -> None:
    make_series("高新技术企业")
    task = make_task()
    sent = {**row(task, indicator="+"), "only": f"{task.pk}-1"}
    enter(client, clerk).post(LINKS, sent)
    series = GoalVersion.objects.get().goal.series
    assert series.indicator.versions.get().name == "培育高新技术企业"


def test_nothing_ticked_is_said(make_task: Make, clerk: Person, client: Client) -> None:
    make_task()
    response = enter(client, clerk).post(LINKS, {"confirm": "1"}, follow=True)
    assert "没有勾选目标" in said(response)


def test_targets_left_out_stand_on_a_list_of_their_own(
    make_task: Make, clerk: Person, client: Client
) -> None:
    name = f"{make_task().pk}-1"
    sent = {"row": name, "pick": name, "leave": "1", "reason": "只看是否完成"}
    enter(client, clerk).post(LINKS, sent)
    assert "没有待挂接的目标" in said(client.get(LINKS))
    page = said(client.get(LEFT_OUT))
    assert "只看是否完成" in page
    assert "王芳" in page
    client.post(TAKE_BACK, {"pick": name})
    assert "没有不设指标的目标" in said(client.get(LEFT_OUT))
    assert UnmeasuredTarget.objects.get().until is not None


def test_a_search_narrows_the_list(make_task: Make, clerk: Person, client: Client) -> None:
    task = make_task(title="建设孵化器")
    other = make_task()
    page = said(enter(client, clerk).get(LINKS, {"q": "孵化"}))
    assert task.number in page
    assert other.number not in page
    assert "没有符合条件的目标" in said(client.get(LINKS, {"q": "没有这个词"}))


def test_the_links_of_a_task_are_changed_and_ended_on_its_page(
    make_task: Make,
    make_series: Callable[..., Series],
    link: Callable[..., object],
    clerk: Person,
    client: Client,
) -> None:
    first, second, task = make_series("高新技术企业"), make_series("有效企业"), make_task()
    link(task, first, baseline=Decimal(20))
    page = said(enter(client, clerk).get(of_task(task)))
    assert "已挂接" in page
    assert 'value="20"' in page
    sent = {**row(task, indicator=second.indicator.code), "only": f"{task.pk}-1"}
    assert client.post(of_task(task), sent).status_code == 302
    assert GoalVersion.objects.at(None).get().goal.series == second
    client.post(of_task(task, "links-unlink"), {"key": "1"})
    assert not GoalVersion.objects.at(None)
    assert client.post(of_task(task, "links-unlink"), {"key": "x"}).status_code == 404


def test_the_task_page_shows_both_figures_and_that_they_contradict(
    underway: Make,
    make_series: Callable[..., Series],
    link: Callable[..., object],
    report: Callable[..., object],
    liaison: Person,
    officer: Person,
    science: Unit,
    client: Client,
) -> None:
    series, task = make_series("高新技术企业", office=science), underway()
    assert "未挂接" in said(enter(client, officer).get(task.get_absolute_url()))
    link(task, series)
    report(task, liaison, 62)
    figure = FigureInput(series.pk, NOON.date().replace(month=5, day=31), Decimal(58))
    record_observations([figure], source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=NOON)
    page = said(client.get(task.get_absolute_url()))
    for words in ("58", "62", "主管部门", "责任单位", "孙丽", "李伟", "同一天的数不一致"):
        assert words in page
    assert of_task(task) in page
    mine = said(enter(client, liaison).get(task.get_absolute_url()))
    assert "同一天的数不一致" in mine
    assert of_task(task) not in mine


@pytest.mark.parametrize("address", [LINKS, LEFT_OUT])
def test_lists_take_no_more_queries_for_more_rows(
    make_task: Make,
    make_series: Callable[..., Series],
    clerk: Person,
    client: Client,
    address: str,
    django_assert_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    make_series("高新技术企业")
    enter(client, clerk)

    def add() -> None:
        task = make_task()
        if address == LEFT_OUT:
            leave_out([(task.pk, 1)], actor=clerk, as_of=NOON)

    add()
    client.get(address)
    with CaptureQueriesContext(transaction.get_connection()) as one:
        client.get(address)
    add()
    add()
    with django_assert_num_queries(len(one)):
        client.get(address)


PEOPLE = {
    "officer": (200, 200),
    "head": (200, 200),
    "clerk": (200, 200),
    "county_clerk": (200, 404),
    "liaison": (403, 403),
    "other_liaison": (403, 403),
    "mayor": (403, 403),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_gets_to_which_page(
    make_task: Make, who: str, client: Client, request: pytest.FixtureRequest
) -> None:
    task = make_task()
    enter(client, request.getfixturevalue(who))
    listed, own = PEOPLE[who]
    assert [client.get(address).status_code for address in (LINKS, LEFT_OUT)] == [listed] * 2
    assert client.get(of_task(task)).status_code == own
    name = f"{task.pk}-1"
    if who in ("county_clerk", "liaison", "other_liaison", "mayor"):
        for address, sent in (
            (LINKS, {"row": name, "only": name}),
            (LINKS, {"row": name, "only": name, "leave": "1"}),
            (TAKE_BACK, {"pick": name}),
            (of_task(task), {"row": name, "only": name}),
            (of_task(task, "links-unlink"), {"key": "1"}),
        ):
            client.post(address, sent)
        assert not GoalVersion.objects.exists()
        assert not UnmeasuredTarget.objects.exists()


def test_strangers_log_in_first(make_task: Make, client: Client) -> None:
    task = make_task()
    for address in (LINKS, LEFT_OUT, of_task(task)):
        assert client.get(address).status_code == 302
