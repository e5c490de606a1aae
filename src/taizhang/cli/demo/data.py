"""The fictional city as data: `examples/city` read into plain frozen rows."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

EXAMPLES = Path(__file__).resolve().parents[4] / "examples"


class DemoError(Exception):
    """The demo cannot be loaded; `code` is for machines, the text for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who logs in: city-wide roles, or none for people of a unit."""

    username: str
    name: str
    post: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CityUnit:
    """A unit, its other names and who acts for it."""

    name: str
    names: tuple[str, ...] = ()
    below: str = ""  # the unit above it in the tree
    liaison: Account | None = None
    leader: Account | None = None
    clerk: Account | None = None  # of a county: supervises what the county keeps

    @property
    def staff(self) -> list[Account]:
        """Everybody who acts for the unit."""
        return [each for each in (self.liaison, self.leader, self.clerk) if each]


@dataclass(frozen=True, slots=True)
class City:
    """Regions (the city first), people, units, reforms: {old, by, day, basis}."""

    password: str
    regions: tuple[str, ...]
    people: tuple[Account, ...]
    units: tuple[CityUnit, ...]
    successions: tuple[Mapping[str, Any], ...]

    def accounts(self) -> list[Account]:
        """Everybody, people of units last."""
        held = [each for unit in self.units for each in unit.staff]
        return [*self.people, *held]


@dataclass(frozen=True, slots=True)
class DocumentStory:
    """What the supervision office did with one document, and when; None: not yet."""

    key: str
    file: str
    received: date
    title: str = ""
    confirmed: date | None = None
    dispatched: date | None = None
    signed: date | None = None
    ask_evidence: bool = False
    quiet: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    discard: tuple[str, ...] = ()
    drop: tuple[tuple[str, ...], ...] = ()
    link: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    correct: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class ActStory:
    """One act on one task; `figures` are by indicator."""

    on: date
    document: str
    row: str
    act: str
    percent: int | None
    figures: Mapping[str, Decimal]
    file: str
    by: str
    grade: str
    text: str


@dataclass(frozen=True, slots=True)
class SupervisionStory:
    """One act of supervision and what it says (`given`)."""

    on: date
    act: str
    by: str
    given: Mapping[str, Any]


def read_city(folder: Path = EXAMPLES / "city") -> City:
    """`city.yaml`. Raises DemoError where the examples are not beside the program."""
    data = read_yaml(folder / "city.yaml")
    return City(
        password=data["password"],
        regions=tuple(data["regions"]),
        people=tuple(
            Account(each["username"], each["name"], each["post"], tuple(each["roles"]))
            for each in data["people"]
        ),
        units=tuple(_unit(each) for each in data["units"]),
        successions=tuple(data["successions"]),
    )


def read_documents(folder: Path = EXAMPLES / "city") -> list[DocumentStory]:
    """`documents.yaml`, in its order."""
    return [
        DocumentStory(
            **{
                **each,
                "quiet": tuple(each.get("quiet", ())),
                "accept": tuple(each.get("accept", ())),
                "discard": tuple(each.get("discard", ())),
                "drop": tuple(tuple(path) for path in each.get("drop", ())),
                "correct": tuple(each.get("correct", ())),
            }
        )
        for each in read_yaml(folder / "documents.yaml")
    ]


def read_acts(folder: Path = EXAMPLES / "city") -> Iterator[ActStory]:
    """`acts.csv`, in its order."""
    with (folder / "acts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield ActStory(
                on=date.fromisoformat(row["on"]),
                document=row["document"],
                row=row["row"],
                act=row["act"],
                percent=int(row["percent"]) if row["percent"] else None,
                figures=_figures(row["figures"]),
                file=row["file"],
                by=row["by"],
                grade=row["grade"],
                text=row["text"],
            )


def read_supervision(folder: Path = EXAMPLES / "city") -> list[SupervisionStory]:
    """`supervision.yaml`, in its order."""
    return [
        SupervisionStory(each.pop("day"), each.pop("act"), each.pop("by"), each)
        for each in read_yaml(folder / "supervision.yaml")
    ]


def _figures(text: str) -> dict[str, Decimal]:
    pairs = (part.split("=") for part in text.split("|") if part)
    return {indicator: Decimal(value) for indicator, value in pairs}


def read_yaml(path: Path) -> Any:
    """A file of the story. Raises DemoError where it is not there."""
    try:
        return yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise DemoError(
            "demo_data_missing",
            f"没有找到演示数据 {path}；演示只能在源代码文件夹里运行（make demo）。",
        ) from error


def _unit(data: Mapping[str, Any]) -> CityUnit:
    return CityUnit(
        name=data["name"],
        names=tuple(data.get("names", ())),
        below=data.get("below", ""),
        liaison=_unit_account(data, "liaison", "联络员"),
        leader=_unit_account(data, "leader", "负责人"),
        clerk=_unit_account(data, "clerk", "县区督查员"),
    )


def _unit_account(data: Mapping[str, Any], key: str, post: str) -> Account | None:
    if key not in data:
        return None
    username, name = data[key]
    return Account(username, name, f"{data['name']}{post}")
