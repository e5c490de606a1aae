"""What the text calls the first or last of a table (表中之最): 完成率最高的是云岭港二期.

Silent when the words name no column, or more than one; when only some rows are meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...patterns import late
from ..bulletin import Bulletin, Sentence
from ..findings import Finding
from .cells import Figure
from .grid import Table
from .named import NamedTable, name_table, says_head

_MOST = late(
    r"最(?:(?P<up>[高多大快])|(?P<down>[低少小慢]))(?P<of>的?[^，。;:、()\d]{0,6}?(?:是|为)|的)?"
)
_SOME = late(
    r"[类批组型]|领域|方面|上年|去年|同期|上月|上季|[前后]|[二三四五六七八九十两几][个家项县]|降|负"
)
_WORDS = 16
_FEWEST = 3
_AROUND = 12  # sentences before and behind a table that may speak of it
_MOST_ROWS = 300


def check_extremes(bulletin: Bulletin, tables: Sequence[Table]) -> Iterator[Finding]:
    """Rows that a sentence calls the highest or lowest of a column, and that are not."""
    text, left = bulletin.text, _MOST_ROWS
    said = [s for s in bulletin.sentences if _MOST.search(text, s.start, s.end)]
    for table in tables:
        left -= len(table.rows)
        named = name_table(table) if left >= 0 and "partial" not in table.kinds else None
        if named is not None:
            at = bisect_left(said, table.rows[0][0].start, key=lambda sentence: sentence.start)
            for sentence in said[max(0, at - _AROUND) : at + _AROUND]:
                yield from _sentence(bulletin, named, sentence)


def _sentence(bulletin: Bulletin, named: NamedTable, sentence: Sentence) -> Iterator[Finding]:
    for said in _MOST.finditer(bulletin.text, sentence.start, sentence.end):
        found = _row_and_words(bulletin.text, named, sentence, said)
        if found is None or _SOME.search(found[1] + (said["of"] or "")):
            continue
        row, words = found
        column = _column(named, words)
        if column is not None:
            yield from _compare(bulletin, named.table, (row, column), said)


def _row_and_words(
    text: str, named: NamedTable, sentence: Sentence, said: re.Match[str]
) -> tuple[int, str] | None:
    """The row right behind 最高的是, or right ahead of 完成率最高; and the words of the column."""
    words = text[max(sentence.start, said.start() - _WORDS) : said.start()]
    clause = re.split("[，。;:、()]", words)[-1]
    behind = named.pattern.match(text, said.end(), sentence.end) if said["of"] else None
    if behind and behind[0]:
        listed = text[behind.end() : behind.end() + 1] in {"、", "和", "与"}
        return None if listed else (named.rows[behind[0]], clause)
    ahead = list(named.pattern.finditer(clause))
    if said["of"] or not ahead or not ahead[-1][0]:
        return None
    return named.rows[ahead[-1][0]], clause[ahead[-1].end() :]


def _column(named: NamedTable, words: str) -> int | None:
    """The one column whose head the words say, the longest head first."""
    said = [c for c, stems in named.stems.items() if all(says_head(words, s) for s in stems)]
    longest = max((len("".join(named.stems[c])) for c in said), default=0)
    said = [c for c in said if len("".join(named.stems[c])) == longest]
    return said[0] if len(said) == 1 else None


def _compare(
    bulletin: Bulletin, table: Table, place: tuple[int, int], said: re.Match[str]
) -> Iterator[Finding]:
    row, column = place
    held = {
        at: figure
        for at, figure in enumerate(table.column(column))
        if figure is not None and table.kinds[at] == "plain"
    }
    if row not in held or len(held) < _FEWEST:
        return
    best = _first(held, -1 if said["down"] else 1)
    if held[best].value == held[row].value:
        return
    name, head = table.name_of(row), table.names[column]
    start = max(said.start() - _WORDS, bulletin.text.rfind("\n", 0, said.start()) + 1)
    sentence = (
        f"正文写“{name}”的“{head}”{bulletin.text[said.start() : said.start() + 2]}，表格中它是"
        f"{table.rows[row][column].text}，“{table.name_of(best)}”是{table.rows[best][column].text}，"
        "请核对。"
    )
    yield bulletin.finding("rank_mismatch", start, said.end(), sentence)


def _first(held: dict[int, Figure], sign: int) -> int:
    """The row with the greatest value, or the least."""

    def value(row: int) -> Fraction:
        return sign * held[row].value

    return max(held, key=value)
