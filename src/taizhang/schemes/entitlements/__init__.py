"""Who is entitled to what: every scheme that pays a single subject, held to its facts (免申即享).

Which chapter pays what for which purpose stands in its `pays.yaml`; what happens where several
payments serve the same purpose, in `purposes.yaml`.
"""

from .asking import find_entitlements
from .declared import FORM_WORDS, Decision, Form, Paying, Purpose, Way, paying_schemes, purposes
from .facts import NAME, SUBJECT, Group, fact_columns, facts_of, groups, read_facts, shared_facts
from .finals import Final, Finals, read_final
from .found import STATE_WORDS, Entitlement, Missing, State
from .rivals import Rivalry, rivalries_of, settled_total
from .template import write_facts_template
from .writing import COLUMNS, decided_by, entitlement_table, write_entitlements

__all__ = [
    "COLUMNS",
    "FORM_WORDS",
    "NAME",
    "STATE_WORDS",
    "SUBJECT",
    "Decision",
    "Entitlement",
    "Final",
    "Finals",
    "Form",
    "Group",
    "Missing",
    "Paying",
    "Purpose",
    "Rivalry",
    "State",
    "Way",
    "decided_by",
    "entitlement_table",
    "fact_columns",
    "facts_of",
    "find_entitlements",
    "groups",
    "paying_schemes",
    "purposes",
    "read_facts",
    "read_final",
    "rivalries_of",
    "settled_total",
    "shared_facts",
    "write_entitlements",
    "write_facts_template",
]
