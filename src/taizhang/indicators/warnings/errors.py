"""What is wrong with a rule of early warning, by line (预警规则的问题)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A code for machines, the line (from 1), a sentence for people."""

    code: str
    severity: Severity
    line: int
    message: str


class RuleError(Exception):
    """A text is no rule of early warning, or one that says nothing (预警规则被拒绝)."""

    code = "bad_warning_rule"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(f"第 {each.line} 行：{each.message}" for each in findings))
        self.findings = tuple(findings)
