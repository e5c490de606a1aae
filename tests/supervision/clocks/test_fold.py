"""What each event makes of a task's state, and what cannot follow what."""

import pytest
from walking import M13710, WORKING, Walk, at, refold, report

from taizhang.ledger.domain.errors import ChainError
from taizhang.supervision.domain.clocks.stored import dump_state, state_from

SLIP = {"number": "督〔2026〕1号", "text": "", "answer_by": "2026-06-30"}


@pytest.fixture
def walk():
    """A task of the monthly kind, assigned on 1 June and signed for, due on 31 December."""
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-01 10:00", WORKING, "monthly")
    walk.sign("2026-06-01 11:00")
    return walk


def test_chain_from_before_the_room_owes_the_stated_date_alone():
    walk = Walk("2026-06-30")
    acts = [*walk.acts]
    walk.dispatch("2026-06-01 10:00", None)
    walk.sign("2026-06-01 11:00")
    walk.ask_to_close("2026-06-20")
    walk.close("2026-06-21")
    plain = [
        type(act)(act.type, {k: v for k, v in act.payload.items() if k != "supervision"}, 1, when)
        for act, when in [(act, act.occurred_at) for act in walk.acts]
    ]
    _, state = refold(plain)
    assert state.deadline == state.first_deadline == at("2026-07-01 00:00")
    assert state.closed_at == at("2026-06-21")
    assert not state.closed_late
    assert acts[0].type == "confirmed"


def test_signing_by_a_supporting_unit_starts_nothing():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", WORKING)
    state = walk.do("signed", "2026-06-01 11:00", units=[1], answering=False)
    assert state.signed_at is None
    assert "signed" in walk.dues()
    state = walk.sign("2026-06-01 12:00")
    assert state.duty("signed").met_at == state.signed_at == at("2026-06-01 12:00")


def test_request_to_close_meets_every_open_step_and_its_return_leaves_closing_owed():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", M13710)
    walk.sign("2026-06-01 11:00")
    walk.ask_to_close("2026-06-02 10:00")
    assert walk.dues() == {}
    state = walk.do("closure_returned", "2026-06-03", reason="缺佐证")
    assert list(walk.dues()) == ["settled"]
    assert state.returned == 1
    assert state.asked_to_close_at is None


@pytest.mark.parametrize(
    ("asked", "late"), [("2026-06-08 23:59", False), ("2026-06-09 00:01", True)]
)
def test_closing_is_late_by_the_day_it_was_asked_for(asked, late):
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", M13710)
    walk.sign("2026-06-01 11:00")
    walk.ask_to_close(asked)
    state = walk.close("2026-06-20")
    assert state.closed_late is late
    assert state.closed_at == at("2026-06-20")


def test_closing_ends_whatever_was_pending(walk):
    walk.do("slip_issued", "2026-06-10", colour="blue", **SLIP)
    walk.request("extension", "2026-06-11", due="2027-03-31")
    walk.ask_to_close("2026-06-12")
    state = walk.close("2026-06-13")
    assert state.request is None
    assert not state.slip.is_open
    assert state.halted_at == at("2026-06-12")


def test_closing_a_paused_task_ends_the_pause_and_is_not_late_for_it():
    walk = Walk("2026-06-30")
    walk.dispatch("2026-06-01 10:00", WORKING, "monthly")
    walk.request("suspension", "2026-06-10", due=None)
    walk.do("suspension_granted", "2026-06-11", until=None, text="")
    walk.ask_to_close("2026-08-20")
    state = walk.close("2026-08-21")
    assert not state.is_stopped
    assert not state.closed_late


def test_reopened_task_past_its_deadline_is_owed_by_it(walk):
    walk.ask_to_close("2026-12-30")
    walk.close("2026-12-31")
    state = walk.do("reopened", "2027-02-01", reason="问题反弹")
    assert walk.dues()["deadline"] == "2026-12-31 18:00"
    assert (state.closed_at, state.closed_late, state.reopened) == (None, False, 1)


def test_false_evidence_takes_a_closed_task_up_again(walk):
    walk.ask_to_close("2026-12-30")
    walk.close("2026-12-31")
    state = walk.do("false_evidence_found", "2027-02-01", reason="照片为旧图")
    assert state.reopened == 1
    assert walk.task.state == "underway"


def test_superseded_task_owes_nothing(walk):
    state = walk.do("superseded", "2026-07-01", replaced_by=None, document=1)
    assert state.is_over
    assert state.ended_at == at("2026-07-01")


@pytest.mark.parametrize(("when", "mark"), [("2026-06-25 18:00", "m"), ("2026-06-25 18:01", "l")])
def test_period_is_met_until_the_end_of_the_offices_day_and_made_up_after(walk, when, mark):
    state = walk.report(when, "period:1")
    assert state.marks[0] == mark


def test_made_up_late_stays_so(walk):
    walk.report("2026-07-01", "period:1")
    assert walk.report("2026-07-02", "period:1").marks[0] == "l"


def test_insufficient_report_opens_its_period_again(walk):
    walk.report("2026-06-20", "period:1")
    review = {"answers": "period:1", "verdict": "insufficient", "quality": "fair", "text": "空话"}
    assert walk.do("report_reviewed", "2026-06-26", **review).marks[0] == "."
    assert walk.report("2026-06-27", "period:1").marks[0] == "l"
    review |= {"verdict": "accepted", "quality": ""}
    state = walk.do("report_reviewed", "2026-06-28", **review)
    assert state.marks[0] == "l"
    assert state.quality == "fair"


