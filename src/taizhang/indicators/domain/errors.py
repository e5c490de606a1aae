"""Errors of operations on indicators: a code for machines, a sentence for people."""

from collections.abc import Sequence
from dataclasses import dataclass


class IndicatorError(Exception):
    """An operation on indicators was refused (指标操作被拒绝); `field` names the input at fault."""

    def __init__(self, code: str, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


@dataclass(frozen=True, slots=True)
class FigureProblem:
    """What is wrong with one figure of a submission: `row` counts those given, from 0."""

    row: int
    code: str
    message: str
    field: str  # indicator, region, day, value, is_final, note


class FiguresRefusedError(Exception):
    """Nothing of a submission was taken (整批未收); `problems` says why, figure by figure."""

    code = "figures_refused"

    def __init__(self, problems: Sequence[FigureProblem]) -> None:
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = tuple(problems)
