"""Rates of units: as their chains tell them, each with the tasks behind it."""

import random
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from histories import make_histories, scores_told
from walking import at, report

from supervision.asking import go_through, send_back
from supervision.owing_tasks import dispatch, filled
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer
from taizhang.papers import read_xlsx
from taizhang.supervision.domain.queries.behind import Behind
from taizhang.supervision.domain.queries.scoreboard import Window, scoreboard, share_of
from taizhang.supervision.domain.rates.figures import BASES, FLAGS
from taizhang.supervision.domain.reports.reporting import report_owed
from taizhang.supervision.models import SupervisedTask

pytestmark = pytest.mark.django_db
URL = "/supervision/scoreboard/"
TASKS = URL + "tasks/"
DAY = timedelta(days=1)
TODAY = date(2024, 12, 31)
JUNE = {"starts": "2024-06-01", "ends": "2024-06-30"}
WINDOWS = [
    (date(2024, 6, 1), date(2024, 6, 30)),
    (date(2024, 7, 1), date(2024, 7, 31)),
    (date(2024, 8, 1), date(2024, 12, 31)),
    (date(2024, 1, 1), date(2024, 12, 31)),
]


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def window(starts=date(2024, 6, 1), ends=date(2024, 6, 30), moment="2024-12-31", **more):
    return Window(starts, ends, at(moment), **more)


@pytest.fixture
def histories(make_task, make_unit, clerk, county, science, industry):
    """Tasks of four units and two offices, with what happened to them in a year."""
    units = [science, industry, make_unit("市财政局"), make_unit("市住建局")]
    make_histories(random.Random(17110), make_task, clerk, units, county, 45)
    return units


@pytest.mark.slow
def test_figures_are_those_the_chains_tell_and_each_has_its_tasks(histories, county):
    occurred = set()
    for starts, ends in WINDOWS:
        for moment in ("2024-07-15", "2024-12-31"):
            for keeper in (None, county.pk):
                asked = window(starts, ends, moment, keeper_id=keeper)
                occurred |= check_scores(asked)
    assert occurred == set(FLAGS), "a figure was nowhere more than 0: the test proves too little"


def check_scores(asked):
    told = scores_told(asked)
    scores, whole = scoreboard(asked, on=TODAY)
    found = {score.unit.pk: score for score in scores} | ({None: whole} if whole else {})
    assert found.keys() == told.keys()
    for unit, score in found.items():
        counts, lateness = told[unit]
        assert score.counts == counts, (unit, asked)
        assert score.median_lateness == (None if lateness is None else Decimal(str(lateness)))
    for flag in FLAGS:
        for unit, score in found.items():
            behind = Behind(asked, flag, unit)
            listed = behind.rows(on=TODAY, start=0, most=1000)
            assert len(listed) == behind.count(on=TODAY) == score.counts[flag]
    return {flag for score in found.values() for flag in FLAGS if score.counts[flag]}


def test_every_link_of_the_page_opens_as_many_tasks_as_it_says(histories, clerk):
    client = client_of(clerk)
    board = client.get(URL, {"starts": "2024-01-01", "ends": "2024-12-31"}).context["board"]
    links = {}
    for row in [*board.rows[:1], board.whole]:
        for cell in row.cells:
            links |= {cell.url: cell.part, cell.whole_url: cell.whole}
    links.pop("")
    assert len(links) > len(BASES)
    for url, number in links.items():
        answer = client.get(url)
        assert answer.context["list"].page.paginator.count == number
        assert len(answer.context["list"].rows_shown) == min(number, 40)


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (0, 0, None),
        (0, 7, "0.0"),
        (7, 7, "100.0"),
        (1, 3, "33.3"),
        (1, 16, "6.3"),
        (9_999, 10_000, "99.9"),
        (1, 10_000, "0.1"),
    ],
)
def test_share_is_rounded_but_never_to_all_or_nothing(part, whole, share):
    assert share_of(part, whole) == (share and Decimal(share))


@pytest.fixture
def extended(underway, liaison, leader, clerk, noon):
    """A task due on 30 June, extended to 31 July and closed on 10 July; one that goes on."""
    task = underway(targets=())
    go_through(task, "extension", liaison=liaison, leader=leader, clerk=clerk, as_of=noon)
    close(task, liaison, clerk, at("2024-07-10"))
    return task


def close(task, liaison, clerk, moment):
    request = [NewEvent(task.pk, "closure_requested", report(""))]
    append_events(request, actor=liaison, occurred_at=moment)
    accept = [NewEvent(task.pk, "closure_accepted", {"grade": "good", "text": ""})]
    append_events(accept, actor=clerk, occurred_at=moment + DAY)


def test_rate_of_100_beside_extensions_is_pointed_out(extended, clerk):
    answer = client_of(clerk).get(URL, {"starts": "2024-07-01", "ends": "2024-07-31"})
    [row] = answer.context["board"].rows
    assert row.score.share("on_time") == 100
    assert row.score.share("first_on_time") == 0
    assert "市科技局延期 1/1（100.0%）" in answer.content.decode()


