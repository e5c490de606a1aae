"""Re-checks: the draw, independent checkers, findings, false evidence, what a round says."""

import io
import threading
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.utils import timezone

from taizhang.accounts.enums import Role
from taizhang.documents.domain.storing import keep_evidence
from taizhang.ledger.domain.closing import accept_closure, reopen_task, request_closure
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.queries.timeline import timeline
from taizhang.ledger.domain.reports import FileInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event, Evidence
from taizhang.messages.models import Message
from taizhang.supervision.domain.errors import RecheckError
from taizhang.supervision.domain.queries.rechecks import percent_text, result_of, rounds
from taizhang.supervision.domain.rechecks.independence import independent_checkers
from taizhang.supervision.domain.rechecks.rechecking import (
    RoundPlan,
    answer_item,
    assign_checker,
    closed_between,
    open_round,
)
from taizhang.supervision.domain.rechecks.sampling import digest_population, draw_sample
from taizhang.supervision.models import RecheckItem, RecheckRound

PDF = b"%PDF-1.4\n%%EOF\n"
JUNE = RoundPlan(None, date(2024, 6, 1), date(2024, 6, 3))
ALL = RoundPlan(None, date(2024, 6, 1), date(2024, 6, 3), 9_999, 0)


@pytest.fixture
def head(make_person):
    return make_person("head", Role.HEAD, name="周主任")


@pytest.fixture
def auditor(make_person):
    return make_person("auditor", Role.AUDITOR, name="钱审计")


@pytest.fixture
def close(make_task, clerk, liaison, noon):
    """Tasks that 王芳 dispatched and closed."""

    def make(number=1, **said):
        made = [make_task(**said) for _ in range(number)]
        file = FileInput(keep_evidence(io.BytesIO(PDF), name="名单.pdf", as_of=noon), "名单.pdf")
        dispatch_tasks(made, actor=clerk, as_of=noon)
        for task in made:
            sign_for_task(task, actor=liaison, as_of=noon)
            request_closure(task, ReportInput("完成", files=[file]), actor=liaison, as_of=noon)
            accept_closure(task, grade="good", actor=clerk, as_of=noon)
        return made

    return make


@pytest.fixture
def drawn(close, head, auditor, noon):
    """One closed task, drawn, and given to the auditor."""
    close()
    round = open_round(ALL, seed="春分", actor=head, as_of=noon)
    item = round.items.get()
    assign_checker(item, auditor, actor=head, as_of=noon)
    return round.items.get()


def answer(item, result="true", text="到现场看过", **said):
    return answer_item(item, result=result, text=text, **said)


def result(round):
    return result_of(rounds().get(pk=round.pk))


def test_draw_is_recorded_so_that_anybody_can_draw_again(close, head, auditor, noon):
    tasks = close(5)
    round = open_round(
        RoundPlan(None, date(2024, 6, 3), date(2024, 6, 3), 8_000, 2_500),
        seed=" 317 ",
        actor=head,
        as_of=noon,
    )
    ids = [task.pk for task in tasks]
    assert (round.population, round.sample, round.seed) == (5, 3, "317")
    assert round.population_sha256 == digest_population(ids)
    found = list(round.items.values_list("task_id", flat=True))
    assert found == draw_sample(ids, seed="317", size=3)


def test_population_are_closed_tasks_of_the_keeper_in_the_period(
    close, make_task, county, clerk, noon
):
    [closed] = close()
    make_task()
    [reopened] = close()
    reopen_task(reopened, reason="反弹", actor=clerk, as_of=noon)
    third, day = date(2024, 6, 3), timedelta(days=1)
    assert list(closed_between(third, third, keeper=None)) == [closed.pk]
    assert not closed_between(third - day, third - day, keeper=None)
    assert not closed_between(third + day, third + day, keeper=None)
    assert not closed_between(third, third, keeper=county)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"closed_from": date(2024, 6, 4)}, "period"),
        ({"closed_to": date(2024, 6, 4)}, "period"),
        ({"confidence": 0}, "confidence"),
        ({"confidence": 10_000}, "confidence"),
        ({"tolerated": 10_000}, "tolerated"),
        ({"tolerated": -1}, "tolerated"),
    ],
)
def test_plan_outside_its_range_is_refused(close, head, noon, change, code):
    close()
    values = {"closed_from": JUNE.closed_from, "closed_to": JUNE.closed_to, **change}
    with pytest.raises(RecheckError) as caught:
        open_round(RoundPlan(None, **values), seed="1", actor=head, as_of=noon)
    assert caught.value.code == code
    assert not RecheckRound.objects.exists()


