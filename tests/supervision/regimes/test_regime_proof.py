"""The proof says the same as trying everything."""

import random
import time
from decimal import Decimal

import pytest
from random_regimes import (
    DOMAIN,
    as_yaml,
    every_reachable,
    first_rule,
    is_reachable,
    random_facts,
    random_rules,
)

from taizhang.supervision.enums import Clock, Colour, Memory, Pace, Quality
from taizhang.supervision.regimes import all_facts, check_file, decide_rule, load_regime
from taizhang.supervision.regimes.classes import classes_of
from taizhang.supervision.regimes.numbers import NumberSet, pieces_between

HEAD = "name: 甲\nreference: 例\nvalid_from: 2026-01-01\nrules:\n"


def found(rules: str) -> list[tuple[str, int]]:
    report = check_file((HEAD + rules).encode())
    return [(finding.code, finding.rule) for finding in report.findings]


def test_words_of_facts_are_those_of_the_product() -> None:
    facts = all_facts()
    assert list(facts["clock"].values) == Clock.values
    assert list(facts["pace"].values) == Pace.values
    assert list(facts["memory"].values) == Memory.values
    assert list(facts["quality"].values) == Quality.values
    assert list(facts["highest_open_slip"].values) == ["none", *Colour.values]


@pytest.mark.slow
def test_ten_thousand_random_regimes_none_accepted_leaves_facts_without_an_outcome() -> None:
    chance = random.Random(4)
    pool = [random_facts(chance) for _ in range(100)]
    assert all(is_reachable(facts) for facts in pool)
    accepted = 0
    for seed in range(10_000):
        rules = random_rules(seed)
        report = check_file(as_yaml(rules))
        if any(finding.code == "no_outcome" for finding in report.findings):
            continue
        assert report.combinations > 0
        accepted += 1
        assert all(first_rule(rules, facts) is not None for facts in pool), (seed, rules)
    assert 3_000 < accepted < 9_000  # the sample has both kinds


def test_the_proof_agrees_with_trying_every_value_of_the_facts_used() -> None:
    both = set()
    for seed in range(700):
        rules = random_rules(seed, most_facts=3)
        used = {fact for rule in rules for fact in rule}
        findings = check_file(as_yaml(rules)).findings
        winners = {first_rule(rules, facts) for facts in every_reachable(sorted(used))}
        assert any(f.code == "no_outcome" for f in findings) == (None in winners), (seed, rules)
        unused = {
            f.rule - 1 for f in findings if f.code in {"dead_rule", "impossible_rule", "spare_rule"}
        }
        assert unused == set(range(len(rules))) - winners, (seed, rules)
        both.add(None in winners)
    assert both == {True, False}


def test_evaluation_agrees_with_an_evaluator_of_its_own() -> None:
    chance = random.Random(7)
    for seed in range(300):
        rules = [*random_rules(seed), {}]
        report = check_file(as_yaml(rules))
        assert report.regime is not None
        for facts in [random_facts(chance) for _ in range(30)]:
            assert decide_rule(report.regime, facts) == first_rule(rules, facts)


def test_samples_of_classes_are_reachable_values_of_their_class() -> None:
    rules = load_regime(
        as_yaml([{"days_over": {">=": 3, "<": 7}}, {"lag_pct": {">": 5}}, {}])
    ).rules
    for classes in classes_of(rules):
        if not classes[0].fact.is_number:
            continue
        spans = [NumberSet(True, tuple(c for c in (one.first, one.last) if c)) for one in classes]
        assert all(isinstance(one.sample, Decimal) for one in classes)
        assert len({one.sample for one in classes}) == len(classes) == len(spans)


def test_pieces_without_a_whole_number_are_left_out() -> None:
    half, one = Decimal("0.5"), Decimal(1)
    cuts = [(half, 0), (half, 1), (one, 0), (one, 1)]
    assert [sample for *_, sample in pieces_between(cuts, whole=True)] == [0, 1, 2]
    assert len(pieces_between(cuts, whole=False)) == 5


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (
            "- {when: {days_over: '< 3'}, then: green}\n- {when: {days_over: '> 3'}, then: red}",
            "3 天",
        ),
        ("- {when: {clock: [running, near_limit]}, then: green}", "时钟为“未开始”"),
        ("- {when: {assigned: true}, then: green}", "已交办为“否”"),
        ("- {when: {pace: [behind, on_pace, ahead, done]}, then: green}", "进度为“未知”"),
        ("- {when: {lag_pct: '< 5'}, then: green}\n- {when: {lag_pct: '> 5'}, then: red}", "5 个"),
        ("- {when: {extensions: '<= 2'}, then: green}", "延期次数 不少于 3 次"),
        ("- {when: {highest_open_slip: [blue, orange, red]}, then: red}", "未销督查单为“无”"),
    ],
)
def test_a_gap_is_told_with_an_example_in_words(rules: str, words: str) -> None:
    (finding,) = check_file((HEAD + rules).encode()).errors
    assert finding.code == "no_outcome"
    assert words in finding.message


