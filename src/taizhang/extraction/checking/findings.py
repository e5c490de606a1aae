"""What the checker returns (核对结果): findings with a code, a severity, a place and a sentence."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ..findings import Finding, Severity

__all__ = ["Code", "Finding", "Report", "Severity", "codes", "to_json"]


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: a stable name, what it means, how grave."""

    name: str
    label: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one bulletin in text order."""

    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are of one severity."""
        return sum(finding.severity == severity for finding in self.findings)


def to_json(report: Report) -> dict[str, Any]:
    """Findings as JSON values: `{"findings": [{code, severity, span, quote, message}]}`."""
    return {"findings": [asdict(f) | {"span": list(f.span)} for f in report.findings]}


@cache
def codes() -> dict[str, Code]:
    """All codes by name, in the order of the documentation."""
    data = (files(__package__) / "codes.yaml").read_bytes()
    return {
        name: Code(name, entry["label"], entry["severity"])
        for name, entry in yaml.safe_load(data).items()
    }
