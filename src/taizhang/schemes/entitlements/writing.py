"""Entitlements as a table: a row a subject and way, with reasons, what is missing, clauses."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from ..exact import CENT, scaled
from ..types import Column, Kind
from ..writing import write_table
from .declared import FORM_WORDS, Decision
from .found import STATE_WORDS, Entitlement
from .rivals import Rivalry, rivalries_of

COLUMNS = (
    Column("subject_id", "企业或人员编号", Kind.TEXT),
    Column("name", "名称或姓名", Kind.TEXT),
    Column("fact_row", "在情况表的第几行", Kind.COUNT),
    Column("scheme", "办法代码", Kind.TEXT),
    Column("way", "项目代码", Kind.TEXT),
    Column("label", "项目", Kind.TEXT),
    Column("purpose", "用途", Kind.TEXT),
    Column("state", "状态代码", Kind.TEXT),
    Column("state_label", "状态", Kind.TEXT),
    Column("form", "方式", Kind.TEXT),
    Column("amount_yuan", "金额", Kind.MONEY, unit="元"),
    Column("reason", "原因", Kind.TEXT),
    Column("basis", "怎么算的", Kind.TEXT),
    Column("missing", "还缺什么", Kind.TEXT),
    Column("source", "条款", Kind.TEXT),
    Column("same_purpose", "同一用途的其他项目", Kind.TEXT),
    Column("decided_by", "由哪一条决定", Kind.TEXT),
    Column("final", "取自哪次已定的结果", Kind.TEXT),
)
_TITLE = "可享受的政策"


def entitlement_table(found: Sequence[Entitlement]) -> pl.DataFrame:
    """The table of `COLUMNS`; money in whole cents."""
    rivalries = {id(each): rivalry for rivalry in rivalries_of(found) for each in rivalry.options}
    rows = [_row(each, rivalries.get(id(each))) for each in found]
    types = {c.name: pl.Int64() if c.kind.is_number else pl.String() for c in COLUMNS}
    return pl.DataFrame(rows, schema=types, orient="row")


def write_entitlements(found: Sequence[Entitlement], path: Path, *, chinese: bool = False) -> None:
    """Write the table as .csv, .xlsx or .parquet; `OutputError`."""
    write_table(entitlement_table(found), COLUMNS, path, title=_TITLE, chinese=chinese)


def _row(each: Entitlement, rivalry: Rivalry | None) -> tuple[object, ...]:
    return (
        each.subject,
        each.name,
        each.line,
        each.paying.scheme.name,
        each.way.code,
        each.label,
        each.purpose.label,
        each.state.value,
        STATE_WORDS[each.state],
        FORM_WORDS[each.paying.form],
        None if each.amount is None else scaled(each.amount, CENT),
        each.reason,
        each.basis,
        "；".join(map(str, each.missing)),
        each.source,
        "；".join(other.label for other in rivalry.options if other is not each) if rivalry else "",
        decided_by(rivalry) if rivalry else "",
        each.final,
    )


def decided_by(rivalry: Rivalry) -> str:
    """The clause that decides and what it says; that a person decides where none does."""
    purpose = rivalry.purpose
    if purpose.decision is None:
        return f"没有条款决定，由经办人选定并记录：{purpose.undecided}（{purpose.about}）"
    rule = purpose.rule or _RULES[purpose.decision]
    return f"{rule}（{purpose.about}）"


_RULES = {Decision.TOGETHER: "各项都给", Decision.HIGHEST: "只给金额最高的一项"}
