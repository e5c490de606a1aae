"""Pages of entitlements: who asks, what is answered, how a choice is made and kept."""

import re
from datetime import date

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from assessments.conftest import MONDAY, later
from assessments.test_run_list import OTHERS, READERS
from taizhang.accounts.enums import Role
from taizhang.assessments.domain.entitlements.finals import last_finals
from taizhang.assessments.domain.publishing.finalising import finalise_run
from taizhang.assessments.domain.publishing.publishing import publish_run
from taizhang.assessments.domain.publishing.submitting import submit_run
from taizhang.assessments.models import EntitlementChoice
from taizhang.assessments.views.entitled_answer import SALT
from taizhang.papers import read_xlsx
from taizhang.schemes import scheme_named

ASKED = {"as_of": "2024-01-01", "subject_id": "QY-1", "name": "云岭精密"}
TWO = ASKED | {"f0-recognition": "gazelle", "f1-recognition": "fledgling"}
ADDRESSES = ("entitled", "entitled-template", "entitled-choices")
STAR = "star-enterprise-rating"
FIRM = {
    "enterprise_id": "QY-1",
    "name": "云岭精密",
    "registered_in_city": "是",
    "above_scale": "是",
}
FIRM |= {"revenue_yuan": "500000000", "tax_yuan": "20000000", "tax_growth_pct": "12"}


def url(name):
    return reverse(f"assessments:{name}")


def ask(client, person, data, status=200) -> str:
    client.force_login(person)
    answer = client.post(url("entitled"), data)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def signed(page: str) -> str:
    return re.search(r'name="facts" value="([^"]+)"', page)[1]


def choose(client, facts, **more):
    data = {"facts": facts, "purpose": "growing_firm", "reason": "按最近一次认定"} | more
    return client.post(url("entitled-choose"), data)


@pytest.mark.parametrize("role", sorted(READERS | OTHERS))
def test_readers_of_runs_ask_and_nobody_else_of_the_city(client: Client, make_person, role):
    client.force_login(make_person("somebody", role))
    reads = 200 if role in READERS else 403
    assert {client.get(url(name)).status_code for name in ADDRESSES} == {reads}
    assert client.post(url("entitled"), ASKED).status_code == reads
    page = client.get("/assessments/" if role in READERS else "/").content.decode()
    assert (f'href="{url("entitled")}"' in page) == (role in READERS)


def test_people_of_units_do_not_ask(client, liaison):
    client.force_login(liaison)
    assert {client.get(url(name)).status_code for name in ADDRESSES} == {403}


@pytest.mark.parametrize("role", sorted(READERS))
def test_officers_and_the_head_choose_and_other_readers_do_not(client, make_person, role):
    page = ask(client, make_person("somebody", role), TWO)
    chooses = role in {Role.ASSESSMENT_OFFICER, Role.HEAD}
    assert ("记录选定" in page) == chooses
    assert choose(client, "x").status_code == (302 if chooses else 403)


def test_what_is_paid_stands_with_its_amount_steps_and_clause(client, officer):
    page = ask(client, officer, ASKED | {"f0-recognition": "gazelle"})
    assert "300,000.00 元" in page
    assert "驻政办〔2020〕58号附件5第五条" in page
    assert "不用选定就可发放 300,000.00 元" in page


def test_what_is_missing_stands_with_its_bound(client, officer):
    more = {"f0-recognition": "talent", "f0-level": "A", "f0-contract_years": "2"}
    assert "合同年限还差 1 年" in ask(client, officer, ASKED | more)


def test_a_wrong_fact_is_said_at_its_field_and_nothing_is_answered(client, officer):
    page = ask(client, officer, TWO | {"f1-claimed_yuan": "很多"}, status=422)
    assert '<a href="#id_f1-claimed_yuan">' in page
    assert "很多 不是金额" in page
    assert "待选定" not in page
    page = ask(client, officer, ASKED | {"subject_id": ""}, status=422)
    assert '<a href="#id_subject_id">' in page


def test_what_a_scheme_refuses_is_said_at_the_field_of_its_recognition(client, officer):
    more = {"f2-recognition": "tech_sme", "f3-level": "national"}
    assert '<a href="#id_f3-recognition">' in ask(client, officer, TWO | more, status=422)


def test_a_file_answers_for_every_subject(client, officer):
    text = "subject_id,name,recognition\nQY-1,云岭精密,gazelle\nQY-2,白河食品,tech_sme\n"
    file = SimpleUploadedFile("情况.csv", text.encode())
    page = ask(client, officer, {"as_of": "2024-01-01", "file": file})
    assert page.index("300,000.00 元") < page.index("白河食品") < page.index("10,000.00 元")


def test_a_wrong_file_is_named_with_its_place(client, officer):
    file = SimpleUploadedFile("情况.csv", "subject_id,recognition\nQY-1,大奖\n".encode())
    page = ask(client, officer, {"as_of": "2024-01-01", "file": file}, status=422)
    assert "情况.csv：第 2 行“recognition”列的值“大奖”" in page


def test_the_template_is_read_as_facts(client, officer, tmp_path):
    client.force_login(officer)
    answer = client.get(url("entitled-template"))
    (tmp_path / "t.xlsx").write_bytes(b"".join(answer.streaming_content))
    with (tmp_path / "t.xlsx").open("rb") as file:
        head = read_xlsx(file)[0].rows[0]
    assert head[:2] == ["企业或人员编号", "名称或姓名"]
    assert "获得的认定或事项" in head


