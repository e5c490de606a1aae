"""The JSON form of a report (检查结果的 JSON 形式)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from .findings import Report


def to_json(report: Report) -> dict[str, Any]:
    """Findings and what was off, as JSON values.

    >>> from taizhang.extraction.lint import lint
    >>> to_json(lint("一、加强领导。"))["findings"]
    []
    """
    findings = [asdict(finding) | {"span": list(finding.span)} for finding in report.findings]
    return {"findings": findings, "off": list(report.off)}
