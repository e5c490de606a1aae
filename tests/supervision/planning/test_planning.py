"""Due moments, report periods and what reports answer, as they are resolved before an event."""

import pytest
from walking import M13710, PLAIN, WORKING, Walk, at

from taizhang.calendars import WorkCalendar, published_notices
from taizhang.ledger.domain.errors import ActInputError


def test_13710_ordinary_counts_calendar_days_from_the_assignment():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00")
    assert walk.dues() == {
        "deployed": "2026-06-02 00:00",
        "reported": "2026-06-05 00:00",
        "settled": "2026-06-09 00:00",
    }
    assert walk.state.deadline == walk.state.first_deadline == at("2026-06-09 00:00")


def test_stated_due_date_is_the_deadline_beside_the_closing_step():
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-01 10:00")
    assert walk.state.deadline == at("2027-01-01 00:00")
    assert walk.state.next_duty.key == "deployed"
    assert walk.dues()["settled"] == "2026-06-09 00:00"


def test_assignment_after_the_cutoff_counts_as_made_on_the_next_working_day():
    early, late = Walk(), Walk()
    early.dispatch("2026-06-05 18:00", WORKING)  # Friday
    late.dispatch("2026-06-05 18:05", WORKING)
    assert early.dues()["plan"] == "2026-06-10 18:00"
    assert late.dues()["plan"] == "2026-06-11 18:00"


def test_working_days_skip_a_holiday_and_count_a_make_up_sunday():
    walk = Walk()
    walk.dispatch("2026-09-18 10:00", WORKING)  # Friday; Sunday 20 September is worked
    assert walk.dues()["plan"] == "2026-09-22 18:00"  # Sunday, Monday, Tuesday


def test_near_begins_so_many_units_before_the_due_day():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", WORKING)
    closing = walk.state.duty("closed")
    assert closing.due == at("2026-06-15 18:00")  # Monday
    assert closing.near == at("2026-06-10 18:00")  # Thursday the 11th begins: two working days


def test_without_a_mechanism_only_the_stated_date_is_owed():
    walk = Walk("2026-06-30")
    state = walk.dispatch("2026-06-01 10:00", PLAIN)
    assert walk.dues() == {"deadline": "2026-07-01 00:00"}
    assert state.mechanism_id is None
    assert state.periods == ()


def test_default_terms_hold_where_the_dispatch_names_none():
    walk = Walk(default=(WORKING, "monthly"))
    assert walk.dues() == {"assign": "2026-06-04 18:00"}
    state = walk.dispatch("2026-06-02 10:00", PLAIN)
    assert (state.mechanism_id, state.kind) == (WORKING, "monthly")
    assert state.duty("assign").met_at == at("2026-06-02 10:00")
    assert "assign" not in walk.dues()


def test_kind_the_mechanism_does_not_have_is_refused_with_those_it_has():
    walk = Walk()
    with pytest.raises(ActInputError, match="一般事项、重大复杂事项、长期事项"):
        walk.dispatch("2026-06-01 10:00", M13710, "secret")


@pytest.mark.parametrize(
    ("assigned", "first"),
    [
        ("2026-06-22 10:00", "2026年6月"),  # three days to write the report
        ("2026-06-23 10:00", "2026年7月"),
        ("2026-06-24 10:00", "2026年7月"),
        ("2026-06-26 10:00", "2026年7月"),
    ],
)
def test_first_report_leaves_time_to_write_it(assigned, first):
    walk = Walk("2026-12-31")
    state = walk.dispatch(assigned, WORKING, "monthly")
    assert state.periods[0].label == first
    assert state.periods[-1].label == "2026年12月"
    assert state.periods[-1].due == at("2026-12-25 18:00")
    assert state.marks == "." * len(state.periods)


def test_periods_without_a_deadline_reach_to_the_end_of_the_next_year():
    walk = Walk()
    state = walk.dispatch("2026-06-01 10:00", WORKING, "monthly")
    assert len(state.periods) == 19
    assert state.periods[-1].label == "2027年12月"


def test_report_answers_the_earliest_step_then_missed_periods_then_the_current_one():
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-01 10:00", M13710, "long")
    walk.sign("2026-06-01 11:00")
    walk.report("2026-06-01 12:00")
    assert "deployed" not in walk.dues()
    walk.report("2026-06-03 12:00")
    assert "reported" not in walk.dues()
    walk.report("2026-08-05 12:00")  # June and July were missed
    assert walk.state.marks == "l......"
    walk.report("2026-08-05 13:00")
    walk.report("2026-08-05 14:00")
    assert walk.state.marks == "llm...."
    walk.report("2026-08-05 15:00")  # nothing more is asked for
    assert walk.state.marks == "llm...."


def test_report_says_itself_what_it_answers():
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-01 10:00", M13710, "long")
    walk.sign("2026-06-01 11:00")
    walk.report("2026-06-01 12:00", "period:1")
    assert walk.state.marks == "m......"
    assert "deployed" in walk.dues()


