"""A run written down: the result, and the explanation as a long table."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..types import Column, Kind
from .files import check_apart, file_pieces, replace_files

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
    replace_files(((path, _outcome(run, path, chinese)),))


def write_explanation(run: "Run", path: Path, *, chinese: bool = False) -> None:
    """Every step of every subject; `OutputError`."""
    replace_files(((path, _explanation(run, path, chinese)),))


def write_both(run: "Run", path: Path, explanation: Path, *, chinese: bool = False) -> None:
    """The result and every step, both or neither; `OutputError`."""
    check_apart(path, explanation)
    replace_files(
        (
            (explanation, _explanation(run, explanation, chinese)),
            (path, _outcome(run, path, chinese)),
        )
    )


def _outcome(run: "Run", path: Path, chinese: bool) -> Iterator[bytes]:
    definition = run.scheme.definition
    parts = iter((run.outcome.frame,))
    title = definition.title
    return file_pieces(lambda: parts, definition.output, path, title=title, chinese=chinese)


def _explanation(run: "Run", path: Path, chinese: bool) -> Iterator[bytes]:
    title = f"{run.scheme.definition.title}：计算过程"
    return file_pieces(run.outcome.parts, STEPS, path, title=title, chinese=chinese)
