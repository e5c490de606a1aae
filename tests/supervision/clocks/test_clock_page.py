"""The panel 时限 of the task page: why something is due, both clocks, reports, pauses."""

from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from supervision.walking import WORKING_DAYS
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.calendars import TIME_ZONE, local_day
from taizhang.ledger.domain.chain import append_event
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.models import Event
from taizhang.supervision.domain.queries.clock import clock_of
from taizhang.supervision.domain.rules.versioning import newest_version, record_version


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


@pytest.fixture
def head(db) -> Person:
    return Person.objects.create_user("chenjing", name="陈静", roles=[Role.HEAD])


@pytest.fixture
def dispatched(make_task, clerk, head):
    """A task dispatched at a moment under a mechanism."""

    def make(when, mechanism="working", kind="ordinary", due=None):
        moment = at(when)
        if mechanism == "working":
            version = newest_version("working") or record_version(
                WORKING_DAYS, actor=head, as_of=moment
            )
        else:
            version = newest_version(mechanism)
        task = make_task(due=due)
        chosen = {"supervision": {"mechanism": version.pk, "kind": kind}}
        dispatch_tasks([task], actor=clerk, as_of=moment, choices=chosen)
        return task

    return make


def line_of(clock, key):
    return next(line for line in clock.duties if line.duty.key == key)


def suspend(task, person, starts, ends):
    asked = {"unit": 1, "name": "市科技局", "reason": "汛期停工", "progress": ""}
    for when, kind, payload in (
        (starts, "suspension_requested", {**asked, "due": "2026-12-31"}),
        (starts, "suspension_signed", {"text": ""}),
        (starts, "suspension_granted", {"until": "2026-12-31", "text": ""}),
        (ends, "resumed", {"text": ""}),
    ):
        append_event(task, type=kind, payload=payload, actor=person, occurred_at=at(when))


def test_day_is_explained_with_the_holidays_that_were_skipped(dispatched):
    task = dispatched("2026-09-30 09:00")
    line = line_of(clock_of(task, at=at("2026-09-30 10:00")), "plan")
    assert line.duty.due == at("2026-10-10 18:00")
    assert line.why.begins == "自交办之日 2026年9月30日 起数，当日不计。"
    assert line.why.term == "3 个工作日"
    said = [(run.starts, run.ends, run.counted) for run in line.why.runs]
    assert said[0] == (date(2026, 10, 1), date(2026, 10, 7), False)
    assert "国办发明电〔2025〕7号" in line.why.runs[0].why
    assert "调休上班" in line.why.runs[-1].why
    assert line.why.doubt == ""


def test_assignment_after_hours_counts_from_the_next_working_day(dispatched):
    task = dispatched("2026-09-30 18:05")
    line = line_of(clock_of(task, at=at("2026-09-30 19:00")), "plan")
    assert line.why.begins == (
        "2026年9月30日 18:00 以后交办的，算下一个工作日交办；"
        "自交办之日 2026年10月8日 起数，当日不计。"
    )


def test_pause_is_listed_with_who_granted_it(dispatched, liaison, clerk):
    task = dispatched("2026-11-02 09:00")
    sign_for_task(task, actor=liaison, as_of=at("2026-11-02 10:00"))
    suspend(task, clerk, "2026-11-04 09:00", "2026-11-09 09:00")
    clock = clock_of(task, at=at("2026-11-10 10:00"))
    whys = [run.why for run in line_of(clock, "closed").why.runs]
    assert any("王芳批准" in why and "汛期停工" in why for why in whys)
    [pause] = clock.pauses
    assert (pause.granted_by, pause.days) == ("王芳", 5)
    assert (clock.paused_days, clock.step_days) == (5, 3)
    assert clock.business_days == (date(2026, 11, 10) - local_day(clock.state.intake_at)).days


def test_states_of_duties_are_said_in_words(dispatched, liaison):
    task = dispatched("2026-11-02 09:00")
    sign_for_task(task, actor=liaison, as_of=at("2026-11-04 10:00"))
    clock = clock_of(task, at=at("2026-11-06 10:00"))
    words = {line.duty.key: str(line.chip.word) for line in clock.duties}
    assert words["signed"] == "迟 1 天完成"
    assert words["plan"] == "逾期 1 天"
    assert words["closed"] == "还有 10 天"


def test_reports_are_remembered_as_they_were(dispatched, liaison):
    task = dispatched("2026-01-05 09:00", kind="monthly")
    sign_for_task(task, actor=liaison, as_of=at("2026-01-05 10:00"))
    for when, answers in (("2026-01-20 09:00", "period:1"), ("2026-03-02 09:00", "period:2")):
        report = ReportInput("按计划推进", answers=answers)
        report_progress(task, report, actor=liaison, as_of=at(when))
    chips = [str(line.chip.word) for line in clock_of(task, at=at("2026-04-01 09:00")).periods]
    assert chips[:4] == ["按时", "补报", "未报", "待报"]


def test_decided_day_is_not_counted(dispatched):
    task = dispatched("2024-06-03 12:00", "13710", "long", due="2024-06-30")
    line = line_of(clock_of(task, at=at("2024-06-04 09:00")), "deadline")
    assert line.why.runs == ()
    assert "任务本身写明" in line.why.begins


def test_day_that_a_pause_moved_names_the_one_first_promised(dispatched, liaison, clerk):
    task = dispatched("2026-11-02 09:00", due="2026-12-01")
    sign_for_task(task, actor=liaison, as_of=at("2026-11-02 10:00"))
    suspend(task, clerk, "2026-11-04 09:00", "2026-11-09 09:00")
    clock = clock_of(task, at=at("2026-11-10 10:00"))
    assert line_of(clock, "deadline").why.begins.startswith("原定 2026年12月1日，")
    assert clock.was_extended
    assert "恢复计时" in clock.moves[-1].sentence


def test_step_of_no_days_is_due_on_the_day(dispatched):
    task = dispatched("2026-11-02 09:00", "13710", "ordinary")
    line = line_of(clock_of(task, at=at("2026-11-02 10:00")), "deployed")
    assert (line.why.begins, line.why.term) == ("交办之日 2026年11月2日 当日。", "")


def test_panel_stands_on_the_task_page(dispatched, clerk):
    task = dispatched("2026-09-30 09:00")
    client = Client()
    client.force_login(clerk)
    page = unescape(client.get(task.get_absolute_url()).content.decode())
    assert "为什么是10月10日？" in page
    assert "第3天" in page
    assert "不计" in page


def test_panel_shows_the_clock_as_it_stood(dispatched, clerk, liaison):
    task = dispatched("2026-11-02 09:00")
    before = Event.objects.filter(task=task).latest("seq").recorded_at
    sign_for_task(task, actor=liaison, as_of=datetime.now(UTC))
    then = clock_of(task, at=before, known_at=before)
    assert line_of(then, "signed").duty.met_at is None
    assert line_of(clock_of(task, at=before), "signed").duty.met_at is not None
    later = clock_of(task, at=before + timedelta(days=1), known_at=before - timedelta(days=900))
    assert later is None


def test_panel_takes_as_many_queries_for_one_duty_as_for_many(
    dispatched, django_assert_max_num_queries
):
    counts = []
    for task in (dispatched("2026-09-30 09:00"), dispatched("2026-01-05 09:00", "13710", "long")):
        with django_assert_max_num_queries(6) as captured:
            clock = clock_of(task, at=at("2026-11-01 09:00"))
            assert [clock.duties, clock.periods, clock.pauses, clock.moves]
        counts.append(len(captured))
    assert counts[0] == counts[1]
