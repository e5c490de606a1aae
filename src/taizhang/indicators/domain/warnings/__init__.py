"""Early warning (早发现、早预警、早处置): rules in force, raising, handling, closing."""

from .acts import acknowledge_warning, close_warning, handle_warning, return_warning
from .evaluating import evaluate_warnings
from .raising import Evaluated
from .rule_versions import record_rule, record_shipped_rules, rules_in_force

__all__ = [
    "Evaluated",
    "acknowledge_warning",
    "close_warning",
    "evaluate_warnings",
    "handle_warning",
    "record_rule",
    "record_shipped_rules",
    "return_warning",
    "rules_in_force",
]
