"""A linter for drafts (文稿检查): contradictions and omissions a reader would stumble over.

Grammar and arithmetic over what `extract` reads; no Django, clock or network. What each code
means and when it is silent: ``docs/lint.md``.
"""

from .citations import plain_number, plain_title
from .claims import CitedDocument, Claims, NamedUnit
from .codes import Code, codes
from .engine import lint
from .findings import SEVERITIES, Finding, Report, Severity
from .serialise import to_json
from .store import KnownDocument, Store, check_claims

__all__ = [
    "SEVERITIES",
    "CitedDocument",
    "Claims",
    "Code",
    "Finding",
    "KnownDocument",
    "NamedUnit",
    "Report",
    "Severity",
    "Store",
    "check_claims",
    "codes",
    "lint",
    "plain_number",
    "plain_title",
    "to_json",
]
