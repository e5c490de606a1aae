"""The two tables of `taizhang pace`, read strictly: all that is wrong is said at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from taizhang.cli.input_files import UnreadableFileError, bytes_of
from taizhang.indicators.domain.pace import Goal, Observation
from taizhang.papers import Cell, Limits, PaperError, Table, column_letters, read_csv, read_xlsx
from taizhang.papers import text_of as paper_text_of

OPERATORS = (">=", "<=", "=", "~", "range", ">", "<")
_SIGNS = {"≥": ">=", "≤": "<=", "＞": ">", "＜": "<", "＝": "=", "～": "~"}
_NEEDED = {
    "目标表": ("target_id", "op", "value", "deadline"),
    "完成数表": ("target_id", "date", "value"),
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIMITS = Limits(size=200 * 2**20, unpacked=1000 * 2**20, rows=2_000_000, cells=20_000_000)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # Excel, old Excel
_MOST = 50  # sentences

Observed = dict[str, Observation]


class TablesRefusedError(Exception):
    """A table that cannot be judged (表格有误): a sentence a line, with file, row and column."""

    code = "tables_refused"


def number_of(text: str) -> Decimal | None:
    """A plain number; None for anything else: no unit, no exponent, no thousands separator."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def read_goals(path: Path) -> dict[str, Goal]:
    """The targets of a table by their id, in its order; `TablesRefusedError`."""
    sheet = _Sheet(path, "目标表")
    goals: dict[str, Goal] = {}
    for row in sheet.rows():
        name = row.text("target_id")
        if not name:
            row.refuse("target_id", "没有目标编号，请填写。")
        elif name in goals:
            row.refuse("target_id", f"目标编号“{name}”前面已经有了，请只留一行。")
        else:
            goals[name] = _goal(row)
    sheet.leave_if_wrong()
    return goals


def read_observed(path: Path, goals: Mapping[str, Goal], *, until: date) -> Observed:
    """Of every target its last figure until a day; of one day the later row counts."""
    sheet = _Sheet(path, "完成数表")
    seen: Observed = {}
    for row in sheet.rows():
        name = row.text("target_id")
        if name not in goals:
            row.refuse("target_id", f"目标表里没有编号“{name}”，请更正编号或补上这个目标。")
        on, value = row.day("date"), row.number("value")
        known = seen.get(name)
        if on <= until and (known is None or on >= known.on):
            seen[name] = Observation(value, on)
    sheet.leave_if_wrong()
    return seen


def _goal(row: "_Row") -> Goal:
    """The target of a row; what is wrong is noted, with a harmless value in its place."""
    known = len(row.sheet.problems)
    goal = Goal(
        row.operator("op"),
        row.number("value"),
        row.day("deadline"),
        row.number("baseline", empty=Decimal(0)),
        row.day("starts") if row.text("starts") else None,
        row.number("value_max") if row.text("value_max") else None,
    )
    if len(row.sheet.problems) == known:
        _check_goal(row, goal)
    return goal


def _check_goal(row: "_Row", goal: Goal) -> None:
    if goal.distance == 0:
        row.refuse("value", f"目标值等于基数 {goal.baseline}，完成比例无从算起，请更正目标或基数。")
    if goal.days is None:
        row.refuse("starts", f"起算日期 {goal.begins} 晚于时限 {goal.deadline}，请更正其中之一。")
    if goal.value_max is not None and goal.value_max < goal.value:
        row.refuse("value_max", f"上限 {goal.value_max} 小于下限 {goal.value}，请更正。")


