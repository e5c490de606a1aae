from dataclasses import dataclass
from enum import Enum


class ColumnKind(Enum):
    """What a column holds: it decides alignment and format, never the value."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """A column of a table that goes out: its head, its width in characters, what it holds.

    `choices`: what a person may choose from in a workbook. `given`: it is there to be read, not
    to be filled in, and looks like it. `places`: how many decimals a number shows, None: as many
    as it has.
    """

    title: str
    width: float = 12
    kind: ColumnKind = ColumnKind.TEXT
    wrap: bool = True
    choices: tuple[str, ...] = ()
    given: bool = False
    places: int | None = None
