"""Results, explanations and templates as files."""

from .files import check_apart, check_suffix, write_table
from .outcomes import STEPS, write_both, write_explanation, write_outcome
from .templates import write_template
from .texts import texts_of

__all__ = [
    "STEPS",
    "check_apart",
    "check_suffix",
    "texts_of",
    "write_both",
    "write_explanation",
    "write_outcome",
    "write_table",
    "write_template",
]
