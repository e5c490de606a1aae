"""Mechanisms that cannot be satisfied are refused with the reason."""

import random
from bisect import bisect_right
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

import chinese_calendar
import pytest

from taizhang.supervision.mechanisms import check_mechanism

HEAD = """\
key: trial
name: 试行机制
reference: 云岭市政府办公室督查工作规则
valid_from: 2026-01-01
near: {days: 0}
kinds: [{key: easy, name: 一般}, {key: hard, name: 复杂}]
"""
CLOSES = "  - {key: done, name: 办结, within: {months: 2}, met_by: [closure_requested]}\n"


def findings_of(body, head=HEAD):
    return {(one.code, one.severity, one.line) for one in check_mechanism(head + body).findings}


def step(key, within, more="met_by: [reported]"):
    return f"  - {{key: {key}, name: {key}, within: {{{within}}}, {more}}}\n"


def two_steps(first, second, more=""):
    return "steps:\n" + step("a", first) + step("b", second, f"after: a, met_by: [reported]{more}")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("days: 3", "days: 2"),
        ("days: 29", "months: 1"),  # February
        ("days: 3, unit: working", "days: 7"),  # the National Day holiday
        ("days: 3, roll: true", "days: 3"),
        ("months: 1, roll: true", "days: 31"),
        ("months: 2", "months: 1"),
    ],
)
def test_step_due_before_the_one_it_depends_on_is_refused(first, second):
    (error,) = check_mechanism(HEAD + two_steps(first, second) + CLOSES).errors
    assert (error.code, error.line) == ("step_too_early", 9)
    assert "a" in error.message
    assert "例如 20" in error.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("days: 3", "days: 3"),
        ("days: 28", "months: 1"),
        ("days: 3", "days: 3, unit: working"),
        ("days: 3, unit: working", "days: 14"),
        ("days: 3, roll: true", "days: 12"),
        ("days: 0", "days: 0"),
    ],
)
def test_step_that_can_follow_is_accepted(first, second):
    checked = check_mechanism(HEAD + two_steps(first, second) + CLOSES)
    assert checked.errors == ()


def test_step_from_another_is_never_before_it():
    body = "steps:\n" + step("a", "days: 9, unit: working")
    body += step("b", "days: 0", "from: a, met_by: [reported]") + CLOSES
    assert check_mechanism(HEAD + body).errors == ()


def test_cut_off_moves_working_days_of_a_weekend_and_may_refuse():
    body = two_steps("days: 0, unit: working", "days: 0") + CLOSES
    assert check_mechanism(HEAD + body).errors == ()
    (error,) = check_mechanism(HEAD + 'cutoff: "18:00"\n' + body).errors
    assert error.code == "step_too_early"


REFUSED = {
    "unknown_step": ("steps:\n" + step("a", "days: 1", "after: b, met_by: [reported]") + CLOSES, 8),
    "unknown_kind": (
        "steps:\n" + step("a", "days: 1", "for: [odd], met_by: [reported]") + CLOSES,
        8,
    ),
    "circle": (
        "steps:\n"
        + step("a", "days: 1", "after: b, met_by: [reported]")
        + step("b", "days: 1", "from: a, met_by: [reported]")
        + CLOSES,
        8,
    ),
    "step_of_other_kind": (
        "steps:\n"
        + step("a", "days: 1", "for: [easy], met_by: [reported]")
        + step("b", "days: 2", "after: a, met_by: [reported]")
        + CLOSES,
        9,
    ),
    "no_closing": (
        "steps:\n" + step("a", "days: 1", "for: [easy], met_by: [closure_requested]"),
        6,
    ),
    "closing_act": ("steps:\n" + step("a", "days: 1", "met_by: [signed, closure_requested]"), 8),
    "no_material": (
        "steps:\n" + step("a", "days: 1", "met_by: [signed], contains: [措施]") + CLOSES,
        8,
    ),
    "slip_without_term": (
        "steps:\n" + step("a", "days: 1", "met_by: [signed], unmet: {slip: red}") + CLOSES,
        8,
    ),
    "escalation": (
        "steps:\n" + CLOSES + "escalation: [{colour: red, answer_within: {days: 1}},\n"
        " {colour: blue, answer_within: {days: 1}}]\n",
        10,
    ),
    "validity": ("valid_to: 2025-12-31\nsteps:\n" + CLOSES, 7),
}


@pytest.mark.parametrize("code", REFUSED)
def test_mechanism_that_cannot_work_is_refused(code):
    body, line = REFUSED[code]
    assert (code, "error", line) in findings_of(body)


@pytest.mark.parametrize(
    ("every", "day", "refused"),
    [
        ("week", 7, False),
        ("week", 8, True),
        ("ten_days", 10, False),
        ("ten_days", 11, True),
        ("month", 31, False),
        ("year", 31, False),
        ("day", 1, True),
    ],
)
def test_report_day_must_exist_in_its_period(every, day, refused):
    body = f"reports: {{every: {every}, day: {day}}}\n"
    assert (("report_day", "error", 7) in findings_of(body)) is refused


@pytest.mark.parametrize(
    ("code", "head", "body", "line"),
    [
        ("near", HEAD.replace("days: 0", "days: 90"), "steps:\n" + CLOSES, 5),
        ("after_closing", HEAD, "steps:\n" + step("a", "months: 3") + CLOSES, 8),
        ("late_report", HEAD, "reports: {every: week, after_end: {days: 8}}\n", 7),
        ("early_reminder", HEAD, "reports: {every: week, day: 1, remind_before: [9]}\n", 7),
    ],
)
def test_what_is_odd_but_possible_is_a_warning(code, head, body, line):
    assert (code, "warning", line) in findings_of(body, head)
    assert check_mechanism(head + body).mechanism is not None


