"""Every cell held against its column, all rows at once; each problem with its place and value."""

import polars as pl

from ..errors import InputRefusedError, Problem
from ..types import Column, Kind
from .files import LINE, TextTable
from .typing import floor_units, has_finer, table_of

_PATTERNS = {
    Kind.MONEY: r"^[+-]?[0-9]{1,14}(\.[0-9]{1,2}0*)?$",
    Kind.POINTS: r"^[+-]?[0-9]{1,6}(\.[0-9]{1,8}0*)?$",
    Kind.PERCENT: r"^[+-]?[0-9]{1,9}(\.[0-9]+)?$",
    Kind.NUMBER: r"^[+-]?[0-9]{1,12}(\.[0-9]+)?$",
    Kind.COUNT: r"^[+-]?[0-9]{1,9}(\.0+)?$",
    Kind.FLAG: r"^(?i:true|false|1|0|是|否)$",
    Kind.PERIOD: r"^[0-9]{4}-(0[1-9]|1[0-2])$",
}
_ADVICE = {
    Kind.MONEY: "不是金额，请只写以元计的数字，最多两位小数，不带单位和千分位，例如 1234.50。",
    Kind.POINTS: "不是分数，请只写数字，最多八位小数，例如 2.5。",
    Kind.PERCENT: "不是百分数，请只写数字，不带百分号，例如 12.5。",
    Kind.NUMBER: "不是数字，请只写数字，不带单位和千分位，例如 12.5。",
    Kind.COUNT: "不是整数，请只写整数，例如 3。",
    Kind.FLAG: "不是“是”或“否”，请写 是、否、true、false、1 或 0。",
    Kind.DATE: "不是日期，请写 2026-01-01 这样。",
    Kind.PERIOD: "不是月份，请写 2026-06 这样。",
}
_NONE = "none"
_FLOAT_DIGITS = 15  # texts up to here are told apart by their binary fractions


def check_texts(table: TextTable, columns: tuple[Column, ...], keys: tuple[str, ...]) -> None:
    """Hold every cell against its column, then the keys against each other.

    Raises:
        InputRefusedError: with every problem in the order of the rows.
    """
    problems = [problem for column in columns for problem in _problems(table.frame, column)]
    if not table.frame.height:
        problems.append(Problem(0, "", "", "只有表头，没有数据。"))
    if keys and not problems:
        problems = _doubled(table, tuple(column for column in columns if column.name in keys))
    if problems:
        order = {column.name: at for at, column in enumerate(columns)}
        problems.sort(key=lambda problem: (problem.row, order.get(problem.column, -1)))
        raise InputRefusedError(table.file, problems)


def _problems(frame: pl.DataFrame, column: Column) -> list[Problem]:
    text = pl.col(column.name)
    found = []
    if column.required:
        found += _where(frame, text == "", column, "必须填写。")
    unreadable = (text != "") & ~_readable(column)
    found += _where(frame, unreadable, column, _advice(column))
    if column.kind.is_number:
        found += _beyond(frame.filter((text != "") & ~unreadable), column)
    return found


def _beyond(frame: pl.DataFrame, column: Column) -> list[Problem]:
    """Numbers below the least or above the most, by however little.

    A binary fraction tells quickly which could be; only those are held against the bound exactly.
    """
    text, places = pl.col(column.name), column.kind.places
    value, units = text.cast(pl.Float64), floor_units(text, places)
    long = text.str.len_bytes() > _FLOAT_DIGITS
    found = []
    if column.least is not None:
        near = (value < float(column.least)) | ((value == float(column.least)) & long)
        less = units < int(column.least.scaleb(places))
        found += _where(frame.filter(near), less, column, f"不能小于 {column.least}。")
    if column.most is not None:
        near = (value > float(column.most)) | ((value == float(column.most)) & long)
        most = int(column.most.scaleb(places))
        more = (units > most) | ((units == most) & has_finer(text, places))
        found += _where(frame.filter(near), more, column, f"不能大于 {column.most}。")
    return found


def _readable(column: Column) -> pl.Expr:
    text = pl.col(column.name)
    if column.kind is Kind.CHOICE:
        none = [] if column.required else [_NONE, "无"]
        return text.is_in([*none, *column.choices, *column.words])
    if column.kind is Kind.DATE:
        return text.str.to_date("%Y-%m-%d", strict=False).is_not_null() & (
            text.str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        )
    if column.kind is Kind.TEXT:
        return pl.lit(True)
    return text.str.contains(_PATTERNS[column.kind])


def _advice(column: Column) -> str:
    if column.kind is Kind.CHOICE:
        known = "、".join(column.words)
        return f"不在规定的范围内，可以写：{known}{'' if column.required else '，或留空'}。"
    return _ADVICE.get(column.kind, "")


def _where(frame: pl.DataFrame, bad: pl.Expr, column: Column, message: str) -> list[Problem]:
    rows = frame.filter(bad).select(LINE, column.name).rows()
    return [Problem(line, column.name, value, message) for line, value in rows]


def _doubled(table: TextTable, keys: tuple[Column, ...]) -> list[Problem]:
    """Rows whose keys stood in an earlier row; compared as typed, so that 常规 is routine."""
    names = [column.name for column in keys]
    typed = table_of(table, keys)
    again = typed.filter(~pl.struct(names).is_first_distinct())
    if not again.height:
        return []
    firsts = typed.unique(names, keep="first", maintain_order=True)
    pairs = again.join(firsts, on=names, suffix="_first").sort(LINE)
    return [
        Problem(
            row[LINE],
            "+".join(names),
            "/".join(str(row[name]) for name in names),
            f"与第 {row[LINE + '_first']} 行重复，请只留一行。",
        )
        for row in pairs.iter_rows(named=True)
    ]
