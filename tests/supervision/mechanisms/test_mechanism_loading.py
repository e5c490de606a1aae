"""Mechanisms as text: what is read, and what is refused with line and sentence."""

from datetime import date, time

import pytest
import yaml

from taizhang.calendars.types import DayUnit
from taizhang.supervision.enums import Colour, Every, MeetBy, Reviewer
from taizhang.supervision.mechanisms import (
    MechanismError,
    Within,
    check_mechanism,
    load_mechanism,
    shipped_texts,
    words,
    write_mechanism,
)
from taizhang.supervision.mechanisms.reading import read_mechanism

SMALL = """\
key: small
name: 小机制
reference: 云岭市政府办公室督查工作规则第三条
valid_from: 2026-01-01
near: {days: 1}
kinds:
  - {key: item, name: 事项}
steps:
  - key: settled
    name: 办结
    within: {days: 5, unit: working, roll: true}
    met_by: [closure_requested]
"""


@pytest.mark.parametrize("key", sorted(shipped_texts()))
def test_shipped_mechanism_is_accepted_without_a_finding(key):
    checked = check_mechanism(shipped_texts()[key])
    assert checked.findings == ()
    assert checked.mechanism is not None
    assert checked.mechanism.key == key


@pytest.mark.parametrize("key", sorted(shipped_texts()))
def test_mechanism_written_and_read_again_is_the_same(key):
    mechanism = load_mechanism(shipped_texts()[key])
    assert load_mechanism(write_mechanism(mechanism)) == mechanism


def test_words_are_those_of_pages_and_tables():
    assert tuple(words.MET_BY_WORDS.items()) == tuple(_choices(MeetBy))
    assert tuple(words.EVERY_WORDS.items()) == tuple(_choices(Every))
    assert tuple(words.REVIEWER_WORDS.items()) == tuple(_choices(Reviewer))
    assert tuple(words.COLOUR_WORDS.items()) == tuple(_choices(Colour))
    assert set(words.UNIT_WORDS) == {unit.value for unit in DayUnit}


def _choices(enum):
    return [(value, str(label)) for value, label in enum.choices]


def test_13710_counts_calendar_days_from_the_assignment():
    mechanism = load_mechanism(shipped_texts()["13710"])
    terms = [(step.within, step.start) for step in mechanism.steps]
    calendar = [Within(days, DayUnit.CALENDAR) for days in (0, 3, 7)]
    month = Within(1, DayUnit.MONTH)
    assert terms == [(within, "assigned") for within in [*calendar, month, month]]
    assert [kind.key for kind in mechanism.kinds] == ["ordinary", "complex", "long"]
    assert [step.key for step in mechanism.steps_for("ordinary") if step.closes] == ["settled"]
    assert mechanism.cutoff is None
    assert mechanism.reports is not None
    assert not mechanism.reports.is_for("ordinary")
    assert mechanism.reports.is_for("long")


def test_small_mechanism_is_read_with_its_defaults():
    mechanism = load_mechanism(SMALL + 'cutoff: "17:30"\n')
    assert mechanism.valid_from == date(2026, 1, 1)
    assert mechanism.cutoff == time(17, 30)
    (step,) = mechanism.steps
    assert step.within == Within(5, DayUnit.WORKING, roll=True)
    assert (step.start, step.after, step.kinds, step.reviewer) == ("assigned", "", set(), "office")


def test_hour_without_quotation_marks_is_read_too():
    assert load_mechanism(SMALL + "cutoff: 18:05\n").cutoff == time(18, 5)


def test_reports_without_a_day_are_due_on_the_last_day_of_the_period():
    reports = load_mechanism(SMALL + "reports: {every: month}\n").reports
    assert reports is not None
    assert (reports.day, reports.after_end) == (None, Within(0, DayUnit.CALENDAR))


BAD_FORM = {
    "unknown_key": (SMALL + "colour: red\n", 13, "不认识“colour”"),
    "double_key": (SMALL + "name: 又一个名称\n", 13, "写了两次"),
    "missing_key": (SMALL.replace("near: {days: 1}\n", ""), 1, "缺少“near”"),
    "type": (SMALL.replace("[closure_requested]", "closure_requested"), 12, "应当是列表"),
    "unknown_word": (SMALL.replace("closure_requested", "closed"), 12, "不认识“closed”"),
    "number": (SMALL.replace("days: 5", "days: -5"), 11, "0 至 3660 的整数"),
    "within": (SMALL.replace("days: 5", "days: 5, months: 1"), 11, "只写一个"),
    "hour": (SMALL + 'cutoff: "25:00"\n', 13, "24 小时制"),
    "date": (SMALL.replace("2026-01-01", "明年"), 4, "2026-01-01 这样的日期"),
    "key": (SMALL.replace("key: settled", "key: deadline"), 9, "系统用的"),
    "double": (
        SMALL.replace("steps:", "  - {key: item, name: 又一类}\nsteps:"),
        8,
        "与第 7 行重复",
    ),
    "no_act": (SMALL.replace("[closure_requested]", "[]"), 12, "至少写一种"),
    "no_kind": (SMALL.replace("\n  - {key: item, name: 事项}", " []"), 6, "至少要有一个事项类别"),
    "alias": (SMALL.replace("{days: 1}", "&near {days: 1}"), 5, "锚点"),
    "bad_yaml": (SMALL.replace("{days: 1}", "{days: 1"), 6, "不是合法的 YAML"),
    "documents": (SMALL + "---\nkey: another\n", SMALL.count("\n") + 1, "只留一份"),
    "too_deep": ("key: " + "[" * 5000, 1, "嵌套超过"),
    "empty": ("# 什么也没有\n", 1, "是空的"),
    "length": (SMALL.replace("小机制", "长" * 65), 2, "1 至 64 个字"),
    "too_long": ("#" * 70_000, 1, "超过 64K"),
}


@pytest.mark.parametrize("code", BAD_FORM)
def test_bad_form_is_refused_with_line_and_sentence(code):
    text, line, words_of_it = BAD_FORM[code]
    found = [(error.code, error.line) for error in check_mechanism(text).errors]
    assert (code, line) in found
    with pytest.raises(MechanismError) as refused:
        load_mechanism(text)
    assert refused.value.code == "bad_mechanism"
    assert words_of_it in str(refused.value)


def test_control_character_is_refused_with_its_line():
    (error,) = check_mechanism(SMALL.replace("小机制", "小\x07机制")).errors
    assert (error.code, error.line) == ("bad_yaml", 2)


def test_all_errors_are_told_at_once():
    text = SMALL.replace("2026-01-01", "明年").replace("days: 5", "days: 五") + "x: 1\n"
    assert [error.line for error in check_mechanism(text).errors] == [4, 11, 13]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system [id]", "!mine x", "!!binary aa"])
def test_tags_are_never_obeyed(tag):
    checked = check_mechanism(SMALL.replace("小机制", tag))
    assert checked.mechanism is None


def test_every_prefix_of_a_mechanism_gives_findings_and_never_a_trace():
    text = shipped_texts()["13710"]
    for end in range(0, len(text), 7):
        read = read_mechanism(text[:end])
        assert (read.mechanism is None) == bool(read.problems)


def test_same_data_in_another_layout_of_yaml_is_the_same_mechanism():
    text = shipped_texts()["710"]
    flow = yaml.safe_dump(yaml.safe_load(text), allow_unicode=True, default_flow_style=True)
    assert load_mechanism(flow) == load_mechanism(text)
