"""The page between review and ledger: what is shown, what must be chosen, what happens."""

import re

import pytest
from django.test import Client

from taizhang.accounts.enums import Role
from taizhang.documents.enums import DraftState, RowKind, RowState
from taizhang.documents.registry import review_steps
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.models import Task
from taizhang.organisations.domain.resolving import ensure_units
from taizhang.organisations.models import Unit


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def as_clerk(clerk):
    return client_of(clerk)


def address(draft):
    return f"/ledger/confirm/{draft.pk}/"


def unit(name, **more):
    return {"name": name, "role": "responsible", "unit_id": None, **more}


def test_accepted_rows_become_tasks(as_clerk, make_draft, make_row):
    draft = make_draft()
    make_row(draft)
    make_row(draft, title="建好创新平台")
    shown = as_clerk.get(address(draft)).content.decode()
    assert "将成为 <strong>2</strong> 项任务" in shown
    answer = as_clerk.post(address(draft), follow=True)
    assert answer.redirect_chain == [(f"/ledger/?document={draft.pk}", 302)]
    assert "已入账 2 项任务" in answer.content.decode()
    assert [row.version.title for row in answer.context["list"].rows] == [
        "加大创新主体培育力度",
        "建好创新平台",
    ]


def test_rows_nobody_looked_at_need_a_tick(as_clerk, make_draft, make_row):
    draft = make_draft()
    make_row(draft, state=RowState.PROPOSED)
    refused = as_clerk.post(address(draft))
    assert refused.status_code == 422
    assert "还有行没有核对" in refused.content.decode()
    assert Task.objects.count() == 0
    assert as_clerk.post(address(draft), {"accept_all": "on"}).status_code == 302
    assert Task.objects.count() == 1


def test_duties_nobody_accepted_stay_out(as_clerk, make_draft, make_row):
    draft = make_draft()
    make_row(draft)
    make_row(draft, kind=RowKind.DUTY, state=RowState.PROPOSED)
    assert "1 条附带职责没有采纳" in as_clerk.get(address(draft)).content.decode()
    as_clerk.post(address(draft))
    assert Task.objects.count() == 1


def test_an_unknown_unit_is_registered_or_taken_for_a_known_one(
    as_clerk, clerk, make_draft, make_row, region, noon
):
    [known] = ensure_units(["市财政局"], region=region, actor=clerk, as_of=noon).values()
    draft = make_draft()
    make_row(draft, units=[unit("市梦想局"), unit("市国库中心"), unit("市财政局")])
    page = as_clerk.get(address(draft))
    fields = {each.name: field.html_name for each, field in page.context["form"].unit_rows}
    assert fields.keys() == {"市梦想局", "市国库中心"}
    as_clerk.post(address(draft), {fields["市国库中心"]: known.pk})
    names = set(Unit.objects.values_list("name", flat=True))
    assert "市梦想局" in names
    assert "市国库中心" not in names


def test_a_likely_same_commitment_can_be_linked(as_clerk, clerk, make_draft, make_row, noon):
    first = make_draft(title="云岭市工作要点", number="云委〔2024〕1号")
    make_row(first)
    [task] = confirm_draft(first, actor=clerk, as_of=noon).tasks
    second = make_draft(title="云岭市科技创新方案", number="云科〔2024〕2号")
    row = make_row(second)
    shown = as_clerk.get(address(second)).content.decode()
    assert f"与 {task.number} 是同一承诺" in shown
    assert "培育高新技术企业" in shown
    as_clerk.post(address(second), {f"link-{row.pk}": task.pk})
    new = Task.objects.get(document=second)
    snapshots = load_snapshots([task.pk, new.pk])
    assert snapshots[new.pk].commitment_id == task.pk == snapshots[task.pk].commitment_id


def test_a_link_to_a_task_that_was_not_offered_is_refused(
    as_clerk, make_task, make_draft, make_row
):
    other = make_task(title="毫不相干", targets=())
    draft = make_draft()
    row = make_row(draft)
    as_clerk.post(address(draft), {f"link-{row.pk}": other.pk})
    [new] = Task.objects.filter(document=draft)
    assert load_snapshots([new.pk])[new.pk].commitment_id is None


@pytest.fixture
def versions(clerk, make_draft, make_row, noon):
    """An old version in the ledger with two tasks, and a new one: one changed, one left out."""
    old = make_draft(title="云岭市若干措施（2023年）", issued="2023-05-08")
    make_row(old)
    make_row(old, title="发展低空经济", text="发展低空经济。", targets=[])
    kept, dropped = confirm_draft(old, actor=clerk, as_of=noon).tasks
    new = make_draft(title="云岭市若干措施（2024年）", issued="2024-05-08")
    row = make_row(new, deadlines=[{"quote": "年底", "date": "2024-12-31", "basis": "stated"}])
    return old, new, kept, dropped, row


