"""Supervision mechanisms (督办机制) as data: types, loader, check. Free of Django."""

from .checking import CheckedMechanism, check_mechanism, load_mechanism, parse_mechanism
from .errors import Finding, MechanismError
from .shipped import shipped_texts
from .terms import due_days, words_of
from .types import Kind, Mechanism, Reports, Round, SlipRule, Step, Unmet, Within
from .writing import write_mechanism

__all__ = [
    "CheckedMechanism",
    "Finding",
    "Kind",
    "Mechanism",
    "MechanismError",
    "Reports",
    "Round",
    "SlipRule",
    "Step",
    "Unmet",
    "Within",
    "check_mechanism",
    "due_days",
    "load_mechanism",
    "parse_mechanism",
    "shipped_texts",
    "words_of",
    "write_mechanism",
]
