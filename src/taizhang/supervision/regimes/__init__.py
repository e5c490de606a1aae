"""Light regimes (亮灯办法) as data: types, loader, proof of completeness, SQL. No Django.

>>> from taizhang.supervision.regimes import check_file
>>> text = "name: 例\\nreference: 例\\nvalid_from: 2026-01-01\\nrules:\\n- {then: green}\\n"
>>> check_file(text.encode()).errors
()
"""

from .check import check_file, check_regime, load_regime
from .evaluation import NoOutcomeError, decide_rule, evaluate
from .facts import Fact, all_facts, complete_facts
from .loader import read_regime
from .outcomes import colour_names
from .shipped import Shipped, shipped_regime, shipped_regimes
from .sql import sql_case
from .types import Finding, Outcome, Regime, RegimeError, Report, Rule, Test

__all__ = [
    "Fact",
    "Finding",
    "NoOutcomeError",
    "Outcome",
    "Regime",
    "RegimeError",
    "Report",
    "Rule",
    "Shipped",
    "Test",
    "all_facts",
    "check_file",
    "check_regime",
    "colour_names",
    "complete_facts",
    "decide_rule",
    "evaluate",
    "load_regime",
    "read_regime",
    "shipped_regime",
    "shipped_regimes",
    "sql_case",
]
