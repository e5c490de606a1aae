"""Criteria of a score, each declared once: its points, its rule, what would lift it (评分指标).

From one object come the expression of the points, which is the same on every engine, and the
texts of the explanation, so that nobody reads a rule that was not the one computed.
"""

from .base import Criterion, Lift, picked
from .brackets import Brackets
from .chosen import Chosen, Flagged
from .counted import Counted, Given, Steps
from .numbers import amount, figure, points_text
from .steps import criterion_steps, step_table, with_lifts

__all__ = [
    "Brackets",
    "Chosen",
    "Counted",
    "Criterion",
    "Flagged",
    "Given",
    "Lift",
    "Steps",
    "amount",
    "criterion_steps",
    "figure",
    "picked",
    "points_text",
    "step_table",
    "with_lifts",
]