def test_nothing_closed_no_seed_or_not_the_head_is_refused(close, head, clerk, auditor, noon):
    with pytest.raises(RecheckError, match="没有办结的任务"):
        open_round(JUNE, seed="1", actor=head, as_of=noon)
    close()
    with pytest.raises(RecheckError, match="种子"):
        open_round(JUNE, seed=" ", actor=head, as_of=noon)
    for person in (clerk, auditor):
        with pytest.raises(RecheckError) as caught:
            open_round(JUNE, seed="1", actor=person, as_of=noon)
        assert caught.value.code == "not_allowed"


def test_second_round_of_a_period_waits_for_the_first(drawn, head, auditor, noon):
    with pytest.raises(RecheckError, match="没有做完"):
        open_round(JUNE, seed="2", actor=head, as_of=noon)
    answer(drawn, actor=auditor, as_of=noon)
    assert open_round(JUNE, seed="2", actor=head, as_of=noon).sample == 1


def test_checkers_had_no_part_in_the_task(
    close, head, auditor, clerk, make_person, appoint, science, noon
):
    other = make_person("clerk2", Role.CLERK)
    answering = make_person("clerk3", Role.CLERK)
    appoint(answering, science)
    make_person("leader", Role.CITY_LEADER)
    [task] = close()
    able = independent_checkers([task.pk], on=noon.date())[task.pk]
    assert {person.username for person in able} == {"auditor", "head", "clerk2"}
    assert able[0] == auditor
    assert clerk not in able
    assert answering not in able
    assert other in able


def test_work_is_shared_evenly_and_everybody_is_told_once(close, head, auditor, noon):
    close(4)
    round = open_round(ALL, seed="1", actor=head, as_of=noon)
    given = list(round.items.values_list("checker__username", flat=True))
    assert sorted(given) == ["auditor", "auditor", "head", "head"]
    told = Message.objects.filter(kind="recheck").values_list("recipient__username", flat=True)
    assert sorted(told) == ["auditor", "head"]


def test_task_that_nobody_can_check_waits_for_a_checker(close, clerk, make_person, noon):
    own = make_person("head", Role.HEAD)
    [task] = close()
    reopen_task(task, reason="反弹", actor=own, as_of=noon)
    _close_again(task, clerk, noon)
    round = open_round(ALL, seed="1", actor=own, as_of=noon)
    item = round.items.get()
    assert item.checker is None
    with pytest.raises(RecheckError) as caught:
        assign_checker(item, own, actor=own, as_of=noon)
    assert caught.value.code == "not_independent"
    auditor = make_person("late", Role.AUDITOR)
    assert assign_checker(item, auditor, actor=own, as_of=noon).checker == auditor


def _close_again(task, clerk, noon):
    from taizhang.accounts.models import Person

    liaison = Person.objects.get(username="liwei")
    file = FileInput(keep_evidence(io.BytesIO(PDF), name="新.pdf", as_of=noon), "新.pdf")
    request_closure(task, ReportInput("完成", files=[file]), actor=liaison, as_of=noon)
    accept_closure(task, grade="good", actor=clerk, as_of=noon)


def test_finding_is_kept_in_the_round_and_in_the_chain(drawn, auditor, noon):
    file = FileInput(keep_evidence(io.BytesIO(PDF), name="笔录.pdf", as_of=noon), "笔录.pdf")
    answer(drawn, text=" 到现场看过 ", files=[file], actor=auditor, as_of=noon)
    item = RecheckItem.objects.get()
    assert (item.result, item.text, item.event.type) == ("true", "到现场看过", "rechecked")
    assert timeline(item.task)[-1].sentence == "复核抽查：属实。到现场看过"
    assert Evidence.objects.get(event=item.event).name == "笔录.pdf"
    assert load_snapshots([item.task_id])[item.task_id].state == "closed"
    assert verify().first_broken is None


def test_false_evidence_takes_the_task_up_again_and_stays_on_record(
    drawn, auditor, clerk, liaison, noon
):
    answer(drawn, "false", "照片为旧图", actor=auditor, as_of=noon)
    task = drawn.task
    assert load_snapshots([task.pk])[task.pk].state == "underway"
    assert timeline(task)[-1].sentence == "佐证不实，重新办理：照片为旧图"
    told = Message.objects.filter(kind="false_evidence_found")
    assert set(told.values_list("recipient", flat=True)) >= {clerk.pk, liaison.pk}
    with pytest.raises(ActInputError, match="此前的佐证不实"):
        request_closure(task, ReportInput("完成"), actor=liaison, as_of=noon)
    client = Client()
    client.force_login(liaison)
    assert "发现佐证不实" in client.get(task.get_absolute_url()).content.decode()
    _close_again(task, clerk, noon)
    assert "发现佐证不实" in client.get(task.get_absolute_url()).content.decode()
    assert verify().first_broken is None


