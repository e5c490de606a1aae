"""Reading regimes: every sensible spelling means the same, every mistake is told with its line."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.supervision.regimes import RegimeError, check_file, load_regime, read_regime
from taizhang.supervision.regimes.facts import BEYOND
from taizhang.supervision.regimes.types import Rule

HEAD = "name: 云岭市亮灯办法\nreference: 例\nvalid_from: 2026-01-01\nrules:\n"


def rule_of(when: str) -> Rule:
    text = f"{HEAD}- when: {when}\n  then: {{colour: red}}\n"
    regime, findings = read_regime(text.encode())
    assert regime is not None, findings
    return regime.rules[0]


def codes(text: str) -> list[str]:
    return [finding.code for finding in check_file(text.encode()).errors]


@pytest.mark.parametrize(
    "spelling",
    [
        "{'>=': 3, '<': 7}",
        "'>= 3 and < 7'",
        "'>=3, <7'",
        "'>= 3 <7'",
        "'≥3且＜7'",
        "{min: 3, max: 6}",
        "{gte: 3, lt: 7}",
        "{between: [3, 6]}",
        "'3..6'",
        "'3至6'",
        "[3, 4, 5, 6]",
        "{in: [3, 4, 5, 6]}",
        "{not: {any: ['< 3', '>= 7']}}",
        "[3, '4..6']",
        "{all: ['> 2', '<= 6']}",
    ],
)
def test_spellings_of_a_range_hold_for_the_same_numbers(spelling: str) -> None:
    ((test,),) = rule_of(f"{{days_over: {spelling}}}").when
    assert [n for n in range(20) if test.holds(Decimal(n))] == [3, 4, 5, 6]


@pytest.mark.parametrize(
    "spelling",
    [
        "[overdue, near_limit]",
        "{in: [overdue, near_limit]}",
        "[逾期, 临期]",
        "['OVERDUE', 'near-limit']",
        "{any: [overdue, near_limit]}",
        "{not: [not_started, running, suspended, sent_back, closed_on_time, closed_late]}",
    ],
)
def test_spellings_of_words_hold_for_the_same_words(spelling: str) -> None:
    ((test,),) = rule_of(f"{{clock: {spelling}}}").when
    assert test.words == {"overdue", "near_limit"}


@pytest.mark.parametrize("spelling", ["'!= overdue'", "{not: overdue}", "{'!=': 逾期}"])
def test_a_negated_word_leaves_the_others(spelling: str) -> None:
    ((test,),) = rule_of(f"{{clock: {spelling}}}").when
    assert len(test.words) == 7
    assert "overdue" not in test.words


@pytest.mark.parametrize("spelling", ["false", "no", "'False'", "否", "{not: true}", "[false]"])
def test_a_flag_in_any_spelling_is_no(spelling: str) -> None:
    ((test,),) = rule_of(f"{{assigned: {spelling}}}").when
    assert test.words == {"false"}


@pytest.mark.parametrize("spelling", ["none", "null", "~", "''", "无", "false"])
def test_no_slip_in_any_spelling_is_none(spelling: str) -> None:
    ((test,),) = rule_of(f"{{highest_open_slip: {spelling}}}").when
    assert test.words == {"none"}


@pytest.mark.parametrize("spelling", ["unsatisfied_twice", "'>= 2'", "{'>': 1}"])
def test_public_rating_counts_how_often_the_public_was_not_satisfied(spelling: str) -> None:
    ((test,),) = rule_of(f"{{public_rating: {spelling}}}").when
    assert [n for n in range(4) if test.holds(Decimal(n))] == [2, 3]


@pytest.mark.parametrize("spelling", ["none", "null", "~", "{'=': null}"])
def test_no_due_day_can_be_asked_for(spelling: str) -> None:
    ((test,),) = rule_of(f"{{days_to_due: {spelling}}}").when
    assert [test.holds(n) for n in (Decimal(-3), Decimal(3650), BEYOND)] == [False, False, True]


@pytest.mark.parametrize(
    "spelling", ["{}", "null", "otherwise", "else", "其他", "'*'", "[]", "true"]
)
def test_spellings_of_otherwise_always_hold(spelling: str) -> None:
    assert rule_of(spelling).is_otherwise


@pytest.mark.parametrize(
    "tail",
    ["- {then: red}", "- {otherwise: {colour: red}}", "- {else: red}", "otherwise: {color: 红灯}"],
)
def test_a_last_outcome_without_conditions_is_a_rule(tail: str) -> None:
    regime = load_regime(f"{HEAD}- {{when: {{clock: running}}, then: green}}\n{tail}\n".encode())
    assert [rule.is_otherwise for rule in regime.rules] == [False, True]
    assert (regime.rules[1].then.colour, regime.rules[1].then.label) == ("red", "红色")


def test_any_and_conditions_beside_it_must_both_hold() -> None:
    rule = rule_of("{assigned: true, any: [{clock: overdue}, {pace: behind, lag_pct: '> 10%'}]}")
    shapes = [sorted(test.fact for test in group) for group in rule.when]
    assert shapes == [["assigned", "clock"], ["assigned", "lag_pct", "pace"]]


@pytest.mark.parametrize(
    "spelling",
    [
        "[{clock: overdue}, {days_over: '>= 3'}]",
        "{all: [{clock: overdue}, {days_over: '>= 3'}]}",
        "[{fact: clock, value: overdue}, {fact: days_over, op: '>=', value: 3}]",
        "{时钟: 逾期, 逾期天数: '>= 3'}",
    ],
)
def test_lists_of_conditions_mean_all_of_them(spelling: str) -> None:
    (group,) = rule_of(spelling).when
    assert [test.fact for test in group] == ["clock", "days_over"]
    assert group[1].holds(Decimal(3))
    assert not group[1].holds(Decimal(2))


def test_an_outcome_is_read_whole() -> None:
    text = HEAD + (
        "- then: {colour: 红灯, label: 红牌, points: -2.5, document: 通报, next: 约谈负责人}\n"
    )
    outcome = load_regime(text.encode()).rules[0].then
    assert (outcome.colour, outcome.label, outcome.points) == ("red", "红牌", Decimal("-2.5"))
    assert (outcome.document, outcome.next) == ("通报", "约谈负责人")


def test_gb18030_is_read_too() -> None:
    assert load_regime((HEAD + "- then: green\n").encode("gb18030")).name == "云岭市亮灯办法"


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("{when: {clocks: running}, then: red}", "unknown_fact"),
        ("{when: {clock: late}, then: red}", "unknown_value"),
        ("{when: {clock: {'>=': 3}}, then: red}", "not_a_number"),
        ("{when: {days_over: three}, then: red}", "bad_number"),
        ("{when: {days_over: .inf}, then: red}", "bad_number"),
        ("{when: {days_over: '>= 3 but < 7'}, then: red}", "bad_test"),
        ("{when: {days_over: {above: 3}}, then: red}", "unknown_operator"),
        ("{when: {days_over: []}, then: red}", "empty_list"),
        ("{when: {days_over: {}}, then: red}", "empty_test"),
        ("{when: {days_over: {between: [3]}}, then: red}", "bad_range"),
        ("{when: {any: []}, then: red}", "bad_any"),
        ("{when: overdue, then: red}", "bad_when"),
        ("{when: {clock: running}}", "no_then"),
        ("{then: {label: 红}}", "no_colour"),
        ("{then: {colour: [red]}}", "bad_colour"),
        ("{then: {colour: red, points: many}}", "bad_points"),
        ("{then: {colour: red, document: {a: b}}}", "bad_text"),
        ("{then: {colour: red, light: 1}}", "unknown_key"),
        ("{if: {clock: running}, then: red}", "unknown_key"),
        ("{then: red, then: green}", "double_key"),
        ("{when: {clock: running}, otherwise: red}", "bad_rule"),
        ("red", "bad_rule"),
    ],
)
def test_a_mistake_in_a_rule_is_told_with_line_and_rule(rule: str, code: str) -> None:
    text = f"{HEAD}- {{when: {{clock: overdue}}, then: red}}\n- {rule}\n- then: green\n"
    (finding,) = check_file(text.encode()).errors
    assert (finding.code, finding.line, finding.rule) == (code, 6, 2)
    assert finding.message.startswith("第 6 行（第 2 条规则）：")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("[]", "not_a_mapping"),
        (HEAD, "no_rules"),
        (HEAD + "- then: red\nfoo: 1\n", "unknown_key"),
        (HEAD.replace("2026-01-01", "soon") + "- then: red\n", "bad_date"),
        (HEAD.replace("name: 云岭市亮灯办法\n", "") + "- then: red\n", "missing"),
        (HEAD.replace("reference: 例", "reference:") + "- then: red\n", "bad_text"),
        (HEAD + "- then: red\nvalid_to: 2025-01-01\n", "bad_dates"),
        (HEAD + "- then: red\nexclusive: perhaps\n", "bad_flag"),
        (HEAD + "- then: red\n" * 201, "too_many_rules"),
        (HEAD + "- then: &a red\n- then: *a\n", "alias"),
        (HEAD + "- then: red\n---\na: 1\n", "documents"),
        (HEAD + "- then: {red\n", "bad_yaml"),
        ("[" * 50_000, "too_deep"),
        ("#" * 300_000, "too_big"),
        ("a: \x00", "bad_yaml"),
        ('a: "\\UFFFFFFFF"', "bad_yaml"),
        ("!!python/object/apply:os.system ['true']", "not_a_mapping"),
    ],
)
def test_a_mistake_in_a_file_is_told(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_all_mistakes_are_told_at_once() -> None:
    text = HEAD.replace("2026-01-01", "x") + "- when: {clock: late, pace: slow}\n- then: {a: 1}\n"
    assert codes(text) == [
        "bad_date", "no_then", "unknown_value", "unknown_value", "unknown_key", "no_colour",
    ]  # fmt: skip


def test_an_unknown_colour_is_only_a_warning() -> None:
    (finding,) = check_file((HEAD + "- then: purple\n").encode()).findings
    assert (finding.code, finding.severity) == ("unknown_colour", "warning")


def test_loading_a_refused_regime_raises_with_all_findings() -> None:
    with pytest.raises(RegimeError, match="unknown|没有名为") as raised:
        load_regime((HEAD + "- {when: {x: 1}, then: red}\n").encode())
    assert raised.value.code == "unknown_fact"


WHOLE = (
    HEAD + "- when: {clock: overdue, days_over: '>= 3', any: [{assigned: no}, {quality: poor}]}\n"
    "  then: {colour: red, points: -2}\n- otherwise: green\n"
)
WORDS = ["&a", "*a", "!!int ", "null", "when", "any", "not", "clock", "-1", "1e9", ".nan", "9" * 30]
PIECES = st.sampled_from([*WORDS, *"{}[]:'\"<>|%#-\n \x00\ud800\u2028"])


@settings(max_examples=600)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 4), PIECES), max_size=5))
def test_a_damaged_file_gives_findings_never_an_exception(cuts: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for at, length, piece in cuts:
        text = text[:at] + piece + text[at + length :]
    report = check_file(text.encode("utf-8", "surrogatepass"))
    assert report.errors or report.regime is not None
    assert all(finding.message.endswith(("。", "；")) for finding in report.findings)


@given(st.binary(max_size=300))
def test_any_bytes_give_findings(data: bytes) -> None:
    assert check_file(data).errors


def test_deep_lists_inside_a_rule_are_refused() -> None:
    nested = "[" * 30 + "running" + "]" * 30
    assert codes(f"{HEAD}- {{when: {{clock: {nested}}}, then: red}}\n") == ["too_deep"]


def test_a_wide_any_is_refused_instead_of_multiplied_out() -> None:
    wide = "{any: [" + ", ".join(f"{{extensions: {n}}}" for n in range(40)) + "]}"
    text = f"{HEAD}- when: [{wide}, {wide}, {wide}]\n  then: red\n"
    assert codes(text) == ["too_many_groups"]


@pytest.mark.parametrize("word", ["gray", "Grey", "灰", "灰色", "灰灯"])
def test_a_colour_may_be_spelt_in_several_ways(word: str) -> None:
    assert load_regime(f"{HEAD}- then: {word}\n".encode()).rules[0].then.colour == "grey"
