"""The city's numbers as data: `indicators.yaml` and `figures.csv` read into plain frozen rows."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from taizhang.cli.demo.data import EXAMPLES, SupervisionStory, read_yaml
from taizhang.indicators.domain.periods import period_ends

FIGURES = "figures.csv"
_NONE, _PROVISIONAL = "-", "p"


@dataclass(frozen=True, slots=True)
class Place:
    """A region of an indicator: who gives its figures ("": as the indicator says), since when
    they are due."""

    region: str
    office: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """An indicator; its own region first among `places`. Words as in the room of indicators."""

    code: str
    name: str
    unit: str
    direction: str
    frequency: str
    accumulation: str
    office: str
    places: tuple[Place, ...]
    release_days: int
    definition: str
    reference: str


@dataclass(frozen=True, slots=True)
class FigureStory:
    """A figure for the end of a day."""

    code: str
    region: str
    on: date
    value: Decimal
    is_final: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """The indicators, all their figures, and what people did with them, in its order."""

    meanings: tuple[Meaning, ...]
    figures: tuple[FigureStory, ...]
    acts: tuple[SupervisionStory, ...]


def read_measures(folder: Path = EXAMPLES / "city") -> Measures:
    """Both files. Raises DemoError where the examples are not beside the program."""
    data = read_yaml(folder / "indicators.yaml")
    meanings = tuple(_meaning(each, data) for each in data["indicators"])
    acts = (SupervisionStory(a.pop("day"), a.pop("act"), a.pop("by"), a) for a in data["acts"])
    return Measures(meanings, tuple(_figures(folder / FIGURES, meanings)), tuple(acts))


def _meaning(each: Mapping[str, Any], data: Mapping[str, Any]) -> Meaning:
    kept = data["regions"] if each.get("counties") else data["regions"][:1]
    own = each.get("series", {})
    places = (Place(**{"since": each["since"], **own.get(name, {})}, region=name) for name in kept)
    return Meaning(
        code=each["code"],
        name=each["name"],
        unit=each["unit"],
        direction=each.get("direction", "more"),
        frequency=each["frequency"],
        accumulation=each["accumulation"],
        office=each["office"],
        places=tuple(places),
        release_days=each.get("release", 15),
        definition=each.get("definition", ""),
        reference=each.get("reference", data["reference"]),
    )


def _figures(path: Path, meanings: tuple[Meaning, ...]) -> Iterator[FigureStory]:
    """A line of the file has the figures of a year, one a period: "-" is missing, a "p" behind a
    figure says that it is provisional."""
    frequencies = {each.code: each.frequency for each in meanings}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year, code = int(row["year"]), row["code"]
            ends = period_ends(frequencies[code], date(year, 1, 1), date(year, 12, 31))
            for on, text in zip(ends, row["values"].split(), strict=False):
                if text != _NONE:
                    value = Decimal(text.removesuffix(_PROVISIONAL))
                    final = not text.endswith(_PROVISIONAL)
                    yield FigureStory(code, row["region"], on, value, final)
