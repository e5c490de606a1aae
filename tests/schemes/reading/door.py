"""A small table of every kind of column, and bytes read as it."""

from decimal import Decimal
from pathlib import Path

import pytest

from taizhang.schemes import Column, InputRefusedError, Kind, Problem
from taizhang.schemes.reading import check_texts, read_texts, rows_of
from taizhang.schemes.types import Value

COLUMNS = (
    Column("firm_id", "企业编号", Kind.TEXT, required=True),
    Column("paid_yuan", "金额", Kind.MONEY, "元", least=Decimal(0)),
    Column("growth_pct", "增速", Kind.PERCENT, "%", optional=True, most=Decimal(100)),
    Column("points", "得分", Kind.POINTS, optional=True),
    Column("firms", "家数", Kind.COUNT, "家", optional=True),
    Column("listed", "已上市", Kind.FLAG, optional=True),
    Column("class", "等级", Kind.CHOICE, optional=True, choices={"a": "甲级", "b": "乙级"}),
    Column("day", "日期", Kind.DATE, optional=True),
    Column("period", "月份", Kind.PERIOD, optional=True),
    Column("area", "面积", Kind.NUMBER, "亩", optional=True),
)


def cells(path: Path, data: bytes) -> list[dict[str, Value]]:
    """The rows of a file that is right, as exact values of the columns that have any."""
    path.write_bytes(data)
    table = read_texts(path, COLUMNS)
    check_texts(table, COLUMNS, ("firm_id",))
    rows = [row.cells for row in rows_of(table, COLUMNS)]
    return [{name: row[name] for name in row if row[name] not in (None, "", False)} for row in rows]


def problems(path: Path, data: bytes) -> list[Problem]:
    """What is wrong with a file that is refused."""
    path.write_bytes(data)
    with pytest.raises(InputRefusedError) as refused:
        check_texts(read_texts(path, COLUMNS), COLUMNS, ("firm_id",))
    assert path.name in str(refused.value)
    return refused.value.problems


def places(path: Path, data: bytes) -> list[tuple[int, str, str]]:
    """Row, column and value of everything that is wrong."""
    return [(p.row, p.column, p.value) for p in problems(path, data)]
