"""Pages of runs: who reads what, what each address does, how many queries they take."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from assessments.conftest import LAND, RANKING, computed
from assessments.test_run_list import READERS
from taizhang.accounts.enums import Role
from taizhang.assessments.domain.objections.answering import uphold_objection
from taizhang.assessments.domain.objections.raising import raise_objection, record_objection
from taizhang.assessments.domain.publishing.publishing import publish_run
from taizhang.assessments.domain.publishing.submitting import submit_run
from taizhang.assessments.domain.running.corrections import Correction
from taizhang.assessments.models import Objection, SchemeRun

QINGSHI = "青石县/2026-06/half_year"
CITY = sorted({*READERS, Role.CLERK, Role.INDICATOR_OFFICER, Role.ADMINISTRATOR})


@pytest.fixture
def draft(compute, qingshi):
    return compute(RANKING, "innovation-ranking", at=timezone.now())


@pytest.fixture
def published(draft, officer, head):
    now = timezone.now()
    digest = draft.current.result_digest
    submit_run(draft, seen=digest, actor=officer, at=now)
    return publish_run(draft, days=5, seen=digest, actor=head, at=now)


@pytest.fixture
def objection(published, qingshi):
    return raise_objection(published, QINGSHI, text="得分有误", actor=qingshi[1], at=timezone.now())


@pytest.fixture
def people(make_person, appoint, qingshi, liaison):
    found = {role: make_person(f"role-{role}", role) for role in CITY}
    return found | {"own": qingshi[1], "other": liaison, "nobody": make_person("nobody")}


def url(name, *args):
    return reverse(f"assessments:{name}", args=args)


def statuses(client, people, address, method="get"):
    found = {}
    for who, person in people.items():
        client.force_login(person)
        found[who] = getattr(client, method)(address).status_code
    return found


def page_for(client, person, address) -> str:
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def reading(found) -> set:
    return {who for who, status in found.items() if status == 200}


OFFICE = [
    ("run", ()),
    ("run-progress", ()),
    ("run-file", (1, "source")),
    ("run-file", (1, "result")),
    ("run-file", (1, "steps")),
    ("run-compare", (1, 1)),
    ("subject", (1, 1)),
]
OWN = {("run", ()), ("subject", (1, 1))}


@pytest.mark.parametrize(("name", "args"), OFFICE)
def test_every_role_on_a_draft(client, people, qingshi, draft, name, args):
    found = statuses(client, people, url(name, draft.pk, *args))
    assert reading(found) == READERS
    assert set(found.values()) <= {200, 403, 404}


@pytest.mark.parametrize(("name", "args"), OFFICE)
def test_every_role_on_a_published_run(client, people, published, name, args):
    found = statuses(client, people, url(name, published.pk, *args))
    assert reading(found) == READERS | ({"own"} if (name, args) in OWN else set())


def test_every_role_on_an_objection(client, people, objection):
    found = statuses(client, people, url("objection", objection.run_id, objection.pk))
    assert reading(found) == READERS | {"own"}


@pytest.mark.parametrize("name", ["run-choose", "run-new", "run-template"])
def test_only_the_assessment_office_begins(client, people, name):
    args = () if name == "run-choose" else ("standard-land",)
    assert reading(statuses(client, people, url(name, *args))) == {Role.ASSESSMENT_OFFICER}


ACTS = [
    ("run-act", ("submit",), set()),  # it is published
    ("run-act", ("publish",), set()),
    ("run-act", ("extend",), {Role.ASSESSMENT_OFFICER, Role.HEAD}),
    ("run-act", ("withdraw",), set()),
    ("run-act", ("finalise",), set()),  # the period runs
    ("subject-act", (1, 1, "object"), {"own"}),
    ("subject-act", (1, 1, "record"), {Role.ASSESSMENT_OFFICER}),
]


@pytest.mark.parametrize(("name", "args", "may"), ACTS)
def test_every_role_posts_an_empty_form_to_every_act(client, people, published, name, args, may):
    """An empty form does nothing: 422 says what is missing to those who may, 403 or 404 others."""
    found = statuses(client, people, url(name, published.pk, *args), "post")
    assert {who for who, status in found.items() if status == 422} == may
    assert set(found.values()) <= {403, 404, 422}


@pytest.mark.parametrize("name", ["reject", "uphold"])
def test_every_role_answers_an_objection(client, people, objection, name):
    found = statuses(
        client, people, url("objection-act", objection.run_id, objection.pk, name), "post"
    )
    may = {Role.ASSESSMENT_OFFICER, Role.HEAD}
    assert {who for who, status in found.items() if status == 422} == may
    assert found["own"] == 403


def test_every_role_checks_a_run_again(client, people, published):
    found = statuses(client, people, url("run-check", published.pk, 1), "post")
    assert {who for who, status in found.items() if status == 302} == READERS


def test_strangers_log_in_first(client, published):
    for name, args in OFFICE:
        assert client.get(url(name, published.pk, *args)).status_code == 302


def test_a_unit_reads_its_own_row_and_no_other(client, published, qingshi):
    page = page_for(client, qingshi[1], published.get_absolute_url())
    assert "本单位的结果" in page
    assert "青石县" in page
    assert "白河县" not in page
    other = published.current.rows.get(name="白河县").place
    assert client.get(url("subject", published.pk, 1, other)).status_code == 404


def test_a_table_is_uploaded_and_computed_on_the_way(client, begin, officer):
    client.force_login(officer)
    file = SimpleUploadedFile("地块.csv", LAND.encode())
    said = {"title": "标准地核查", "as_of": "2026-05-31", "file": file, "settings": ""}
    answer = client.post(url("run-new", "standard-land"), said)
    run = SchemeRun.objects.get()
    assert answer.headers["Location"] == run.get_absolute_url()
    assert "等待空闲的计算进程" in page_for(client, officer, run.get_absolute_url())
    waiting = client.get(url("run-progress", run.pk))
    assert "HX-Refresh" not in waiting.headers
    computed(run)
    assert client.get(url("run-progress", run.pk)).headers["HX-Refresh"] == "true"
    page = page_for(client, officer, run.get_absolute_url())
    assert "提交审核" in page
    assert "2,300,000.00" in page


def test_problems_are_listed_with_their_places(client, compute, officer):
    run = compute("parcel_id,area_mu,investment_yuan,annual_tax_yuan,new_entrant\nA,1,x,1,\n")
    page = page_for(client, officer, run.get_absolute_url())
    assert "固定资产投资（元）" in page
    assert "不是金额" in page


def test_settings_that_cannot_be_stand_in_the_form(client, begin, officer):
    client.force_login(officer)
    for settings in ("tax", "nothing=1", "tax_per_mu_yuan=x"):
        file = SimpleUploadedFile("地块.csv", LAND.encode())
        said = {"title": "x", "as_of": "2026-05-31", "file": file, "settings": settings}
        answer = client.post(url("run-new", "standard-land"), said)
        assert answer.status_code == 422, settings
    assert not SchemeRun.objects.exists()


def test_an_empty_form_says_what_is_missing(client, officer):
    client.force_login(officer)
    answer = client.post(url("run-new", "county-industry-assessment"))
    assert answer.status_code == 422
    missing = set(answer.context["form"].errors)
    assert {"title", "as_of", "file", "set-city_va_growth_pct"} <= missing
    assert "set-city_va_growth_pct_routine" not in missing


def test_a_draft_is_submitted_and_the_other_person_publishes(client, draft, officer, head):
    digest = draft.current.result_digest
    client.force_login(officer)
    client.post(url("run-act", draft.pk, "submit"), {"seen": digest})
    said = {"seen": digest, "days": 3, "text": ""}
    assert client.post(url("run-act", draft.pk, "publish"), said).status_code == 403
    client.force_login(head)
    client.post(url("run-act", draft.pk, "publish"), said)
    assert SchemeRun.objects.get().state == "published"


def test_the_page_says_who_is_next_and_names_every_clause(client, draft, officer):
    page = page_for(client, officer, draft.get_absolute_url())
    assert "由罗正平（或其他考核管理员）核对后提交审核" in page
    assert "驻政办〔2020〕58号" in page


def test_a_subject_is_searched_by_name_and_by_rank(client, draft, officer):
    client.force_login(officer)
    for query, name, other in (("q=临江", "临江县", "白河县"), ("rank=2", "白河县", "临江县")):
        page = client.get(f"{draft.get_absolute_url()}?{query}").content.decode()
        assert f">{name}</a>" in page
        assert f">{other}</a>" not in page


def test_an_objection_is_raised_and_upheld_on_the_pages(client, published, officer, qingshi):
    client.force_login(qingshi[1])
    client.post(url("subject-act", published.pk, 1, 1, "object"), {"text": "得分应为70"})
    objection = Objection.objects.get()
    client.force_login(officer)
    page = client.get(objection.get_absolute_url())
    cell = page.context["uphold"].fields["cell"].choices[1][0]
    said = {"cell": cell, "new": "70", "text": "核实有误"}
    client.post(url("objection-act", published.pk, objection.pk, "uphold"), said)
    run = computed(published, at=timezone.now())
    assert run.current.number == 2
    page = page_for(client, officer, url("run-compare", run.pk, 1, 2))
    assert "6 个对象有变化" in page
    for address in (run.get_absolute_url(), objection.get_absolute_url()):
        assert url("run-compare", run.pk, 1, 2) in page_for(client, officer, address)
    own = page_for(client, qingshi[1], url("subject", run.pk, 1, 1))
    assert "更正以后已有新的结果" in own


def test_pages_of_a_run_ask_as_often_with_three_objections_as_with_one(
    client, published, officer, django_assert_max_num_queries
):
    client.force_login(officer)
    pages = (published.get_absolute_url(), url("subject", published.pk, 1, 2))
    counted = []
    for counties in (["白河县"], ["临江县", "松山区"]):
        for county in counties:
            subject = f"{county}/2026-06/half_year"
            said = {"text": "x", "said_by": "来函", "actor": officer, "at": timezone.now()}
            record_objection(published, subject, **said)
        for page in pages:
            with django_assert_max_num_queries(40) as asked:
                client.get(page)
            counted.append(len(asked))
    assert counted[:2] == counted[2:]


def test_a_revision_without_a_result_cannot_be_checked_and_says_so(
    client, objection, published, officer
):
    said = {"text": "核实有误", "actor": officer, "at": timezone.now()}
    uphold_objection(objection, correction=Correction(QINGSHI, "score", "90", "70"), **said)
    client.force_login(officer)
    answer = client.post(url("run-check", published.pk, 2), follow=True)
    assert "这一轮没有结果，没有可以核对的。" in answer.content.decode()


def test_parameters_and_amounts_stand_in_words_with_separators(client, draft, officer):
    page = page_for(client, officer, draft.get_absolute_url())
    assert "第二项：1,500,000 元" in page  # a part of a parameter
    assert "-1,500,000.00" in page  # an amount of a subject


def test_a_run_is_checked_on_its_page(client, draft, officer):
    client.force_login(officer)
    answer = client.post(url("run-check", draft.pk, 1), follow=True)
    assert "核对一致" in answer.content.decode()


@pytest.mark.parametrize(("first", "then"), [(1, 3)])
def test_the_list_asks_as_often_for_three_runs_as_for_one(
    client, compute, officer, django_assert_max_num_queries, first, then
):
    client.force_login(officer)
    counted = []
    for number in (first, then - first):
        for _ in range(number):
            compute()
        with django_assert_max_num_queries(40) as asked:
            client.get(url("runs"))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_a_run_asks_as_often_for_three_subjects_as_for_one(
    client, compute, officer, django_assert_max_num_queries
):
    client.force_login(officer)
    head, first, *_more = LAND.splitlines()
    counted = []
    for text in (f"{head}\n{first}\n", LAND):
        run = compute(text)
        with django_assert_max_num_queries(40) as asked:
            client.get(run.get_absolute_url())
        counted.append(len(asked))
    assert counted[0] == counted[1]