# Ten thousand mechanisms by chance, against days counted one by one


FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


@cache
def worked(day):
    if day.year > 2026:
        return day.weekday() < 5
    return chinese_calendar.is_workday(day)


WORKED = [FIRST + timedelta(days=n) for n in range(3000) if worked(FIRST + timedelta(days=n))]


@cache
def counted(day, number, unit, roll):
    if unit == "month":
        months = day.month - 1 + number
        year, month = day.year + months // 12, months % 12 + 1
        due = date(year, month, min(day.day, monthrange(year, month)[1]))
    elif unit == "working":
        due = WORKED[bisect_right(WORKED, day) + number - 1] if number else day
    else:
        due = day + timedelta(days=number)
    while roll and not worked(due):
        due += timedelta(days=1)
    return due


def due_of(step, steps, start, cutoff):
    if step["from"]:
        begins = due_of(steps[step["from"]], steps, start, cutoff)
    else:
        begins = start
        while cutoff and step["unit"] == "working" and not worked(begins):
            begins += timedelta(days=1)
    return counted(begins, step["number"], step["unit"], step["roll"])


def random_mechanism(chance):
    kinds, steps = ["easy", "hard"], {}
    for number in range(chance.randint(1, 4)):
        before = [*steps, f"s{chance.randint(0, 4)}"] if steps else []
        steps[f"s{number}"] = {
            "number": chance.choice([0, 1, 2, 3, 5, 7, 10, 28, 30]),
            "unit": chance.choice(["calendar", "working", "calendar", "working", "month"]),
            "roll": chance.random() < 0.3,
            "from": chance.choice(before) if before and chance.random() < 0.3 else "",
            "after": chance.choice(before) if before and chance.random() < 0.6 else "",
            "for": chance.choice([[], [], [], ["easy"], ["hard"]]),
            "met_by": chance.choice(["reported", "closure_requested", "signed", "plan_filed"]),
        }
        if steps[f"s{number}"]["unit"] == "month":
            steps[f"s{number}"]["number"] %= 5
    return {"cutoff": chance.random() < 0.3, "kinds": kinds, "steps": steps}


def text_of(trial):
    lines = [HEAD] + (['cutoff: "18:00"\n'] if trial["cutoff"] else []) + ["steps:\n"]
    for key, one in trial["steps"].items():
        unit = "" if one["unit"] == "month" else f", unit: {one['unit']}"
        name = "months" if one["unit"] == "month" else "days"
        roll = ", roll: true" if one["roll"] else ""
        lines.append(f"  - key: {key}\n    name: 环节\n    met_by: [{one['met_by']}]\n")
        lines.append(f"    within: {{{name}: {one['number']}{unit}{roll}}}\n")
        lines += [f"    {word}: {one[word]}\n" for word in ("from", "after", "for") if one[word]]
    return "".join(lines)


def reason_against(trial):
    """Why the mechanism cannot be satisfied, found by walking; "" where it can."""
    pairs = [
        (key, name)
        for key, one in trial["steps"].items()
        for name in filter(None, (one["from"], one["after"]))
    ]
    for walk in (against_names, against_closing, against_order):
        if reason := walk(trial, pairs):
            return reason
    return ""


def kinds_of(one, trial):
    return set(one["for"] or trial["kinds"])


def against_names(trial, pairs):
    steps = trial["steps"]
    for key, name in pairs:
        if name not in steps or waits_for_itself(key, steps):
            return "names"
        if not kinds_of(steps[key], trial) <= kinds_of(steps[name], trial):
            return "kinds"
    return ""


def against_closing(trial, pairs):
    closings = [one for one in trial["steps"].values() if one["met_by"] == "closure_requested"]
    ended = set().union(*(kinds_of(one, trial) for one in closings))
    return "" if ended == set(trial["kinds"]) else "closing"


def against_order(trial, pairs):
    steps, cutoff = trial["steps"], trial["cutoff"]
    for key, name in pairs:
        for start in DAYS:
            before = due_of(steps[name], steps, start, cutoff)
            if due_of(steps[key], steps, start, cutoff) < before:
                return f"order on {start}"
    return ""


def waits_for_itself(key, steps):
    seen, open_keys = set(), [key]
    while open_keys:
        one = steps.get(open_keys.pop(), {"from": "", "after": ""})
        for name in filter(None, (one["from"], one["after"])):
            if name == key:
                return True
            if name not in seen:
                seen.add(name)
                open_keys.append(name)
    return False


@pytest.mark.slow
def test_of_ten_thousand_mechanisms_exactly_those_are_accepted_that_can_be_satisfied():
    chance = random.Random(13710)
    accepted = 0
    for _number in range(10_000):
        trial = random_mechanism(chance)
        checked = check_mechanism(text_of(trial))
        reason = reason_against(trial)
        assert (checked.mechanism is not None) == (reason == ""), (reason, text_of(trial))
        accepted += not reason
    assert accepted > 1000  # chance made enough of both


def test_mechanism_of_many_long_chains_is_checked_without_recounting():
    steps = "".join(
        step(
            f"s{n}",
            f"days: {n}, unit: working, roll: true",
            "met_by: [reported]" + (f", from: s{n - 1}" if n else ""),
        )
        for n in range(38)
    )
    assert check_mechanism(HEAD + "steps:\n" + steps + CLOSES).errors == ()
