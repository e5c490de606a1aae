"""What a chapter's folder says about its schemes: columns.yaml and parameters.yaml.

Every scalar is read as text and turned into what its kind is, so that 0.1 never passes through
a binary fraction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from .parameters import InForce, Parameter, Setting, Shape, Source
from .types import Column, Kind

_ZERO = Decimal(0)
_NOT_NEGATIVE = {Kind.MONEY, Kind.POINTS, Kind.NUMBER, Kind.COUNT}


@dataclass(frozen=True)
class Definition:
    """A scheme as its folder describes it: names, columns, parameters, the days it is in force.

    `keys` name the columns that may not repeat together; `subject` is how a row is called in an
    explanation (its keys joined by "/").
    """

    name: str
    title: str
    package: str
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    output: tuple[Column, ...]
    parameters: tuple[Parameter, ...]
    in_force: InForce

    @property
    def page(self) -> str:
        """What the chapter computes, for clerks (page.md)."""
        return (files(self.package) / "page.md").read_text(encoding="utf-8")

    def column(self, name: str) -> Column:
        """A column of the input by its name."""
        return next(column for column in self.columns if column.name == name)


def read_definition(package: str, name: str) -> Definition:
    """The definition of one scheme of a chapter's folder."""
    columns = _yaml(package, "columns.yaml")[name]
    parameters = _yaml(package, "parameters.yaml")[name]
    force = parameters["in_force"]
    return Definition(
        name=name,
        title=columns["title"],
        package=package,
        keys=tuple(columns["keys"]),
        columns=tuple(_column(given) for given in columns["input"]),
        output=tuple(_column(given) for given in columns["output"]),
        parameters=tuple(_parameter(given) for given in parameters.get("parameters", ())),
        in_force=InForce(
            date.fromisoformat(force["from"]),
            date.fromisoformat(force["until"]) if force.get("until") else None,
            _source(force["source"]),
            force.get("open", ""),
        ),
    )


def _yaml(package: str, name: str) -> dict[str, Any]:
    text = (files(package) / name).read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - text only
    return found


def _column(given: Mapping[str, Any]) -> Column:
    kind = Kind(given["kind"])
    least = _decimal(given.get("least"))
    if least is None and kind in _NOT_NEGATIVE and given.get("least") != "":
        least = _ZERO
    return Column(
        name=given["name"],
        label=given["label"],
        kind=kind,
        unit=given.get("unit", ""),
        required=given.get("required") == "true",
        optional=given.get("optional") == "true",
        least=least,
        most=_decimal(given.get("most")),
        choices=dict(given.get("choices", {})),
        note=given.get("note", ""),
        adds_up=given.get("adds_up", "true") == "true",
        criterion=given.get("criterion", ""),
        weight=given.get("weight", ""),
    )


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _source(given: Mapping[str, Any]) -> Source:
    return Source(
        given["document"],
        given["clause"],
        given.get("part", ""),
        tuple(given.get("phrases", ())),
    )


def _parameter(given: Mapping[str, Any]) -> Parameter:
    shape, kind = Shape(given.get("shape", "single")), Kind(given["kind"])
    empty = Parameter(
        name=given["name"],
        label=given["label"],
        kind=kind,
        unit=given.get("unit", ""),
        source=_source(given["source"]),
        last_checked=date.fromisoformat(given["last_checked"]),
        values=(),
        shape=shape,
        bound=Kind(given.get("bound", "number")),
        open=given.get("open", ""),
        choices=tuple(given.get("choices", ())),
        least=_decimal(given.get("least")),
        most=_decimal(given.get("most")),
        needed=given.get("needed", "true") == "true",
        words=dict(given.get("words", {})),
    )
    dated = tuple(
        (date.fromisoformat(value["from"]), _setting(empty, value["value"]))
        for value in given.get("values", ())
    )
    return replace(empty, values=dated)


def _setting(parameter: Parameter, given: Any) -> Setting:
    if parameter.shape is Shape.MAP:
        return {key: parameter.read(text) for key, text in given.items()}
    if parameter.shape is Shape.BRACKETS:
        return tuple(
            (
                Decimal(str(parameter.read(bound, parameter.bound))),
                Decimal(str(parameter.read(value))),
            )
            for bound, value in given
        )
    return parameter.read(given)
