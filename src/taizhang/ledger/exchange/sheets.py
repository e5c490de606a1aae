"""Rows of a returned table: head found, cells by column name (导入表格)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import override

from taizhang.papers import (
    Cell,
    PaperError,
    Table,
    column_letters,
    read_csv,
    read_xlsx,
    text_of,
)

from .columns import COLUMNS
from .exporting import moment_of

_HEAD_WITHIN = 20  # rows looked at for the head
_NUMBER = "number"


@dataclass(frozen=True)
class Problem:
    """A bad cell or row: where, and what to do."""

    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""  # letters and head: C 任务


@dataclass(frozen=True)
class SheetRow:
    """One row: where it stands, its cells as text by column name, letters of its columns."""

    sheet: str
    row: int
    cells: dict[str, str]
    letters: dict[str, str]
    moment: datetime | None

    def problem(self, message: str, column: str = "") -> Problem:
        """A problem with this row, or with one of its cells."""
        label = str(next((c.label for c in COLUMNS if c.name == column), ""))
        place = f"{self.letters.get(column, '')} {label}".strip()
        return Problem(message, self.sheet, self.row, place)


@dataclass
class Sheets:
    """What a file holds: rows in order, problems with the file, sheets without a head."""

    rows: list[SheetRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def read_sheets(name: str, stream: BinaryIO) -> Sheets:
    """Read a returned workbook or CSV. Problems of the whole file stand in the result."""
    sheets = Sheets()
    try:
        tables = _tables(name, stream)
    except PaperError as error:
        sheets.problems.append(Problem(error.message, error.sheet, error.row))
        return sheets
    for table in tables:
        moment = moment_of(table.name) or moment_of(name)
        _read_table(table, moment, sheets)
    if not sheets.rows and not sheets.problems:
        message = _("没有找到要导入的行：表头要有“编号”一栏，下面至少有一行。")
        sheets.problems.append(Problem(message))
    return sheets


def _tables(name: str, stream: BinaryIO) -> Sequence[Table]:
    suffix = PurePath(name.replace("\\", "/")).suffix.lower()
    if suffix == ".csv":
        return [read_csv(stream)]
    if suffix == ".xlsx":
        return read_xlsx(stream)
    raise PaperError("kind", _("只能导入 .xlsx 或 .csv 文件，请另存后再试。"))


def _read_table(table: Table, moment: datetime | None, sheets: Sheets) -> None:
    found = _find_head(table)
    if found is None:
        sheets.skipped.append(table.name)
        return
    at, columns, doubled = found
    if doubled:
        message = _("表头“%(label)s”出现了两次，请删去一栏。") % {"label": doubled}
        sheets.problems.append(Problem(message, table.name, at + 1))
        return
    letters = {name: column_letters(place + 1) for name, place in columns.items()}
    for row, cells in _body(table, at):
        texts = {name: _text(cells, place) for name, place in columns.items()}
        sheets.rows.append(SheetRow(table.name, row, texts, letters, moment))


def _body(table: Table, head: int) -> Iterator[tuple[int, Sequence[Cell]]]:
    for at in range(head + 1, len(table.rows)):
        if any(text_of(cell).strip() for cell in table.rows[at]):
            yield at + 1, table.rows[at]


def _text(cells: Sequence[Cell], place: int) -> str:
    return text_of(cells[place]).strip() if place < len(cells) else ""


def _find_head(table: Table) -> tuple[int, dict[str, int], str] | None:
    """Row, column places by name, and a label that stands twice ("" for none)."""
    labels = _labels()
    for at, cells in enumerate(table.rows[:_HEAD_WITHIN]):
        named = [(labels.get(text_of(cell).strip()), place) for place, cell in enumerate(cells)]
        columns = {name: place for name, place in reversed(named) if name}
        if _NUMBER in columns:
            names = [name for name, _place in named if name]
            twice = next((name for name in names if names.count(name) > 1), None)
            label = next((str(c.label) for c in COLUMNS if c.name == twice), "")
            return at, columns, label
    return None


def _labels() -> dict[str, str]:
    """Every head a column may have, in both languages."""
    labels: dict[str, str] = {}
    for language in ("zh-hans", "en"):
        with override(language):
            labels |= {str(column.label): column.name for column in COLUMNS}
    return labels
