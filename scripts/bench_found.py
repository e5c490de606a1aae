"""What each tool finds, misses and invents on annotated texts: rows of `make bench-extraction`.

A deadline is found when a hit overlaps the annotated words; it is right when the last day is too.
A target is found when a hit overlaps its words and is right when the number (scaled or as printed)
is. What a tool reports elsewhere is invented: a time that is no deadline, a number that is no
target. The other libraries do not claim to tell these apart; the product has to.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Hit = tuple[int, int, Any]
Mark = tuple[int, int, Any]


@dataclass(slots=True)
class Count:
    """Annotated marks, those found, those right, and hits on nothing annotated."""

    marks: int = 0
    found: int = 0
    right: int = 0
    invented: int = 0

    def add(self, marks: Sequence[Mark], hits: Sequence[Hit]) -> None:
        """Compare the hits in one text with its marks."""
        self.marks += len(marks)
        self.invented += sum(not _touching(hit, marks) for hit in hits)
        for mark in marks:
            touching = _touching(mark, hits)
            self.found += bool(touching)
            self.right += any(_same(mark[2], hit[2]) for hit in touching)


@dataclass(slots=True)
class Found:
    """What one tool did on all texts."""

    deadlines: Count = field(default_factory=Count)
    targets: Count = field(default_factory=Count)


def _touching(mark: Mark, hits: Iterable[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit[0] < mark[1] and mark[0] < hit[1]]


def _same(wanted: Any, got: Any) -> bool:
    """The same day, or the same number before or behind 万, 亿 and %."""
    if got is None or isinstance(wanted, str):
        return bool(wanted == got)
    scales = (1, 100, 1e4, 1e8, 1e12)
    return any(abs(wanted - got * scale) <= 1e-6 * abs(wanted) for scale in scales)


def gold_marks(text: str, gold: dict[str, Any]) -> tuple[list[Mark], list[Mark]]:
    """The annotated deadlines and targets of a text, where they stand."""
    deadlines: list[Mark] = []
    targets: list[Mark] = []
    position = 0
    for item in gold["items"]:
        begins = text.find(item["quote_start"], position)
        position = begins if begins >= 0 else position
        for mark in item["deadlines"]:
            deadlines += _place(text, position, mark["quote"], mark["date"])
        for mark in item["targets"]:
            targets += _place(text, position, mark["quote"], mark["value"])
    return deadlines, targets


def _place(text: str, position: int, quote: str, value: Any) -> list[Mark]:
    at = text.find(quote, position)
    return [(at, at + len(quote), value)] if at >= 0 else []


def own_hits(result: dict[str, Any]) -> tuple[list[Hit], list[Hit]]:
    """The deadlines and targets of an extraction in its JSON form."""
    items = [item for document in result["documents"] for item in document["items"]]
    deadlines = [(*d["span"], d["date"]) for item in items for d in item["deadlines"]]
    targets = [(*t["span"], t["value"]) for item in items for t in item["targets"]]
    return deadlines, targets


def compare(
    golds: Sequence[Path], texts: Path, hits: dict[str, dict[str, tuple[list[Hit], list[Hit]]]]
) -> dict[str, Found]:
    """Each tool's account over annotated texts; `hits` by tool and name of text."""
    accounts = {tool: Found() for tool in hits}
    for path in golds:
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (texts / gold["doc"]).read_text(encoding="utf-8-sig")
        deadlines, targets = gold_marks(text, gold)
        for tool, account in accounts.items():
            times, numbers = hits[tool][gold["doc"]]
            account.deadlines.add(deadlines, times)
            account.targets.add(targets, numbers)
    return accounts
