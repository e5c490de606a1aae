"""Rows as the review page shows them (核对页的行): names resolved, differences told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taizhang.organisations.models import Unit

from ...enums import Operator, RowKind, RowState, UnitRole
from ...models import DraftRow
from ..places import written_place
from ..proposing import row_values
from ..snapshots import EDITABLE_FIELDS

_SIGNS = {
    Operator.EQUAL: "",
    Operator.AT_LEAST: "≥",
    Operator.ABOVE: ">",
    Operator.AT_MOST: "≤",
    Operator.BELOW: "<",
    Operator.ABOUT: "约",
    Operator.RANGE: "",
}


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit of a row: its official name where it is known, else the printed one."""

    name: str
    printed: str
    role: UnitRole
    field: str
    is_new: bool
    is_by_convention: bool


@dataclass(frozen=True, slots=True)
class ShownTarget:
    """A target of a row, its number written for people."""

    indicator: str
    figure: str
    deadline: str
    quote: str
    field: str


@dataclass(frozen=True, slots=True)
class ShownDeadline:
    """A deadline of a row: the words and the day they mean."""

    quote: str
    date: str
    basis: str
    field: str


@dataclass(frozen=True, slots=True)
class ShownParts:
    """Units, targets and deadlines, as they stand or as they were read first."""

    units: Sequence[ShownUnit]
    targets: Sequence[ShownTarget]
    deadlines: Sequence[ShownDeadline]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with everything its fragment needs."""

    row: DraftRow
    parts: ShownParts
    first: ShownParts | None
    offer: ShownParts | None
    changed: frozenset[str]

    @property
    def is_live(self) -> bool:
        """Whether the row is still in the draft."""
        return self.row.state != RowState.DROPPED

    @property
    def is_accepted(self) -> bool:
        """Whether a person said that the row is right."""
        return self.row.state == RowState.ACCEPTED

    @property
    def is_duty(self) -> bool:
        """Whether the row is a duty that stands outside the items."""
        return self.row.kind == RowKind.DUTY

    @property
    def place(self) -> str:
        """Where the row stands in the document: "第3条", "三（一）1", or "" for nowhere."""
        return written_place(self.row.path)


def show_row(row: DraftRow, units: Mapping[str, Unit | None]) -> ShownRow:
    """A row for the page; `units` gives the unit that each printed name means."""
    first = row_values(row.first) if row.first else None
    changed = frozenset(
        name for name in EDITABLE_FIELDS if first is not None and first[name] != getattr(row, name)
    )
    return ShownRow(
        row=row,
        parts=show_parts(row.units, row.targets, row.deadlines, units),
        first=_show_values(first, units) if first is not None and changed else None,
        offer=_show_values({**_current(row), **row.offer}, units) if row.offer else None,
        changed=changed,
    )


def show_parts(
    units: Sequence[Mapping[str, Any]],
    targets: Sequence[Mapping[str, Any]],
    deadlines: Sequence[Mapping[str, Any]],
    known: Mapping[str, Unit | None],
) -> ShownParts:
    """The parts of a row, in the order they stand."""
    return ShownParts(
        [_show_unit(entry, f"unit-{i}", known) for i, entry in enumerate(units)],
        [
            ShownTarget(
                entry["indicator"],
                format_figure(entry),
                entry["deadline"] or "",
                entry["quote"],
                f"target-{i}",
            )
            for i, entry in enumerate(targets)
        ],
        [
            ShownDeadline(entry["quote"], entry["date"], entry["basis"], f"deadline-{i}")
            for i, entry in enumerate(deadlines)
        ],
    )


def format_figure(target: Mapping[str, Any]) -> str:
    """A target's number for people: "≥ 8.82 万人次", "3—5 名", "约 20 %"."""
    value = _format_number(target["value"])
    if target["op"] == Operator.RANGE and target["value_max"] is not None:
        value = f"{value}—{_format_number(target['value_max'])}"
    sign = _SIGNS[Operator(target["op"])]
    tail = target["unit"]
    if value.endswith(("万", "亿")):
        return f"{sign}{value}{tail}"
    return f"{sign}{value} {tail}".strip()


def _format_number(value: float) -> str:
    for scale, word in ((100_000_000, "亿"), (10_000, "万")):
        scaled = round(value / scale, 2)
        if abs(value) >= scale and scaled * scale == value:
            return f"{scaled:.10g}{word}"
    return f"{value:,}" if isinstance(value, int) else f"{value:.10g}"


def _show_unit(entry: Mapping[str, Any], field: str, known: Mapping[str, Unit | None]) -> ShownUnit:
    unit = known.get(entry["name"])
    return ShownUnit(
        name=unit.name if unit else entry["name"],
        printed=entry["name"],
        role=UnitRole(entry["role"]),
        field=field,
        is_new=unit is None,
        is_by_convention=bool(entry.get("basis_span")),
    )


def _current(row: DraftRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("units", "targets", "deadlines")}


def _show_values(values: Mapping[str, Any], known: Mapping[str, Unit | None]) -> ShownParts:
    return show_parts(values["units"], values["targets"], values["deadlines"], known)