def test_a_choice_is_recorded_with_what_stood_side_by_side(client, officer):
    facts = signed(ask(client, officer, TWO))
    answer = choose(client, facts, chosen="innovation-rewards/gazelle")
    assert answer.status_code == 200
    kept = EntitlementChoice.objects.get()
    assert (kept.subject, kept.purpose, kept.actor) == ("QY-1", "growing_firm", officer)
    assert kept.chosen == ["innovation-rewards/gazelle"]
    assert [(o["code"], o["amount"]) for o in kept.options] == [
        ("innovation-rewards/gazelle", "300000.00"),
        ("innovation-rewards/fledgling", "100000.00"),
    ]
    assert (kept.reason, kept.as_of, len(kept.facts_digest)) == (
        "按最近一次认定",
        date(2024, 1, 1),
        64,
    )
    assert "按最近一次认定" in answer.content.decode()
    assert "按最近一次认定" in ask(client, officer, TWO)
    assert "按最近一次认定" in client.get(url("entitled-choices"), {"q": "精密"}).content.decode()
    assert "没有符合条件" in client.get(url("entitled-choices"), {"q": "别家"}).content.decode()


def test_the_last_choice_holds_and_the_first_is_kept(client, officer):
    facts = signed(ask(client, officer, TWO))
    choose(client, facts, chosen="innovation-rewards/gazelle")
    choose(client, facts, chosen="all", reason="两项认定互不影响")
    first, last = EntitlementChoice.objects.order_by("id")
    assert (len(first.chosen), len(last.chosen)) == (1, 2)
    page = ask(client, officer, TWO)
    assert "两项认定互不影响" in page
    assert "按最近一次认定" not in page
    with pytest.raises(IntegrityError), transaction.atomic():
        EntitlementChoice.objects.filter(pk=first.pk).update(reason="改")
    with pytest.raises(IntegrityError), transaction.atomic():
        first.delete()


def test_a_choice_between_other_options_is_to_be_made_again(client, officer):
    facts = signed(ask(client, officer, TWO))
    choose(client, facts, chosen="innovation-rewards/gazelle")
    assert "请重新选定" not in ask(client, officer, TWO)
    assert "请重新选定" in ask(client, officer, TWO | {"f2-recognition": "small_giant"})


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"chosen": "innovation-rewards/gazelle", "reason": " "}, "理由"),
        ({"chosen": "innovation-rewards/unicorn"}, "选定"),
        ({}, "选定"),
    ],
)
def test_a_choice_without_option_or_reason_is_refused(client, officer, more, said):
    facts = signed(ask(client, officer, TWO))
    answer = choose(client, facts, **more)
    assert answer.status_code == 422
    assert f">{said}</a>" in answer.content.decode()
    assert not EntitlementChoice.objects.exists()


def test_facts_that_were_not_offered_or_decide_nothing_choose_nothing(client, officer):
    facts = signed(ask(client, officer, TWO))
    assert choose(client, facts + "x", chosen="all").status_code == 302
    assert choose(client, facts, purpose="training", chosen="all").status_code == 404
    forged = signing.dumps({"rows": [], "as_of": "2024-01-01"}, salt=f"{SALT}x")
    assert choose(client, forged, chosen="all").status_code == 302
    assert not EntitlementChoice.objects.exists()


def test_where_a_clause_decides_there_is_nothing_to_choose(client, officer):
    more = {"f0-category": "poor_labour", "f0-training_days": "10", "f0-out_of_city": "是"}
    page = ask(client, officer, ASKED | more)
    assert "条款已定" in page
    assert "记录选定" not in page


def test_the_reward_of_a_rating_comes_from_the_last_final_run(client, compute, officer, head):
    names = [column.name for column in scheme_named(STAR).definition.columns]
    cells = [FIRM.get(name, "") for name in names]
    run = compute(f"{','.join(names)}\n{','.join(cells)}\n", STAR)
    asked = ASKED | {"as_of": "2026-06-01"}
    assert "取自" not in ask(client, officer, asked)
    finished(run, officer, head)
    page = ask(client, officer, asked)
    assert "取自" in page
    assert run.title in page
    assert "300,000.00 元" in page
    assert last_finals(as_of=date(2026, 5, 30)).runs == {}  # the run is for the day after


def finished(run, officer, head):
    digest = run.current.result_digest
    submit_run(run, seen=digest, actor=officer, at=MONDAY)
    publish_run(run, days=1, seen=digest, actor=head, at=MONDAY)
    finalise_run(run, seen=digest, actor=head, at=later(days=30))


def test_queries_do_not_grow_with_subjects_or_choices(
    client, officer, django_assert_max_num_queries
):
    counts = []
    for number in (1, 3):
        facts = signed(ask(client, officer, TWO | {"subject_id": f"QY-{number}"}))
        choose(client, facts, chosen="all")
        lines = [f"QY-{at},gazelle\nQY-{at},fledgling\n" for at in range(number)]
        file = SimpleUploadedFile("f.csv", ("subject_id,recognition\n" + "".join(lines)).encode())
        with django_assert_max_num_queries(30) as asked:
            client.post(url("entitled"), {"as_of": "2024-01-01", "file": file})
        with django_assert_max_num_queries(30) as listed:
            client.get(url("entitled-choices"))
        counts.append((len(asked), len(listed)))
    assert counts[0] == counts[1]
