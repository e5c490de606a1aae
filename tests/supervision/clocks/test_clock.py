"""Facts at a moment, and why something is due on a day."""

import pytest
from walking import CALENDAR, M13710, WORKING, Walk, at

from taizhang.calendars import TIME_ZONE
from taizhang.supervision.domain.clocks.clock import clock_at, explain_duty, facts_at
from taizhang.supervision.domain.clocks.days import day_of_due


def facts(walk, when):
    return facts_at(walk.state, at(when))


def test_clock_of_an_ordinary_task_from_intake_to_closing():
    walk = Walk(default=(WORKING, "ordinary"))
    assert facts(walk, "2026-06-02").clock == "not_started"
    assert not facts(walk, "2026-06-02").assigned
    assert facts(walk, "2026-06-05").clock == "overdue"  # not assigned within three working days
    walk.dispatch("2026-06-01 10:00", WORKING)
    assert facts(walk, "2026-06-01 11:00").clock == "not_started"
    walk.sign("2026-06-01 12:00")
    walk.do("plan_filed", "2026-06-01 13:00", text="", nodes=[])
    assert facts(walk, "2026-06-02").clock == "running"
    assert facts(walk, "2026-06-10 17:59").clock == "running"
    assert facts(walk, "2026-06-10 18:00").clock == "near_limit"
    assert facts(walk, "2026-06-15 18:00").clock == "near_limit"
    assert facts(walk, "2026-06-15 18:01").clock == "overdue"
    walk.ask_to_close("2026-06-16")
    assert facts(walk, "2026-06-20").clock == "running"
    walk.close("2026-06-17")
    assert facts(walk, "2026-06-20").clock == "closed_late"


@pytest.mark.parametrize(
    ("when", "left", "past"),
    [
        ("2026-06-07 00:01", 1, 0),
        ("2026-06-08 00:00", 1, 0),  # the end of the 7th
        ("2026-06-08 00:01", 0, 0),
        ("2026-06-08 23:59", 0, 0),
        ("2026-06-09 00:00", 0, 0),
        ("2026-06-09 00:01", None, 1),
        ("2026-06-10 09:00", None, 2),
    ],
)
def test_days_to_and_past_the_due_day(when, left, past):
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", M13710)
    for _ in range(2):
        walk.report("2026-06-01 11:00")
    found = facts(walk, when)
    assert (found.days_to_due, found.days_over) == (left, past)


def test_evening_after_the_cutoff_belongs_to_the_next_day():
    walk = Walk("2026-06-30")
    walk.dispatch("2026-06-01 10:00", WORKING, "monthly")
    walk.sign("2026-06-01 11:00")
    walk.do("plan_filed", "2026-06-01 13:00", text="", nodes=[])
    assert facts(walk, "2026-06-29 17:00").days_to_due == 1
    assert facts(walk, "2026-06-29 18:30").days_to_due == 0
    assert facts(walk, "2026-06-30 18:30").days_over == 1


def test_nothing_moves_on_while_the_clock_is_paused():
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-01 10:00", WORKING, "monthly")
    walk.request("suspension", "2026-06-20", due=None)
    walk.do("suspension_granted", "2026-06-20", until=None, text="")
    early, late = facts(walk, "2026-06-21"), facts(walk, "2026-12-01")
    assert early == late
    assert late.clock == "suspended"
    assert (late.memory, late.periods_missed_in_a_row) == ("met", 0)


def test_request_to_send_back_shows_until_it_is_decided():
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-01 10:00", WORKING, "monthly")
    walk.request("send_back", "2026-06-01 12:00", suggested=[2])
    assert facts(walk, "2026-06-02").clock == "sent_back"
    walk.do("send_back_refused", "2026-06-02 13:00", text="")
    assert facts(walk, "2026-06-02 14:00").clock == "not_started"


def test_memory_of_the_last_period_that_is_over():
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-01 10:00", WORKING, "monthly")
    walk.sign("2026-06-01 11:00")

    def memory(when):
        found = facts(walk, when)
        return found.memory, found.periods_missed_in_a_row

    assert memory("2026-06-25 18:00") == ("met", 0)
    assert memory("2026-06-25 18:01") == ("missed", 1)
    assert memory("2026-07-26") == ("missed", 2)
    walk.report("2026-07-26", "period:2")
    assert memory("2026-07-27") == ("made_up_late", 2)
    walk.report("2026-08-01", "period:3")
    assert memory("2026-08-24") == ("made_up_late", 2)  # August is not over
    assert memory("2026-08-26") == ("met", 0)


def test_facts_that_are_counted():
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-01 10:00", WORKING, "monthly")
    slip = {"number": "督〔2026〕1号", "colour": "orange", "answer_by": "2026-06-30", "text": ""}
    walk.do("slip_issued", "2026-06-02", **slip)
    walk.do("public_rated", "2026-06-02", satisfied=False, text="")
    found = facts(walk, "2026-06-02 13:00")
    assert (found.highest_open_slip, found.public_rating, found.extensions) == ("orange", 1, 0)
    walk.do("slip_lifted", "2026-06-03", text="")
    assert facts(walk, "2026-06-03 13:00").highest_open_slip == ""


def test_due_day_is_explained_day_by_day_with_the_pause_and_who_granted_it():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", WORKING)
    walk.request("suspension", "2026-06-04", due=None)
    walk.do("suspension_granted", "2026-06-04", 3, until=None, text="")
    walk.do("resumed", "2026-06-09", text="")
    duty = walk.state.duty("closed")
    days = explain_duty(duty, walk.state.stops, CALENDAR, names={3: "王芳"})
    assert days[-1].date == day_of_due(duty.due)
    assert sum(day.counted for day in days) == 10
    paused = [day for day in days if "挂账" in day.why]
    assert [day.date.day for day in paused] == [4, 5, 6, 7, 8]
    assert "王芳" in paused[0].why


def test_due_day_of_a_running_pause_is_explained_as_it_was_promised():
    walk = Walk()
    walk.dispatch("2026-06-01 10:00", WORKING)
    walk.request("suspension", "2026-06-04", due=None)
    walk.do("suspension_granted", "2026-06-04", until=None, text="")
    duty = walk.state.duty("closed")
    assert explain_duty(duty, walk.state.stops, CALENDAR)[-1].date == day_of_due(duty.due)


def test_stated_day_has_nothing_to_explain():
    walk = Walk("2026-06-30")
    walk.dispatch("2026-06-01 10:00", None)
    assert explain_duty(walk.state.duties[0], (), CALENDAR) == ()


def test_closed_task_has_no_days_to_count():
    walk = Walk("2026-06-30")
    walk.dispatch("2026-06-01 10:00", None)
    walk.sign("2026-06-01 11:00")
    walk.ask_to_close("2026-07-10")
    walk.close("2026-07-11")
    found = facts(walk, "2026-08-01")
    assert (found.clock, found.days_to_due, found.days_over) == ("closed_late", None, 0)
    assert clock_at(walk.state, at("2026-08-01").astimezone(TIME_ZONE)) == "closed_late"
