"""Questions to a result: who may ask, what the answers say, what is refused."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.conftest import COUNTIES, LAND, RANKING
from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.assessments.domain.errors import QuestionTooLargeError
from taizhang.assessments.domain.running import calculating
from taizhang.assessments.domain.what_if import asking
from taizhang.assessments.domain.what_if.asking import compare_settings
from taizhang.assessments.domain.what_if.kept import kept_result
from taizhang.assessments.models import SchemeRun
from taizhang.schemes import scheme_named

PAGES = ("what-if", "sweep", "sensitivity")
OTHERS = sorted(set(Role) - UNIT_ROLES - {Role.ASSESSMENT_OFFICER})


@pytest.fixture
def ranking(compute):
    """A half-year ranking of six counties; the last three pay."""
    return compute(RANKING, "innovation-ranking")


@pytest.fixture
def ask(client, officer):
    """The page of a question as the officer sees it."""

    def asked(name: str, run: SchemeRun, **query):
        client.force_login(officer)
        answer = client.get(reverse(f"assessments:{name}", args=[run.pk]), query)
        answer.text = unescape(answer.content.decode())
        return answer

    return asked


def options_of(answer) -> list[dict]:
    """The charts of a page, as they are handed to the script."""
    found = re.findall(r'<script type="application/json">(.*?)</script>', answer.content.decode())
    return [json.loads(text) for text in found]


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_only_who_may_run_may_ask(client, make_person, compute, publish, qingshi):
    run = publish(compute())
    city = [make_person(f"somebody-{role}", role) for role in OTHERS]
    for person in (*city, qingshi[1]):
        client.force_login(person)
        for name in PAGES:
            assert client.get(reverse(f"assessments:{name}", args=[run.pk])).status_code == 403
        assert client.post(reverse("assessments:what-if-set", args=[run.pk])).status_code == 403


def test_a_run_without_a_result_cannot_be_asked(ask, begin):
    run = begin()
    assert [ask(name, run).status_code for name in PAGES] == [404, 404, 404]


def test_every_parameter_stands_in_the_form_with_its_value_and_clause(ask, ranking):
    page = ask("what-if", ranking)
    assert page.status_code == 200
    for field in ("half_year_deduction.1", "half_year_deduction.3", "half_year_last_most"):
        assert f'name="{field}"' in page.text
    assert 'value="2000000"' in page.text
    assert "即 200 万元" in page.text
    assert "驻政办〔2020〕58号附件5第十条" in page.text
    assert "第三项" in page.text


def test_the_filled_form_leads_to_the_address_of_what_was_changed(client, officer, ranking):
    client.force_login(officer)
    page = client.get(reverse("assessments:what-if", args=[ranking.pk])).content.decode()
    sent = dict(re.findall(r'<input type="text" name="([^"]+)" value="([^"]*)"', page))
    sent |= {"half_year_last_most": "false", "half_year_deduction.3": "1200000.00"}
    sent |= {"annual_last_most": "true", "city_first_in_class_c": "", "tie_break": "county"}
    answer = client.post(reverse("assessments:what-if-set", args=[ranking.pk]), sent)
    assert answer.status_code == 302
    assert answer.url == (
        reverse("assessments:what-if", args=[ranking.pk])
        + "?set=half_year_deduction.3%3D1200000.00&set=half_year_last_most%3Dfalse"
    )
    sent |= {"half_year_last_most": "true", "half_year_deduction.3": "1000000"}
    answer = client.post(reverse("assessments:what-if-set", args=[ranking.pk]), sent)
    assert "没有改动任何数" in client.get(answer.url).content.decode()


def test_a_value_that_cannot_be_is_said_at_its_field(client, officer, ranking):
    client.force_login(officer)
    address = reverse("assessments:what-if-set", args=[ranking.pk])
    answer = client.post(address, {"half_year_deduction.1": "很多", "bimonthly_bottom": ""})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "不能是“很多”" in page
    assert "不能空着" in page


def test_the_answer_says_what_it_costs_whom_and_who_moves(ask, ranking):
    page = ask("what-if", ranking, set=["half_year_deduction.1=3000000"])
    words = words_of(page.text)
    assert page.status_code == 200
    assert "2,000,000 元 → 3,000,000 元" in words
    assert "共 6 个对象，结果有变化的 1 个" in words
    assert "-4,500,000.00 -5,500,000.00 -1,000,000.00" in words  # the sums of all
    assert f"{COUNTIES[-1]} -2,000,000.00 → -3,000,000.00 -1,000,000.00" in words
    moved = page.text.split('id="moved"')[1]
    assert COUNTIES[-1] in moved
    assert COUNTIES[0] not in moved
    (chart,) = options_of(page)
    last = chart["yAxis"]["data"].index(COUNTIES[-1])
    assert [series["data"][last] for series in chart["series"]] == [-200, -300]  # 万元


def test_nothing_is_written_by_a_question(ask, compute):
    run = compute()
    before = SchemeRun.objects.values().get(pk=run.pk)
    page = ask("what-if", run, set=["investment_per_mu_yuan=500000"])
    assert "投资强度达标的去向" in page.text
    assert SchemeRun.objects.values().get(pk=run.pk) == before
    assert run.events.count() == 2  # begun, computed


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("no_such=1", "没有参数“no_such”"),
        ("investment_per_mu_yuan=多", "不能是“多”"),
        ("investment_per_mu_yuan=-1", "不能小于"),
    ],
)
def test_an_address_that_asks_what_cannot_be_is_answered_with_a_sentence(ask, compute, asked, said):
    page = ask("what-if", compute(), set=[asked])
    assert page.status_code == 422
    assert said in page.text
    assert 'name="investment_per_mu_yuan"' in page.text


def test_a_sweep_has_a_row_and_a_point_a_value(ask, ranking):
    page = ask("sweep", ranking, part="half_year_deduction.1", span="1000000:3000000:1000000")
    assert page.status_code == 200
    money, moves = options_of(page)
    assert money["xAxis"]["data"] == ["1000000", "2000000", "3000000"]
    assert money["series"][0]["data"] == [-350, -450, -550]
    assert moves["series"][0]["data"] == [1, 0, 1]
    assert "3000000 -5,500,000.00 -1,000,000.00 1" in words_of(page.text)


def test_an_empty_sweep_says_what_to_do(ask, ranking):
    page = ask("sweep", ranking)
    assert page.status_code == 200
    assert "选一个参数，写出要试的几个值" in page.text
    assert "（现值 2,000,000 元）" in page.text


@pytest.mark.parametrize(
    ("part", "span", "said"),
    [
        ("half_year_deduction.1", "1:2", "起:止:步长"),
        ("no_such", "1,2", "no_such"),
        ("half_year_deduction.1", "1,多", "不能是“多”"),
    ],
)
def test_a_sweep_that_cannot_be_is_refused_with_a_sentence(ask, ranking, part, span, said):
    page = ask("sweep", ranking, part=part, span=span)
    assert page.status_code == 422
    assert said in page.text
    assert not options_of(page)


def test_a_scheme_without_criteria_has_no_sensitivity(ask, ranking):
    page = ask("sensitivity", ranking)
    assert page.status_code == 200
    assert "不按分项得分排名" in page.text
    assert f'href="{reverse("assessments:sensitivity", args=[ranking.pk])}"' not in page.text


def test_a_question_for_too_many_rows_is_refused_before_it_is_computed(compute, monkeypatch):
    run = compute()
    kept = kept_result(run.current)
    monkeypatch.setattr(asking, "MOST_ROWS_ONE_BY_ONE", 2)
    with pytest.raises(QuestionTooLargeError, match="3 行"):
        compare_settings(kept, run, {"investment_per_mu_yuan": "1"})


def test_another_version_of_the_scheme_is_said_and_nothing_is_asked(ask, compute, monkeypatch):
    run = compute()
    monkeypatch.setattr(calculating, "version_of", lambda _scheme: "0" * 64)
    for name in PAGES:
        page = ask(name, run)
        assert page.status_code == 200
        assert "版本" in page.text
        assert "investment_per_mu_yuan" not in page.text


def test_the_pages_ask_the_database_as_much_for_three_rows_as_for_one(ask, compute):
    few, more = compute(LAND.split("青石-02")[0]), compute(LAND)
    query = {"set": ["investment_per_mu_yuan=500000"]}
    ask("what-if", few, **query)
    counts = []
    for run in (few, more):
        with CaptureQueriesContext(connection) as queries:
            ask("what-if", run, **query)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 16


STAR_HEAD = "enterprise_id,name,registered_in_city,above_scale,revenue_yuan,tax_yuan,tax_growth_pct"


def test_the_sensitivity_of_stars_is_told_by_criterion(ask, compute):
    rows = "".join(f"E{at},企业{at},1,1,{6 - at}00000000,{at}000000,10\n" for at in range(1, 5))
    columns = [c.name for c in scheme_named("star-enterprise-rating").definition.columns]
    missing = [name for name in columns if name not in STAR_HEAD.split(",")]
    table = f"{STAR_HEAD},{','.join(missing)}\n" + rows.replace("\n", "," * len(missing) + "\n")
    run = compute(table, "star-enterprise-rating")
    page = ask("sensitivity", run, percent="50")
    assert page.status_code == 200
    assert "参加排名的 4 个" in page.text
    assert "税收得分 +50%" in words_of(page.text)
    assert ask("sensitivity", run, percent="0").status_code == 422
