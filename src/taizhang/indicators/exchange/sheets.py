"""Rows of a returned table: head found, cells read, bad ones named by their place (导入表格)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from taizhang.papers import (
    Cell,
    PaperError,
    Table,
    column_letters,
    read_csv,
    read_xlsx,
    text_of,
)

from ..domain.intake.numbers import Written
from .cells import CellError, read_day, read_kind, read_note, read_value
from .columns import NEEDED, label_of_column, words_of_heads

_HEAD_WITHIN = 20  # rows looked at for the head
_SHOWN = 60  # characters of a bad value


@dataclass(frozen=True, slots=True)
class Problem:
    """A bad cell, row or file: where, what stands there, and what to do."""

    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""  # letters and head: I 数值
    value: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row in which a figure was filled in: where it stands, what it says."""

    sheet: str
    row: int
    texts: Mapping[str, str]
    letters: Mapping[str, str]
    written: Written
    day: date
    is_final: bool
    note: str

    def problem(self, message: str, column: str) -> Problem:
        """A problem with one of its cells."""
        return _problem(self.sheet, self.row, self.letters, self.texts, column, message)


@dataclass
class Sheets:
    """What a file holds: figures in order, problems, rows without a figure, sheets left aside."""

    rows: list[SheetRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    blank: int = 0


def read_sheets(name: str, stream: BinaryIO) -> Sheets:
    """Read a returned workbook or CSV; problems of the whole file stand in the result too."""
    sheets = Sheets()
    try:
        tables = _tables(name, stream)
    except PaperError as error:
        sheets.problems.append(Problem(error.message, error.sheet, error.row))
        return sheets
    for table in tables:
        _read_table(table, sheets)
    if not sheets.rows and not sheets.problems:
        message = _(
            "没有找到填好的数：表头要有“指标代码”“截至日期”“数值”三栏，下面至少有一行填了数值。"
        )
        sheets.problems.append(Problem(message))
    return sheets


def _tables(name: str, stream: BinaryIO) -> Sequence[Table]:
    suffix = PurePath(name.replace("\\", "/")).suffix.lower()
    if suffix == ".csv":
        return [read_csv(stream)]
    if suffix == ".xlsx":
        return read_xlsx(stream)
    raise PaperError("kind", _("只能导入 .xlsx 或 .csv 文件，请另存后再试。"))


def _read_table(table: Table, sheets: Sheets) -> None:
    found = _find_head(table)
    if found is None:
        sheets.skipped.append(table.name)
        return
    at, places, doubled = found
    if doubled:
        message = _("表头“%(label)s”出现了两次，请删去一栏。") % {"label": doubled}
        sheets.problems.append(Problem(message, table.name, at + 1))
        return
    letters = {name: column_letters(place + 1) for name, place in places.items()}
    for row, cells in _body(table, at):
        named = {name: _cell(cells, place) for name, place in places.items()}
        _read_row(table.name, row, named, letters, sheets)


def _read_row(
    sheet: str, row: int, cells: Mapping[str, Cell], letters: Mapping[str, str], sheets: Sheets
) -> None:
    texts = {name: text_of(cell).strip() for name, cell in cells.items()}
    if not texts["value"]:
        _leave_blank(sheet, row, texts, letters, sheets)
        return
    read: dict[str, Any] = {}
    bad = False
    for name, reader in _READERS.items():
        try:
            read[name] = reader(cells.get(name))
        except CellError as error:
            bad = True
            sheets.problems.append(_problem(sheet, row, letters, texts, name, str(error)))
    if not bad:
        sheets.rows.append(
            SheetRow(
                sheet, row, texts, letters, read["value"], read["day"], read["kind"], read["note"]
            )
        )


def _leave_blank(
    sheet: str, row: int, texts: Mapping[str, str], letters: Mapping[str, str], sheets: Sheets
) -> None:
    """A row without a figure is left alone, unless something was said about the figure."""
    sheets.blank += 1
    if texts.get("note"):
        said = _("写了说明，没有填数值：请填数值，或者删去说明。")
        sheets.problems.append(_problem(sheet, row, letters, texts, "value", said))


_READERS: Mapping[str, Callable[[Cell], Any]] = {
    "day": read_day,
    "value": read_value,
    "kind": read_kind,
    "note": read_note,
}


def _problem(
    sheet: str,
    row: int,
    letters: Mapping[str, str],
    texts: Mapping[str, str],
    column: str,
    message: str,
) -> Problem:
    place = f"{letters.get(column, '')} {label_of_column(column)}".strip()
    return Problem(message, sheet, row, place, texts.get(column, "")[:_SHOWN])


def _body(table: Table, head: int) -> Iterator[tuple[int, Sequence[Cell]]]:
    for at in range(head + 1, len(table.rows)):
        if any(text_of(cell).strip() for cell in table.rows[at]):
            yield at + 1, table.rows[at]


def _cell(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else None


def _find_head(table: Table) -> tuple[int, dict[str, int], str] | None:
    """Row, column places by name, and a label that stands twice ("" for none)."""
    words = words_of_heads()
    for at, cells in enumerate(table.rows[:_HEAD_WITHIN]):
        named = [(words.get(text_of(cell).strip()), place) for place, cell in enumerate(cells)]
        names = [name for name, _place in named if name]
        if all(name in names for name in NEEDED):
            twice = next((name for name in names if names.count(name) > 1), "")
            places = {name: place for name, place in reversed(named) if name}
            return at, places, label_of_column(twice) if twice else ""
    return None
