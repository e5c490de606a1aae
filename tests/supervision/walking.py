"""One task's chain without a database: plan, fold, and look at the state, as appending does."""

import json
from datetime import datetime, timedelta
from typing import Any

from taizhang.calendars import TIME_ZONE, WorkCalendar
from taizhang.ledger.domain.fold import apply_act
from taizhang.ledger.domain.snapshot import Act
from taizhang.ledger.registry import Planned
from taizhang.supervision.domain.clocks.fold import fold_act
from taizhang.supervision.domain.planning.planner import Planner
from taizhang.supervision.domain.planning.resolving import plan_all
from taizhang.supervision.mechanisms import load_mechanism, shipped_texts

CALENDAR = WorkCalendar()
M13710, WORKING, PLAIN = 1, 2, None

# 3 working days, 10 working days to close, the office's day ends at 18:00, reports by the 25th
WORKING_DAYS = """
key: working
name: 工作日机制
reference: 云岭市督查工作规程第三条
valid_from: 2020-01-01
near: {days: 2, unit: working}
cutoff: "18:00"
assign_within: {days: 3, unit: working}
kinds:
  - {key: ordinary, name: 一般事项}
  - {key: monthly, name: 按月报告事项}
steps:
  - {key: signed, name: 签收, within: {days: 1, unit: working}, met_by: [signed]}
  - {key: plan, name: 报送方案, within: {days: 3, unit: working}, met_by: [plan_filed]}
  - {key: closed, name: 办结, for: [ordinary], within: {days: 10, unit: working, roll: true},
     met_by: [closure_requested]}
reports: {every: month, day: 25, for: [monthly], contains: [进展]}
escalation:
  - {colour: blue, answer_within: {days: 2, unit: working}}
"""
MECHANISMS = {
    M13710: load_mechanism(next(t for t in shipped_texts().values() if 'key: "13710"' in t)),
    WORKING: load_mechanism(WORKING_DAYS),
}


def at(text: str) -> datetime:
    """A moment in Yunling: "2026-06-03" (noon) or "2026-06-03 18:05"."""
    moment = datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)
    return moment if " " in text else moment + timedelta(hours=12)


def confirmed(due: str | None = None, **more: Any) -> dict[str, Any]:
    """The payload of a task's first event."""
    return {
        "title": "加大创新主体培育力度",
        "text": "加大创新主体培育力度。",
        "basis": "《云岭市若干措施》第1条",
        "due": due,
        "units": [{"unit": 1, "role": "responsible", "name": "市科技局"}],
        "targets": [],
        **more,
    }


class Walk:
    """A task that events happen to, one after another."""

    def __init__(self, due: str | None = None, *, calendar: WorkCalendar = CALENDAR, **more: Any):
        self.calendar = calendar
        self.task = self.state = None
        self.default = more.pop("default", None)
        self.acts: list[Act] = []
        self.past: list[tuple[Any, Any]] = []
        self.do("confirmed", more.pop("intake", "2026-06-01 09:00"), **confirmed(due, **more))

    def do(self, type: str, when: str | datetime, actor: int = 1, **payload: Any) -> Any:
        """Append an event; nothing changes when it is refused."""
        moment = at(when) if isinstance(when, str) else when
        planner = Planner(moment, self.calendar, MECHANISMS.__getitem__, self.default)
        act = Act(type, payload, actor, moment)
        after = apply_act(self.task, act)
        facts = plan_all(planner, [Planned(1, type, payload, self.task, after, self.state)])
        known = {**payload.get("supervision", {}), **facts.get(1, {})}
        kept = json.loads(json.dumps({**payload, **({"supervision": known} if known else {})}))
        act = Act(type, kept, actor, moment)
        after = apply_act(self.task, act)
        state = fold_act(self.state, self.task, after, act)
        self.task, self.state = after, state
        self.acts.append(act)
        self.past.append((after, state))
        return state

    def dispatch(self, when: str, mechanism: int | None = M13710, kind: str = "ordinary") -> Any:
        chosen = {"supervision": {"mechanism": mechanism, "kind": kind}} if mechanism else {}
        return self.do("dispatched", when, **chosen)

    def sign(self, when: str) -> Any:
        return self.do("signed", when, units=[1], answering=True)

    def report(self, when: str, answers: str = "", **more: Any) -> Any:
        return self.do("reported", when, **report(answers, **more))

    def ask_to_close(self, when: str) -> Any:
        return self.do("closure_requested", when, **report("", text="已办结"))

    def close(self, when: str) -> Any:
        return self.do("closure_accepted", when, grade="good", text="")

    def request(self, kind: str, when: str, **more: Any) -> Any:
        asked = {"unit": 1, "name": "市科技局", "reason": "招标推迟", "progress": "已完成一半"}
        return self.do(f"{kind}_requested", when, **asked, **more)

    def dues(self) -> dict[str, str]:
        """Open duties and their due moments, as text."""
        return {
            duty.key: f"{duty.due.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}"
            for duty in self.state.unmet
        }


def report(answers: str, **more: Any) -> dict[str, Any]:
    """The payload of a report."""
    said = {"unit": 1, "name": "市科技局", "text": "进展顺利", "percent": None}
    said |= {"figures": [], "files": [], **more}
    return said | ({"answers": answers} if answers else {})


def refold(acts: list[Act]) -> tuple[Any, Any]:
    """The task and its state by folding the whole chain again."""
    task = state = None
    for act in acts:
        after = apply_act(task, act)
        task, state = after, fold_act(state, task, after, act)
    return task, state
