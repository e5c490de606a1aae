"""What if a parameter were different: who moves, what it costs, how firm a ranking is (推演)."""

from .asking import ask_sensitivity, ask_sweep, ask_what_if, undated
from .columns import carried_columns, criteria_of, levels_of, result_keys
from .comparing import Change, Comparison, Transition, compare
from .errors import ComparisonError
from .parts import ChangedPart, Part, changed_parts, part_named, parts_of, word_of
from .sensitivity import Sensitivity, sensitivity
from .sentences import comparison_sentences, sensitivity_sentences, sweep_sentences
from .spans import span_of
from .sweeping import Sweep, SweepPoint, sweep
from .totals import CountyTotal, Total, summed
from .writing import (
    comparison_table,
    sensitivity_table,
    sweep_table,
    write_comparison,
    write_sensitivity,
    write_sweep,
)

__all__ = [
    "Change",
    "ChangedPart",
    "Comparison",
    "ComparisonError",
    "CountyTotal",
    "Part",
    "Sensitivity",
    "Sweep",
    "SweepPoint",
    "Total",
    "Transition",
    "ask_sensitivity",
    "ask_sweep",
    "ask_what_if",
    "carried_columns",
    "changed_parts",
    "compare",
    "comparison_sentences",
    "comparison_table",
    "criteria_of",
    "levels_of",
    "part_named",
    "parts_of",
    "result_keys",
    "sensitivity",
    "sensitivity_sentences",
    "sensitivity_table",
    "span_of",
    "summed",
    "sweep",
    "sweep_sentences",
    "sweep_table",
    "undated",
    "word_of",
    "write_comparison",
    "write_sensitivity",
    "write_sweep",
]
