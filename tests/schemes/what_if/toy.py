"""A small scheme to ask questions of: two criteria, a star by rank, a reward by star."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from taizhang.schemes import (
    Column,
    InForce,
    Kind,
    Parameter,
    Run,
    Shape,
    Source,
    compute_run,
    values_for,
)
from taizhang.schemes import Values as Settings
from taizhang.schemes.definitions import Definition
from taizhang.schemes.reading import LINE, TextTable
from taizhang.schemes.scheme import Refusals, RowScheme
from taizhang.schemes.types import Judged, Row

DAY = date(2026, 1, 1)
_SOURCE = Source("云政办〔2026〕1号", "第一条")


def _parameter(name: str, kind: Kind, value: Any, **more: Any) -> Parameter:
    values = () if value is None else ((DAY, value),)
    return Parameter(name, f"参数{name}", kind, "", _SOURCE, DAY, values, **more)


INPUT = (
    Column("firm_id", "编号", Kind.TEXT, required=True),
    Column("name", "名称", Kind.TEXT),
    Column("county", "县区", Kind.TEXT),
    Column("sales", "销售", Kind.COUNT),
    Column("green", "绿色", Kind.COUNT),
)
OUTPUT = (
    Column("firm_id", "编号", Kind.TEXT),
    Column("name", "名称", Kind.TEXT),
    Column("points_sales", "平时·销售得分", Kind.POINTS),
    Column("points_sales_again", "年终·销售得分", Kind.POINTS, criterion="sales", weight="again"),
    Column("points_green", "绿色得分", Kind.POINTS),
    Column("total_score", "总分", Kind.POINTS),
    Column("rank", "名次", Kind.COUNT),
    Column("star", "星级", Kind.COUNT, least=Decimal(0), most=Decimal(2)),
    Column("reward_yuan", "奖励", Kind.MONEY, "元"),
    Column("balance_yuan", "余额", Kind.MONEY, "元", adds_up=False),
    Column("reason", "原因", Kind.TEXT),
)
PARAMETERS = (
    _parameter("least_sales", Kind.COUNT, 1, least=Decimal(0)),
    _parameter("reward", Kind.MONEY, {"2": Decimal(100), "1": Decimal(50)}, shape=Shape.MAP),
    _parameter(
        "green",
        Kind.POINTS,
        ((Decimal(10), Decimal(5)), (Decimal(1), Decimal(2))),
        shape=Shape.BRACKETS,
        bound=Kind.COUNT,
    ),
    _parameter("again", Kind.NUMBER, Decimal("0.5")),
    _parameter("city", Kind.COUNT, None),
)


def _compute(rows: Sequence[Row], values: Settings) -> Iterator[Judged]:
    scored = [(_points(row, values), row) for row in rows]
    able = [pair for pair in scored if pair[1].count("sales") >= values.count("least_sales")]
    ranked = sorted(able, key=lambda pair: (-sum(pair[0]), pair[1].text("firm_id")))
    places = {row.text("firm_id"): at for at, (_, row) in enumerate(ranked, start=1)}
    for points, row in scored:
        yield _judged(row, points, places.get(row.text("firm_id")), values)


def _points(row: Row, values: Settings) -> tuple[Decimal, Decimal, Decimal]:
    green = [points for bound, points in values.brackets("green") if row.count("green") >= bound]
    sales = Decimal(row.count("sales"))
    return sales, sales * values.number("again"), green[0] if green else Decimal(0)


def _judged(row: Row, points: tuple[Decimal, ...], rank: int | None, values: Settings) -> Judged:
    star = 0 if rank is None else {1: 2, 2: 1}.get(rank, 0)
    cells = {
        "firm_id": row["firm_id"],
        "name": row["name"],
        "points_sales": points[0],
        "points_sales_again": points[0],
        "points_green": points[2],
        "total_score": None if rank is None else sum(points, Decimal(0)),
        "rank": rank,
        "star": star,
        "reward_yuan": values.map("reward").get(str(star), Decimal(0)),
        "balance_yuan": Decimal(1),
        "reason": "" if rank else "销售太少",
    }
    return Judged(row.text("firm_id"), cells)


def _check(rows: Sequence[Row], values: Settings, refusals: Refusals) -> None:
    if values.count("city") < 1:
        refusals.add_file("城市至少一个。")


SCHEME = RowScheme(
    Definition(
        name="toy",
        title="玩具",
        package="",
        keys=("firm_id",),
        columns=INPUT,
        output=OUTPUT,
        parameters=PARAMETERS,
        in_force=InForce(DAY, None, _SOURCE),
    ),
    _compute,
    check=_check,
)
ROWS = (
    # firm_id, name, county, sales, green → sales + half + green
    ("A", "甲", "青石县", "10", "0"),  # 15
    ("B", "乙", "白河县", "7", "10"),  # 15.5
    ("C", "丙", "青石县", "8", "1"),  # 14
    ("D", "丁", "", "0", "10"),  # not ranked: no sales
)


def table(rows: Sequence[tuple[str, ...]] = ROWS) -> TextTable:
    """An input as it is read from a file."""
    names = [column.name for column in INPUT]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return TextTable("in.csv", frame.with_row_index(LINE, 2).cast({LINE: pl.Int64}))


def toy_run(rows: Sequence[tuple[str, ...]] = ROWS, **settings: str) -> Run:
    """A run with settings; `__` stands for the dot of a part."""
    given = {"city": "1", **{key.replace("__", "."): text for key, text in settings.items()}}
    return compute_run(SCHEME, table(rows), values_for(SCHEME, as_of=DAY, settings=given))
