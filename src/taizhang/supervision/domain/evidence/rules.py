"""Which evidence closes what (佐证规则): words of targets and tasks to kinds of evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from taizhang.ledger.domain.snapshot import Snapshot

from ...enums import EvidenceKind

BY_RULES = "rules"  # how a dispatch asks for evidence

Asked = tuple[tuple[int | None, str], ...]  # (target key, None: the whole task; EvidenceKind)


@dataclass(frozen=True, slots=True)
class Rule:
    """These words ask for this kind."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """The table: rules in order, and the kinds where none fits ("" asks for nothing)."""

    targets: tuple[Rule, ...]
    tasks: tuple[Rule, ...]
    otherwise_target: str
    otherwise_task: str

    def propose(self, task: Snapshot) -> Asked:
        """What should close a task: evidence for each of its targets, or for the task itself."""
        if task.targets:
            return tuple(
                (goal.key, kind)
                for goal in task.targets
                if (kind := self._kind_of_target(goal.indicator, goal.quote))
            )
        kind = _first(self.tasks, task.title, task.text) or self.otherwise_task
        return ((None, kind),) if kind else ()

    def _kind_of_target(self, indicator: str, quote: str) -> str:
        return _first(self.targets, indicator, quote) or self.otherwise_target


def _first(rules: Iterable[Rule], *texts: str) -> str:
    """The kind of the first rule that fits the first text that any rule fits."""
    for text in texts:
        for rule in rules:
            if any(word in text for word in rule.words):
                return rule.kind
    return ""


@cache
def evidence_rules() -> EvidenceRules:
    """The shipped table."""
    text = (files("taizhang.supervision") / "evidence_kinds.yaml").read_text("utf-8")
    return rules_from(yaml.safe_load(text))


def rules_from(table: Mapping[str, object]) -> EvidenceRules:
    """A table as it stands in YAML.

    Raises:
        ValueError: a kind that is not known, a rule without words, figures asked of a task.
    """
    rules = EvidenceRules(
        _rules(table["targets"]),
        _rules(table["tasks"]),
        str(table["otherwise_target"]),
        str(table["otherwise_task"]),
    )
    kinds = {rule.kind for rule in rules.targets} | {rules.otherwise_target}
    of_tasks = {rule.kind for rule in rules.tasks} | {rules.otherwise_task}
    if unknown := (kinds | of_tasks) - {*EvidenceKind.values, ""}:
        raise ValueError(f"unknown kinds of evidence: {sorted(unknown)}")
    if EvidenceKind.FIGURE in of_tasks:
        raise ValueError("a figure closes a target, not a task")
    return rules


def _rules(rows: object) -> tuple[Rule, ...]:
    assert isinstance(rows, list)
    rules = tuple(Rule(row["kind"], tuple(row["words"])) for row in rows)
    if any(not rule.words or not all(rule.words) for rule in rules):
        raise ValueError("a rule needs words")
    return rules
