"""What did not come in: counts by unit, one by one, as a workbook; the desk; who sees it."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.accounts.enums import READ_ALL_ROLES, UNIT_ROLES, Role
from taizhang.papers import read_xlsx

pytestmark = pytest.mark.django_db
URL = "/indicators/missing/"


@pytest.fixture(autouse=True)
def in_june(at):
    at("2026-06-20 09:00")


@pytest.fixture
def shown(as_person, officer):
    def ask(query=""):
        answer = as_person(officer).get(URL + query)
        assert answer.status_code == 200
        return answer.context["missing"]

    return ask


def counted(page):
    return [(row.name, row.counts.missing, row.on_time_pct) for row in page.units]


def test_counts_of_units_stand_with_their_share_in_time(
    make_series, record, shown, science, industry
):
    given = [make_series(expected_from=date(2026, 5, 1)) for _ in range(3)]
    for series, at in zip(given, ("06-03", "06-15", "06-16"), strict=True):
        record(series, "2026-05-31", at=f"2026-{at} 23:30")
    make_series(expected_from=date(2026, 5, 1), office=industry)
    make_series(expected_from=date(2026, 5, 1), office=None)
    page = shown()
    assert counted(page) == [
        ("市工信局", 1, "0%"),
        ("未定报数单位", 1, "0%"),
        ("市科技局", 0, "66.6%"),
    ]
    assert (page.whole.counts.total, page.whole.counts.late) == (5, 1)
    assert [(row.unit, row.label, row.days) for row in page.page] == [
        ("市工信局", "2026年5月", 5),
        ("未定报数单位", "2026年5月", 5),
    ]
    assert counted(shown(f"?unit={science.pk}")) == [("市科技局", 0, "66.6%")]


def test_page_speaks_of_the_last_quarter_unless_asked_further_back(make_series, shown):
    make_series(expected_from=date(2025, 6, 1))
    assert shown().whole.counts.missing == 3  # March, April and May
    assert shown("?since=2025-01-01").whole.counts.missing == 12
    assert shown("?since=2025-06-01&until=2025-08-31").whole.counts.missing == 3
    assert shown("?frequency=quarter").whole.counts.missing == 0


@pytest.mark.parametrize("query", ["?since=x", "?since=2026-05-01&until=2026-04-01", "?unit=9999"])
def test_filter_that_cannot_be_read_is_said(make_series, as_person, officer, query):
    make_series()
    assert "筛选条件看不懂" in as_person(officer).get(URL + query).content.decode()
    assert as_person(officer).get(URL + "xlsx/" + query).status_code == 400


def test_workbook_holds_every_missing_figure(make_series, as_person, officer):
    make_series(code="Z0001", expected_from=date(2026, 5, 1))
    answer = as_person(officer).get(URL + "xlsx/")
    [table] = read_xlsx(io.BytesIO(b"".join(answer.streaming_content)))
    assert list(table.rows[1]) == [
        "市科技局", "Z0001", "高新技术企业数", "云岭市", "2026年5月", date(2026, 6, 15), 5.0,
    ]  # fmt: skip


def test_empty_page_says_how_figures_come_to_be_expected(shown, officer, as_person):
    assert "自哪日起应报" in as_person(officer).get(URL).content.decode()


def test_desk_of_a_unit_lists_what_it_owes_with_a_way_to_the_page(
    make_series, record, as_person, liaison, other_liaison
):
    done = make_series("甲", expected_from=date(2026, 5, 1))
    record(done, "2026-05-31", at="2026-06-03 09:00")
    make_series("乙", expected_from=date(2026, 5, 1))
    text = as_person(liaison).get("/").content.decode()
    assert "应报指标" in text
    assert "乙" in text
    assert "缺报 5 天" in text
    assert 'href="/indicators/entry/"' in text
    assert "应报指标" not in as_person(other_liaison).get("/").content.decode()


PAGES = {
    "/indicators/entry/": {Role.INDICATOR_OFFICER, *UNIT_ROLES},
    "/indicators/entry/template/": {Role.INDICATOR_OFFICER, *UNIT_ROLES},
    "/indicators/entry/import/": {Role.INDICATOR_OFFICER, *UNIT_ROLES},
    URL: set(READ_ALL_ROLES),
    URL + "xlsx/": set(READ_ALL_ROLES),
}


@pytest.fixture
def holder(make_person, appoint, science):
    """A person who holds a role, in 市科技局 where it is a unit's."""

    def make(role):
        if role not in UNIT_ROLES:
            return make_person(f"{role}-one", role)
        person = make_person(f"{role}-one")
        appoint(person, science, role)
        return person

    return make


@pytest.mark.parametrize("role", sorted(Role))
def test_every_role_at_every_address(make_series, as_person, holder, role):
    make_series()
    browser = as_person(holder(role))
    for path, allowed in PAGES.items():
        assert browser.get(path).status_code == (200 if role in allowed else 403), path
    post = browser.post("/indicators/entry/import/apply/", {"token": "x"}).status_code
    assert post == (302 if role in PAGES["/indicators/entry/"] else 403)


def test_strangers_log_in_first(db):
    answers = [Client().get(path) for path in PAGES]
    answers.append(Client().post("/indicators/entry/import/apply/"))
    assert {answer.status_code for answer in answers} == {302}
    assert all("login" in answer.url for answer in answers)


def test_queries_do_not_grow_with_what_is_missing(make_series, as_person, officer, liaison):
    watched = ((officer, URL), (officer, URL + "xlsx/"), (liaison, "/"))
    counts = []
    for number in (1, 3):
        for _ in range(number):
            make_series(expected_from=date(2026, 5, 1))
        asked = []
        for person, path in watched:
            browser = as_person(person)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(path).status_code == 200
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]
    assert max(counts[0][:2]) <= 16
