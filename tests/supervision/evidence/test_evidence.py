"""Closing with evidence: what is asked for, filing it, what is refused, what stays on record."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from PIL import Image

from supervision.photographs import saved, scene
from taizhang.accounts.enums import Role
from taizhang.documents.domain.storing import keep_evidence
from taizhang.ledger.domain.closing import accept_closure, request_closure
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import (
    ActInputError,
    ActNotAllowedError,
    OwnSubmissionError,
    TaskStateError,
)
from taizhang.ledger.domain.projection import load_snapshots
from taizhang.ledger.domain.queries.timeline import timeline
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FileInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.domain.snapshot import Answer, Goal, Snapshot
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Event
from taizhang.supervision.domain.clocks.projecting import load_states
from taizhang.supervision.domain.evidence.duplicates import uses_elsewhere, uses_for
from taizhang.supervision.domain.evidence.evidencing import file_evidence, set_evidence
from taizhang.supervision.domain.evidence.filing import (
    DocumentEvidence,
    FigureEvidence,
    PhotoEvidence,
)
from taizhang.supervision.domain.evidence.rules import evidence_rules, rules_from
from taizhang.supervision.domain.queries.evidence import reaches, requirements_of
from taizhang.supervision.domain.rechecks.rechecking import RoundPlan, answer_item, open_round
from taizhang.supervision.models import PictureMark

ASK = {"evidence": {"how": "rules"}}
PDF = b"%PDF-1.4\n%%EOF\n"


def kept(noon, content=PDF, name="统计表.pdf"):
    return FileInput(keep_evidence(io.BytesIO(content), name=name, as_of=noon), name)


def photo(noon, seed=1, **said):
    return kept(noon, saved(scene(seed), **said), f"现场{seed}.jpg")


def goal(indicator, key=1, op=">=", value=140, deadline=date(2024, 6, 30)):
    return Goal(key, indicator, op, Decimal(value), unit="家", deadline=deadline, quote=indicator)


def state_of(task):
    return load_states([task.pk], None)[task.pk]


def missing(task):
    asked = requirements_of(task, load_snapshots([task.pk])[task.pk], state_of(task))
    return [each.missing for each in asked if each.missing]


@pytest.fixture
def start(make_task, clerk, liaison, noon):
    """A task that is underway and asks for evidence."""

    def make(**said):
        task = make_task(**said)
        dispatch_tasks([task], actor=clerk, as_of=noon, choices=ASK)
        sign_for_task(task, actor=liaison, as_of=noon)
        return task

    return make


@pytest.fixture
def plant(start):
    return start(targets=(), title="建成科技企业孵化器")


@pytest.mark.parametrize(
    ("indicator", "kind"),
    [
        ("培育高新技术企业", "figure"),
        ("改造老旧小区", "photo"),
        ("建成充电桩", "photo"),
        ("制定地方标准", "document"),
        ("城镇新增就业", "figure"),
    ],
)
def test_rules_tell_what_closes_a_target(indicator, kind):
    task = Snapshot("任务", "confirmed", targets=(goal(indicator),))
    assert evidence_rules().propose(task) == ((1, kind),)


@pytest.mark.parametrize(
    ("title", "text", "asked"),
    [
        ("出台惠企政策清单", "", ((None, "document"),)),
        ("推进北部新城建设", "年底前竣工。", ((None, "photo"),)),
        ("加强政策宣传", "面向企业宣传。", ()),
        ("开工建设三馆", "印发方案。", ((None, "photo"),)),
    ],
)
def test_rules_read_the_title_before_the_text(title, text, asked):
    assert evidence_rules().propose(Snapshot(title, "confirmed", text=text)) == asked


@pytest.mark.parametrize(
    "change",
    [
        {"targets": [{"kind": "film", "words": ["开工"]}]},
        {"targets": [{"kind": "photo", "words": []}]},
        {"targets": [{"kind": "photo", "words": [""]}]},
        {"tasks": [{"kind": "figure", "words": ["开工"]}]},
        {"otherwise_target": "film"},
    ],
)
def test_table_that_makes_no_sense_is_refused(change):
    table = {"targets": [], "tasks": [], "otherwise_target": "", "otherwise_task": ""}
    with pytest.raises(ValueError, match="kind|words|figure"):
        rules_from(table | change)


def test_dispatch_asks_only_where_it_was_chosen(make_task, clerk, noon):
    asking, plain = make_task(), make_task()
    dispatch_tasks([asking], actor=clerk, as_of=noon, choices=ASK)
    dispatch_tasks([plain], actor=clerk, as_of=noon)
    assert state_of(asking).evidence == ((1, "figure"),)
    assert state_of(plain).evidence == ()


def test_closing_without_the_figure_is_refused_and_with_it_granted(start, clerk, liaison, noon):
    task, report = start(), ReportInput("已完成", files=[kept(noon)])
    with pytest.raises(ActInputError, match="缺“培育高新技术企业”的统计数据"):
        request_closure(task, report, actor=liaison, as_of=noon)
    figure = FigureEvidence(1, Decimal(141), date(2024, 6, 2), "市统计局", kept(noon))
    file_evidence(task, figure, actor=liaison, as_of=noon)
    request_closure(task, report, actor=liaison, as_of=noon)
    accept_closure(task, grade="good", actor=clerk, as_of=noon)
    assert "培育高新技术企业141家（截至2024年6月2日，市统计局提供）" in _sentences(task)
    assert verify().first_broken is None


def _sentences(task):
    return "\n".join(entry.sentence for entry in timeline(task))


def test_figure_short_of_the_target_counts_only_from_its_deadline(start, liaison, noon):
    task, late = start(), datetime(2024, 7, 2, 4, tzinfo=UTC)
    early = FigureEvidence(1, Decimal(100), date(2024, 6, 2), "市统计局", kept(noon))
    file_evidence(task, early, actor=liaison, as_of=noon)
    assert "早于目标时限2024-06-30" in missing(task)[0]
    final = FigureEvidence(1, Decimal(100), date(2024, 6, 30), "市统计局", kept(noon))
    file_evidence(task, final, actor=liaison, as_of=late)
    assert missing(task) == []


@pytest.mark.parametrize(
    ("op", "value", "is_reached"),
    [
        (">=", 140, True),
        (">=", 139, False),
        (">", 140, False),
        ("<=", 140, True),
        ("<", 140, False),
        ("<", 139, True),
        ("=", 141, True),
        ("range", 140, True),
    ],
)
def test_reaching_a_target_depends_on_its_operator(op, value, is_reached):
    assert reaches(goal("指标", op=op), Decimal(value)) is is_reached


def test_document_needs_title_and_a_day_that_has_come(start, liaison, noon):
    task = start(targets=(), title="出台惠企政策清单")
    later = DocumentEvidence(None, "清单", "", date(2024, 6, 4), kept(noon))
    with pytest.raises(ActInputError) as caught:
        file_evidence(task, later, actor=liaison, as_of=noon)
    assert caught.value.field == "dated"
    nameless = DocumentEvidence(None, "《》", "", date(2024, 6, 3), kept(noon))
    with pytest.raises(ActInputError, match="文件标题"):
        file_evidence(task, nameless, actor=liaison, as_of=noon)
    said = DocumentEvidence(None, "《惠企清单》", "云政办〔2024〕9号", date(2024, 6, 3), kept(noon))
    file_evidence(task, said, actor=liaison, as_of=noon)
    assert "《惠企清单》（云政办〔2024〕9号），2024年6月3日" in _sentences(task)
    assert missing(task) == []


def test_camera_time_and_place_need_nothing_said(plant, liaison, noon):
    gps = {1: "N", 2: (30.0, 41.0, 24.0), 3: "E", 4: (111.0, 17.0, 6.0)}
    shot = photo(noon, taken="2024:06:03 12:00:00", gps=gps)
    file_evidence(plant, PhotoEvidence(None, shot), actor=liaison, as_of=noon)
    assert "2024年6月3日 12:00摄于北纬30.69°、东经111.285°" in _sentences(plant)
    assert "由填报人注明" not in _sentences(plant)


def test_missing_camera_data_has_to_be_said_and_is_marked(plant, liaison, noon):
    bare = photo(noon)
    with pytest.raises(ActInputError, match="拍摄时间"):
        file_evidence(plant, PhotoEvidence(None, bare), actor=liaison, as_of=noon)
    with pytest.raises(ActInputError, match="拍摄地点"):
        file_evidence(plant, PhotoEvidence(None, bare, noon), actor=liaison, as_of=noon)
    said = PhotoEvidence(None, bare, noon, "青石县柳河镇")
    file_evidence(plant, said, actor=liaison, as_of=noon)
    assert "没有拍摄时间，由填报人注明" in _sentences(plant)
    assert "没有拍摄地点，由填报人注明" in _sentences(plant)


@pytest.mark.parametrize(
    ("taken", "said", "remark"),
    [
        ("2024:05:01 08:00:00", None, "早于任务交办"),
        ("2024:06:09 08:00:00", None, "晚于提交时间"),
        ("2024:06:03 12:00:00", timedelta(hours=-2), "不一致"),
    ],
)
def test_time_that_does_not_fit_is_pointed_out(plant, liaison, noon, taken, said, remark):
    moment = noon + said if said else None
    shot = PhotoEvidence(None, photo(noon, taken=taken), moment, "青石县")
    file_evidence(plant, shot, actor=liaison, as_of=noon)
    assert remark in _sentences(plant)


def test_file_that_is_no_readable_picture_is_refused(plant, liaison, noon):
    with pytest.raises(ActInputError, match="不是照片"):
        file_evidence(plant, PhotoEvidence(None, kept(noon)), actor=liaison, as_of=noon)
    broken = kept(noon, saved(scene())[:3000], "现场.jpg")
    with pytest.raises(ActInputError, match="打不开"):
        file_evidence(plant, PhotoEvidence(None, broken), actor=liaison, as_of=noon)
    assert not Event.objects.filter(task=plant, type="evidence_filed").exists()


def test_only_units_of_the_task_file_and_only_what_is_asked(
    start, clerk, liaison, other_liaison, noon
):
    task = start()
    figure = FigureEvidence(1, Decimal(141), date(2024, 6, 2), "市统计局", kept(noon))
    for person in (clerk, other_liaison):
        with pytest.raises(ActNotAllowedError):
            file_evidence(task, figure, actor=person, as_of=noon)
    shot = PhotoEvidence(1, photo(noon), noon, "青石县")
    with pytest.raises(ActInputError, match="没有要求"):
        file_evidence(task, shot, actor=liaison, as_of=noon)


def test_who_files_evidence_never_decides_on_the_closing(
    start, make_person, appoint, science, liaison, noon
):
    both = make_person("both", Role.CLERK)
    appoint(both, science)
    task = start()
    figure = FigureEvidence(1, Decimal(141), date(2024, 6, 2), "市统计局", kept(noon))
    file_evidence(task, figure, actor=both, as_of=noon)
    request_closure(task, ReportInput("完成"), actor=liaison, as_of=noon)
    with pytest.raises(OwnSubmissionError):
        accept_closure(task, grade="good", actor=both, as_of=noon)


def test_office_changes_what_is_asked_until_closing_is_asked_for(start, clerk, liaison, noon):
    task = start()
    set_evidence(task, ((1, "photo"), (None, "document")), text="要现场", actor=clerk, as_of=noon)
    assert state_of(task).evidence == ((1, "photo"), (None, "document"))
    assert "第1个目标照片、文件。要现场" in _sentences(task)
    with pytest.raises(ActInputError, match="没有变化"):
        set_evidence(task, ((1, "photo"), (None, "document")), actor=clerk, as_of=noon)
    set_evidence(task, (), actor=clerk, as_of=noon)
    request_closure(task, ReportInput("完成", files=[kept(noon)]), actor=liaison, as_of=noon)
    with pytest.raises(TaskStateError):
        set_evidence(task, ((1, "photo"),), actor=clerk, as_of=noon)
    assert verify().first_broken is None


@pytest.mark.parametrize("asked", [((7, "photo"),), ((1, "film"),), ((None, "figure"),)])
def test_asking_for_what_cannot_be_is_refused(start, clerk, noon, asked):
    with pytest.raises(ActInputError):
        set_evidence(start(), asked, actor=clerk, as_of=noon)


def test_unit_cannot_change_what_is_asked(start, liaison, noon):
    with pytest.raises(ActNotAllowedError):
        set_evidence(start(), (), actor=liaison, as_of=noon)


def test_same_file_of_two_units_is_noticed_and_recorded_at_acceptance(
    start, make_task, clerk, liaison, other_liaison, industry, noon
):
    task = start(targets=(), title="加强政策宣传")
    other = make_task(units=(Answer(industry.pk, "responsible", "市工信局"),))
    dispatch_tasks([other], actor=clerk, as_of=noon)
    sign_for_task(other, actor=other_liaison, as_of=noon)
    report_progress(other, ReportInput("完成", files=[kept(noon)]), actor=other_liaison, as_of=noon)
    request_closure(task, ReportInput("完成", files=[kept(noon)]), actor=liaison, as_of=noon)
    [use] = uses_elsewhere([task.pk])[task.pk]
    assert (use.other_task_id, use.is_same, use.is_elsewhere) == (other.pk, True, True)
    [seen] = uses_for(task.pk, person=clerk, now=noon)
    assert [each.other_task_id for each, _title in seen.shown] == [other.pk]
    [hidden] = uses_for(task.pk, person=liaison, now=noon)
    assert (hidden.shown, hidden.hidden) == ((), 1)
    accept_closure(task, grade="good", actor=clerk, as_of=noon)
    payload = Event.objects.get(task=task, type="closure_accepted").payload
    assert f'"task":{other.pk}' in payload
    assert verify().first_broken is None


def test_same_picture_made_smaller_is_noticed_and_another_is_not(start, liaison, noon):
    tasks = [start(targets=(), title=f"任务{number}") for number in range(3)]
    picture = scene(5)
    sent = [saved(picture), saved(picture.resize((320, 240)), quality=60), saved(scene(6))]
    for task, content in zip(tasks, sent, strict=True):
        report = ReportInput("进展", files=[kept(noon, content, "现场.jpg")])
        report_progress(task, report, actor=liaison, as_of=noon)
    uses = uses_elsewhere([task.pk for task in tasks])
    assert {pk: [use.other_task_id for use in found] for pk, found in uses.items()} == {
        tasks[0].pk: [tasks[1].pk],
        tasks[1].pk: [tasks[0].pk],
    }
    assert not uses[tasks[0].pk][0].is_same
    assert PictureMark.objects.count() == 3


def test_plain_pictures_are_never_alike(start, liaison, noon):
    for number, colour in enumerate(("white", "black")):
        content = saved(Image.new("RGB", (64, 48), colour))
        task = start(targets=(), title=f"任务{number}")
        report = ReportInput("进展", files=[kept(noon, content, "现场.jpg")])
        report_progress(task, report, actor=liaison, as_of=noon)
    assert uses_elsewhere([task.pk]) == {}


def test_same_file_in_two_reports_of_a_task_is_noticed_in_both(start, liaison, noon):
    task = start()
    for _ in range(2):
        report_progress(task, ReportInput("进展", files=[kept(noon)]), actor=liaison, as_of=noon)
    uses = uses_elsewhere([task.pk])[task.pk]
    assert len(uses) == 2
    assert not any(use.is_elsewhere for use in uses)


def test_report_that_serves_a_whole_commitment_is_no_second_use(start, clerk, liaison, noon):
    from taizhang.ledger.domain.linking import link_tasks

    one, two = start(), start()
    link_tasks(one, two, actor=clerk, as_of=noon)
    report_progress(one, ReportInput("进展", files=[kept(noon)]), actor=liaison, as_of=noon)
    assert uses_elsewhere([one.pk, two.pk]) == {}


@pytest.fixture
def client_of():
    def make(person):
        client = Client()
        client.force_login(person)
        return client

    return make


def test_liaison_files_on_the_page_and_errors_come_back(plant, liaison, client_of, noon):
    client, page = client_of(liaison), f"/ledger/closing/{plant.number}/evidence/"
    assert "照片" in client.get(page).content.decode()
    refused = client.post(f"{page}0/photo/", {"photo-0-file": _upload(saved(scene()))})
    assert refused.status_code == 422
    assert "照片里没有拍摄时间" in refused.content.decode()
    kept_before = refused.context["rows"][0][1].kept_token
    said = {"photo-0-taken_at": "2024-06-03T12:00", "photo-0-place": "青石县"}
    assert client.post(f"{page}0/photo/", said).status_code == 422
    forged = client.post(f"{page}0/photo/", {**said, "photo-0-kept": f"{kept_before}x"})
    assert "已过期" in forged.content.decode()
    done = client.post(f"{page}0/photo/", {**said, "photo-0-kept": kept_before})
    assert done.status_code == 302
    shown = client.get(plant.get_absolute_url()).content.decode()
    assert "摄于青石县" in shown
    assert client.post(f"{page}9/photo/", said).status_code == 404


def _upload(content, name="现场.jpg"):
    held = io.BytesIO(content)
    held.name = name
    return held


def test_clerk_changes_what_is_asked_on_the_page(plant, clerk, liaison, client_of):
    page = f"/ledger/closing/{plant.number}/evidence/"
    said = {"whole": ["document"], "text": "要文件"}
    assert client_of(liaison).post(f"{page}asked/", said).status_code == 403
    assert client_of(clerk).post(f"{page}asked/", said).status_code == 302
    assert state_of(plant).evidence == ((None, "document"),)
    assert client_of(clerk).post(f"{page}asked/", said).status_code == 422


READERS = ("clerk", "head", "city_leader", "auditor", "indicator_officer", "assessment_officer")


@pytest.mark.parametrize("who", [*READERS, "administrator", "liaison", "leader", "nobody"])
def test_who_reads_files_and_changes_what_is_asked(
    plant, make_person, appoint, science, clerk, liaison, client_of, who
):
    leader = make_person("leader")
    appoint(leader, science, Role.UNIT_LEADER)
    known = {"clerk": clerk, "liaison": liaison, "leader": leader}
    if who not in known:
        known[who] = make_person(f"the_{who}", *([] if who == "nobody" else [who]))
    client, page = client_of(known[who]), f"/ledger/closing/{plant.number}/evidence/"
    files, changes = who in ("liaison", "leader"), who in ("clerk", "head")
    assert client.get(page).status_code == (200 if who in READERS or files else 403)
    assert client.post(f"{page}0/photo/", {}).status_code == (422 if files else 403)
    same = client.post(f"{page}asked/", {"whole": ["photo"]})
    assert same.status_code == (422 if changes else 403)


def test_page_of_a_task_one_may_not_see_is_not_there(plant, other_liaison, client_of):
    page = f"/ledger/closing/{plant.number}/evidence/"
    assert client_of(other_liaison).get(page).status_code == 404
    assert client_of(other_liaison).post(f"{page}asked/").status_code == 404


def test_dispatch_on_the_page_asks_by_the_rules(make_task, clerk, client_of):
    task = make_task()
    client_of(clerk).post(f"{task.get_absolute_url()}dispatch/", {"evidence-how": "rules"})
    assert state_of(task).evidence == ((1, "figure"),)
    other = make_task()
    client_of(clerk).post(f"{other.get_absolute_url()}dispatch/", {"evidence-how": "none"})
    assert state_of(other).evidence == ()
    page = client_of(clerk).get(make_task().get_absolute_url()).content.decode()
    assert '<option value="rules" selected>' in page


def test_what_was_filed_before_evidence_was_found_false_shows_nothing(
    plant, clerk, liaison, make_person, noon
):
    shot = PhotoEvidence(None, photo(noon), noon, "青石县")
    file_evidence(plant, shot, actor=liaison, as_of=noon)
    request_closure(plant, ReportInput("建成"), actor=liaison, as_of=noon)
    accept_closure(plant, grade="good", actor=clerk, as_of=noon)
    head, auditor = make_person("head", Role.HEAD), make_person("auditor", Role.AUDITOR)
    plan = RoundPlan(None, noon.date(), noon.date())
    item = open_round(plan, seed="1", actor=head, as_of=noon).items.get()
    answer_item(item, result="false", text="旧图", actor=auditor, as_of=noon)
    assert "缺“整项任务”的照片" in missing(plant)[0]
    with pytest.raises(ActInputError, match="缺“整项任务”的照片"):
        request_closure(plant, ReportInput("建成"), actor=liaison, as_of=noon)
    again = PhotoEvidence(None, photo(noon, 2), noon, "青石县")
    file_evidence(plant, again, actor=liaison, as_of=noon)
    request_closure(plant, ReportInput("建成"), actor=liaison, as_of=noon)
    assert verify().first_broken is None
