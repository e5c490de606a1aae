"""The labelled comparisons of the project's own documents, and how a result is held to them."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from taizhang.extraction import extract, read_bytes
from taizhang.extraction.align import Alignment, Cell, Paper, align, read_paper

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "examples" / "align"
TEXTS = [*sorted((ROOT / "examples" / "policies").glob("*.txt")), *sorted(FOLDER.glob("*.txt"))]
SHARED = ROOT.parent / "shared"
SHARED_TEXTS = [
    *sorted((SHARED / "policies").glob("*.txt")),
    *sorted((SHARED / "gold" / "web").glob("*.txt")),
]
SETS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def paper_of(path: Path) -> Paper:
    """The measures of a file."""
    source = read_bytes(path.name, path.read_bytes())
    return read_paper(source, extract(source))


def paper(name: str, *lines: str) -> Paper:
    """A paper of some lines."""
    source = read_bytes(name, "\n\n".join(lines).encode())
    return read_paper(source, extract(source))


@cache
def labels(name: str) -> dict[str, Any]:
    """The labels of a set."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))


@cache
def aligned(name: str) -> Alignment:
    """The comparison of the documents of a set, in the order of its labels."""
    files = labels(name)["documents"].values()
    return align([paper_of(FOLDER / file) for file in files])


@dataclass
class Tally:
    """Right, wrong and missed, with what they were."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def compare(self, found: set[Any], wanted: set[Any], where: str) -> None:
        """Count what two sets share."""
        self.right += len(found & wanted)
        self.wrong += [f"{where}: {each}" for each in sorted(found - wanted)]
        self.missed += [f"{where}: {each}" for each in sorted(wanted - found)]

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        found = self.right + len(self.wrong)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        there = self.right + len(self.missed)
        return self.right / there if there else 1.0


def numbers_of(cell: Cell) -> set[str]:
    """The numbers of the measures in a cell."""
    return {"".join(m.path) for m in (cell.measure, *cell.also) if m is not None}


def score_matches(name: str, alignment: Alignment) -> Tally:
    """Pairs of measures: (number in the first document, document, number there)."""
    tally, keys = Tally(), list(labels(name)["documents"])
    for row, at in _rows_of_reference(alignment):
        wanted = labels(name)["rows"].get(at, {})
        for key, cell in zip(keys[1:], row.cells[1:], strict=True):
            tally.compare(numbers_of(cell), set(wanted.get(key, [[]])[0]), f"{at} {key}")
    return tally


def score_changes(name: str, alignment: Alignment) -> Tally:
    """Kinds of change of each cell whose measures were matched as labelled."""
    tally, keys = Tally(), list(labels(name)["documents"])
    for row, at in _rows_of_reference(alignment):
        wanted = labels(name)["rows"].get(at, {})
        for key, cell in zip(keys[1:], row.cells[1:], strict=True):
            numbers, kinds = wanted.get(key, [[], ["dropped"]])
            if numbers_of(cell) == set(numbers):
                tally.compare(set(cell.changes), set(kinds), f"{at} {key}")
    return tally


def added_rows(name: str, alignment: Alignment) -> list[dict[str, set[str]]]:
    """The rows that the first document has not: document → numbers."""
    keys = list(labels(name)["documents"])
    return [
        {
            key: numbers
            for key, cell in zip(keys, row.cells, strict=True)
            if (numbers := numbers_of(cell))
        }
        for row in alignment.rows
        if row.cells[0].measure is None
    ]


def _rows_of_reference(alignment: Alignment) -> list[tuple[Any, str]]:
    return [
        (row, "".join(row.cells[0].measure.path))
        for row in alignment.rows
        if row.cells[0].measure is not None
    ]