@pytest.mark.parametrize(
    "answers",
    ["step:none", "step:planned", "step:deadline", "period:0", "period:3", "period:99", "x", "步"],
)
def test_answer_to_nothing_that_is_asked_now_is_refused(answers):
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-01 10:00", M13710, "long")
    walk.sign("2026-06-01 11:00")
    with pytest.raises(ActInputError):
        walk.report("2026-06-02", answers)


def test_report_made_on_another_task_answers_what_is_owed_here():
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-01 10:00", M13710, "long")
    walk.sign("2026-06-01 11:00")
    walk.do("reported", "2026-06-01 12:00", text="", answers="step:elsewhere", **{"from": 7})
    assert "deployed" not in walk.dues()


def extended(walk, when, due):
    walk.request("extension", when, due=due)
    walk.do("extension_signed", when)
    return walk.do("extension_granted", when, due=due, text="同意")


def test_extension_moves_the_closing_and_the_deadline_and_leaves_steps_past():
    walk = Walk("2026-06-30", targets=[goal("2026-06-30"), goal("2026-05-31", key=2)])
    walk.dispatch("2026-06-01 10:00", WORKING)
    state = extended(walk, "2026-06-12 10:00", "2026-07-31")
    assert walk.dues() == {
        "signed": "2026-06-02 18:00",
        "plan": "2026-06-04 18:00",
        "closed": "2026-07-31 18:00",
        "deadline": "2026-07-31 18:00",
    }
    assert state.deadline == at("2026-07-31 18:00")
    assert state.first_deadline == at("2026-06-30 18:00")
    assert state.extensions == 1
    assert str(walk.task.due) == "2026-07-31"
    assert [str(goal.deadline) for goal in walk.task.targets] == ["2026-07-31", "2026-05-31"]


def goal(deadline, key=1):
    return {
        "key": key,
        "indicator": "培育高新技术企业",
        "op": ">=",
        "value": "140",
        "value_max": None,
        "unit": "家",
        "deadline": deadline,
        "quote": "",
    }


def test_extension_to_no_later_day_is_refused():
    walk = Walk("2026-06-30")
    walk.dispatch("2026-06-01 10:00", WORKING, "monthly")
    walk.request("extension", "2026-06-12 10:00", due="2026-06-30")
    with pytest.raises(ActInputError, match="更晚的日期"):
        walk.do("extension_granted", "2026-06-13", due="2026-06-30", text="")


def test_extension_brings_the_report_periods_of_the_added_time():
    walk = Walk("2026-08-31")
    walk.dispatch("2026-06-01 10:00", WORKING, "monthly")
    state = extended(walk, "2026-06-12 10:00", "2026-10-31")
    labels = [period.label for period in state.periods]
    assert labels == ["2026年6月", "2026年7月", "2026年8月", "2026年9月", "2026年10月"]
    assert state.marks == "....."


def suspended(walk, when, until):
    walk.request("suspension", when, due=until)
    walk.do("suspension_signed", when)
    return walk.do("suspension_granted", when, until=until, text="同意")


def test_pause_moves_open_dues_by_the_days_it_took():
    walk = Walk("2026-06-30")
    walk.dispatch("2026-06-01 10:00", WORKING)
    suspended(walk, "2026-06-05 10:00", "2026-07-31")  # Friday
    state = walk.do("resumed", "2026-06-10 10:00", text="雨停")  # Wednesday: three days of work
    assert walk.dues() == {
        "signed": "2026-06-02 18:00",  # overdue before the pause: stays so
        "plan": "2026-06-04 18:00",
        "closed": "2026-06-18 18:00",
        "deadline": "2026-07-05 18:00",  # five calendar days
    }
    assert state.deadline == at("2026-07-05 18:00")
    assert state.first_deadline == at("2026-06-30 18:00")
    assert (state.stops[0].starts.isoformat(), state.stops[0].ends.isoformat()) == (
        "2026-06-05",
        "2026-06-09",
    )


def test_reports_that_fell_due_during_a_pause_are_not_owed():
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-01 10:00", WORKING, "monthly")
    suspended(walk, "2026-07-01 10:00", "2026-09-01")
    state = walk.do("resumed", "2026-09-10 10:00", text="")
    labels = [period.label for period in state.periods]
    assert labels[:3] == ["2026年6月", "2026年9月", "2026年10月"]
    assert len(state.marks) == len(labels)


def test_plan_in_time_stands_in_for_closing_and_its_last_node_is_the_deadline():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", M13710, "complex")
    nodes = [
        {"name": "完成招标", "due": "2026-08-31"},
        {"name": "竣工", "due": "2026-12-20"},
    ]
    state = walk.do("plan_filed", "2026-06-20", text="工期较长", nodes=nodes)
    assert state.duty("settled_or_planned").met_at == at("2026-06-20")
    assert walk.dues()["node:1"] == "2026-09-01 00:00"
    assert state.duty("node:2").closes
    assert state.deadline == at("2026-12-21 00:00")
    assert state.first_deadline == at("2026-07-02 00:00")


