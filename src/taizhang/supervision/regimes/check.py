"""Checking a regime before it is used: read, prove, say what is wrong (检查亮灯办法)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from .classes import FactClass
from .loader import read_regime
from .proof import Proof, TooManyStepsError, find_common, may_meet, prove_rules
from .types import Finding, Regime, RegimeError, Report, Rule


def check_file(data: bytes) -> Report:
    """Read a regime and prove it. Never raises on its content."""
    regime, findings = read_regime(data)
    if regime is None:
        return Report(findings)
    report = check_regime(regime)
    return Report(findings + report.findings, report.combinations, regime)


def load_regime(data: bytes) -> Regime:
    """The regime of a file that passes the check.

    Raises RegimeError with everything that was found otherwise.
    """
    report = check_file(data)
    if report.errors or report.regime is None:
        raise RegimeError(report.errors)
    return report.regime


def check_regime(regime: Regime) -> Report:
    """Prove that every reachable combination of facts has exactly one outcome.

    Errors: a combination without an outcome, a rule that earlier ones leave nothing, and in an
    exclusive regime two rules that give different outcomes for one combination. Warning: a rule
    whose conditions cannot be together, or a last `otherwise` that nothing is left for.
    """
    try:
        proof = prove_rules(regime.rules)
        found = (
            *_without_outcome(proof, regime.rules),
            *_never_used(proof, regime.rules),
            *(_contradictions(regime.rules) if regime.exclusive else ()),
        )
    except TooManyStepsError:
        return Report((Finding("too_complex", _TOO_COMPLEX),), 0, regime)
    return Report(found, proof.combinations, regime)


_MOST_CONTRADICTIONS = 20
_MOST_PAIRS = 1000
_TOO_COMPLEX = (
    "规则互相交错太多，无法在限定步数内证明每种情形都有结果；请减少规则，或用 otherwise 收口。"
)


def _without_outcome(proof: Proof, rules: Sequence[Rule]) -> Iterator[Finding]:
    if proof.uncovered:
        words = _in_words(proof.example, rules)
        yield Finding(
            "no_outcome",
            f"有 {proof.uncovered} 种可能的情形没有结果，例如：{words}；"
            "请补一条规则，或在末尾写 otherwise。",
        )


def _never_used(proof: Proof, rules: Sequence[Rule]) -> Iterator[Finding]:
    for index, rule in enumerate(rules):
        if index in proof.deciding:
            continue
        where = f"第 {rule.line} 行（第 {index + 1} 条规则）："
        if () in rule.when and index == len(rules) - 1:
            message = f"{where}前面的规则已覆盖所有情形，这条兜底规则用不到。"
            yield Finding("spare_rule", message, rule.line, index + 1, "warning")
        elif not find_common([rule]):
            message = f"{where}这些条件不可能同时出现，这条规则用不到。"
            yield Finding("impossible_rule", message, rule.line, index + 1, "warning")
        else:
            message = (
                f"{where}凡是符合这条规则的情形，前面的规则都已先给出结果，这条规则永远用不到；"
                "请调整次序或条件。"
            )
            yield Finding("dead_rule", message, rule.line, index + 1)


def _contradictions(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Pairs of rules that hold together and give different outcomes; `otherwise` gives way."""
    numbered = [(n, rule) for n, rule in enumerate(rules, 1) if () not in rule.when]
    pairs = [
        (first, second, one, other)
        for (first, one), (second, other) in combinations(numbered, 2)
        if one.then != other.then and may_meet([one, other])
    ]
    told = 0
    for tried, (first, second, one, other) in enumerate(pairs):
        if told == _MOST_CONTRADICTIONS:
            return
        if tried == _MOST_PAIRS:
            raise TooManyStepsError
        common = find_common([one, other])
        if common:
            told += 1
            yield _contradiction(first, second, other, _in_words(common, [one, other]))


def _contradiction(first: int, second: int, other: Rule, words: str) -> Finding:
    message = (
        f"第 {other.line} 行（第 {second} 条规则）：与第 {first} 条规则结果不同，"
        f"却都符合这种情形：{words}；请改成互不重叠。"
    )
    return Finding("contradiction", message, other.line, second)


def _in_words(example: tuple[FactClass, ...], rules: Sequence[Rule]) -> str:
    """The facts that the rules test, as they are in the example."""
    used = {test.fact for rule in rules for group in rule.when for test in group}
    return "，".join(one.words for one in example if one.fact.name in used) or "任何情形"
