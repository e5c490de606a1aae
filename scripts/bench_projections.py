"""Projections of a year's end beside what other libraries forecast: errors, coverage, time.

`python scripts/bench_projections.py --peers .venv-peers/bin/python` prints two tables for
docs/algorithms/projection.md. The series are made by chance with a seed of their own: twelve
months a year with a season, of which the year's end is projected in April, July and October, and
random walks for levels. The peers get the months one by one, as they expect them, and forecast the
months to come; the end of the year is their sum, its interval from simulated paths.
"""

import argparse
import json
import subprocess
import sys
import time
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import exp
from pathlib import Path
from random import Random
from statistics import median

from taizhang.indicators.domain.projections import project

PEERS = Path(__file__).with_name("bench_projection_peers.py")
SEASON = (4, 4, 7, 8, 8, 10, 8, 8, 9, 9, 10, 15)
YEAR = 2024
SEEN = (3, 6, 9)  # months of the last year that are known


@dataclass(frozen=True, slots=True)
class Kind:
    """How a series is made: years before the last, noise of a month, what is peculiar."""

    name: str
    years: int
    noise: float
    peculiar: str = ""


KINDS = (
    Kind("3 years, noise 10 %", 3, 0.10),
    Kind("5 years, noise 10 %", 5, 0.10),
    Kind("5 years, noise 30 %", 5, 0.30),
    Kind("10 years, noise 20 %", 10, 0.20),
    Kind("5 years, season wanders", 5, 0.10, "wanders"),
    Kind("5 years, last year halved", 5, 0.10, "halved"),
    Kind("5 years, half of it in December", 5, 0.20, "rush"),
)


@dataclass(frozen=True, slots=True)
class Given:
    """A figure, as projections take it."""

    day: date
    value: Decimal


def main() -> None:
    """Make the series, project them here and there, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", type=Path, required=True)
    parser.add_argument("--series", type=int, default=60)
    asked = parser.parse_args()
    random = Random(20241231)  # noqa: S311 - test data
    cases = [case for kind in KINDS for case in _cases(random, kind, asked.series)]
    given = json.dumps([{"months": case["months"], "ahead": case["ahead"]} for case in cases])
    answer = subprocess.run(
        [asked.peers, PEERS], input=given, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        sys.exit(f"the peers failed:\n{answer.stderr[-4000:]}")
    said = {"share of the end": _own(cases), **json.loads(answer.stdout)}
    _print(cases, said)


def _cases(random: Random, kind: Kind, count: int) -> Iterator[dict]:
    for number in range(count):
        months = _months(random, kind)
        seen = SEEN[number % len(SEEN)]
        yield {
            "kind": kind.name,
            "months": months[: kind.years * 12 + seen],
            "ahead": 12 - seen,
            "end": sum(months[-12:]),
        }


def _months(random: Random, kind: Kind) -> list[float]:
    """The months of all years: an end that grows by 6 % ± 5, spread over the season."""
    shares = list(SEASON)
    if kind.peculiar == "rush":
        shares = [share / 2 for share in SEASON]
        shares[-1] += 50
    end, months = 1000.0, []
    for year in range(kind.years + 1):
        if kind.peculiar == "wanders":
            shares = [share * exp(random.gauss(0, 0.1)) for share in shares]
        level = end / 2 if kind.peculiar == "halved" and year == kind.years else end
        whole = sum(shares)
        months += [level * s / whole * exp(random.gauss(0, kind.noise)) for s in shares]
        end *= exp(random.gauss(0.06, 0.05))
    return months


def _own(cases: list[dict]) -> dict:
    """Ours, from the cumulated figures."""
    began, said = time.perf_counter(), []
    for case in cases:
        history = list(_cumulated(case["months"]))
        found = project(
            history, end=date(YEAR, 12, 31), as_of=history[-1].day, accumulation="cumulative"
        )
        said.append([float(found.value or 0), float(found.low or 0), float(found.high or 0)])
    return {"said": said, "seconds": time.perf_counter() - began}


def _cumulated(months: list[float]) -> Iterator[Given]:
    first = YEAR - (len(months) - 1) // 12
    total = 0.0
    for at, brought in enumerate(months):
        year, month = first + at // 12, at % 12 + 1
        total = brought if month == 1 else total + brought
        yield Given(date(year, month, monthrange(year, month)[1]), Decimal(str(total)))


def _print(cases: list[dict], said: dict[str, dict]) -> None:
    _say("| series | " + " | ".join(said) + " |\n|---|" + "---|" * len(said))
    kinds = list(dict.fromkeys(case["kind"] for case in cases))
    for kind in [*kinds, "all"]:
        cells = [_cell(cases, answer["said"], kind) for answer in said.values()]
        _say(f"| {kind} | " + " | ".join(cells) + " |")
    times = [f"{answer['seconds'] / len(cases) * 1000:.2f} ms" for answer in said.values()]
    _say("| time of one | " + " | ".join(times) + " |")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _cell(cases: list[dict], said: list[list[float]], kind: str) -> str:
    """Median absolute error, hits of the interval, both in percent, and its median width."""
    pairs = [
        (case["end"], answer)
        for case, answer in zip(cases, said, strict=True)
        if kind in ("all", case["kind"])
    ]
    made = [(end, answer) for end, answer in pairs if answer[0] > 0]
    if len(made) < len(pairs) / 2:
        return "—"
    error = median(abs(value - end) / end * 100 for end, (value, _low, _high) in made)
    hits = sum(low <= end <= high for end, (_value, low, high) in made) / len(made) * 100
    width = median((high - low) / end * 100 for end, (_value, low, high) in made)
    return f"{error:.1f} · {hits:.0f} · {width:.0f}"


if __name__ == "__main__":
    main()