def test_rate_is_not_pointed_out_without_extensions(underway, liaison, clerk, noon):
    task = underway(targets=())
    close(task, liaison, clerk, noon)
    answer = client_of(clerk).get(URL, JUNE)
    assert answer.context["board"].rows[0].score.share("on_time") == 100
    assert "延期的不少" not in answer.content.decode()


def test_successor_shows_what_it_has_taken_over(underway, industry, science):
    underway()
    science.successor, science.succeeded_on = industry, date(2024, 10, 1)
    science.save()
    asked = window()
    assert [s.unit for s in scoreboard(asked, on=date(2024, 9, 30))[0]] == [science]
    assert [s.unit for s in scoreboard(asked, on=TODAY)[0]] == [industry]
    assert Behind(asked, "counted", industry.pk).count(on=TODAY) == 1


def test_past_moment_shows_what_was_recorded_then(extended):
    granted = extended.events.get(type="extension_granted").recorded_at
    before = granted - timedelta(microseconds=1)
    now, _ = scoreboard(window(), on=TODAY)
    then, _ = scoreboard(window(known_at=before), on=TODAY)
    assert (now[0].counts["extended"], then[0].counts["extended"]) == (1, 0)
    assert (now[0].counts["judged"], then[0].counts["judged"]) == (0, 1)


@pytest.fixture
def two_units(make_task, clerk, noon, science, industry):
    tasks = [
        make_task(targets=(), units=(Answer(unit.pk, "responsible", unit.name),))
        for unit in (science, industry, industry)
    ]
    dispatch_tasks(tasks, actor=clerk, as_of=noon)
    return tasks


def test_unit_sees_its_own_row_and_the_whole_but_no_other(two_units, liaison, science, industry):
    client = client_of(liaison)
    board = client.get(URL, JUNE).context["board"]
    assert [row.name for row in board.rows] == ["市科技局"]
    assert board.whole.score.counts["counted"] == 3
    assert not any(cell.url or cell.whole_url for cell in board.whole.cells)
    asked = {**JUNE, "figure": "counted"}
    assert client.get(TASKS, {**asked, "unit": science.pk}).status_code == 200
    assert client.get(TASKS, {**asked, "unit": industry.pk}).status_code == 403
    assert client.get(TASKS, asked).status_code == 403
    book = client.get(URL + "xlsx/", JUNE)
    assert "市工信局" not in str(read_book(book).rows)


def read_book(answer):
    [table] = read_xlsx(BytesIO(b"".join(answer.streaming_content)))
    return table


def test_county_clerk_compares_the_units_of_the_own_county_only(
    levels, make_task, clerk, science, noon
):
    qingshi, town = levels.counties["青石县"], levels.townships["柳河镇"]
    answer = (Answer(town.pk, "responsible", town.name),)
    kept = make_task(targets=(), units=answer, keeper=qingshi)
    dispatch_tasks([kept], actor=levels.people.qsclerk, as_of=noon)
    dispatch_tasks([make_task(targets=())], actor=clerk, as_of=noon)
    client = client_of(levels.people.qsclerk)
    own = client.get(URL, {**JUNE, "keeper": qingshi.pk}).context["board"]
    assert [row.name for row in own.rows] == [town.name]
    assert own.whole.cells[0].url
    assert client.get(URL, JUNE).context["board"].rows == []
    other = client_of(levels.people.baihe).get(URL, {**JUNE, "keeper": qingshi.pk})
    assert not other.context["board"].valid


def counts_of(unit, key, **asked):
    scores, whole = scoreboard(window(**asked), on=TODAY)
    [own] = [score for score in scores if score.unit == unit]
    return own.counts[key], whole.counts[key]


@pytest.fixture
def joint(make_task, clerk, noon, science, industry):
    """A task two units answer for; nobody has looked at it."""
    units = tuple(Answer(unit.pk, "responsible", unit.name) for unit in (science, industry))
    return dispatch([make_task(targets=(), units=units)], clerk, noon)[0]


def test_opening_the_page_counts_for_the_unit_of_the_person_alone(
    joint, liaison, science, industry, clerk
):
    client_of(clerk).get(joint.get_absolute_url())
    assert counts_of(science, "unopened") == (1, 1)
    client_of(liaison).get(joint.get_absolute_url())
    assert counts_of(science, "unopened") == (0, 0)
    assert counts_of(industry, "unopened") == (1, 0)
    assert counts_of(science, "unsigned") == (1, 1)


def test_past_moment_knows_no_later_opening(joint, liaison, science):
    client_of(liaison).get(joint.get_absolute_url())
    first = joint.opened.get().first_at
    assert counts_of(science, "unopened", known_at=first) == (0, 0)
    before = first - timedelta(microseconds=1)
    assert counts_of(science, "unopened", known_at=before) == (1, 1)


def test_signing_unseen_counts_as_opening(joint, liaison, science, industry, noon):
    sign_for_task(joint, actor=liaison, as_of=noon)
    assert not joint.opened.exists()
    assert counts_of(science, "unopened") == (0, 0)
    assert counts_of(industry, "unopened") == (1, 0)