def test_false_evidence_of_a_task_taken_up_meanwhile_is_kept_all_the_same(
    drawn, auditor, clerk, noon
):
    reopen_task(drawn.task, reason="反弹", actor=clerk, as_of=noon)
    answer(drawn, "false", "照片为旧图", actor=auditor, as_of=noon)
    assert timeline(drawn.task)[-1].sentence == "复核抽查：不实。照片为旧图"
    assert RecheckItem.objects.get().result == "false"


def test_only_the_checker_answers_and_only_once(drawn, auditor, head, liaison, noon):
    with pytest.raises(RecheckError) as caught:
        answer(drawn, actor=head, as_of=noon)
    assert caught.value.code == "not_yours"
    with pytest.raises(ActNotAllowedError):
        answer(drawn, actor=liaison, as_of=noon)
    for said, code in (({"result": "maybe"}, "result"), ({"text": " "}, "text")):
        with pytest.raises(RecheckError) as caught:
            answer(drawn, **said, actor=auditor, as_of=noon)
        assert caught.value.code == code
    answer(drawn, actor=auditor, as_of=noon)
    with pytest.raises(RecheckError) as caught:
        answer(drawn, "false", actor=auditor, as_of=noon)
    assert caught.value.code == "answered"
    with pytest.raises(RecheckError) as caught:
        assign_checker(drawn, head, actor=head, as_of=noon)
    assert caught.value.code == "answered"


def test_checker_who_took_part_since_the_draw_cannot_answer(drawn, head, noon):
    assign_checker(drawn, head, actor=head, as_of=noon)
    reopen_task(drawn.task, reason="反弹", actor=head, as_of=noon)
    with pytest.raises(RecheckError) as caught:
        answer(drawn, actor=head, as_of=noon)
    assert caught.value.code == "not_independent"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE supervision_recheckround SET seed = '9'",
        "DELETE FROM supervision_recheckround",
        "DELETE FROM supervision_recheckitem",
        "UPDATE supervision_recheckitem SET result = 'true'",
        "UPDATE supervision_recheckitem SET position = 9",
    ],
)
def test_database_refuses_to_change_a_draw_or_a_finding(drawn, auditor, noon, change):
    answer(drawn, actor=auditor, as_of=noon)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_result_says_what_the_sample_shows_of_all(close, head, auditor, noon):
    close(6)
    plan = RoundPlan(None, date(2024, 6, 3), date(2024, 6, 3), 5_000, 2_000)
    round = open_round(plan, seed="1", actor=head, as_of=noon)
    assert round.sample == 2  # of 6 with 2 false: 4/6 · 3/5 = 40 % show none
    assert "还有 2 项没有复核" in result(round).conclusion
    for item in round.items.all():
        answer(item, actor=item.checker, as_of=noon)
    said = result(round)
    assert said.most_false == 1
    assert said.is_within
    assert said.conclusion.startswith("有 50% 的把握：这 6 项中，佐证不实的最多 1 项（16.67%）")


def test_what_cannot_be_decided_counts_as_false(close, head, auditor, noon):
    close(3)
    round = open_round(ALL, seed="1", actor=head, as_of=noon)
    results = ["false", "unclear", "true"]
    for item, found in zip(round.items.all(), results, strict=True):
        answer(item, found, actor=item.checker, as_of=noon)
    said = result(round)
    assert (said.false, said.unclear, said.most_false, said.is_within) == (1, 1, 2, False)
    assert said.found_share == "33.33%"
    assert "无法认定的 1 项按不实计" in said.conclusion


@pytest.mark.parametrize(
    ("share", "text"),
    [("0.05", "5%"), ("0.125", "12.5%"), ("0.00335", "0.34%"), ("0", "0%"), ("1", "100%")],
)
def test_percent_is_written_with_two_places_at_most(share, text):
    assert percent_text(Fraction(share)) == text


@pytest.mark.django_db(transaction=True)
def test_of_two_heads_at_once_one_draws(close, head, auditor, noon):
    close(2)
    told = _at_once(lambda seed: open_round(JUNE, seed=seed, actor=head, as_of=noon), ["1", "2"])
    assert sorted(told) == ["RecheckRound", "unfinished"]
    assert RecheckRound.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_findings_at_once_one_is_kept(close, head, auditor, noon):
    close()
    item = open_round(ALL, seed="1", actor=head, as_of=noon).items.get()
    assign_checker(item, auditor, actor=head, as_of=noon)
    told = _at_once(lambda found: answer(item, found, actor=auditor, as_of=noon), ["true", "false"])
    assert sorted(told) == ["RecheckItem", "answered"]
    found = Event.objects.filter(type__in=("rechecked", "false_evidence_found"))
    assert found.count() == 1


