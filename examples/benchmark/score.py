"""Score readings of policy texts against the annotations beside this file.

Usage: score.py RESULTS [--errors]; RESULTS holds NAME.json for each NAME.txt here, in the form that
`taizhang extract NAME.txt` prints. Standard library only, so that any reader can be scored.

An item is matched by where it starts: blanks do not count, twelve characters of slack. Then, over
all texts: F1 of items, units (by name), targets (value, unit, operator) and deadlines (day);
accuracy of roles and of the deadlines of targets, among the matched; likeness of indicators (Dice
of character pairs) among the matched targets.
"""

import json
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SLACK = 12
NOTHING: dict[str, Any] = {"units": [], "targets": [], "deadlines": []}


@dataclass
class Tally:
    """Marks in both, only annotated, only reported."""

    both: int = 0
    missed: int = 0
    invented: int = 0

    def add(self, wanted: Iterable[Hashable], got: Iterable[Hashable]) -> tuple[list, list]:
        """Compare two bags; what was missed and what was invented."""
        left, right = Counter(wanted), Counter(got)
        self.both += (left & right).total()
        self.missed += (left - right).total()
        self.invented += (right - left).total()
        return list((left - right).elements()), list((right - left).elements())

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.both + self.missed + self.invented
        return 2 * self.both / total if total else 1.0


@dataclass
class Scores:
    """All tallies, and the shares among matched marks."""

    tallies: dict[str, Tally] = field(
        default_factory=lambda: {n: Tally() for n in ("items", "units", "targets", "deadlines")}
    )
    shares: dict[str, list[float]] = field(
        default_factory=lambda: {n: [] for n in ("roles", "target_deadline", "indicator")}
    )

    def table(self) -> dict[str, float]:
        """Name of measure to its value, 0 to 1."""
        means = {name: sum(all_) / len(all_) if all_ else 1.0 for name, all_ in self.shares.items()}
        return {name: tally.f1 for name, tally in self.tallies.items()} | means


def dense(text: str) -> str:
    """The text without blanks."""
    return "".join(text.split())


def likeness(left: str, right: str) -> float:
    """Dice coefficient of character pairs, 0 to 1."""
    pairs = [Counter(t[i : i + 2] for i in range(max(1, len(t) - 1))) for t in (left, right)]
    return 2 * (pairs[0] & pairs[1]).total() / (pairs[0].total() + pairs[1].total())


def target_key(target: dict[str, Any]) -> tuple[Any, ...]:
    """What makes two targets the same."""
    high = target["value_max"]
    rounded = (round(float(target["value"]), 6), None if high is None else round(float(high), 6))
    return (*rounded, dense(target["unit"]), target["op"])


def pair_items(text: str, gold: list[Any], found: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Annotated and reported items that start at the same place; None where one is missing."""
    page = dense(text)
    starts = [len(dense(text[: item["span"][0]])) for item in found]
    free = set(range(len(found)))
    position = 0
    for item in gold:
        position = max(page.find(dense(item["quote_start"]), position), position)
        near = [i for i in free if abs(starts[i] - position) <= SLACK]
        best = min(near, key=lambda i: abs(starts[i] - position), default=None)
        free -= {best}
        yield item, None if best is None else found[best]
    for i in sorted(free):
        yield None, found[i]


def compare_item(scores: Scores, wanted: Any, got: Any) -> Iterator[str]:
    """Add one pair of items; lines on what differs."""
    kinds = {
        "items": lambda item: [1] if item else [],
        "units": lambda item: [dense(u["name"]) for u in (item or NOTHING)["units"]],
        "targets": lambda item: [target_key(t) for t in (item or NOTHING)["targets"]],
        "deadlines": lambda item: {d["date"] for d in (item or NOTHING)["deadlines"]},
    }
    for kind, marks in kinds.items():
        missed, invented = scores.tallies[kind].add(marks(wanted), marks(got))
        if missed or invented:
            yield f"{kind}: missed {missed} invented {invented}"
    if wanted and got:
        compare_matched(scores, wanted, got)


def compare_matched(scores: Scores, wanted: Any, got: Any) -> None:
    """Roles of the units, names and days of the targets that both know."""
    roles = {dense(unit["name"]): unit["role"] for unit in got["units"]}
    named = [(dense(unit["name"]), unit["role"]) for unit in wanted["units"]]
    scores.shares["roles"] += [float(roles[name] == role) for name, role in named if name in roles]
    waiting = list(got["targets"])
    for target in wanted["targets"]:
        same = [each for each in waiting if target_key(each) == target_key(target)]
        if same:
            best = max(same, key=lambda t: likeness(t["indicator"], target["indicator"]))
            waiting.remove(best)
            scores.shares["indicator"].append(likeness(best["indicator"], target["indicator"]))
            scores.shares["target_deadline"].append(float(best["deadline"] == target["deadline"]))


def score(results: Path, texts: Path = HERE) -> tuple[Scores, list[str]]:
    """The scores of a folder of results, and a line for each difference."""
    scores, lines = Scores(), []
    for path in sorted(texts.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        name = gold["doc"].removesuffix(".txt")
        found = json.loads((results / f"{name}.json").read_text(encoding="utf-8"))
        items = [item for document in found["documents"] for item in document["items"]]
        text = (texts / gold["doc"]).read_text(encoding="utf-8")
        for wanted, got in pair_items(text, gold["items"], items):
            place = f"{name} {'/'.join((wanted or got)['path'])}"
            lines += [f"{place}: {line}" for line in compare_item(scores, wanted, got)]
    return scores, lines


def main() -> None:
    """Print the table."""
    scores, lines = score(Path(sys.argv[1]))
    if "--errors" in sys.argv:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.write("".join(f"{name:<18}{v:.3f}\n" for name, v in scores.table().items()))


if __name__ == "__main__":
    main()
