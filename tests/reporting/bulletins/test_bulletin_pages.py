"""Pages of bulletins: who reads what, what each address does, how many queries lists take."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.bulletins.cities import HALF
from taizhang.accounts.enums import Role
from taizhang.reporting.domain.bulletins.drafting import draft_bulletin
from taizhang.reporting.domain.bulletins.issuing import issue_bulletin
from taizhang.reporting.domain.bulletins.reviewing import review_bulletin
from taizhang.reporting.domain.periods import read_period
from taizhang.reporting.models import Bulletin, BulletinTemplate

CITY_ROLES = {
    Role.CLERK,
    Role.HEAD,
    Role.CITY_LEADER,
    Role.AUDITOR,
    Role.INDICATOR_OFFICER,
    Role.ASSESSMENT_OFFICER,
    Role.ADMINISTRATOR,
}


@pytest.fixture
def behind(city):
    task = city.start(city.task(("培育高新技术企业", ">=", 140), ("技术合同", ">=", 7)))
    city.report(task, 20, 7)
    return task


@pytest.fixture
def draft(behind, clerk):
    return draft_bulletin(HALF, keeper_id=None, actor=clerk, as_of=timezone.now())


@pytest.fixture
def issued(draft, head, clerk):
    review_bulletin(draft, seen=draft.digest, actor=head, as_of=timezone.now())
    return issue_bulletin(draft, seen=draft.digest, actor=clerk, as_of=timezone.now())


@pytest.fixture
def people(make_person, appoint, make_unit, liaison, other_liaison, county_clerk, leader):
    found = {role: make_person(f"role-{role}", role) for role in CITY_ROLES}
    return found | {
        "named": liaison,
        "other": other_liaison,
        "county": county_clerk,
        "leader": leader,
        "nobody": make_person("nobody"),
    }


def _url(name, *args):
    return reverse(f"reporting:{name}", args=args)


def _statuses(client, people, url, *, method="get"):
    found = {}
    for role, person in people.items():
        client.force_login(person)
        found[role] = getattr(client, method)(url).status_code
    return found


INSIDERS = {Role.CLERK, Role.HEAD, Role.CITY_LEADER, Role.AUDITOR}


def test_every_role_on_a_draft(client, people, draft):
    found = _statuses(client, people, _url("bulletin", draft.pk))
    assert {role for role, status in found.items() if status == 200} == INSIDERS
    assert found[Role.ADMINISTRATOR] == 403
    assert {found[role] for role in people.keys() - INSIDERS - {Role.ADMINISTRATOR}} == {404}


def test_every_role_on_an_issued_bulletin_and_the_lists_behind_its_figures(client, people, issued):
    address = _url("bulletin", issued.pk)
    found = _statuses(client, people, address)
    assert found.pop(Role.ADMINISTRATOR) == 403
    assert set(found.values()) == {200}
    client.logout()
    assert client.get(address).status_code == 302
    client.force_login(people["named"])
    assert "/bulletins/behind/" not in client.get(address).content.decode()
    client.force_login(people[Role.AUDITOR])
    page = client.get(address).content.decode()
    url = re.search(r'href="(/bulletins/behind/[^"]*numbers\.behind)"', page)[1]
    found = _statuses(client, people, url.replace("&amp;", "&"))
    readers = CITY_ROLES - {Role.ADMINISTRATOR}
    assert {role for role, status in found.items() if status == 200} == readers


@pytest.mark.parametrize(
    ("name", "args", "allowed"),
    [
        ("bulletins", (), None),
        ("bulletin-new", (), {Role.CLERK, Role.HEAD, "county"}),
        ("bulletin-templates", (), INSIDERS),
        ("bulletin-template", ("month",), INSIDERS),
    ],
)
def test_every_role_on_the_other_pages(client, people, name, args, allowed):
    found = _statuses(client, people, _url(name, *args))
    opens = {role for role, status in found.items() if status == 200}
    assert opens == (people.keys() - {Role.ADMINISTRATOR} if allowed is None else allowed)


ACTS = {  # who is not refused, sending an empty form about a draft of the clerk's
    "review": {Role.HEAD, Role.CITY_LEADER},
    "return": {Role.HEAD, Role.CITY_LEADER},
    "issue": set(),
    "rebuild": set(),
    "redraft": {Role.CLERK, Role.HEAD},
}


def test_every_role_on_every_act(client, people, draft):
    for name, allowed in ACTS.items():
        found = _statuses(client, people, _url("bulletin-act", draft.pk, name), method="post")
        assert {role for role, status in found.items() if status in {302, 422}} == allowed, name
        assert {found[role] for role in people.keys() - allowed} <= {403, 404}
    assert Bulletin.objects.get().state == "draft"


def test_answers_and_remarks_are_read_by_who_asked_and_who_answered(
    client, people, issued, science
):
    client.force_login(people["named"])
    client.post(_url("bulletin-answer", issued.pk, science.pk), {"text": "内部原因说明"})
    readers = {
        role
        for role, person in people.items()
        if (client.force_login(person) or True)
        and "内部原因说明" in client.get(_url("bulletin", issued.pk)).content.decode()
    }
    assert readers == (CITY_ROLES - {Role.ADMINISTRATOR}) | {"named", "leader"}


def test_every_link_of_a_bulletin_opens_a_list_as_long_as_its_figure(client, people, issued):
    client.force_login(people[Role.HEAD])
    page = client.get(_url("bulletin", issued.pk)).content.decode()
    links = set(
        re.findall(r'href="((?:/bulletins/behind|/supervision/scoreboard)/[^"]*)">(\d+)<', page)
    )
    assert len(links) > 8
    for url, figure in links:
        body = client.get(url.replace("&amp;", "&")).content.decode()
        said = re.search(r"共 (\d+) [项条]", body)
        assert (said[1] if said else "0") == figure, url


def test_an_address_that_says_nothing_is_not_found(client, head, region):
    client.force_login(head)
    good = {"period": "2024-H1", "day": "2024-06-30", "known_at": "2024-07-02", "key": "numbers"}
    assert client.get(_url("behind"), good).status_code == 200
    for name, value in (
        ("period", "2024-7"),
        ("day", "x"),
        ("known_at", ""),
        ("key", "x"),
        ("keeper", "999999"),
        ("known_at", "x"),
    ):
        assert client.get(_url("behind"), good | {name: value}).status_code == 404, name


def test_the_road_on_the_pages(client, behind, clerk, head, liaison, science):
    client.force_login(clerk)
    made = client.post(_url("bulletin-new"), {"period": "2024-H1", "keeper": ""})
    bulletin = Bulletin.objects.get()
    assert made.url == bulletin.get_absolute_url()
    again = client.post(_url("bulletin-new"), {"period": "2024-H1", "keeper": ""})
    assert again.status_code == 422
    assert "已有一份通报正在起草" in again.content.decode()
    client.post(_url("bulletin-act", bulletin.pk, "redraft"), {"named": [str(science.pk)]})
    bulletin.refresh_from_db()
    client.force_login(head)
    desk = client.get("/").content.decode()
    assert bulletin.title in desk
    seen = {"seen": bulletin.digest}
    client.post(_url("bulletin-act", bulletin.pk, "review"), seen)
    client.force_login(clerk)
    stale = client.post(_url("bulletin-act", bulletin.pk, "issue"), {"seen": "x"})
    assert stale.status_code == 422
    client.post(_url("bulletin-act", bulletin.pk, "issue"), seen)
    client.force_login(liaison)
    assert bulletin.title in client.get("/").content.decode()
    answer = _url("bulletin-answer", bulletin.pk, science.pk)
    assert client.post(answer, {"text": ""}).status_code == 422
    assert client.post(answer, {"text": "七月底前补齐。"}).status_code == 302
    bulletin.refresh_from_db()
    assert bulletin.state == "answered"
    client.force_login(head)
    checked = client.post(_url("bulletin-act", bulletin.pk, "rebuild"), follow=True)
    assert "复核一致" in checked.content.decode()
    assert "七月底前补齐。" in checked.content.decode()


def test_files_of_draft_and_issued(client, head, draft, clerk):
    client.force_login(head)
    for kind in ("word", "annex"):
        assert client.get(_url("bulletin-file", draft.pk, kind)).content.startswith(b"PK")
    assert client.get(_url("bulletin-file", draft.pk, "exe")).status_code == 404
    review_bulletin(draft, seen=draft.digest, actor=head, as_of=timezone.now())
    bulletin = issue_bulletin(draft, seen=draft.digest, actor=clerk, as_of=timezone.now())
    for kind in ("word", "annex"):
        kept = b"".join(client.get(_url("bulletin-file", draft.pk, kind)).streaming_content)
        assert len(kept) == getattr(bulletin, kind).size


def test_a_new_version_of_the_words(client, head, behind):
    client.force_login(head)
    url = _url("bulletin-template", "half_year")
    wrong = client.post(url, {"body": "标题：通报\n\n{{ n.oops }}", "valid_from": "2024-01-01"})
    assert wrong.status_code == 422
    assert "第 3 行" in wrong.content.decode()
    body = "标题：{{ n.period }}小结\r\n\r\n滞后{{ n.behind }}项。\r\n[[table:worst]]"
    tried = client.post(url, {"body": body, "valid_from": "2024-01-01", "try": "1"})
    assert "小结" in tried.content.decode()
    assert BulletinTemplate.objects.filter(key="half_year").count() == 1
    assert client.post(url, {"body": body, "valid_from": "2024-01-01"}).status_code == 302
    drafted = draft_bulletin(HALF, keeper_id=None, actor=head, as_of=timezone.now())
    assert drafted.title == "2024年上半年小结"
    same = client.post(url, {"body": body, "valid_from": "2024-01-02"})
    assert "没有变化" in same.content.decode()


def test_before_there_is_a_city_the_pages_say_so(client, head):
    client.force_login(head)
    sent = {"body": "标题：通报\n\n滞后{{ n.behind }}项。", "valid_from": "2024-01-01", "try": "1"}
    for url, data in (
        (_url("bulletin-template", "month"), sent),
        (_url("bulletin-new"), {"period": "2024-H1", "keeper": ""}),
    ):
        answer = client.post(url, data)
        assert answer.status_code == 422
        assert "还没有任何地区" in answer.content.decode()


def test_only_the_head_changes_the_words(client, clerk):
    client.force_login(clerk)
    url = _url("bulletin-template", "month")
    assert "保存为新版本" not in client.get(url).content.decode()
    assert client.post(url, {"body": "标题：x", "valid_from": "2024-01-01"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number(client, behind, clerk, rows, query_log):
    for month in range(1, rows + 1):
        period = read_period(f"2024-{month:02d}")
        draft_bulletin(period, keeper_id=None, actor=clerk, as_of=timezone.now())
    client.force_login(clerk)
    assert query_log(_url("bulletins")) <= 8


@pytest.fixture
def query_log(client, django_assert_max_num_queries):
    def count(url):
        with django_assert_max_num_queries(40) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    return count


def test_the_list_behind_takes_the_same_queries_for_any_number(city, client, head, query_log):
    counts = []
    client.force_login(head)
    url = f"{_url('behind')}?period=2024-H1&day=2024-06-30&known_at=2099-01-01&key=numbers"
    url = url.replace("2099-01-01", timezone.localdate().isoformat())
    for _number in range(2):
        city.task(("甲", ">=", 1), ("乙", ">=", 2))
        counts.append(query_log(url))
    assert counts[0] == counts[1]


def test_a_county_bulletin_is_read_by_the_county_and_those_it_names(
    client, people, county, county_clerk, appoint, leader
):
    bulletin = draft_bulletin(HALF, keeper_id=county.pk, actor=county_clerk, as_of=timezone.now())
    url = _url("bulletin", bulletin.pk)
    appoint(leader, county, Role.UNIT_LEADER)
    found = _statuses(client, people, url)
    readers = {role for role, status in found.items() if status == 200}
    assert readers == INSIDERS | {"county", "leader"}
    review_bulletin(bulletin, seen=bulletin.digest, actor=leader, as_of=timezone.now())
    issue_bulletin(bulletin, seen=bulletin.digest, actor=county_clerk, as_of=timezone.now())
    found = _statuses(client, people, url)
    readers = {role for role, status in found.items() if status == 200}
    assert readers == (CITY_ROLES - {Role.ADMINISTRATOR}) | {"county", "leader"}
