"""Rules of early warning: read, proved, put to figures (预警规则). No database, no clock."""

from .checking import CheckedRule, check_rule, load_rule
from .errors import Finding, RuleError
from .evidence import Evidence
from .shipped import shipped_rules
from .telling import tell_evidence, tell_formula
from .types import Applies, WarningRule
from .words import condition_words

__all__ = [
    "Applies",
    "CheckedRule",
    "Evidence",
    "Finding",
    "RuleError",
    "WarningRule",
    "check_rule",
    "condition_words",
    "load_rule",
    "shipped_rules",
    "tell_evidence",
    "tell_formula",
]
