"""A linter for drafts (文稿检查): contradictions and omissions a reader would stumble over.

Grammar and arithmetic over what `extract` reads; no Django, clock or network. What each code
means and when it is silent: ``docs/lint.md``.
"""

from .codes import Code, codes
from .engine import lint
from .findings import SEVERITIES, Finding, Report, Severity
from .serialise import to_json

__all__ = ["SEVERITIES", "Code", "Finding", "Report", "Severity", "codes", "lint", "to_json"]