def test_reports_due_while_the_office_decided_on_closing_are_not_owed(walk):
    walk.ask_to_close("2026-06-20")
    assert walk.state.marks[0] == "m"
    state = walk.do("closure_returned", "2026-08-27", reason="缺佐证")
    labels = [period.label for period in state.periods]
    assert labels[:2] == ["2026年6月", "2026年9月"]


def test_request_goes_from_asked_to_signed_to_decided(walk):
    state = walk.request("extension", "2026-06-11", due="2027-03-31")
    assert state.request.new_due.isoformat() == "2027-03-31"
    state = walk.do("extension_signed", "2026-06-12", actor=5)
    assert (state.request.signed_by_id, state.request.signed_at) == (5, at("2026-06-12"))
    state = walk.do("extension_refused", "2026-06-13", text="时间充裕")
    assert state.request is None
    assert state.extensions == 0


def test_task_sent_back_begins_anew_with_other_units(walk):
    walk.report("2026-06-20")
    walk.request("send_back", "2026-06-26", suggested=[2])
    units = [{"unit": 2, "role": "responsible", "name": "市工信局"}]
    state = walk.do("send_back_granted", "2026-06-29 10:00", units=units, text="")
    assert state.started_at == at("2026-06-29 10:00")
    assert state.intake_at == at("2026-06-01 09:00")
    assert state.signed_at is None
    assert state.sent_back == 1
    assert state.periods[0].label == "2026年7月"
    assert walk.dues()["plan"] == "2026-07-02 18:00"
    assert walk.task.state == "dispatched"
    assert [answer.unit_id for answer in walk.task.units] == [2]


def test_one_slip_grows_graver_and_is_lifted(walk):
    state = walk.do("slip_issued", "2026-06-10", colour="blue", **SLIP)
    assert state.slip.answer_by == at("2026-06-30 18:00")
    assert walk.do("slip_answered", "2026-06-11", text="已整改").slip.answered_at
    state = walk.do("slip_issued", "2026-06-12", colour="orange", **SLIP)
    assert state.slip.answered_at is None
    assert not walk.do("slip_lifted", "2026-06-13", text="").slip.is_open
    again = SLIP | {"number": "督〔2026〕2号"}
    assert walk.do("slip_issued", "2026-06-14", colour="blue", **again).slip.is_open


def test_public_is_counted_as_dissatisfied_in_a_row(walk):
    for satisfied, count in [(False, 1), (False, 2), (True, 0), (False, 1)]:
        state = walk.do("public_rated", "2026-06-20", satisfied=satisfied, text="")
        assert state.public_rating == count


def test_date_changed_by_hand_is_counted_and_moves_nothing(walk):
    moved = {**walk.acts[0].payload, "targets": []}
    state = walk.do("corrected", "2026-06-20", title="改题", reason="原文有误")
    assert state.edited == 0
    goal = {
        **{"key": 1, "indicator": "高新技术企业", "op": ">=", "value": "1", "value_max": None},
        **{"unit": "家", "deadline": "2026-10-01", "quote": ""},
    }
    state = walk.do("corrected", "2026-06-21", targets=[goal], reason="补录")
    assert state.edited == 1
    assert state.deadline == at("2026-12-31 18:00")
    assert moved["due"] == "2026-12-31"


ASKED = {"unit": 1, "name": "市科技局", "reason": "雨季", "due": "2027-03-31"}
IMPOSSIBLE = [
    ([], "extension_signed", {}),
    ([], "extension_granted", {"due": "2027-03-31"}),
    ([], "suspension_granted", {"until": None}),
    ([], "send_back_granted", {"units": []}),
    ([], "request_withdrawn", {}),
    ([], "resumed", {}),
    ([], "slip_answered", {}),
    ([], "slip_lifted", {}),
    ([], "slip_issued", SLIP | {"colour": "green", "supervision": {"answer_by": "2026-06-30"}}),
    ([], "false_evidence_found", {"reason": ""}),
    ([("extension_requested", ASKED)], "suspension_requested", ASKED),
    ([("extension_requested", ASKED)], "suspension_granted", {"until": None}),
    ([("extension_requested", ASKED)], "suspension_refused", {}),
    ([("extension_requested", ASKED), ("extension_signed", {})], "extension_signed", {}),
    (
        [("suspension_requested", ASKED), ("suspension_granted", {"until": None})],
        "suspension_requested",
        ASKED,
    ),
    ([("slip_issued", SLIP | {"colour": "red"})], "slip_issued", SLIP | {"colour": "blue"}),
    ([("slip_issued", SLIP | {"colour": "blue"})], "slip_issued", SLIP | {"colour": "blue"}),
    (
        [("slip_issued", SLIP | {"colour": "blue"})],
        "slip_issued",
        SLIP | {"colour": "red", "number": "督〔2026〕2号"},
    ),
    (
        [("closure_requested", report("")), ("closure_accepted", {})],
        "slip_issued",
        SLIP | {"colour": "red"},
    ),
    ([("closure_requested", report("")), ("closure_accepted", {})], "extension_requested", ASKED),
]


@pytest.mark.parametrize(("before", "type", "payload"), IMPOSSIBLE)
def test_event_that_cannot_follow_is_refused_and_changes_nothing(walk, before, type, payload):
    for known, said in before:
        walk.do(known, "2026-06-10", **({"grade": "good"} if known == "closure_accepted" else said))
    state = walk.state
    with pytest.raises(ChainError):
        walk.do(type, "2026-06-11", **payload)
    assert walk.state == state


def test_state_survives_storing(walk):
    walk.request("send_back", "2026-06-11", suggested=[2, 3])
    walk.do("slip_issued", "2026-06-12", colour="blue", **SLIP)
    for _, state in walk.past:
        assert state_from(dump_state(state)) == state
