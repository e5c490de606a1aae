"""The language of rules: what is read, what is refused with its line, what can never hold."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.warnings.conftest import rule_text
from taizhang.indicators.warnings import check_rule, condition_words, load_rule, shipped_rules
from taizhang.indicators.warnings.errors import RuleError


def codes(text):
    return [(finding.code, finding.severity) for finding in check_rule(text).findings]


def test_shipped_rules_are_whole_and_read_as_sentences():
    rules = {rule.key: rule for rule in map(load_rule, shipped_rules())}
    assert {key: condition_words(rule.on) for key, rule in rules.items()} == {
        "behind-twice": "连续 2 期期末进度滞后",
        "below-mean-20": "完成比例低于县区均值 ≥20%，至少 3 个县区有数",
        "lag-10": "完成比例比应达比例滞后 ≥10 个百分点",
        "stale": "进度为未知（数据过期）",
        "worse-20": "整期的数比上年同期变差 >20%",
        "worse-thrice": "连续 3 期比上一期差",
    }
    assert all(rule.reference and rule.advice for rule in rules.values())


@pytest.mark.parametrize(
    ("on", "code"),
    [
        ("{}", "one_condition"),
        ('{level: {value: "< 1"}, streak: {of: worse, periods: 2}}', "one_condition"),
        ("{level: {}}", "one_level"),
        ('{level: {value: "< 1", pace: behind}}', "one_level"),
        ('{level: {lag: "10"}}', "level_bound"),
        ('{level: {lag: ">= ten"}}', "level_bound"),
        ('{level: {value: "< 1", reason: stale}}', "contradiction"),
        ("{level: {pace: behind, reason: stale}}", "contradiction"),
        ("{level: {pace: done}}", "unknown_word"),
        ('{level: {lag: ">= 0"}}', "always"),
        ('{level: {lag: ">= -3"}}', "always"),
        ('{level: {lag: "< 5"}}', "never"),
        ("{streak: {of: worse, periods: 1}}", "number"),
        ("{streak: {of: better, periods: 3}}", "unknown_word"),
        ("{streak: {of: worse}}", "missing_key"),
        ("{change: {against: previous, in: percent}}", "one_sense"),
        ('{change: {against: previous, in: percent, fall: "> 1", rise: "> 1"}}', "one_sense"),
        ('{change: {against: previous, in: percent, worse: "< 5"}}', "contradiction"),
        ('{change: {against: previous, in: percent, worse: ">= 0"}}', "always"),
        ('{change: {against: yesterday, in: percent, worse: "> 5"}}', "unknown_word"),
        ('{gap_to_mean: {of: value, in: percent, worse: "> 5", counties: 2}}', "number"),
        ('{gap_to_mean: {of: size, in: percent, worse: "> 5"}}', "unknown_word"),
    ],
)
def test_condition_that_says_nothing_is_refused(on, code):
    checked = check_rule(rule_text(on))
    assert checked.rule is None
    assert code in [finding.code for finding in checked.errors]


@pytest.mark.parametrize(
    "on",
    [
        '{change: {against: previous, in: percent, worse: "> 5"}}',
        "{streak: {of: worse, periods: 3}}",
        '{gap_to_mean: {of: value, in: percent, worse: "> 5"}}',
        '{level: {lag: ">= 10"}}',
    ],
)
def test_what_is_worse_within_bounds_never_holds(on):
    assert codes(rule_text(on, applies="{directions: [within]}")) == [("never", "error")]
    assert codes(rule_text(on, applies="{directions: [within, more]}")) == []


def test_improvements_and_hardly_possible_falls_are_pointed_out():
    less = "{directions: [less]}"
    assert codes(rule_text("{streak: {of: falling, periods: 3}}", applies=less)) == [
        ("better", "warning")
    ]
    fall = '{change: {against: previous, in: percent, fall: ">= 100"}}'
    assert codes(rule_text(fall)) == [("hardly", "warning")]
    yearly = '{change: {against: previous, in: percent, fall: ">= 10"}}'
    assert codes(rule_text(yearly, applies="{frequencies: [year]}")) == [("same", "warning")]


def test_rule_that_ends_before_it_begins_never_holds():
    text = rule_text('{level: {lag: "> 5"}}', valid_to=date(2019, 12, 31))
    assert codes(text) == [("validity", "error")]


def test_every_mistake_is_told_at_once_by_line():
    text = rule_text('{level: {lag: "> 5"}}', severity="pink", days=0, applies="{}")
    found = [(finding.code, finding.line) for finding in check_rule(text).findings]
    assert found == [("unknown_word", 5), ("empty", 6), ("number", 8)]
    with pytest.raises(RuleError, match="第 5 行"):
        load_rule(text)


@given(st.text(max_size=200))
def test_any_text_is_a_rule_or_findings(text):
    checked = check_rule(text)
    assert (checked.rule is None) == bool(checked.errors)


@given(
    st.text(alphabet=st.sampled_from('{}[]:,"><= abcdefghilnoprstuvwy_0123456789\n'), max_size=80)
)
def test_any_condition_is_read_or_refused(on):
    checked = check_rule(rule_text(on.replace("\n", " ") or "{}"))
    assert (checked.rule is None) == bool(checked.errors)


_PAGE = Path(__file__).parents[3] / "docs/algorithms/warnings.md"


def test_rule_on_the_page_of_the_algorithm_is_taken():
    [text] = re.findall(r"```yaml\n(.*?)```", _PAGE.read_text("utf-8"), re.DOTALL)
    checked = check_rule(text)
    assert checked.findings == ()
    assert checked.rule.key == "worse-20"
