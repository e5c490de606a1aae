"""Rows of task tables (表格行): what each cell stands for, under the heads of the columns.

A merged cell is repeated in each place that it covers: rows that share number, units and times
are one item, and what a cell repeats is read once. Where a row has fewer cells than the head, as
web pages give it, a merged cell to the left reaches into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..clauses.finding import Clause
from ..lines.numbering import read_label
from .columns import ROLES, Kind, fits_kind, is_category, is_goal, is_head, kinds_of

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its clean range, number, title cell and the clauses its cells stand for.

    ``handed`` are the cells above it that reach into it, ``goals`` those in columns of goals.
    """

    start: int
    end: int
    number: str
    title: Cell
    clauses: tuple[Clause, ...]
    handed: tuple[Clause, ...] = ()
    goals: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class _Field:
    """A cell with its column: what it holds, whether it repeats the cell above or to the left."""

    head: str
    kind: Kind
    cell: Cell
    text: str
    repeats_left: bool
    repeats_above: bool


class Table:
    """Reads the rows below a head; a further head (second row, next page) takes its place."""

    def __init__(self, fold: str, heads: Sequence[str], kinds: Sequence[Kind] = ()) -> None:
        self.fold = fold
        self.rows: list[Row] = []
        self._above: list[str] = []
        self._set_heads(heads, kinds)

    def _set_heads(self, heads: Sequence[str], kinds: Sequence[Kind] = ()) -> None:
        self.heads = list(heads)
        self._kinds = list(kinds) or kinds_of(heads)
        if not heads[-1]:
            self._kinds[-1] = "silent"
        self._reaching: dict[int, Clause] = {}

    def add(self, cells: Sequence[Cell]) -> None:
        """Take in a row: an item, more of the item above, a head again, or a section's heading."""
        texts = [self.fold[start:end] for start, end in cells]
        if is_head(texts):
            self._set_heads(texts)
            return
        if _is_section(texts):
            self._above = []
            return
        filled = max((i for i, text in enumerate(texts, 1) if text), default=len(texts))
        if filled < len(texts) and self._shifted(texts[:filled]):
            filled += not self.heads[-1]
            cells, texts = cells[:filled], texts[:filled]
        at, missing = self._gap(texts)
        edge = cells[at][0]
        cells = [*cells[:at], *[(edge, edge)] * missing, *cells[at:]]
        fields = self._fields(cells, [*texts[:at], *[""] * missing, *texts[at:]])
        if self.rows and _goes_on(fields):
            last = self.rows[-1]
            more = tuple(_repeated(field) for field in fields if _is_known(field))
            self.rows[-1] = replace(last, end=cells[-1][1], clauses=(*last.clauses, *more))
            return
        row = _read_row(fields)
        more = _more_units(fields) if row is None and self.rows else ()
        if more:
            last = self.rows[-1]
            self.rows[-1] = replace(last, end=cells[-1][1], clauses=(*last.clauses, *more))
        if row is not None:
            self.rows.append(replace(row, handed=self._handed(fields, 0 if at else missing)))
        self._above = texts if row is not None else []

    def _gap(self, texts: Sequence[str]) -> tuple[int, int]:
        """Where a row lacks cells that are merged with others, and how many.

        On its left with those above, or where the head has a column of tasks more; told by the
        offices, times and numbers that must come to stand under their heads.
        """
        best, found = self._fit(texts, 0, 0), (0, 0)
        missing = len(self.heads) - len(texts)
        gaps = [(0, missing)] if missing > 0 and self.rows else []
        gaps += [
            (at, 1) for at, kind in enumerate(self._kinds[: len(texts)]) if kind == "text" and at
        ]
        for gap in gaps if best < self._fit_at_most() else []:
            fit = self._fit(texts, *gap)
            if fit > best:
                best, found = fit, gap
        return found

    def _shifted(self, texts: Sequence[str]) -> bool:
        """Whether a row was filled up on its right for the cells that it lacks on its left."""
        width = len(self.heads) - (not self.heads[-1])
        missing = width - len(texts)
        if missing < 1 or not self.rows:
            return False
        return self._fit(texts, 0, missing) > max(self._fit(texts, 0, 0), 1)

    def _fit(self, texts: Sequence[str], at: int, missing: int) -> int:
        """How well a row fits its columns, a gap taken into account."""
        kinds = [*self._kinds[:at], *self._kinds[at + missing :]]
        return sum(fits_kind(text, kind) for text, kind in zip(texts, kinds, strict=False))

    def _fit_at_most(self) -> int:
        return sum(kind in ROLES or kind in {"time", "number"} for kind in self._kinds)

    def _handed(self, fields: Sequence[_Field], missing: int) -> tuple[Clause, ...]:
        """The cells of units above that reach into a row which lacks them."""
        for index, field in enumerate(fields[missing:], missing):
            role = ROLES.get(field.kind)
            if role is not None:
                self._reaching[index] = Clause(*field.cell, field.cell, keyed=True, role=role)
        return tuple(self._reaching[index] for index in range(missing) if index in self._reaching)

    def _fields(self, cells: Sequence[Cell], texts: Sequence[str]) -> list[_Field]:
        found: list[_Field] = []
        left = ""
        columns = zip(self.heads, self._kinds, cells, texts, strict=False)
        for index, (head, kind, cell, text) in enumerate(columns):
            above = self._above[index] if index < len(self._above) else ""
            found.append(_Field(head, kind, cell, text, text == left, text == above))
            left = text
        return found