def test_second_plan_cannot_move_the_deadline():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", M13710, "complex")
    walk.do("plan_filed", "2026-06-20", text="", nodes=[{"name": "竣工", "due": "2026-12-20"}])
    with pytest.raises(ActInputError, match="申请延期"):
        walk.do("plan_filed", "2026-06-25", text="", nodes=[{"name": "竣工", "due": "2027-12-20"}])
    state = walk.do(
        "plan_filed", "2026-06-25", text="", nodes=[{"name": "竣工", "due": "2026-11-20"}]
    )
    assert [key for key in walk.dues() if key.startswith("node:")] == ["node:2"]
    assert state.deadline == at("2026-12-21 00:00")


def test_plan_after_the_closing_day_is_no_plan_instead():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", M13710, "complex")
    state = walk.do(
        "plan_filed", "2026-07-20", text="", nodes=[{"name": "竣工", "due": "2026-12-20"}]
    )
    assert "settled_or_planned" in walk.dues()
    assert state.deadline == at("2026-07-02 00:00")


def test_plan_instead_of_closing_names_its_days():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", M13710, "complex")
    with pytest.raises(ActInputError, match="请填写节点"):
        walk.do("plan_filed", "2026-06-20", text="在办", nodes=[])


def test_insufficient_plan_takes_its_nodes_and_deadline_away():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", M13710, "complex")
    walk.do("plan_filed", "2026-06-20", text="", nodes=[{"name": "竣工", "due": "2026-12-20"}])
    state = walk.do(
        "report_reviewed",
        "2026-06-22",
        answers="step:settled_or_planned",
        verdict="insufficient",
        quality="poor",
        text="节点太粗",
    )
    assert walk.dues()["settled_or_planned"] == "2026-07-02 00:00"
    assert not [key for key in walk.dues() if key.startswith("node:")]
    assert state.deadline == at("2026-07-02 00:00")
    assert state.quality == "poor"


def test_slip_is_to_be_answered_as_the_mechanism_says():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", WORKING)
    state = walk.do(
        "slip_issued", "2026-06-05 17:00", number="督〔2026〕1号", colour="blue", text=""
    )
    assert state.slip.answer_by == at("2026-06-09 18:00")
    with pytest.raises(ActInputError, match="请填写答复日期"):
        walk.do("slip_issued", "2026-06-10", number="督〔2026〕1号", colour="red", text="")
    state = walk.do(
        "slip_issued",
        "2026-06-10",
        number="督〔2026〕1号",
        colour="red",
        text="",
        answer_by="2026-06-11",
    )
    assert state.slip.answer_by == at("2026-06-11 18:00")


def test_notice_that_comes_out_makes_provisional_days_final():
    years = {notice.year: notice for notice in published_notices()}
    before = WorkCalendar([notice for year, notice in years.items() if year < 2026])
    walk = Walk(calendar=before)
    walk.dispatch("2025-12-26 10:00", WORKING)  # Friday; ten working days reach into 2026
    closing = walk.state.duty("closed")
    assert closing.provisional
    assert closing.due == at("2026-01-09 18:00")
    walk.calendar = WorkCalendar(years.values())
    state = walk.do("due_recomputed", "2025-12-29", text="2026年放假安排已公布")
    moved = state.duty("closed")
    assert not moved.provisional
    assert moved.due == state.deadline == state.first_deadline
    assert moved.due != closing.due  # 1 and 2 January are off, Sunday the 4th is worked
    assert walk.acts[-1].payload["supervision"]["was"]["closed"] == closing.due.isoformat()


def test_new_notice_during_a_pause_leaves_the_pause_out():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", WORKING)
    promised = walk.dues()
    suspended(walk, "2026-06-05 10:00", "2026-07-31")
    walk.do("due_recomputed", "2026-06-08", text="")
    assert walk.dues() == promised


def test_provisional_periods_get_their_days_and_more_are_added():
    years = {notice.year: notice for notice in published_notices()}
    early = WorkCalendar([notice for year, notice in years.items() if year < 2026])
    walk = Walk(calendar=early)
    walk.dispatch("2025-03-03 10:00", M13710, "long")
    assert walk.state.periods[-1].label == "2026年12月"
    state = walk.do("due_recomputed", "2026-01-05", text="新的一年")
    assert state.periods[-1].label == "2027年12月"
    assert len(state.marks) == len(state.periods)


def test_unchanged_task_of_a_new_version_goes_on_where_the_earlier_one_stood():
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-01 10:00", M13710, "long")
    walk.sign("2026-06-01 11:00")
    walk.request("extension", "2026-06-03", due="2027-03-31")
    from taizhang.supervision.domain.planning.dispatch import _carried
    from taizhang.supervision.domain.planning.planner import Planner

    planner = Planner(at("2026-06-04"), walk.calendar, dict.__getitem__, None, {9: walk.state})
    facts = _carried(planner, 9)
    assert "request" not in facts["carried"]
    assert facts["carried"]["deadline"] == walk.state.deadline.isoformat()
