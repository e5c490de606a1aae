"""What anybody reads under /open/: pages, CSV, JSON, their stamps and languages."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reporting.public.conftest import NOON, go_on
from taizhang.indicators.domain.defining.defining import define_indicator
from taizhang.indicators.domain.goals import set_goal
from taizhang.indicators.domain.observing.recording import record_observations
from taizhang.indicators.domain.refreshing import refresh_pace
from taizhang.indicators.domain.types import FigureInput, GoalInput, IndicatorInput
from taizhang.indicators.enums import Source, Way
from taizhang.indicators.models import GoalPace
from taizhang.reporting.domain.public.fields import public_fields
from taizhang.reporting.domain.public.marking import withdraw_mark
from taizhang.reporting.models import PublicMark
from taizhang.reporting.views import open_data

BOM = b"\xef\xbb\xbf"


@pytest.fixture
def anybody() -> Client:
    return Client()


@pytest.fixture
def opened(city, publish):
    """The city with everything public."""
    publish(city.document, *city.tasks)
    publish(city.indicator)
    return city


def _json(client: Client, address: str) -> dict:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return json.loads(answer.content)


def _table(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.content.startswith(BOM)
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


# What stands there


def test_first_page_lists_documents_and_describes_the_data(anybody, opened) -> None:
    page = anybody.get("/open/").content.decode()
    assert "云岭市攻坚二季度若干措施" in page
    assert "云政〔2024〕8号" in page
    assert "/open/schema.json" in page
    assert all(field.zh in page for fields in public_fields().values() for field in fields), (
        "every field is described"
    )


def test_empty_site_says_what_will_stand_there(anybody, db) -> None:
    assert "还没有公开的文件" in anybody.get("/open/").content.decode()
    assert "还没有公开的任务" in anybody.get("/open/tasks/").content.decode()
    assert "还没有公开的指标" in anybody.get("/open/indicators/").content.decode()


def test_document_is_a_board_of_promise_unit_number_pace_state_and_last_report(
    anybody, opened
) -> None:
    data = _json(anybody, f"/open/documents/{opened.document.pk}.json")
    first, second = data["tasks"]
    assert first == {
        "number": opened.tasks[0].number,
        "document_id": opened.document.pk,
        "title": "加大创新主体培育力度",
        "text": "加大创新主体培育力度。上半年，培育140家高新技术企业。",
        "units": [{"name": "市科技局", "role": "responsible"}],
        "due": "2024-06-30",
        "state": "underway",
        "closed_on": None,
        "last_report_on": "2024-06-03",
        "under_revision": False,
        "targets": [
            {
                "indicator": "培育高新技术企业",
                "op": ">=",
                "value": 140,
                "value_max": None,
                "unit": "家",
                "deadline": "2024-06-30",
                "region": "云岭市",
                "latest_value": 62,
                "latest_unit": "家",
                "latest_on": "2024-05-31",
                "provisional": False,
                "pace": "behind",
            }
        ],
        "url": f"/open/tasks/{opened.tasks[0].number}/",
    }
    assert (second["state"], second["last_report_on"]) == ("underway", None)
    assert second["targets"][0]["latest_value"] is None
    page = anybody.get(f"/open/documents/{opened.document.pk}/").content.decode()
    assert all(word in page for word in ("市科技局", "≥140 家", "62 家", "滞后", "办理中"))


def test_figure_of_a_target_without_an_indicator_is_shown_unjudged(
    anybody, city, publish, clerk, liaison
) -> None:
    go_on(city.tasks[1], clerk=clerk, liaison=liaison)
    publish(city.tasks[1])
    [target] = _json(anybody, f"/open/tasks/{city.tasks[1].number}.json")["task"]["targets"]
    assert (target["latest_value"], target["pace"]) == (62, "")


def test_task_alone_does_not_name_its_document(anybody, city, publish) -> None:
    publish(city.tasks[1])
    address = f"/open/tasks/{city.tasks[1].number}"
    assert _json(anybody, f"{address}.json")["task"]["document_id"] is None
    assert city.document.title not in anybody.get(f"{address}/").content.decode()
    assert anybody.get(f"/open/documents/{city.document.pk}/").status_code == 404


def test_indicator_has_its_figures_curve_and_goals(anybody, opened) -> None:
    data = _json(anybody, "/open/indicators/GX001.json")
    assert data["indicator"]["office"] == "市科技局"
    march = {"region": "云岭市", "day": "2024-03-31", "value": 33, "source": "office",
             "provisional": False}  # fmt: skip
    assert march in data["figures"]
    assert [goal["task_number"] for goal in data["goals"]] == [opened.tasks[0].number]
    page = anybody.get("/open/indicators/GX001/").content.decode()
    assert "data-chart" in page
    assert '<th scope="row">2024-03-31</th><td class="num">33</td>' in page, "the table behind it"


def test_goal_in_another_scale_is_judged_and_drawn_among_the_figures(
    anybody, publish, head, region
) -> None:
    meaning = IndicatorInput("进出口总额", "元", "more", "month", "cumulative", region.pk)
    indicator = define_indicator(meaning, code="WM001", actor=head, as_of=NOON)
    series = indicator.series.get()
    given = {date(2024, 4, 30): 810_000_000, date(2024, 5, 31): 990_000_000}
    figures = [FigureInput(series.pk, day, Decimal(value)) for day, value in given.items()]
    record_observations(figures, source=Source.OFFICE, way=Way.PAGE, actor=None, as_of=NOON)
    plan = GoalInput(">=", Decimal(30), date(2024, 12, 31), "《外贸计划》第2条", unit="亿元")
    set_goal(series, plan, actor=head, as_of=NOON)
    refresh_pace([series.pk], as_of=NOON)
    publish(indicator)
    [goal] = _json(anybody, "/open/indicators/WM001.json")["goals"]
    assert (goal["value"], goal["unit"], goal["pace"]) == (30, "亿元", "behind")
    assert (goal["latest_value"], goal["latest_unit"]) == (990_000_000, "元")
    page = anybody.get("/open/indicators/WM001/").content.decode()
    assert '"name": "\\u4ebf\\u5143"' in page, "the chart is in 亿元"
    assert '"yAxis": 30' in page
    assert '<th scope="row">2024-05-31</th><td class="num">9.9</td>' in page
    assert "9.9亿元" in page


def test_csv_opens_in_a_spreadsheet_with_a_row_a_target(anybody, opened) -> None:
    rows = _table(anybody, f"/open/documents/{opened.document.pk}.csv")
    assert [row["任务编号"] for row in rows] == [task.number for task in opened.tasks]
    assert (rows[0]["目标值"], rows[0]["最新数"], rows[0]["进度"]) == ("140", "62", "behind")
    figures = _table(anybody, "/open/indicators/GX001.csv")
    assert {"截至日期": "2024-03-31", "数值": "33"}.items() <= figures[1].items()
    assert _table(anybody, "/open/tasks.csv")[0]["任务编号"] == opened.tasks[0].number
    assert _table(anybody, "/open/indicators.csv")[0]["指标代码"] == "GX001"
    assert _table(anybody, "/open/documents.csv")[0]["文号"] == "云政〔2024〕8号"


_TYPES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def _check(defined: dict, kind: str, record: dict) -> None:
    """The record has the fields of its kind, in their order, with values that they allow."""
    assert list(record) == defined[kind]["required"]
    for name, said in defined[kind]["properties"].items():
        if said["type"] == "array":
            for part in record[name]:
                _check(defined, said["items"]["$ref"].rsplit("/", 1)[-1], part)
            continue
        wanted = said["type"] if isinstance(said["type"], list) else [said["type"]]
        assert any(isinstance(record[name], _TYPES[each]) for each in wanted), name
        assert record[name] in said.get("enum", [record[name]]), name


def test_every_record_is_as_the_schema_says(anybody, opened) -> None:
    defined = _json(anybody, "/open/schema.json")["$defs"]
    for record in _json(anybody, "/open/tasks.json")["tasks"]:
        _check(defined, "task", record)
    _check(defined, "document", _json(anybody, "/open/documents.json")["documents"][0])
    indicator = _json(anybody, "/open/indicators/GX001.json")
    _check(defined, "indicator", indicator["indicator"])
    for record in indicator["figures"]:
        _check(defined, "figure", record)
    for record in indicator["goals"]:
        _check(defined, "goal", record)


@pytest.mark.parametrize(
    "address",
    [
        "/open/documents/999999/",
        "/open/documents/999999999999999999999999/",
        "/open/tasks/T000000/",
        "/open/tasks/T999999999999999999.json",
        "/open/tasks/../../ledger/",
        "/open/indicators/GX001%00/",
        "/open/indicators/GX001'--/",
        "/open/tasks/T000001.xlsx",
    ],
)
def test_what_is_not_public_is_not_there(anybody, city, address: str) -> None:
    assert anybody.get(address).status_code in (302, 404)
    assert anybody.get(address, follow=True).wsgi_request.path != "/ledger/"


def test_odd_page_numbers_and_regions_are_answered(anybody, opened) -> None:
    for query in ("?page=99999", "?page=x", "?page=-1", "?lang=xx", "?region=%00", "?region=甲"):
        assert anybody.get(f"/open/indicators/GX001/{query}").status_code == 200
        assert anybody.get(f"/open/{query}").status_code == 200


def test_provisional_figure_says_so_wherever_its_number_stands(anybody, opened) -> None:
    day = date(2024, 4, 30)
    figure = FigureInput(opened.series.pk, day, Decimal(50), is_final=False)
    record_observations([figure], source=Source.OFFICE, way=Way.PAGE, actor=None, as_of=NOON)
    GoalPace.objects.update(value=Decimal(50), observed_on=day)
    [target] = _json(anybody, f"/open/tasks/{opened.tasks[0].number}.json")["task"]["targets"]
    data = _json(anybody, "/open/indicators/GX001.json")
    said = {figure["day"]: figure["provisional"] for figure in data["figures"]}
    assert (said["2024-04-30"], said["2024-03-31"]) == (True, False)
    assert (target["provisional"], data["goals"][0]["provisional"]) == (True, True)


# Stamps, caches, languages


def test_unchanged_page_is_answered_without_a_body(anybody, opened) -> None:
    address = f"/open/documents/{opened.document.pk}.json"
    first = anybody.get(address)
    again = anybody.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = anybody.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304


def test_changed_number_changes_the_stamp(anybody, opened, liaison) -> None:
    address = f"/open/tasks/{opened.tasks[0].number}/"
    first = anybody.get(address)
    opened.series.goals.get().pace.__class__.objects.update(pace="done")
    later = anybody.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200
    assert "完成" in later.content.decode()


def test_nothing_of_a_readers_own_address_is_kept_for_the_next(anybody, opened) -> None:
    first = anybody.get("/open/tasks/", {"token": "secret-of-the-first", "page": "x9"})
    assert "secret-of-the-first" not in first.content.decode()
    second = anybody.get("/open/tasks/")
    assert second.content == first.content
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Last-Modified"] == first.headers["Last-Modified"]


def test_withdrawn_page_is_gone_at_once_also_from_caches(anybody, opened, head) -> None:
    address = f"/open/documents/{opened.document.pk}/"
    first = anybody.get(address)
    assert "no-cache" in first.headers["Cache-Control"], "caches ask each time"
    mark = PublicMark.objects.get(kind="document")
    withdraw_mark(mark.pk, reason="发现错误", actor=head)
    known = {"If-None-Match": first.headers["ETag"]}
    assert anybody.get(address, headers=known).status_code == 404
    assert "加大创新主体培育力度" not in anybody.get("/open/tasks.json").content.decode()


def test_page_is_the_same_for_a_logged_in_person(opened, clerk) -> None:
    client = Client()
    client.force_login(clerk)
    for address in ("/open/", f"/open/documents/{opened.document.pk}/"):
        seen = client.get(address)
        assert seen.content == Client().get(address).content
        assert clerk.name not in seen.content.decode()


def test_page_sets_no_cookie(anybody, opened) -> None:
    assert not anybody.get("/open/").cookies
    assert not anybody.get(f"/open/tasks/{opened.tasks[0].number}/").cookies


def test_chinese_comes_first_and_english_stands_in_the_address(anybody, opened) -> None:
    address = f"/open/documents/{opened.document.pk}/"
    chinese = anybody.get(address, headers={"Accept-Language": "en"})
    assert '<html lang="zh-hans">' in chinese.content.decode()
    english = anybody.get(f"{address}?lang=en")
    assert '<html lang="en">' in english.content.decode()
    assert english.headers["Content-Language"] == "en"
    assert english.headers["ETag"] != chinese.headers["ETag"]
    rows = anybody.get("/open/tasks.csv?lang=en").content.decode("utf-8-sig")
    assert rows.startswith("Task number,")


def test_lists_are_paged_with_links(anybody, confirm, publish, monkeypatch) -> None:
    monkeypatch.setitem(open_data._SIZES, "html", 2)
    for number in range(3):
        draft, tasks = confirm(f"任务{number}", number=f"云政〔2024〕{number}号")
        publish(draft, tasks[0])
    first, second = anybody.get("/open/"), anybody.get("/open/?page=2")
    assert 'rel="next"' in first.headers["Link"]
    assert "?page=2" in first.content.decode()
    listed = [each.content.decode().count('<a href="/open/documents/') for each in (first, second)]
    assert listed == [2, 1]
    assert 'rel="prev"' in second.headers["Link"]
    whole = json.loads(anybody.get("/open/documents.json").content)
    assert (len(whole["documents"]), whole["total"], whole["pages"]) == (3, 3, 1)


def test_robots_are_told_what_they_may_read(anybody, db) -> None:
    robots = anybody.get("/robots.txt").content.decode()
    assert "Allow: /open/" in robots
    assert "Disallow: /\n" in robots


# The same number of queries for one and three


@pytest.mark.parametrize(
    "path", ["/open/", "/open/tasks.json", "/open/tasks/", "/open/documents/{pk}/"]
)
def test_queries_do_not_grow(anybody, confirm, publish, clerk, liaison, path: str) -> None:
    counts = []
    for titles in (["甲"], ["乙", "丙", "丁"]):
        draft, tasks = confirm(*titles, number=f"云政〔2024〕{len(titles)}号")
        for task in tasks:
            go_on(task, clerk=clerk, liaison=liaison)
        publish(draft, *tasks)
        with CaptureQueriesContext(connection) as seen:
            assert anybody.get(path.format(pk=draft.pk)).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 10