def _is_section(texts: Sequence[str]) -> bool:
    """Whether a row is one cell over the whole width: a heading inside the table."""
    return len(texts) > 1 and len(set(texts)) == 1


def _goes_on(fields: Sequence[_Field]) -> bool:
    """Whether a row continues the one above: all but its text is empty, or merged with it."""
    held = [field for field in fields if field.kind != "text"]
    numbers = [field for field in held if field.kind == "number"]
    if not any(field.kind == "text" and field.text for field in fields) or not numbers:
        return False
    if all(not field.text for field in held):
        return True
    return any(field.text for field in numbers) and all(field.repeats_above for field in held)


def _more_units(fields: Sequence[_Field]) -> tuple[Clause, ...]:
    """The cells of a row without a task that only adds units (and times) to the row above."""
    filled = [field for field in fields if field.text]
    fits = all(field.kind != "text" and fits_kind(field.text, field.kind) >= 0 for field in filled)
    if not fits or not any(field.kind in ROLES for field in filled):
        return ()
    clauses = (_clause(field, other_text=False) for field in filled)
    return tuple(clause for clause in clauses if clause is not None)


def _is_known(field: _Field) -> bool:
    """Whether a cell of a continuing row only says again what stands above it."""
    return bool(field.text) and (field.kind != "text" or field.repeats_above)


def _repeated(field: _Field) -> Clause:
    return Clause(*field.cell, field.cell, keyed=True, silent=True)


def _number(text: str) -> str:
    label = read_label(text)
    return label.text if label is not None and label.length == len(text) else text


def _clause(field: _Field, other_text: bool) -> Clause | None:
    """What a cell stands for: units, a time, nothing to be read, or (None) text of the task."""
    role = ROLES.get(field.kind)
    if field.kind != "text":
        silent = role is None or field.repeats_left
        return Clause(*field.cell, field.cell, keyed=True, silent=silent, role=role)
    if field.repeats_left or (field.repeats_above and other_text):
        return _repeated(field)
    return None


def _read_row(fields: Sequence[_Field]) -> Row | None:
    """A row with a task and a unit in it, or None."""
    filled = [field for field in fields if field.text]
    work = [field for field in filled if field.kind == "text" and not field.repeats_left]
    fresh = [field for field in work if not field.repeats_above]
    clauses = [_clause(field, bool(fresh)) for field in filled]
    held = tuple(clause for clause in clauses if clause is not None)
    if not work or not any(clause.role and not clause.silent for clause in held):
        return None
    ranked = fresh or work
    title = next((field for field in ranked if not is_category(field.head)), ranked[0])
    number = next((_number(field.text) for field in filled if field.kind == "number"), "")
    goals = tuple(field.cell for field in work if field != title and is_goal(field.head))
    return Row(fields[0].cell[0], fields[-1].cell[1], number, title.cell, held, goals=goals)