class _Sheet:
    """A table with a head, and what was found wrong in it."""

    def __init__(self, path: Path, what: str) -> None:
        self.path, self.problems = path, list[str]()
        self._table = _read(path)
        head = [_text(cell) for cell in self._table.rows[0]] if self._table.rows else []
        self.width = max((n for n, name in enumerate(head, start=1) if name), default=0)
        self.columns = {name: at for at, name in enumerate(head) if name}
        self._check_head([name for name in head if name], what)

    def _check_head(self, head: list[str], what: str) -> None:
        doubled = sorted({name for name in head if head.count(name) > 1})
        missing = [name for name in _NEEDED[what] if name not in head]
        if doubled:
            self.refuse(f"第 1 行：列“{'、'.join(doubled)}”出现了两次，请各留一列。")
        if missing:
            needed = "、".join(_NEEDED[what])
            self.refuse(f"第 1 行：{what}缺少列“{'、'.join(missing)}”；表头应当有 {needed}。")
        self.leave_if_wrong()

    def rows(self) -> Iterator["_Row"]:
        """The rows below the head that are not empty."""
        for number, cells in enumerate(self._table.rows[1:], start=2):
            texts = [_text(cell) for cell in cells]
            if not any(texts):
                continue
            row = _Row(self, number, texts)
            if any(texts[self.width :]):
                row.refuse("", "比表头多出内容，请检查数字里有没有逗号（千分位）。")
            yield row

    def refuse(self, sentence: str) -> None:
        """Note what is wrong, after the name of the file."""
        place = f"{self.path}：工作表“{self._table.name}”" if self._table.name else f"{self.path}："
        self.problems.append(place + sentence)

    def leave_if_wrong(self) -> None:
        """Raise `TablesRefusedError` with all that is wrong, at most fifty sentences."""
        if not self.problems:
            return
        shown = self.problems[:_MOST]
        if len(self.problems) > _MOST:
            shown.append(f"{self.path}：还有 {len(self.problems) - _MOST} 处，未一一列出。")
        raise TablesRefusedError("\n".join(shown))


@dataclass(frozen=True, slots=True)
class _Row:
    sheet: _Sheet
    line: int  # from 1, the head included
    texts: list[str] = field(repr=False)

    def text(self, column: str) -> str:
        """What stands in a column; "" where there is no such column."""
        at = self.sheet.columns.get(column, len(self.texts))
        return self.texts[at] if at < len(self.texts) else ""

    def refuse(self, column: str, sentence: str) -> None:
        """Note what is wrong here."""
        at = self.sheet.columns.get(column)
        place = f" {column_letters(at + 1)} 列（{column}）" if at is not None else ""
        self.sheet.refuse(f"第 {self.line} 行{place}：{sentence}")

    def operator(self, column: str) -> str:
        """One of the operators, as it is written in the contract."""
        text = self.text(column)
        for sign, plain in _SIGNS.items():
            text = text.replace(sign, plain)
        if text not in OPERATORS:
            known = "、".join(OPERATORS)
            self.refuse(column, f"“{text}”不是比较符，可以写：{known}。")
        return text

    def number(self, column: str, *, empty: Decimal | None = None) -> Decimal:
        """A number; `empty` where nothing stands there."""
        text = self.text(column)
        if not text and empty is not None:
            return empty
        found = number_of(text)
        if found is None:
            what = f"“{text}”不是数字" if text else "没有数字"
            self.refuse(column, f"{what}，请只写数字，不带单位、百分号和千分位，例如 1234.5。")
        return found or Decimal(0)

    def day(self, column: str) -> date:
        """A date in ISO form."""
        text = self.text(column)
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        what = f"“{text}”不是日期" if text else "没有日期"
        self.refuse(column, f"{what}，请写成 2026-06-30 这样。")
        return date.max


def _read(path: Path) -> Table:
    try:
        data = bytes_of(path)
        if data.startswith(_WORKBOOKS):
            return read_xlsx(BytesIO(data), _LIMITS)[0]
        return read_csv(BytesIO(data), _LIMITS)
    except UnreadableFileError as error:
        raise TablesRefusedError(str(error)) from error
    except PaperError as error:
        raise TablesRefusedError(f"{path}：{error}") from error


def _text(cell: Cell) -> str:
    """The text of a cell; a workbook's number with the fifteen digits that Excel keeps."""
    if isinstance(cell, float):
        return format(Decimal(f"{cell:.15g}"), "f")
    return paper_text_of(cell).strip()
