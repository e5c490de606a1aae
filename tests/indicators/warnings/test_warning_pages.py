"""The list, one warning, its acts, rules on a page; the desk; who sees what; queries."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.warnings.conftest import evaluate, kinds_of, noon, open_warnings, rule_text
from taizhang.accounts.enums import READ_ALL_ROLES, SUPERVISION_ROLES, UNIT_ROLES, Role
from taizhang.indicators.domain.warnings.acts import last_act_of
from taizhang.indicators.models import EarlyWarning, WarningRuleVersion

pytestmark = pytest.mark.django_db
URL = "/indicators/warnings/"
RULES = "/indicators/warning-rules/"
LOW = '{level: {value: "< 10"}}'


@pytest.fixture(autouse=True)
def in_july(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon("2024-07-11"))


@pytest.fixture
def browse():
    def enter(person):
        client = Client()
        client.force_login(person)
        return client

    return enter


@pytest.fixture
def low(make_series, observe, only, science):
    """A series of 市科技局 whose figure is too low."""
    only(LOW)

    def make(name="高新技术企业", **more):
        series = make_series(name, **({"office": science} | more))
        observe(series, {"2024-05-31": 20, "2024-06-30": 5})
        return series

    return make


def words(answer):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)


def act(browser, warning, name, seen=None, **data):
    sent = {"seen": last_act_of(warning.pk) if seen is None else seen, **data}
    return browser.post(f"{URL}{warning.pk}/{name}/", sent)


def test_list_says_what_each_rests_on_and_filters_stand_in_the_address(
    low, browse, officer, science, industry
):
    low("高新技术企业"), low("技改投资", office=industry)
    evaluate("2024-07-10")
    browser = browse(officer)
    text = words(browser.get(URL))
    assert "共 2 条预警" in text
    assert "2024年6月为 5 家，达到 &lt; 10 的预警线。" in text
    assert "2024-07-15" in text  # five days
    for query, shown in (
        (f"?office={science.pk}", "高新技术企业"),
        ("?q=技改", "技改投资"),
        (f"?series={open_warnings()[0].series_id}", "高新技术企业"),
    ):
        text = words(browser.get(URL + query))
        assert "共 1 条预警" in text
        assert shown in text
    for query in ("?state=closed", "?severity=red", "?rule=lag-10"):
        assert "没有符合条件的预警" in words(browser.get(URL + query))
    assert "筛选条件看不懂" in words(browser.get(URL + "?office=99999"))


def test_road_on_the_page(low, browse, liaison, officer, make_person):
    low()
    evaluate("2024-07-10")
    [warning] = open_warnings()
    mine, theirs = browse(liaison), browse(officer)
    page = f"{URL}{warning.pk}/"
    assert "签收" in words(mine.get(page))
    assert act(mine, warning, "acknowledge").status_code == 302
    assert act(mine, warning, "handle", text="").status_code == 422
    assert act(mine, warning, "handle", text="七月补齐两家").status_code == 302
    text = words(theirs.get(page))
    assert "处置：七月补齐两家" in text
    assert act(theirs, warning, "return", text="写明哪两家").status_code == 302
    assert act(mine, warning, "handle", text="甲、乙两家").status_code == 302
    assert act(theirs, warning, "close", text="已核实").status_code == 302
    assert "销号：已核实" in words(theirs.get(page))
    assert kinds_of(warning)[-1] == "closed"


def test_refused_acts_say_why(low, browse, liaison, officer, observe, head):
    series = low()
    evaluate("2024-07-10")
    [warning] = open_warnings()
    seen = last_act_of(warning.pk)
    observe(series, {"2024-06-30": 4})
    evaluate("2024-07-11")
    late = act(browse(liaison), warning, "acknowledge", seen=seen)
    assert late.status_code == 422
    assert "情况刚有变化" in words(late)
    assert "2024年6月为 4 家" in words(late)
    assert act(browse(officer), warning, "acknowledge").status_code == 403
    assert act(browse(liaison), warning, "close", text="好了").status_code == 403
    early = act(browse(head), warning, "close", text="好了")
    assert early.status_code == 422
    assert "才能这样办理" in words(early)
    assert act(browse(liaison), warning, "burn").status_code == 404
    assert kinds_of(warning) == ["raised", "changed"]


def test_desks_hold_what_waits_and_the_indicators_page_its_badge(
    low, browse, liaison, other_liaison, officer
):
    series = low()
    evaluate("2024-07-10")
    [warning] = open_warnings()
    mine, theirs = browse(liaison), browse(officer)
    assert "预警，待我处置" in words(mine.get("/"))
    assert "预警，待我处置" not in words(browse(other_liaison).get("/"))
    assert "预警，等我销号" not in words(theirs.get("/"))
    act(mine, warning, "acknowledge")
    act(mine, warning, "handle", text="已补")
    assert "预警，待我处置" not in words(mine.get("/"))
    assert "预警，等我销号" in words(theirs.get("/"))
    page = theirs.get(f"/indicators/{series.indicator.code}/").content.decode()
    assert f'href="{URL}{warning.pk}/"' in page


def test_units_see_their_own_warnings_only(low, browse, liaison, other_liaison, industry):
    low(), low("技改投资", office=industry)
    evaluate("2024-07-10")
    first, second = open_warnings()
    assert "共 1 条预警" in words(browse(liaison).get(URL))
    assert browse(other_liaison).get(f"{URL}{second.pk}/").status_code == 200
    assert browse(other_liaison).get(f"{URL}{first.pk}/").status_code == 404
    assert browse(liaison).get(f"{URL}999999/").status_code == 404


@pytest.fixture
def holder(make_person, appoint, science):
    def make(role):
        if role not in UNIT_ROLES:
            return make_person(f"{role}-one", role)
        person = make_person(f"{role}-one")
        appoint(person, science, role)
        return person

    return make


OFFICERS = {Role.INDICATOR_OFFICER, Role.HEAD}
READERS = {*READ_ALL_ROLES, *SUPERVISION_ROLES, *UNIT_ROLES}
PAGES = {
    URL: READERS,
    RULES: READERS,
    RULES + "by/lag-10/": READERS,
    RULES + "new/": OFFICERS,
    RULES + "by/lag-10/edit/": OFFICERS,
}


@pytest.mark.parametrize("role", sorted(Role))
def test_every_role_at_every_address(low, browse, holder, role):
    low()
    evaluate("2024-07-10")
    [warning] = open_warnings()
    browser = browse(holder(role))
    for path, allowed in PAGES.items():
        assert browser.get(path).status_code == (200 if role in allowed else 403), path
    assert browser.get(f"{URL}{warning.pk}/").status_code == (200 if role in READERS else 403)
    closing = act(browser, warning, "close", text="好了").status_code
    assert closing == (422 if role in OFFICERS else 403)
    posted = browser.post(RULES + "new/", {"body": "x"}).status_code
    assert posted == (422 if role in OFFICERS else 403)


def test_strangers_log_in_first():
    answers = [Client().get(path) for path in PAGES] + [Client().post(f"{URL}1/close/")]
    assert {answer.status_code for answer in answers} == {302}


def test_queries_do_not_grow_with_warnings(low, browse, liaison, officer):
    counts = []
    for number in (1, 3):
        for _ in range(number):
            low()
        evaluate("2024-07-10")
        asked = []
        for person, path in ((officer, URL), (liaison, URL), (liaison, "/"), (officer, RULES)):
            browser = browse(person)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(path).status_code == 200
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]
    assert max(counts[0][:2]) <= 20


def test_new_rule_is_checked_then_saved_and_holds_from_its_day(browse, officer):
    browser = browse(officer)
    body = rule_text("{streak: {of: worse, periods: 4}}", key="four", name="连续四期变差")
    tried = browser.post(RULES + "new/", {"body": body, "try": "1"})
    assert "条件：连续 4 期比上一期差。" in words(tried)
    assert not WarningRuleVersion.objects.filter(key="four").exists()
    saved = browser.post(RULES + "new/", {"body": body.replace("\n", "\r\n")}, follow=True)
    assert "连续 4 期比上一期差" in words(saved)
    assert "连续四期变差" in words(browser.get(RULES))
    again = browser.post(RULES + "new/", {"body": body})
    assert "已经有了" in words(again)
    newer = body.replace("periods: 4", "periods: 5").replace("2020-01-01", "2024-07-11")
    assert browser.post(RULES + "by/four/edit/", {"body": newer}).status_code == 302
    assert WarningRuleVersion.objects.filter(key="four").count() == 2


def test_refused_rule_says_line_and_reason(browse, officer):
    body = rule_text('{level: {lag: ">= 0"}}', key="always")
    answer = browse(officer).post(RULES + "new/", {"body": body})
    assert answer.status_code == 422
    assert "第 7 行" in words(answer)
    assert "总是成立" in words(answer)
    for applies, said in (
        ("{codes: [Z9999]}", "查不到"),
        ("{offices: [市没有局]}", "查不到"),
    ):
        answer = browse(officer).post(RULES + "new/", {"body": rule_text(LOW, applies=applies)})
        assert said in words(answer)
    assert not EarlyWarning.objects.exists()


def test_rule_for_indicators_that_are_otherwise_is_refused(browse, officer, make_series):
    make_series(code="Z0001", direction="less")
    body = rule_text(LOW, applies="{codes: [Z0001], directions: [more]}")
    assert "永远不会成立" in words(browse(officer).post(RULES + "new/", {"body": body}))