def test_an_earlier_version_asks_for_a_decision(as_clerk, versions):
    _old, new, kept, dropped, _row = versions
    shown = as_clerk.get(address(new)).content.decode()
    for part in ("旧版", kept.number, dropped.number, "完成时限", "不再列入"):
        assert part in shown
    refused = as_clerk.post(address(new))
    assert refused.status_code == 422
    assert "请选择这份文件是替代旧文件" in refused.content.decode()


def test_a_change_is_shown_as_what_it_was_and_what_it_becomes(as_clerk, versions):
    _old, new, *_ = versions
    shown = as_clerk.get(address(new)).content.decode()
    assert re.search(r"<del>2024-06-30</del>\s*→\s*<ins>2024-12-31</ins>", shown)


def test_replacing_ends_the_old_tasks(as_clerk, versions):
    _old, new, kept, dropped, row = versions
    answer = as_clerk.post(
        address(new), {"replace": "replace", f"successor-{row.pk}": "on"}, follow=True
    )
    assert "2 项任务已接替或终止" in answer.content.decode()
    [task] = Task.objects.filter(document=new)
    states = load_snapshots([kept.pk, dropped.pk])
    assert states[kept.pk].replaced_by_id == task.pk
    assert {each.state for each in states.values()} == {"superseded"}


def test_a_task_may_go_on_though_the_new_version_leaves_it_out(as_clerk, versions):
    _old, new, kept, dropped, row = versions
    as_clerk.post(
        address(new),
        {"replace": "replace", f"successor-{row.pk}": "on", f"keep-{dropped.pk}": "on"},
    )
    states = load_snapshots([kept.pk, dropped.pk])
    assert (states[kept.pk].state, states[dropped.pk].state) == ("superseded", "confirmed")


def test_standing_beside_leaves_the_old_tasks_alone(as_clerk, versions):
    _old, new, kept, dropped, row = versions
    as_clerk.post(address(new), {"replace": "separate", f"successor-{row.pk}": "on"})
    assert {each.state for each in load_snapshots([kept.pk, dropped.pk]).values()} == {"confirmed"}


def test_a_confirmed_draft_leads_to_its_tasks_and_adds_nothing(as_clerk, make_draft, make_row):
    draft = make_draft()
    make_row(draft)
    as_clerk.post(address(draft))
    for send in (as_clerk.get, as_clerk.post):
        again = send(address(draft), follow=True)
        assert "已由王芳于" in again.content.decode()
    assert Task.objects.count() == 1


def test_a_row_that_cannot_be_used_leads_back_to_the_review(as_clerk, make_draft, make_row):
    draft = make_draft()
    make_row(draft, title="", text="")
    answer = as_clerk.get(address(draft))
    assert answer.url == f"/documents/drafts/{draft.pk}/"


def test_a_draft_without_rows_says_so(as_clerk, make_draft):
    answer = as_clerk.post(address(make_draft()))
    assert answer.status_code == 422
    assert "没有任何一行可以入账" in answer.content.decode()


def test_a_discarded_draft_is_not_confirmed(as_clerk, make_draft, make_row):
    draft = make_draft()
    make_row(draft)
    draft.state = DraftState.DISCARDED
    draft.save()
    assert as_clerk.post(address(draft)).url == f"/documents/drafts/{draft.pk}/"
    assert Task.objects.count() == 0


def test_an_unknown_draft_is_not_there(as_clerk):
    assert as_clerk.get("/ledger/confirm/999999/").status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CITY_LEADER, Role.ADMINISTRATOR])
def test_other_roles_confirm_nothing(make_person, make_draft, make_row, role):
    draft = make_draft()
    make_row(draft)
    client = client_of(make_person("other", role))
    assert client.get(address(draft)).status_code == 403
    assert client.post(address(draft)).status_code == 403
    assert Task.objects.count() == 0


def test_the_review_page_leads_here(clerk, make_person, make_draft):
    draft = make_draft()
    assert "ledger:confirm" in [step.url_name for step in review_steps(clerk, draft)]
    auditor = make_person("auditor", Role.AUDITOR)
    assert "ledger:confirm" not in [step.url_name for step in review_steps(auditor, draft)]


def test_three_rows_take_as_many_queries_as_one(
    as_clerk, make_draft, make_row, django_assert_max_num_queries
):
    draft = make_draft()

    def count():
        make_row(draft, units=[unit("市梦想局")])
        as_clerk.get(address(draft))
        with django_assert_max_num_queries(40) as captured:
            as_clerk.get(address(draft))
        return len(captured)

    one = count()
    count()
    assert count() == one
