"""Confirming a draft: rows become tasks once, with units, links and predecessors."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from ledger.road import as_sent, now
from taizhang.documents.enums import DraftState, RowKind, RowState
from taizhang.documents.models import DraftRow
from taizhang.ledger.domain.choices import Choices
from taizhang.ledger.domain.confirming import confirm_draft
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import (
    ActNotAllowedError,
    DraftConfirmedError,
    DraftNotReadyError,
)
from taizhang.ledger.domain.queries.earlier import changes_against, earlier_version, title_key
from taizhang.ledger.domain.queries.similar import similar_commitments
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.models import Event, Figure, Task
from taizhang.organisations.models import Unit

pytestmark = pytest.mark.django_db


def test_accepted_rows_become_tasks(make_draft, make_row, clerk, noon, science):
    draft = make_draft()
    make_row(draft)
    make_row(draft, state=RowState.DROPPED)
    done = confirm_draft(draft, actor=clerk, as_of=noon)
    [task] = done.tasks
    said = now(task)
    assert said.title == "加大创新主体培育力度"
    assert said.basis == "《云岭市攻坚二季度若干措施》（云政〔2024〕8号）第1条"
    assert said.due == date(2024, 6, 30)
    assert [(a.unit_id, a.role, a.name) for a in said.units] == [
        (science.pk, "responsible", "市科技局")
    ]
    assert [(g.key, g.indicator, g.value) for g in said.targets] == [(1, "培育高新技术企业", 140)]
    draft.refresh_from_db()
    assert (draft.state, draft.confirmed_by, draft.confirmed_at) == ("confirmed", clerk, noon)


def test_unknown_unit_is_registered_and_two_spellings_are_one(make_draft, make_row, clerk, noon):
    draft = make_draft()
    roles = {"市住房和城乡建设局": "support", "市住建局": "lead"}
    units = [{"name": name, "role": role, "unit_id": None} for name, role in roles.items()]
    make_row(draft, units=units)
    [task] = confirm_draft(draft, actor=clerk, as_of=noon).tasks
    assert [answer.role for answer in now(task).units] == ["lead"]
    assert Unit.objects.filter(names__name="市住房和城乡建设局").count() == 1


def test_name_may_mean_a_unit_the_clerk_chose(make_draft, make_row, clerk, noon, science):
    draft = make_draft()
    make_row(draft, units=[{"name": "科创专班", "role": "lead", "unit_id": None}])
    choices = Choices(units={"科创专班": science.pk})
    [task] = confirm_draft(draft, actor=clerk, as_of=noon, choices=choices).tasks
    assert now(task).units[0].unit_id == science.pk
    assert not Unit.objects.filter(name="科创专班").exists()
    assert science.names.filter(name="科创专班").exists(), "known the next time"


def test_undecided_rows_stop_the_confirmation(make_draft, make_row, clerk, noon):
    draft = make_draft()
    make_row(draft, state=RowState.PROPOSED)
    with pytest.raises(DraftNotReadyError, match="还有 1 行没有核对"):
        confirm_draft(draft, actor=clerk, as_of=noon)
    assert not Task.objects.exists()


def test_accept_all_takes_items_and_leaves_duties(make_draft, make_row, clerk, noon):
    draft = make_draft()
    make_row(draft, state=RowState.PROPOSED)
    make_row(draft, state=RowState.PROPOSED, kind=RowKind.DUTY)
    done = confirm_draft(draft, actor=clerk, as_of=noon, choices=Choices(accept_all=True))
    assert (len(done.tasks), done.left_out) == (1, 1)
    assert set(DraftRow.objects.values_list("kind", "state")) == {
        ("item", "accepted"),
        ("duty", "proposed"),
    }


def test_draft_without_a_row_is_not_confirmed(make_draft, clerk, noon):
    with pytest.raises(DraftNotReadyError, match="没有任何一行"):
        confirm_draft(make_draft(), actor=clerk, as_of=noon)


def test_second_confirmation_says_who_was_first(make_draft, make_row, clerk, make_person, noon):
    draft = make_draft()
    make_row(draft)
    confirm_draft(draft, actor=clerk, as_of=noon)
    with pytest.raises(DraftConfirmedError, match="已由王芳于 2024-06-03 12:00 确认入账"):
        confirm_draft(draft, actor=make_person("b", "head"), as_of=noon)
    assert Task.objects.count() == 1


def test_liaison_and_administrator_may_not_confirm(make_draft, liaison, make_person, noon):
    for person in (liaison, make_person("admin", "administrator")):
        with pytest.raises(ActNotAllowedError):
            confirm_draft(make_draft(), actor=person, as_of=noon)


def test_row_that_cannot_be_used_is_named(make_draft, make_row, clerk, noon):
    draft = make_draft()
    make_row(draft)
    make_row(draft, targets=[{"indicator": "x", "op": ">=", "value": "许多", "unit": ""}])
    with pytest.raises(DraftNotReadyError, match="第 2 行"):
        confirm_draft(draft, actor=clerk, as_of=noon)
    assert not Task.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_make_tasks_once(make_draft, make_row, clerk, make_person, noon):
    draft = make_draft()
    for _ in range(5):
        make_row(draft)
    people = [clerk, make_person("second", "clerk", name="孙丽")]
    barrier, told = threading.Barrier(2), []

    def confirm(person):
        try:
            barrier.wait()
            told.append(len(confirm_draft(draft, actor=person, as_of=noon).tasks))
        except DraftConfirmedError as error:
            told.append(error.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=[person]) for person in people]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert 5 in told
    assert any("确认入账" in str(each) for each in told)
    assert Task.objects.count() == 5


def test_linked_row_joins_the_commitment(make_draft, make_row, make_task, clerk, noon):
    known = make_task()
    draft = make_draft()
    row = make_row(draft)
    [candidate] = similar_commitments(draft)[row.pk]
    assert (candidate.version.task_id, candidate.shared) == (known.pk, ("培育高新技术企业",))
    choices = Choices(links={row.pk: known.pk})
    [task] = confirm_draft(draft, actor=clerk, as_of=noon, choices=choices).tasks
    assert now(task).commitment_id == now(known).commitment_id == known.pk


def test_same_number_of_something_else_is_not_similar(make_draft, make_row, make_task):
    make_task(title="别的任务")
    draft = make_draft()
    target = {"indicator": "关停小作坊", "op": ">=", "value": 140, "unit": "家", "quote": "140家"}
    make_row(draft, title="整治", targets=[target])
    assert similar_commitments(draft) == {}


def test_similar_commitments_take_a_constant_number_of_queries(
    make_draft, make_row, make_task, django_assert_num_queries
):
    draft = make_draft()
    for count in (1, 3):
        for _ in range(count):
            make_task()
            make_row(draft)
        with django_assert_num_queries(4):
            similar_commitments(draft)


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("云岭市2024年若干措施", True),
        ("云岭市若干措施（修订）", True),
        ("《云岭市2023年度若干措施》（试行）", True),
        ("云岭市若干办法", False),
    ],
)
def test_title_key_ignores_years_and_editions(title, same):
    assert (title_key(title) == title_key("云岭市若干措施")) is same


@pytest.fixture
def two_versions(make_draft, make_row, clerk, liaison, noon):
    """An earlier document with three tasks underway, and a later draft that keeps two of them."""
    earlier = make_draft(
        title="云岭市2023年攻坚若干措施", number="云政〔2023〕5号", issued="2023-05-01"
    )
    for title in ("加大创新主体培育力度", "发展现代物流", "清理闲置土地"):
        make_row(earlier, title=title, text=f"{title}，由市科技局负责落实。")
    tasks = confirm_draft(earlier, actor=clerk, as_of=noon).tasks
    dispatch_tasks(tasks, actor=clerk, as_of=noon)
    for task in tasks:
        sign_for_task(task, actor=liaison, as_of=noon)
    figure = FigureInput(1, 62, date(2024, 6, 3))
    report_progress(
        tasks[0], ReportInput("过半", percent=50, figures=[figure]), actor=liaison, as_of=noon
    )
    later = make_draft(title="云岭市2024年攻坚若干措施", number="云政〔2024〕9号")
    make_row(later, title="加大创新主体培育力度", text="加大创新主体培育力度，由市科技局负责落实。")
    changed = [
        {"indicator": "培育高新技术企业", "op": ">=", "value": 200, "unit": "家", "quote": ""}
    ]
    make_row(
        later, title="发展现代物流", text="发展现代物流，由市科技局负责落实。", targets=changed
    )
    make_row(later, title="建设算力中心", text="新建一座算力中心。", targets=[])
    return earlier, tasks, later


def test_earlier_version_and_its_changes_are_found(two_versions):
    earlier, tasks, later = two_versions
    assert earlier_version(later) == earlier
    compared = changes_against(later, earlier)
    assert [(each.change, each.fields) for each in compared] == [
        ("carried_over", ()),
        ("changed", ("targets",)),
        ("added", ()),
        ("dropped", ()),
    ]
    assert compared[3].task_id == tasks[2].pk


def test_replacing_carries_ends_and_drops(two_versions, clerk, noon):
    earlier, old, later = two_versions
    compared = changes_against(later, earlier)
    successors = {c.row_id: c.task_id for c in compared if c.row_id and c.task_id}
    choices = Choices(replaces=earlier, successors=successors)
    done = confirm_draft(later, actor=clerk, as_of=noon + timedelta(days=1), choices=choices)
    carried, changed, added = done.tasks
    assert (now(carried).state, now(carried).percent) == ("underway", 50)
    assert now(carried).units[0].signed_at == noon
    assert Figure.objects.get(task=carried).value == 62
    assert now(changed).state == now(added).state == "confirmed"
    assert "变化：目标" in as_sent(changed)
    assert [now(task).state for task in old] == ["superseded"] * 3
    assert [now(task).replaced_by_id for task in old] == [carried.pk, changed.pk, None]
    later.refresh_from_db()
    assert later.replaces == earlier
    assert earlier_version(later) is None


def test_kept_task_of_the_earlier_version_goes_on(two_versions, clerk, noon):
    earlier, old, later = two_versions
    choices = Choices(replaces=earlier, keep=frozenset({old[2].pk}))
    done = confirm_draft(later, actor=clerk, as_of=noon, choices=choices)
    assert set(done.superseded) == set(old[:2])
    assert now(old[2]).state == "underway"


def test_task_is_taken_over_once_and_only_from_the_earlier_version(
    two_versions, clerk, noon, make_task
):
    earlier, old, later = two_versions
    rows = list(later.rows.values_list("pk", flat=True))
    for successors in (
        {rows[0]: old[0].pk, rows[1]: old[0].pk},
        {rows[0]: make_task().pk},
        {0: old[0].pk},
    ):
        with pytest.raises(DraftNotReadyError):
            confirm_draft(
                later,
                actor=clerk,
                as_of=noon,
                choices=Choices(replaces=earlier, successors=successors),
            )
    assert later.state == DraftState.OPEN
    assert not Event.objects.filter(type="superseded").exists()
