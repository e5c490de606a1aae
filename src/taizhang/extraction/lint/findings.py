"""What the linter returns (检查结果): findings with a code, a severity, a place and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..types import Span
from .claims import Claims

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a drafter should look at (检查发现).

    ``span`` are offsets into the decoded text, ``quote`` is exactly the text between them;
    ``message`` is a full Chinese sentence: what was found, where, what to do.
    """

    code: str
    severity: Severity
    span: Span
    quote: str
    message: str


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