@pytest.mark.parametrize(
    "rules",
    [
        "- {when: {days_over: '< 3'}, then: green}\n- {when: {days_over: '>= 3'}, then: red}",
        "- {when: {days_over: '<= 2'}, then: green}\n- {when: {days_over: '>= 3'}, then: red}",
        "- {when: {days_to_due: '> 3'}, then: green}\n- {when: {days_to_due: '<= 3'}, then: red}",
        "- {when: {quality: good}, then: blue}\n- {when: {quality: [fair, poor]}, then: red}",
        # never reachable, so that nobody must write it down
        "- {when: {memory: met}, then: green}\n"
        "- {when: {periods_missed_in_a_row: '>= 1'}, then: red}",
        "- {when: {clock: {not: overdue}}, then: green}\n- {when: {days_over: '>= 1'}, then: red}",
        "- {when: {assigned: true}, then: green}\n- {when: {clock: not_started}, then: blue}\n"
        "- {when: {clock: overdue}, then: red}",
    ],
)
def test_a_complete_regime_has_no_findings(rules: str) -> None:
    assert found(rules) == []


def test_a_rule_that_earlier_ones_leave_nothing_is_an_error() -> None:
    rules = (
        "- {when: {days_over: '>= 1'}, then: yellow}\n- {when: {days_over: '>= 7'}, then: red}\n"
        "- {then: green}"
    )
    assert found(rules) == [("dead_rule", 2)]


def test_the_same_conditions_twice_are_an_error() -> None:
    rules = "- {when: {clock: overdue}, then: red}\n" * 2 + "- {then: green}"
    assert found(rules) == [("dead_rule", 2)]


def test_conditions_that_cannot_be_together_are_a_warning() -> None:
    rules = "- {when: {clock: running, days_over: '>= 1'}, then: red}\n- {then: green}"
    assert found(rules) == [("impossible_rule", 1)]


def test_a_spare_otherwise_is_a_warning() -> None:
    rules = (
        "- {when: {assigned: true}, then: green}\n- {when: {assigned: false}, then: red}\n"
        "- {then: grey}"
    )
    assert found(rules) == [("spare_rule", 3)]


def test_an_exclusive_regime_may_not_contradict_itself() -> None:
    rules = (
        "- {when: {clock: overdue}, then: red}\n- {when: {pace: behind}, then: yellow}\n"
        "- {when: {clock: overdue, extensions: '> 2'}, then: red}\n- {then: green}\nexclusive: true"
    )
    assert found(rules)[0] == ("dead_rule", 3)
    assert found(rules)[1:] == [("contradiction", 2), ("contradiction", 3)]
    apart = rules.replace("{pace: behind}", "{clock: running}").replace(", extensions: '> 2'", "")
    assert found(apart) == [("dead_rule", 3)]


def test_overlap_that_no_task_can_reach_does_not_contradict() -> None:
    rules = (
        "- {when: {memory: met}, then: green}\n"
        "- {when: {periods_missed_in_a_row: '>= 1'}, then: red}\nexclusive: true"
    )
    assert found(rules) == []


@pytest.mark.parametrize(("number", "facts"), [(199, 3), (199, 13), (60, 8)])
def test_a_long_regime_is_decided_or_refused_in_bounded_steps(number: int, facts: int) -> None:
    chance = random.Random(number + facts)
    rules = []
    for _ in range(number):
        rule = {}
        for fact in chance.sample(list(DOMAIN), facts):
            values = DOMAIN[fact]
            if isinstance(values[0], int) and fact not in {"assigned"}:
                low = chance.randint(0, 40)
                rule[fact] = {">=": low, "<": low + chance.randint(1, 30)}
            else:
                rule[fact] = list(chance.sample(list(values), max(1, len(values) - 1)))
        rules.append({k: v for k, v in rule.items() if k != "lag_pct"})
    started = time.perf_counter()
    report = check_file(as_yaml([*rules, {}]))
    assert time.perf_counter() - started < 20  # measured: under 2 s
    assert report.combinations > 0 or "too_complex" in {f.code for f in report.errors}


def test_a_regime_beyond_the_budget_is_refused_with_a_sentence() -> None:
    chance = random.Random(5)
    counts = ["reds_in_a_row", "extensions", "public_rating", "days_to_due", "lag_pct"]
    rules = []
    for _ in range(199):
        lows = {fact: chance.randint(0, 60) for fact in chance.sample(counts, 4)}
        rules.append({fact: {">=": low, "<": low + 40} for fact, low in lows.items()})
    (finding,) = check_file(as_yaml([*rules, {}])).errors
    assert finding.code == "too_complex"
    assert "无法在限定步数内证明" in finding.message
