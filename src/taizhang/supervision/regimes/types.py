"""A light regime (亮灯办法): ordered rules from neutral facts to what is shown and done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .numbers import NumberSet


@dataclass(frozen=True, slots=True)
class Test:
    """A test on one fact: one of some words (flags are the words true and false), or numbers."""

    __test__ = False  # not a test of ours

    fact: str
    words: frozenset[str] = frozenset()
    numbers: NumberSet | None = None

    def holds(self, value: str | Decimal) -> bool:
        """Whether the (completed) value of the fact passes."""
        if self.numbers is None:
            return value in self.words
        return isinstance(value, Decimal) and self.numbers.has(value)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule gives: `document` to issue and `next` step are empty where there is none."""

    colour: str
    label: str
    points: Decimal = Decimal(0)
    document: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`when` holds if in any of its groups all tests hold; one empty group: always."""

    when: tuple[tuple[Test, ...], ...]
    then: Outcome
    line: int = 0  # where it stands in the file

    @property
    def is_otherwise(self) -> bool:
        """Whether it takes whatever the rules before it left."""
        return () in self.when

    def holds(self, facts: Mapping[str, str | Decimal]) -> bool:
        """Whether the completed facts meet the rule."""
        return any(all(test.holds(facts[test.fact]) for test in group) for group in self.when)


@dataclass(frozen=True, slots=True)
class Regime:
    """Rules in their order: the first that holds decides. `exclusive`: no two may contradict."""

    name: str
    reference: str
    valid_from: date
    rules: tuple[Rule, ...]
    key: str = ""
    valid_to: date | None = None
    note: str = ""
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a regime: a code for machines, a sentence for people, its place.

    `severity`: error (the regime is refused) or warning. `line` 0: the file as a whole; `rule` 0:
    no single rule.
    """

    code: str
    message: str
    line: int = 0
    rule: int = 0
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found; `combinations` reachable ones were proved to have one outcome each."""

    findings: tuple[Finding, ...] = ()
    combinations: int = 0
    regime: Regime | None = field(default=None, compare=False)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that refuse the regime."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


class RegimeError(Exception):
    """A regime is refused; `code` of the first finding, `findings` all of them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(finding.message for finding in findings))
        self.code = findings[0].code
        self.findings = findings