def test_asking_without_signing_counts_as_opening(joint, liaison, leader, science, industry, noon):
    send_back(joint, actor=liaison, as_of=noon)
    assert counts_of(science, "unsigned") == (1, 1)
    assert counts_of(science, "unopened") == (0, 0)
    assert counts_of(industry, "unopened") == (1, 0)


def test_giving_on_without_signing_counts_as_opening(levels, make_task, clerk, noon):
    [part] = dispatch(levels.give(make_task(), {"青石县": 40}, reason="其余另行安排"), clerk, noon)
    county = levels.counties["青石县"]
    assert counts_of(county, "unopened") == (1, 1)
    clerk_there = levels.people.qsclerk
    levels.give(part, {"柳河镇": 25, "石桥镇": 15}, actor=clerk_there, keeper=county)
    assert counts_of(county, "unopened") == (0, 0)


def test_repeated_report_is_counted_with_its_unit(make_task, clerk, liaison, science, noon):
    [task] = dispatch([make_task(due="2024-12-31")], clerk, noon)
    days = {"period:1": at("2024-06-29"), "period:2": at("2024-07-30")}
    found = []
    for answers, day in days.items():
        report_owed(task, filled(answers), actor=liaison, as_of=day, confirmed=True)
        found.append(counts_of(science, "repeated"))
    assert found == [(0, 0), (1, 1)]
    assert counts_of(science, "unreported") == (0, 0)
    assert list(Behind(window(), "repeated", science.pk).rows(on=TODAY, start=0, most=9)) == [
        task.pk
    ]


def test_people_without_units_or_reading_rights_are_refused(make_person):
    assert client_of(make_person("admin", Role.ADMINISTRATOR)).get(URL).status_code == 403


def test_columns_sort_both_ways(two_units, clerk):
    client = client_of(clerk)
    shown = {
        sort: [row.name for row in client.get(URL, {**JUNE, "sort": sort}).context["board"].rows]
        for sort in ("counted", "-counted", "unit", "-unit")
    }
    up, down = ["市科技局", "市工信局"], ["市工信局", "市科技局"]
    assert shown == {"counted": up, "-counted": down, "unit": up, "-unit": down}


def test_workbook_has_every_row_and_the_whole(two_units, clerk):
    table = read_book(client_of(clerk).get(URL + "xlsx/", JUNE))
    assert [row[0] for row in table.rows][-3:] == ["市科技局", "市工信局", "全部"]
    assert [float(row[1]) for row in table.rows[-3:]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"starts": "2024-07-01", "ends": "2024-06-01"}, "期间的最后一天早于第一天"),
        ({"starts": "昨天"}, "筛选条件看不懂"),
        ({"ends": "9999-12-31"}, "年份应在 1949 至 2199 之间"),
        ({"sort": "beauty"}, "筛选条件看不懂"),
        ({"keeper": "999999"}, "筛选条件看不懂"),
    ],
)
def test_an_address_that_cannot_be_read_is_told(clerk, asked, said):
    assert said in client_of(clerk).get(URL, asked).content.decode()
    assert client_of(clerk).get(TASKS, {**asked, "figure": "late"}).status_code == 404


def test_links_keep_period_and_moment(two_units, clerk):
    recorded = two_units[0].events.get(seq=2).recorded_at
    moment = timezone.localtime(recorded + timedelta(microseconds=1)).isoformat()
    client = client_of(clerk)
    board = client.get(URL, {**JUNE, "as_of": moment}).context["board"]
    [row] = [row for row in board.rows if row.name == "市科技局"]
    behind = client.get(row.cells[0].url).context["list"]
    assert behind.window == board.window
    assert behind.board_url == URL + board.query
    assert two_units[0].get_absolute_url() + behind.moment_query in client.get(
        row.cells[0].url
    ).content.decode().replace("&amp;", "&")


def test_unknown_unit_is_not_found(clerk):
    answer = client_of(clerk).get(TASKS, {**JUNE, "figure": "late", "unit": 999_999})
    assert answer.status_code == 404


def test_empty_scoreboard_says_what_belongs_here(clerk):
    assert "这一期间没有计入的任务" in client_of(clerk).get(URL).content.decode()


def test_year_so_far_is_shown_unless_other_days_are_asked_for(clerk):
    asked = client_of(clerk).get(URL).context["board"].window
    today = timezone.localdate(timezone.now())
    assert (asked.starts, asked.ends) == (date(today.year, 1, 1), today)


def test_pages_ask_as_often_for_three_rows_as_for_one(two_units, clerk):
    client = client_of(clerk)
    numbers = []
    for url, asked in ((URL, {}), (TASKS, {"figure": "counted"})):
        for keep in (1, 3):
            SupervisedTask.objects.update(ended_at=at("2024-06-04"))
            kept = SupervisedTask.objects.filter(task__in=two_units[-keep:])
            kept.update(ended_at=None)
            with CaptureQueriesContext(connection) as queries:
                client.get(url, {**JUNE, **asked})
            numbers.append(len(queries))
    assert numbers[0] == numbers[1]
    assert numbers[2] == numbers[3]
