"""The list of indicators and the pages on which they are defined."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.accounts.models import Person
from taizhang.indicators.domain.goals import set_goal
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.types import FigureInput, GoalInput
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import GoalVersion, Indicator, Series
from taizhang.organisations.models import Region, Unit

NOON = datetime(2024, 7, 3, 4, 0, tzinfo=UTC)
JUNE = date(2024, 6, 30)
LIST, NEW = reverse("indicators:catalogue"), reverse("indicators:new")


def enter(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def said(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def of(series: Series, what: str, *more: int) -> str:
    return reverse(f"indicators:{what}", args=[series.indicator.code, *more])


def observe(series: Series, officer: Person, value: str) -> None:
    row = FigureInput(series.pk, JUNE, Decimal(value), is_final=False)
    record_observations([row], source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=NOON)


@pytest.fixture
def series(make_series: Callable[..., Series], science: Unit) -> Series:
    return make_series("高新技术企业", office=science)


@pytest.fixture
def fields(region: Region, science: Unit) -> dict[str, str]:
    return {
        "name": "高新技术企业",
        "unit": "家",
        "direction": "more",
        "frequency": "month",
        "accumulation": "cumulative",
        "release_days": "10",
        "region": str(region.pk),
        "office": str(science.pk),
        "reference": "云岭市科技统计报表制度",
    }


def test_the_list_shows_what_an_indicator_means_and_its_last_figure(
    series: Series, officer: Person, client: Client
) -> None:
    observe(series, officer, "70")
    page = said(enter(client, officer).get(LIST))
    for words in (series.indicator.code, "高新技术企业", "市科技局", "70", "2024-06-30", "初步"):
        assert words in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "高新"}, ["高新技术企业"]),
        ({"q": "zz"}, ["研发投入"]),
        ({"frequency": "quarter"}, ["研发投入"]),
        ({"office": "science"}, ["高新技术企业"]),
        ({"region": "here"}, ["高新技术企业", "研发投入"]),
        ({"pace": "behind"}, []),
    ],
)
def test_filters_of_the_address_narrow_the_list(
    series: Series,
    make_series: Callable[..., Series],
    clerk: Person,
    science: Unit,
    region: Region,
    client: Client,
    asked: dict[str, str],
    found: list[str],
) -> None:
    make_series("研发投入", unit="亿元", frequency="quarter", code="ZZ1")
    known = {"science": str(science.pk), "here": str(region.pk)}
    asked = {name: known.get(value, value) for name, value in asked.items()}
    rows = enter(client, clerk).get(LIST, asked).context["list"].rows
    assert [row.version.name for row in rows] == found


def test_a_filter_that_cannot_be_read_is_said(clerk: Person, client: Client) -> None:
    page = said(enter(client, clerk).get(LIST, {"frequency": "daily"}))
    assert "筛选条件看不懂" in page


def test_people_of_a_unit_see_what_concerns_it(
    series: Series, make_series: Callable[..., Series], liaison: Person, client: Client
) -> None:
    make_series("研发投入", unit="亿元")
    rows = enter(client, liaison).get(LIST).context["list"].rows
    assert [row.version.name for row in rows] == ["高新技术企业"]


def test_the_list_takes_no_more_queries_for_more_rows(
    series: Series,
    make_series: Callable[..., Series],
    officer: Person,
    client: Client,
    django_assert_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    observe(series, officer, "70")
    enter(client, officer).get(LIST)
    with CaptureQueriesContext(transaction.get_connection()) as one:
        client.get(LIST)
    for name in ("研发投入", "科技型中小企业"):
        observe(make_series(name), officer, "5")
    with django_assert_num_queries(len(one)):
        client.get(LIST)


def test_a_new_indicator_gets_the_next_code(
    fields: dict[str, str], officer: Person, client: Client
) -> None:
    response = enter(client, officer).post(NEW, {**fields, "expected_from": "2024-01-01"})
    made = Indicator.objects.get()
    assert response.url == made.get_absolute_url()
    assert made.code == "Z0001"
    assert made.series.get().expected_from == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": ""}, "名称"),
        ({"code": "高新"}, "不能用"),
        ({"release_days": "400"}, "366"),
    ],
)
def test_a_definition_that_cannot_be_used_comes_back(
    fields: dict[str, str], officer: Person, client: Client, more: dict[str, str], words: str
) -> None:
    response = enter(client, officer).post(NEW, {**fields, **more})
    assert response.status_code == 422
    assert words in said(response)
    assert "云岭市科技统计报表制度" in said(response)
    assert not Indicator.objects.exists()


def test_a_change_stands_above_what_was_before(
    series: Series, fields: dict[str, str], officer: Person, client: Client
) -> None:
    address = of(series, "edit")
    assert 'value="高新技术企业"' in said(enter(client, officer).get(address))
    assert client.post(address, {**fields, "name": "有效高新技术企业"}).status_code == 302
    page = said(client.get(address))
    assert page.index("有效高新技术企业") < page.index(">高新技术企业<")
    assert client.post(address, {**fields, "name": "有效高新技术企业"}).status_code == 422


def test_regions_are_kept_with_their_suppliers(
    series: Series, region: Region, industry: Unit, officer: Person, client: Client
) -> None:
    place = Region.objects.create(name="青石县", level="县", parent=region)
    other = Region.objects.create(name="白河县", level="县", parent=region)
    name, address = f"r{place.pk}", of(series, "regions")
    sent = {f"{name}-keep": "on", f"{name}-office": "市工信局"}
    sent[f"{name}-expected_from"] = "2024-01-01"
    assert "白河县" in said(enter(client, officer).get(address))
    assert client.post(address, sent).status_code == 302
    kept = Series.objects.get(region=place)
    assert (kept.office, kept.expected_from) == (industry, date(2024, 1, 1))
    assert not Series.objects.filter(region=other).exists()
    response = client.post(address, {**sent, f"{name}-office": "市无名局"})
    assert response.status_code == 422
    assert "没有登记“市无名局”" in said(response)


def test_goals_of_plans_are_set_changed_and_ended(
    series: Series, officer: Person, client: Client
) -> None:
    address = of(series, "goals")
    sent = {"op": ">=", "value": "300", "deadline": "2024-12-31", "reference": "年度计划"}
    enter(client, officer).post(address, {**sent, "series": str(series.pk)})
    goal = GoalVersion.objects.get().goal
    assert "年度计划" in said(client.get(address))
    one = of(series, "goal-edit", goal.pk)
    assert 'value="300"' in said(client.get(one))
    client.post(one, {**sent, "value": "280"})
    assert [version.value for version in goal.versions.order_by("since")] == [300, 280]
    client.post(of(series, "goal-end", goal.pk))
    assert not GoalVersion.objects.at(None)
    assert client.get(one).status_code == 404


def test_a_goal_that_does_not_fit_comes_back(
    series: Series, officer: Person, client: Client
) -> None:
    sent = {"op": "range", "value": "3", "deadline": "2024-12-31", "reference": "计划"}
    sent["series"] = str(series.pk)
    response = enter(client, officer).post(of(series, "goals"), sent)
    assert response.status_code == 422
    assert "区间目标要有不小于下限的上限" in said(response)


WHO = {
    "officer": (200, 200),
    "head": (200, 200),
    "clerk": (200, 403),
    "mayor": (200, 403),
    "liaison": (200, 403),
    "county_clerk": (200, 403),
    "administrator": (403, 403),
}


@pytest.mark.parametrize("who", WHO)
def test_who_gets_to_which_page(
    series: Series,
    make_person: Callable[..., Person],
    officer: Person,
    who: str,
    client: Client,
    request: pytest.FixtureRequest,
) -> None:
    plan = GoalInput(">=", Decimal(300), date(2024, 12, 31), "年度计划")
    goal = set_goal(series, plan, actor=officer, as_of=NOON).goal
    person = (
        make_person("guanli", "administrator")
        if who == "administrator"
        else request.getfixturevalue(who)
    )
    enter(client, person)
    listed, defining = WHO[who]
    assert client.get(LIST).status_code == listed
    pages = [NEW, of(series, "edit"), of(series, "regions"), of(series, "goals")]
    for address in (*pages, of(series, "goal-edit", goal.pk)):
        assert client.get(address).status_code == defining
    if defining == 403:
        for address in (*pages, of(series, "goal-edit", goal.pk), of(series, "goal-end", goal.pk)):
            assert client.post(address, {}).status_code == 403


def test_strangers_log_in_and_unknown_codes_are_not_found(officer: Person, client: Client) -> None:
    assert client.get(LIST).status_code == 302
    enter(client, officer)
    for what in ("edit", "regions", "goals"):
        assert client.get(reverse(f"indicators:{what}", args=["NICHTS"])).status_code == 404
