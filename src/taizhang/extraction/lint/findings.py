"""What the linter returns (检查结果): findings with a code, a severity, a place and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from ..findings import SEVERITIES, Finding, Severity
from .claims import Claims

__all__ = ["SEVERITIES", "Finding", "Report", "Severity"]


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one file in text order, and the codes that were not checked (未检查项).

    ``claims``, one a document, can be held against a store later: `check_claims`.
    """

    findings: tuple[Finding, ...]
    off: tuple[str, ...]
    claims: tuple[Claims, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings are of one severity."""
        return sum(finding.severity == severity for finding in self.findings)
