"""What is owed of one task, and what is asked for by now."""

import pytest

from supervision.walking import M13710, MECHANISMS, WORKING, Walk, at
from taizhang.supervision.domain.reports.owing import find_owed, owed_of


def walk_of(kind, mechanism=M13710, due="2026-12-31"):
    walk = Walk(due)
    walk.dispatch("2026-06-02", mechanism, kind=kind)
    walk.sign("2026-06-02")
    return walk


def owed(walk, when, mechanism=M13710):
    found = owed_of(walk.state, MECHANISMS[mechanism], at(when))
    return {each.answers: each for each in found}


def asked(walk, when, mechanism=M13710):
    found = owed(walk, when, mechanism).values()
    return [each.answers for each in found if each.is_asked(at(when))]


def test_steps_are_owed_with_their_parts_in_the_order_of_their_dates():
    found = owed(walk_of("long"), "2026-06-02")
    assert list(found)[:3] == ["step:deployed", "step:reported", "period:1"]
    assert found["step:deployed"].contains == ("由谁负责", "怎么办")
    assert (found["step:planned"].way, found["step:deadline"].way) == ("plan", "close")


def test_step_is_asked_for_when_its_limit_is_near():
    walk = walk_of("long")
    assert asked(walk, "2026-06-02") == ["step:deployed"]
    assert asked(walk, "2026-06-04") == ["step:deployed", "step:reported"]


def test_periodic_report_is_asked_for_from_the_first_reminder_on():
    walk = walk_of("long")
    for key in ("deployed", "reported"):
        walk.report("2026-06-03", f"step:{key}")
    assert asked(walk, "2026-06-24 23:59") == []
    assert asked(walk, "2026-06-25 00:00") == ["period:1"]


def test_missed_periods_stay_owed_and_the_next_but_one_is_not_yet():
    walk = walk_of("long")
    periods = [key for key in owed(walk, "2026-08-10") if key.startswith("period")]
    assert periods == ["period:1", "period:2", "period:3"]
    first = owed(walk, "2026-08-10")["period:1"]
    assert (first.name, first.is_late(at("2026-08-10"))) == ("2026年6月报告", True)


def test_closing_step_that_a_plan_meets_is_a_plan_that_may_close():
    found = owed(walk_of("complex"), "2026-06-10")["step:settled_or_planned"]
    assert (found.way, found.closable) == ("plan", True)


def test_one_closing_stands_for_all_that_are_due_by_then():
    found = owed(walk_of("ordinary", due="2026-06-09"), "2026-06-08")
    closing = [key for key, each in found.items() if each.way == "close"]
    assert closing == ["step:settled"]
    assert found["step:settled"].contains


def test_node_of_a_plan_is_owed_as_a_report():
    walk = walk_of("long")
    nodes = [{"name": "完成招标", "due": "2026-08-31"}]
    walk.do("plan_filed", "2026-06-10", unit=1, name="市科技局", text="", nodes=nodes, files=[])
    node = owed(walk, "2026-06-11")["step:node:1"]
    assert (node.way, node.name, node.contains) == ("report", "完成招标", ())
    walk.report("2026-08-20", "step:node:1")
    assert "step:node:1" not in owed(walk, "2026-08-21")


def test_step_met_only_by_signing_is_not_a_report():
    walk = walk_of("ordinary", WORKING, due=None)
    assert "step:signed" not in owed(walk, "2026-06-02", WORKING)


@pytest.mark.parametrize("act", ["ask_to_close", "close", "suspend", "before"])
def test_nothing_is_owed_while_nobody_waits_for_the_unit(act):
    walk = Walk("2026-12-31") if act == "before" else walk_of("long")
    if act in ("ask_to_close", "close"):
        walk.ask_to_close("2026-06-05")
    if act == "close":
        walk.close("2026-06-06")
    if act == "suspend":
        walk.request("suspension", "2026-06-05")
        walk.do("suspension_granted", "2026-06-05", text="", until="2026-09-01")
    assert owed_of(walk.state, MECHANISMS[M13710], at("2026-06-10")) == ()


def test_what_is_not_owed_is_not_found():
    walk = walk_of("long")
    assert find_owed(walk.state, MECHANISMS[M13710], "period:9", at("2026-06-10")) is None
    assert find_owed(walk.state, MECHANISMS[M13710], "step:x", at("2026-06-10")) is None


def test_task_without_a_mechanism_owes_its_stated_date():
    walk = Walk("2026-07-31")
    walk.dispatch("2026-06-02", mechanism=None)
    [only] = owed_of(walk.state, None, at("2026-06-10"))
    assert (only.answers, only.way) == ("step:deadline", "close")
