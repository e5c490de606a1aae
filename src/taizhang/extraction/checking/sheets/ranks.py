"""Ranks in tables (位次): a column 排名 against the column it is the rank of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...patterns import late
from ..bulletin import Bulletin
from ..findings import Finding
from .grid import Table
from .totals import row_finding

_RANK = late(r"[^，。]{0,8}(?:排名|位次|名次|排序|排位)")
_RANKED = late(r"[^，。\n]{2,30}(?:排名|位次|名次|排序|排位)")
_DIGITS = late(r"(?:第)?(\d{1,3})(?:位|名)?|(?:第)([一二三四五六七八九十])(?:位|名)?")
_CHINESE = {word: index for index, word in enumerate("一二三四五六七八九十", 1)}
_SAMPLE = 30
_MOST_COLUMNS = 14
_AGREED = Fraction(7, 10)
_CALLED = Fraction(4, 5)
_ALIKE = 3  # characters that the head of a column and the words before 排名 share


def check_ranks(bulletin: Bulletin, table: Table) -> Iterator[Finding]:
    """Each column of ranks against the column whose order it follows best."""
    rows = [i for i, kind in enumerate(table.kinds) if kind == "plain"]
    for column, name in enumerate(table.names):
        ranks = {row: rank for row in rows if (rank := _rank(table.rows[row][column].text))}
        if not _RANK.fullmatch(name) or len(ranks) < 3 or max(ranks.values()) > len(ranks):
            continue
        found = _best(table, column, ranks)
        if found is not None:
            yield from _compare(bulletin, table, column, ranks, *found)


def _rank(text: str) -> int | None:
    found = _DIGITS.fullmatch(text)
    if found is None:
        return None
    return int(found[1]) if found[1] else _CHINESE[found[2]]


def _best(table: Table, column: int, ranks: dict[int, int]) -> tuple[int, int] | None:
    """The column, and the direction, whose order the ranks follow best."""
    best: tuple[Fraction, int, int, int] | None = None
    candidates = [i for i in table.numeric[:_MOST_COLUMNS] if i != column]
    for other in candidates:
        values = [(rank, _value(table, row, other)) for row, rank in ranks.items()]
        known = [(rank, value) for rank, value in values if value is not None][:_SAMPLE]
        if len(known) < len(values) and len(known) < _SAMPLE:
            continue
        for sign in (-1, 1):
            agreed = _concordance(known, sign)
            called = agreed >= _CALLED and _is_called(table, column, other)
            key = (agreed + called, -abs(column - other), other, sign)
            best = max(best, key) if best else key
    return (best[2], best[3]) if best and best[0] >= _AGREED else None


def _is_called(table: Table, column: int, other: int) -> bool:
    """各部门按期完成情况排名 above 按期完成率: the words before 排名 begin as the head does."""
    said = _RANKED.search(table.caption + "\n" + table.names[column])
    head = table.names[other]
    return said is not None and len(head) >= _ALIKE and head[:_ALIKE] in said[0]


def _value(table: Table, row: int, column: int) -> Fraction | None:
    figure = table.figures[row][column]
    return figure.value if figure else None


def _concordance(known: Sequence[tuple[int, Fraction]], sign: int) -> Fraction:
    """The share of pairs that ranks and values order alike; ``sign`` -1: the greatest is first."""
    alike = pairs = 0
    for at, (rank, value) in enumerate(known):
        for other, second in known[at + 1 :]:
            if value != second:
                pairs += 1
                alike += (rank < other) == (sign * value < sign * second)
    return Fraction(alike, pairs) if pairs else Fraction(0)


def _compare(
    bulletin: Bulletin, table: Table, column: int, ranks: dict[int, int], other: int, sign: int
) -> Iterator[Finding]:
    """Rows whose rank is neither that of equals counted apart (1、1、3) nor together (1、1、2)."""
    values = {
        row: sign * value for row in ranks if (value := _value(table, row, other)) is not None
    }
    ordered = sorted(values.values())
    dense = {value: index for index, value in enumerate(sorted(set(ordered)), 1)}
    first = {value: index for index, value in reversed(list(enumerate(ordered, 1)))}
    last = {value: index for index, value in enumerate(ordered, 1)}
    for row, value in values.items():
        if first[value] <= ranks[row] <= last[value] or ranks[row] == dense[value]:
            continue
        sentence = (
            f"表格“{table.name_of(row)}”一行，“{table.names[column]}”写的是"
            f"{table.rows[row][column].text}，按“{table.names[other]}”"
            f"{table.rows[row][other].text}应排第{first[value]}位，请核对。"
        )
        yield row_finding(bulletin, table, "rank_mismatch", row, sentence)
