"""What schemes promise at their doors: rounding once, empty told from 0, a kind that is named."""

from datetime import date
from fractions import Fraction

import polars as pl
import pytest

from taizhang.schemes import Column, InputRefusedError, Kind, Parameter, Shape, Source
from taizhang.schemes.parameters import values_on
from taizhang.schemes.population import Forbidden
from taizhang.schemes.reading import LINE, TextTable, check_texts, table_of
from taizhang.schemes.scheme import frame_of
from taizhang.schemes.types import Judged
from taizhang.schemes.writing import texts_of

_SHARE = Column("share_pct", "占比", Kind.PERCENT)
_YUAN = Column("yuan", "金额", Kind.MONEY)
_KIND = Column("kind", "种类", Kind.CHOICE, required=True, choices={"a": "甲"})


def _table(column: Column, *cells: str) -> TextTable:
    frame = pl.DataFrame({LINE: range(2, 2 + len(cells)), column.name: cells})
    return TextTable("in.csv", frame)


def test_an_exact_share_is_rounded_once_to_what_is_written() -> None:
    almost = Fraction(499_999_999, 10**13)  # 0.0000499999999: via six decimals it would be 0.0001
    frame = frame_of([Judged("x", {"share_pct": almost})], (_SHARE,))
    assert texts_of(frame, (_SHARE,))["share_pct"].to_list() == ["0.0000"]


def test_an_empty_amount_is_told_from_a_zero() -> None:
    table = _table(_YUAN, "", "0", "0.00", "1")
    rule = Forbidden("yuan", pl.col("yuan") == 0, "必须填写。", empty=True)
    assert rule.rows(table, table_of(table, (_YUAN,))) == [(2, "")]


@pytest.mark.parametrize("cell", ["none", "无", ""])
def test_a_required_choice_cannot_be_none(cell: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        check_texts(_table(_KIND, cell), (_KIND,), ())
    assert [(p.row, p.value) for p in refused.value.problems][-1] == (2, cell)
    assert "或留空" not in str(refused.value)


def test_only_the_words_that_a_map_says_yes_to_are_chosen() -> None:
    parameter = Parameter(
        name="people",
        label="人员",
        kind=Kind.FLAG,
        unit="",
        source=Source("云政办〔2024〕1号", "第3条"),
        last_checked=date(2024, 3, 1),
        values=((date(2024, 1, 1), {"a": True, "b": False, "c": True}),),
        shape=Shape.MAP,
    )
    values = values_on((parameter,), date(2024, 1, 1), {"people.a": "否", "people.b": "是"})
    assert values.chosen("people") == ("b", "c")