def _at_once(act, choices):
    told, ready = [], threading.Barrier(len(choices))

    def run(choice):
        ready.wait()
        try:
            told.append(type(act(choice)).__name__)
        except RecheckError as error:
            told.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[choice]) for choice in choices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


READERS = ("clerk", "head", "city_leader", "auditor", "indicator_officer", "assessment_officer")
EVERYBODY = (*READERS, "administrator", "liaison", "nobody")


@pytest.fixture
def client_of(make_person, clerk, head, auditor, liaison):
    known = {"clerk": clerk, "head": head, "auditor": auditor, "liaison": liaison}

    def make(who):
        if who not in known:
            known[who] = make_person(f"the_{who}", *([] if who == "nobody" else [who]))
        client = Client()
        client.force_login(known[who])
        return client

    return make


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_reads_draws_and_answers(drawn, client_of, who):
    client, root = client_of(who), "/supervision/rechecks/"
    reads = 200 if who in READERS else 403
    for address in (root, f"{root}{drawn.round_id}/", f"{root}tasks/{drawn.pk}/"):
        assert client.get(address).status_code == reads
    heads = 200 if who == "head" else 403
    assert client.get(f"{root}draw/").status_code == heads
    assert client.post(f"{root}draw/", {}).status_code == (422 if who == "head" else 403)
    assigned = client.post(f"{root}tasks/{drawn.pk}/checker/", {})
    assert assigned.status_code == (422 if who == "head" else 403)
    posted = client.post(f"{root}tasks/{drawn.pk}/", {})
    assert posted.status_code == (422 if who == "auditor" else 403)


def test_head_previews_then_draws_on_the_page(close, client_of, auditor):
    close(3)
    client, today = client_of("head"), timezone.localdate().isoformat()
    said = {"closed_from": "2024-06-01", "closed_to": today, "confidence": "95", "tolerated": "5"}
    shown = client.post("/supervision/rechecks/draw/", said)
    assert "这段时间办结 3 项，要抽 3 项" in shown.content.decode()
    assert not RecheckRound.objects.exists()
    done = client.post("/supervision/rechecks/draw/", {**said, "draw": "1"})
    round = RecheckRound.objects.get()
    assert done.url == f"/supervision/rechecks/{round.pk}/"
    assert len(round.seed) == 32
    again = client.post("/supervision/rechecks/draw/", {**said, "draw": "1"})
    assert again.status_code == 422
    assert "没有做完" in again.content.decode()


def test_checker_answers_on_the_page_and_the_desk_is_empty_again(drawn, client_of):
    client, page = client_of("auditor"), f"/supervision/rechecks/tasks/{drawn.pk}/"
    assert "等我复核" in client.get("/").content.decode()
    file = io.BytesIO(PDF)
    file.name = "笔录.pdf"
    said = {"result": "false", "text": "旧图", "attachments": file}
    assert client.post(page, said).status_code == 302
    assert "等我复核" not in client.get("/").content.decode()
    assert "旧图" in client.get(page).content.decode()
    assert client.post(page, {"result": "true", "text": "改口"}).status_code == 422


def test_head_gives_a_task_to_somebody_else_on_the_page(drawn, head, client_of):
    page = f"/supervision/rechecks/tasks/{drawn.pk}/checker/"
    assert client_of("head").post(page, {"checker": head.pk}).status_code == 302
    assert RecheckItem.objects.get().checker == head


@pytest.mark.parametrize("address", ["/supervision/rechecks/", "/supervision/rechecks/{}/"])
def test_lists_take_the_same_queries_for_one_and_three_rows(
    close, head, auditor, client_of, noon, django_assert_num_queries, address
):
    close()
    round = open_round(ALL, seed="1", actor=head, as_of=noon)
    one = _queries(client_of("auditor"), address.format(round.pk))
    for item in round.items.all():
        answer(item, actor=item.checker, as_of=noon)
    close(2)
    round = open_round(ALL, seed="2", actor=head, as_of=noon)
    for item in round.items.all():
        answer(item, actor=item.checker, as_of=noon)
    close(3)
    third = open_round(ALL, seed="3", actor=head, as_of=noon)
    assert third.sample > round.sample > 1
    assert _queries(client_of("auditor"), address.format(third.pk)) == one


def _queries(client, address):
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)
