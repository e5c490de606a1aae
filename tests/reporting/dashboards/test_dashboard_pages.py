"""The leader's dashboard: what it counts, who reads it, that its lists hold what it counts."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.projections.stored import give_goal, give_history
from indicators.projections.years import given, steady
from reporting.dashboards.looking import (
    CLASSES,
    EARLY,
    HALF_YEAR,
    JUNE,
    listed_in,
    tiles_of,
    url_of,
)
from taizhang.indicators.domain.refreshing import refresh_outlooks, refresh_pace
from taizhang.indicators.models import SeriesHonesty
from taizhang.organisations.models import Region
from taizhang.reporting.domain.dashboards.reading import forget_boards
from taizhang.reporting.domain.figures.gathering import gather
from taizhang.reporting.domain.periods import read_period
from taizhang.supervision.models import Meeting


def test_the_five_numbers_are_those_of_the_bulletin_of_the_day(filled, read):
    now = timezone.now()
    said = gather(read_period("2024-H1"), as_of=now)["numbers"]
    shown = tiles_of(read(url_of(**HALF_YEAR)))
    assert {pace: shown[pace][0] for pace in CLASSES} == {
        pace: said[pace]["count"] for pace in CLASSES
    }
    assert shown["behind"][0] == 2
    assert said["total"] == 6


def test_every_number_is_the_length_of_the_list_it_links_to(filled, read):
    page = read(url_of(**HALF_YEAR, since="2024-03-31"))
    links = re.findall(r'<a href="([^"]*dashboard/list/[^"]*)">([^<]*<strong[^>]*>)?(\d+)<', page)
    assert len(links) > 20
    for url, _words, count in {(unescape(url), "", int(count)) for url, _words, count in links}:
        assert listed_in(read(url)) == count, url


def test_the_worst_says_who_and_why(filled, read):
    page = read(url_of(**HALF_YEAR))
    worst = page[page.index("滞后最多的指标") : page.index("到时限预计")]
    assert worst.index("招商到位资金") > worst.index("<tbody>")
    for words in ("青石县", "≥150亿元", "20亿元", "落后百分点", "市科技局"):
        assert words in worst


def test_a_county_an_office_and_a_document_narrow_the_counts(filled, read, make_draft):
    county = Region.objects.get(name="青石县")
    of_county = tiles_of(read(url_of(**HALF_YEAR, region=county.pk)))
    assert [of_county[pace][0] for pace in CLASSES] == [1, 0, 0, 0, 0]
    assert "2</strong>" not in read(url_of(**HALF_YEAR, region=county.pk))
    of_office = tiles_of(read(url_of(**HALF_YEAR, office=filled.industry.pk)))
    assert sum(count for count, url_of in of_office.values()) == 0
    document = make_draft(title="攻坚二季度若干措施")
    filled.task(("另一个数", ">=", 5), document=document)
    of_document = tiles_of(read(url_of(**HALF_YEAR, document=document.pk)))
    assert [of_document[pace][0] for pace in CLASSES] == [0, 0, 0, 0, 1]


def test_what_changed_is_shown_since_the_last_meeting(filled, read, clerk):
    Meeting.objects.create(
        held_on=date(2024, 4, 10),
        kind="常务会议",
        title="市政府第9次常务会议",
        entered_by=clerk,
        entered_at=EARLY,
    )
    page = read(url_of(**HALF_YEAR))
    assert "2024-04-10 以来的变动" in page
    assert "市政府第9次常务会议" in page
    moved = read(url_of("dashboard-list", **HALF_YEAR, since="2024-04-10", key="moved"))
    assert "滞后" in moved
    assert "超前" in moved
    assert "招商到位资金" in moved


def test_before_the_books_were_kept_the_change_is_as_it_is_known_now(filled, read):
    page = read(url_of(**HALF_YEAR, since="2023-06-30"))
    assert "当时尚未建账，按现在掌握的数比较" in page
    moved = read(url_of("dashboard-list", **HALF_YEAR, since="2023-06-30", key="moved"))
    assert "未知" in moved


def test_without_a_meeting_a_day_can_be_chosen(filled, read):
    assert "还没有开过会" in read(url_of(**HALF_YEAR))


def test_today_is_read_from_what_is_kept_and_is_the_same(filled, read):
    now = timezone.now()
    live = tiles_of(read(url_of()))
    refresh_pace(None, as_of=now)
    refresh_outlooks(None, as_of=now)
    assert tiles_of(read(url_of())) == live


def test_a_board_is_read_again_when_something_was_recorded(filled, read, make_series, city):
    assert tiles_of(read(url_of(**HALF_YEAR)))["unknown"][0] == 1
    city.task(("后来的数", ">=", 9), title="后来的任务")
    assert tiles_of(read(url_of(**HALF_YEAR)))["unknown"][0] == 2


def test_an_empty_city_says_what_belongs_here(region, read):
    assert "没有可看的指标" in read(url_of())


def test_a_city_of_which_nothing_is_known_says_so(city, read):
    city.task(("一个数", ">=", 9))
    page = read(url_of())
    assert "全部指标的进度都是未知" in page
    assert tiles_of(page)["unknown"][0] == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"as_of": "2999-01-01"}, "截至日期应在"),
        ({"as_of": "2024-06-30", "since": "2024-07-01"}, "对比日期应早于截至日期"),
        ({"office": "999999"}, "选择"),
        ({"office": "9" * 5000}, "选择"),
        ({"region": "٣"}, "选择"),
    ],
)
def test_an_address_that_says_nothing_is_explained(city, read, said, words):
    page = read(url_of(**said))
    assert "筛选条件看不懂" in page
    assert words in page


@pytest.mark.parametrize("key", ["nothing", "pace.green", "moved.up", "ahead", "tasks", "pace.x.y"])
def test_a_key_that_names_no_number_has_no_list(city, read, key):
    read(url_of("dashboard-list", key=key), status=404)


def test_what_will_not_be_reached_is_listed_with_its_projection(city, read, make_series):
    series = make_series("接待游客", unit="万人次", office=city.science)
    rows = steady((2020, 2021, 2022, 2023, 2024), (100, 110, 90, 100, 100))
    give_history(series, [row for row in rows if row.day <= JUNE])
    give_goal(series, value=1500, unit="万人次")
    page = read(url_of(**HALF_YEAR))
    ahead = page[page.index("到时限预计") : page.index("逾期任务")]
    assert re.search("预计完不成 <strong[^>]*>1<", ahead)
    assert re.search("接待游客 .*预计 <span[^>]*>100 ?万人次", ahead)
    listed = read(url_of("dashboard-list", **HALF_YEAR, key="ahead.missed"))
    assert re.search(">100 ?万人次", listed)
    assert "偏窄" not in page + listed
    past = {"cases": 11, "ends": 1, "hits": 2, "is_enough": False, "day": JUNE}
    SeriesHonesty.objects.create(series=series, figures_until=EARLY, refreshed_at=EARLY, **past)
    assert "以往偏窄" in read(url_of(**HALF_YEAR))
    listed = read(url_of("dashboard-list", **HALF_YEAR, key="ahead.missed"))
    assert "80% 的区间在 11 次里只有 2 次（18.2%）包含实际数" in listed


def test_counties_stand_beside_each_other_with_their_gap_to_the_mean(filled, read):
    page = read(url_of("dashboard-counties", **HALF_YEAR))
    rows = re.findall(r'<tr data-row-key="\d+">(.*?)</tr>', page)
    cells = [re.sub(r"<[^>]+>|\s", " ", row).split() for row in rows]
    assert [row[:4] for row in cells] == [
        ["1", "白河县", "100.0%", "+50.0"],
        ["2", "青石县", "0.0%", "−50.0"],
    ]


def test_counties_are_ranked_among_all_though_the_address_names_one(filled, read):
    whole = read(url_of("dashboard-counties", **HALF_YEAR))
    county = Region.objects.get(name="青石县")
    of_one = read(url_of("dashboard-counties", **HALF_YEAR, region=county.pk))
    assert re.findall(r'data-row-key="(\d+)"', of_one) == re.findall(r'data-row-key="(\d+)"', whole)
    assert 'name="region"' not in whole


def test_what_can_be_cleared_are_the_filters_of_the_same_page(filled, read, liaison):
    listed = read(url_of("dashboard-list", key="pace.behind", **HALF_YEAR))
    cleared = re.search('href="([^"]+)">清除', listed)[1]
    assert unescape(cleared) == url_of("dashboard-list", key="pace.behind")
    assert "清除" not in read(url_of("dashboard-list", key="pace.behind"))
    assert "清除" not in read(url_of(office=filled.science.pk), liaison)


def test_a_change_of_no_kind_is_among_all_changes(city, read):
    task = city.start(city.task(("培育高新技术企业", ">=", 100)))
    city.report(task, 50, on=date(2024, 6, 10))  # of 44.3 % of the time, then of 49.7 %
    page = read(url_of(**HALF_YEAR, since="2024-06-10"))
    moved = page[page.index("以来的变动") : page.index("到时限预计")]
    assert re.findall(r'<li><a href="[^"]+">(\S+) <strong class="num">(\d+)', moved) == [
        ("全部变动", "1")
    ]


def test_a_document_is_a_board_of_its_measures(filled, client, clerk, read, make_draft):
    document = make_draft(title="攻坚二季度若干措施")
    behind = filled.start(filled.task(("一个数", ">=", 90), ("小数", ">=", 1), document=document))
    filled.report(behind, 1, 5)
    filled.task(("没有报告", ">=", 5), document=document, title="未知的任务")
    page = read(url_of("dashboard-document", **HALF_YEAR, document=document.pk))
    columns = re.findall(r'<h2 id="column-(\w+)">\S+ <span class="count count-quiet">(\d+)', page)
    assert columns == [("behind", "1"), ("unknown", "1")]
    assert "攻坚二季度若干措施" in page
    read(url_of("dashboard-document", **HALF_YEAR), status=404)
    cleared = re.search('href="([^"]+)">清除', page)[1]
    assert unescape(cleared) == url_of("dashboard-document", document=document.pk)
    client.force_login(clerk)
    of_all = client.get(url_of("dashboard-document", **HALF_YEAR, document=""))
    assert of_all["Location"] == url_of(**HALF_YEAR)


@pytest.mark.parametrize("said", [HALF_YEAR, {}])
def test_queries_do_not_grow_with_the_numbers(city, client, clerk, make_series, said):
    def queries():
        forget_boards()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            for url in (
                url_of("dashboard-counties", **said),
                url_of(since="2024-03-31", **said),
                url_of("dashboard-list", key="pace", **said),
            ):
                assert client.get(url).status_code == 200
        return len(asked)

    def add():
        task = city.start(city.task(("一个数", ">=", 9)))
        city.report(task, 1)
        series = make_series("招商到位资金", office=city.science)
        give_goal(series)
        give_history(series, [given("2024-03-31", 20), given("2024-06-30", 80)], at=EARLY)
        refresh_pace(None, as_of=timezone.now())
        refresh_outlooks(None, as_of=timezone.now())

    client.force_login(clerk)
    add()
    client.get(url_of())
    one = queries()
    add()
    add()
    assert queries() == one


def test_a_page_that_is_kept_asks_few_questions(filled, client, clerk):
    client.force_login(clerk)
    url = url_of(**HALF_YEAR, since="2024-03-31")
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    assert len(asked) <= 12, [each["sql"][:90] for each in asked]
