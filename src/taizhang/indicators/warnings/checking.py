"""Whether a rule of early warning can hold at all, and not always (预警规则检查)."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..domain.pace.words import PaceWord
from ..enums import Frequency
from .errors import Finding, RuleError, Severity
from .reading import read_rule
from .types import WITHIN, Change, Gap, LagLevel, PaceLevel, Streak, WarningRule

_Found = tuple[str, Severity, str, str]  # code, severity, part, sentence
_MEASURES_OF_ONE_PERIOD = frozenset({Frequency.YEAR.value})


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """The rule of a text, None where an error refuses it, and all findings by line."""

    rule: WarningRule | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What refuses it."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def check_rule(text: str) -> CheckedRule:
    """Read a rule from YAML and look whether its parts go together."""
    read = read_rule(text)
    if read.rule is None:
        found = [Finding(each.code, "error", each.line, each.message) for each in read.problems]
        return CheckedRule(None, tuple(found))
    findings = [
        Finding(code, severity, read.lines.get(part, read.lines.get("on", 1)), sentence)
        for code, severity, part, sentence in _contradictions(read.rule)
    ]
    findings.sort(key=lambda finding: finding.line)
    refused = any(finding.severity == "error" for finding in findings)
    return CheckedRule(None if refused else read.rule, tuple(findings))


def load_rule(text: str) -> WarningRule:
    """The rule of a YAML text.

    Raises:
        RuleError: with every error of form or meaning.
    """
    checked = check_rule(text)
    if checked.rule is None:
        raise RuleError(checked.errors)
    return checked.rule


def _contradictions(rule: WarningRule) -> Iterator[_Found]:
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        yield "validity", "error", "valid_to", "失效日期早于生效日期，规则永远不会成立，请改正。"
    yield from _of_scope(rule)
    on = rule.on
    if isinstance(on, PaceLevel):
        yield from _of_pace(on)
    elif isinstance(on, LagLevel):
        yield from _of_lag(on)
    elif isinstance(on, Change | Gap):
        yield from _of_difference(on)
    if isinstance(on, Change | Streak):
        yield from _of_improvement(rule, on)


def _of_scope(rule: WarningRule) -> Iterator[_Found]:
    only_within = rule.applies.directions == {WITHIN}
    if only_within and rule.is_directed:
        yield (
            "never",
            "error",
            "applies.directions",
            "只适用“保持区间”的指标，而条件问的是“变差”：保持区间的指标没有好坏方向，"
            "规则永远不会成立。请改用 fall 或 rise，或改适用方向。",
        )
    if only_within and isinstance(rule.on, LagLevel):
        sentence = (
            "只适用“保持区间”的指标，它们没有应达比例，滞后永远不会成立。请改用 level: pace。"
        )
        yield "never", "error", "applies.directions", sentence
    one_a_year = rule.applies.frequencies == _MEASURES_OF_ONE_PERIOD
    if one_a_year and isinstance(rule.on, Change) and rule.on.against == "previous":
        sentence = "年度指标的上一期就是上年同期，写 previous 和 last_year 相同。"
        yield "same", "warning", "condition", sentence


def _of_pace(on: PaceLevel) -> Iterator[_Found]:
    if on.reason and on.pace != PaceWord.UNKNOWN:
        sentence = "进度不是“未知”就没有原因：reason 只能和 pace: unknown 写在一起。"
        yield "contradiction", "error", "condition", sentence


def _of_lag(on: LagLevel) -> Iterator[_Found]:
    bound = on.bound
    if bound.op in ("<", "<="):
        sentence = "滞后越大越要预警，请用 >= 或 >；用 < 时没有滞后的也会成立。"
        yield "never", "error", "bound", sentence
    elif bound.value < 0 or (bound.value == 0 and bound.op == ">="):
        yield "always", "error", "bound", "滞后最小是 0，这个条件总是成立，请写大于 0 的数。"


def _of_difference(on: Change | Gap) -> Iterator[_Found]:
    bound = on.bound
    if bound.op in ("<", "<="):
        sentence = (
            "变化和差距都以幅度计，请用 > 或 >=；方向写在 worse、fall、rise、below、above 里。"
        )
        yield "contradiction", "error", "bound", sentence
    elif bound.value < 0 or (bound.value == 0 and bound.op == ">="):
        yield "always", "error", "bound", "幅度要大于 0，否则没有变化也会成立，请改正。"
    elif on.measure == "percent" and bound.value >= 100 and on.sense in ("fall", "below"):
        sentence = "降幅或差距达到 100% 只有数值变为零或负数才会成立，请核对。"
        yield "hardly", "warning", "bound", sentence


_BETTER = {
    ("less", "fall"): "下降",
    ("less", "falling"): "下降",
    ("more", "rise"): "上升",
    ("more", "rising"): "上升",
}


def _of_improvement(rule: WarningRule, on: Change | Streak) -> Iterator[_Found]:
    """A rule for indicators of one direction only that warns when they get better."""
    sense = on.sense if isinstance(on, Change) else on.of
    for direction in rule.applies.directions if len(rule.applies.directions) == 1 else ():
        if word := _BETTER.get((direction, sense)):
            sentence = f"适用的指标{word}是变好，却按{word}预警，请核对；要“变差”请写 worse。"
            yield "better", "warning", "condition", sentence
