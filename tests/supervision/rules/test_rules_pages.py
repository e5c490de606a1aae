"""The pages 督查口径, 亮灯办法, 工作日历, 暂定时限: who reads and edits, what they show and do."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from supervision.rules.test_notices import OF_2026, OF_2027
from supervision.rules.test_practice import TEXT
from supervision.walking import WORKING_DAYS
from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.accounts.models import Person
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.organisations.models import Membership, Region, Unit
from taizhang.supervision.domain.rules.notices import make_notice, record_notice
from taizhang.supervision.domain.rules.practice import practice_on, record_practice
from taizhang.supervision.domain.rules.regime_versions import newest_regime, record_regime
from taizhang.supervision.domain.rules.versioning import record_version
from taizhang.supervision.models import HolidayNotice, Practice
from taizhang.supervision.tasks import task_recompute_provisional

PRACTICE, CHANGE = "/supervision/practice/", "/supervision/practice/change/"
REGIMES, REGIME = "/supervision/regimes/", "/supervision/regimes/default/"
NEW, EDIT = "/supervision/new-regime/", REGIME + "edit/"
CALENDAR, NOTICE = "/supervision/calendar/", "/supervision/calendar/new/"
PROVISIONAL = "/supervision/provisional/"
READ = [PRACTICE, REGIMES, REGIME, CALENDAR, PROVISIONAL]


@pytest.fixture
def sign_in(client, db):
    """Log in as somebody of a role."""

    def enter(role):
        unit_role = role in UNIT_ROLES
        person = Person.objects.create_user(
            "me", name="陈静", roles=[role] if role and not unit_role else []
        )
        if unit_role:
            region, _ = Region.objects.get_or_create(name="云岭市", level="市")
            unit = Unit.objects.create(region=region, name="市水务局")
            Membership.objects.create(person=person, unit=unit, role=role, starts=date(2024, 1, 1))
        client.force_login(person)
        return person

    return enter


def text(response):
    return unescape(response.content.decode())


def rows(festivals=OF_2027, **changes):
    """What the form of a notice posts."""
    data = {
        "year": "2027",
        "reference": "国办发明电〔2026〕9号",
        "issued": "2026-11-06",
        "text": "",
    }
    data |= {"form-TOTAL_FORMS": str(len(festivals)), "form-INITIAL_FORMS": "0"}
    for number, festival in enumerate(festivals):
        data |= {
            f"form-{number}-name": festival.name,
            f"form-{number}-first": festival.first.isoformat(),
            f"form-{number}-last": festival.last.isoformat(),
            f"form-{number}-work": "、".join(f"{d.month}月{d.day}日" for d in festival.work),
        }
    return data | changes


# Who


@pytest.mark.parametrize("role", [None, *Role])
def test_all_who_log_in_read_and_few_edit(client, sign_in, role):
    sign_in(role)
    assert [client.get(address).status_code for address in READ] == [200] * len(READ)
    head = role == Role.HEAD
    assert client.get(CHANGE).status_code == (302 if head else 403)
    for address in (NEW, EDIT):
        assert client.get(address).status_code == (200 if head else 403)
    for address in (CHANGE, NEW, EDIT):
        assert client.post(address, {}).status_code == (422 if head else 403)
    keeps = role in (Role.HEAD, Role.ADMINISTRATOR)
    assert client.get(NOTICE).status_code == (200 if keeps else 403)
    assert client.post(NOTICE, rows(())).status_code == (422 if keeps else 403)
    assert (EDIT in text(client.get(REGIME))) is head
    assert (NOTICE in text(client.get(CALENDAR))) is keeps
    assert (CHANGE in text(client.get(PRACTICE))) is head


@pytest.mark.parametrize("address", [*READ, CHANGE, NEW, EDIT, NOTICE])
def test_strangers_are_led_to_the_log_in(client, db, address):
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("address", ["/supervision/regimes/nowhere/", REGIME + "?version=0"])
def test_unknown_regime_or_version_is_not_found(client, sign_in, address):
    sign_in(Role.CLERK)
    assert client.get(address).status_code == 404


# Practice


def test_head_uses_another_regime_from_a_day_on(client, sign_in):
    sign_in(Role.HEAD)
    day = timezone.localdate() + timedelta(days=3)
    posted = {"valid_from": day.isoformat(), "regime": "yichang-2015", "how": "710:ordinary"}
    assert client.post(CHANGE, posted).status_code == 302
    assert practice_on(day).regime == "yichang-2015"
    page = text(client.get(PRACTICE))
    assert "待启用" in page
    assert day.isoformat() in page


def test_past_day_comes_back_with_the_reason(client, sign_in):
    sign_in(Role.HEAD)
    posted = {"valid_from": "2020-01-01", "regime": "yichang-2015", "how": "710:ordinary"}
    response = client.post(CHANGE, posted)
    assert response.status_code == 422
    assert "不能早于今天" in text(response)
    assert not Practice.objects.exists()


def test_practice_page_asks_as_often_for_one_row_as_for_three(
    client, sign_in, django_assert_max_num_queries
):
    head, now = sign_in(Role.HEAD), timezone.now()
    counts = []
    for key in ("yichang-2015", "ouhai-2020", "longxian-2024"):
        record_practice(
            valid_from=timezone.localdate(now),
            regime=key,
            mechanism="710",
            kind="ordinary",
            actor=head,
            as_of=now,
        )
        with django_assert_max_num_queries(60) as captured:
            client.get(PRACTICE)
        counts.append(len(captured))
    assert counts[0] == counts[2]


# Regimes


def test_rules_stand_in_words(client, sign_in):
    sign_in(Role.CLERK)
    page = text(client.get(REGIME))
    assert "时钟：挂账或回退中" in page
    assert "连续红灯次数 3 次以上" in page
    assert "落后百分点 超过 20 个百分点" in page
    assert "其余情形" in page


def test_every_shipped_regime_is_shown(client, sign_in):
    sign_in(Role.CLERK)
    for version in client.get(REGIMES).context["versions"]:
        assert client.get(f"{REGIMES}{version.key}/").status_code == 200


def test_comparison_counts_the_open_tasks(client, sign_in, make_task, clerk):
    tasks = [make_task() for _ in range(3)]
    dispatch_tasks(tasks, actor=clerk, as_of=datetime(2024, 6, 3, 4, tzinfo=UTC))
    sign_in(Role.CLERK)
    comparison = client.get(REGIMES + "zhenan-2016/?compare=1").context["comparison"]
    assert comparison.total == 3
    assert sum(number for _outcome, number in comparison.now) == 3
    assert sum(number for _outcome, number in comparison.then) == 3
    [(before, after, number)] = comparison.moves
    assert (before.colour, after.colour, number) == ("red", "yellow", 3)


def test_people_of_units_see_no_counts_of_all_tasks(client, sign_in):
    sign_in(Role.LIAISON)
    assert "comparison" not in client.get(REGIME + "?compare=1").context


def test_text_is_tried_without_being_saved(client, sign_in):
    sign_in(Role.HEAD)
    body = TEXT.format(day="2026-07-01", label="正常")
    response = client.post(NEW, {"body": body, "try": "1"})
    assert response.status_code == 200
    assert "种可能的情形各有一个结果" in text(response)
    assert newest_regime("yunling-2026") is None


def test_new_regime_is_saved_and_shown(client, sign_in):
    sign_in(Role.HEAD)
    body = TEXT.format(day="2026-07-01", label="正常").replace("\n", "\r\n")
    response = client.post(NEW, {"body": body}, follow=True)
    assert "云岭市亮灯办法" in text(response)
    assert newest_regime("yunling-2026").recorded_by.name == "陈静"


def test_wrong_text_is_refused_with_its_lines(client, sign_in):
    sign_in(Role.HEAD)
    body = TEXT.format(day="2026-07-01", label="正常").replace("overdue", "late")
    response = client.post(NEW, {"body": body})
    assert response.status_code == 422
    assert "第 6 行" in text(response)


def test_regimes_page_asks_as_often_for_more_regimes(
    client, sign_in, django_assert_max_num_queries
):
    head = sign_in(Role.HEAD)
    counts = []
    for number in range(3):
        body = TEXT.format(day="2026-07-01", label="正常").replace("2026\n", f"{number}\n", 1)
        record_regime(body, actor=head, as_of=timezone.now())
        with django_assert_max_num_queries(60) as captured:
            client.get(REGIMES)
        counts.append(len(captured))
    assert counts[0] == counts[2]


# Calendar


def test_year_is_shown_with_its_document(client, sign_in):
    sign_in(None)
    page = text(client.get(CALENDAR + "?year=2026"))
    assert "国办发明电〔2025〕7号" in page
    festivals = {
        line.name: line for line in client.get(CALENDAR + "?year=2026").context["festivals"]
    }
    assert festivals["国庆节"].days == 7
    assert festivals["国庆节"].work == [date(2026, 9, 20), date(2026, 10, 10)]


def test_cells_say_what_the_calendar_says(client, sign_in):
    sign_in(None)
    months = client.get(CALENDAR + "?year=2026").context["months"]
    cells = {
        cell.day: cell.kind for month in months for week in month.weeks for cell in week if cell
    }
    assert len(cells) == 365
    assert (cells[date(2026, 10, 1)], cells[date(2026, 10, 10)]) == ("off", "work")
    assert (cells[date(2026, 10, 17)], cells[date(2026, 10, 8)]) == ("weekend", "")


@pytest.mark.parametrize("year", ["2027", "１", "x", "99999999999", "1066"])
def test_year_without_a_notice_says_so_and_odd_years_are_today(client, sign_in, year):
    sign_in(None)
    response = client.get(CALENDAR, {"year": year})
    assert response.status_code == 200
    if year == "2027":
        assert "暂按周一至周五上班计" in text(response)
    else:
        assert response.context["year"] == timezone.localdate().year


def test_pasted_text_fills_the_rows(client, sign_in):
    sign_in(Role.HEAD)
    data = {"year": "", "reference": "", "issued": "", "text": OF_2026, "read": "1"}
    response = client.post(NOTICE, data)
    page = text(response)
    assert "已读入下面的表" in page
    assert 'value="2026-10-01"' in page
    assert "9月20日、10月10日" in page
    assert not HolidayNotice.objects.exists()


def test_notice_is_tried_then_saved(client, sign_in):
    sign_in(Role.ADMINISTRATOR)
    tried = client.post(NOTICE, rows(**{"try": "1"}))
    assert "没有清明节" in text(tried)
    assert len(tried.context["months"]) == 12
    assert not HolidayNotice.objects.exists()
    saved = client.post(NOTICE, rows(), follow=True)
    assert "2027年放假安排已保存" in text(saved)
    assert saved.context["notice"].reference == "国办发明电〔2026〕9号"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"form-0-work": "1月5日"}, "不是周末"),
        ({"form-0-work": "明天"}, "不是日期"),
        ({"form-0-first": ""}, "要一起填"),
        ({"form-0-first": "2028-01-01", "form-0-last": "2028-01-02"}, "不在2027年"),
        ({"reference": ""}, "发文字号"),
        ({"year": "1900"}, "年份"),
    ],
)
def test_notice_that_cannot_be_is_refused(client, sign_in, changes, words):
    sign_in(Role.HEAD)
    response = client.post(NOTICE, rows(**changes))
    assert response.status_code == 422
    assert words in text(response)
    assert not HolidayNotice.objects.exists()


# Provisional limits


@pytest.fixture
def make_waiting(make_task, clerk):
    head = Person.objects.create_user("head", name="赵刚", roles=[Role.HEAD])
    moment = datetime(2026, 12, 28, 4, tzinfo=UTC)
    version = record_version(WORKING_DAYS, actor=head, as_of=moment)
    chosen = {"supervision": {"mechanism": version.pk, "kind": "ordinary"}}

    def make(number):
        tasks = [make_task(due=None) for _ in range(number)]
        dispatch_tasks(tasks, actor=clerk, as_of=moment, choices=chosen)
        return tasks

    make.head = head
    return make


def test_waiting_and_moved_limits_are_listed(client, sign_in, make_waiting):
    sign_in(Role.CLERK)
    [task] = make_waiting(1)
    page = text(client.get(PROVISIONAL))
    assert task.number in page
    assert "办结 2027-01-11" in page.replace('<span class="num">', "").replace("</span>", "")
    festivals = [replace(OF_2027[0], last=date(2027, 1, 5))]
    notice = make_notice(
        year=2027, reference="国办发明电〔2026〕9号", issued=None, festivals=festivals
    )
    row = record_notice(notice, actor=make_waiting.head, as_of=timezone.now())
    assert "正在按新录入的放假安排重新推算" in text(client.get(PROVISIONAL))
    task_recompute_provisional(notice=row.pk)
    response = client.get(PROVISIONAL)
    assert response.context["count"] == 0
    [line] = response.context["moved"]
    assert line.moves == [("办结", "2027-01-11", "2027-01-14")]


def test_unit_sees_its_own_waiting_tasks_only(client, sign_in, make_waiting):
    make_waiting(1)
    sign_in(Role.LIAISON)
    assert client.get(PROVISIONAL).context["count"] == 0


def test_provisional_page_asks_as_often_for_one_task_as_for_three(
    client, sign_in, make_waiting, django_assert_max_num_queries
):
    sign_in(Role.CLERK)
    counts = []
    for number in (1, 2):
        make_waiting(number)
        with django_assert_max_num_queries(60) as captured:
            client.get(PROVISIONAL)
        counts.append(len(captured))
    assert counts[0] == counts[1]
