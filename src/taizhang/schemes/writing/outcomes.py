"""A run written down: the result, and the explanation as a long table."""

from pathlib import Path
from typing import TYPE_CHECKING

from ..types import Column, Kind
from .files import write_parts, write_table

if TYPE_CHECKING:
    from ..running import Run

STEPS = tuple(
    Column(name, label, Kind.TEXT)
    for name, label in (
        ("subject", "对象"),
        ("criterion", "代码"),
        ("label", "项目"),
        ("input", "依据的数"),
        ("rule", "适用的规则"),
        ("points", "结果"),
        ("source", "条款"),
    )
)


def write_outcome(run: "Run", path: Path, *, chinese: bool = False) -> None:
    """The result of a run; `OutputError`."""
    definition = run.scheme.definition
    write_table(run.outcome.frame, definition.output, path, title=definition.title, chinese=chinese)


def write_explanation(run: "Run", path: Path, *, chinese: bool = False) -> None:
    """Every step of every subject; `OutputError`."""
    title = f"{run.scheme.definition.title}：计算过程"
    write_parts(run.outcome.parts, STEPS, path, title=title, chinese=chinese)
