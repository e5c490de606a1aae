"""What the text says of a table (正文与表格): 青石县办结36件 beside a row 青石县 with 35."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from ...numbers.numerals import multiplier
from ...patterns import late
from ..bulletin import Bulletin, Sentence
from ..findings import Finding
from ..numbers import POINTS, Number
from ..prose.listing.part_lists import COMPARED
from ..rounding import Extent, prints
from .cells import Figure
from .grid import Table
from .named import CHANGE_COLUMN, NamedTable, name_table, says_head

_WHOLE = late(r"全[市县区省]|共|合计|总计|累计|总数")
_PAST = late(
    r"上年|去年|同期|上月|上季|上期|20\d\d年(?=.{0,4}[底末])|年初|目标|计划|新增|本月|当月|剩余|力争|确保|预计"
)
_SCALED = late(r"(?P<scale>[十百千]?[万亿]?)(?P<unit>[\u4e00-\u9fff%]{1,4})")
_EACH = late("分别(?:为|是|达到?)?")
_INSIDE = late("^[中里内]|其中|[已未尚待正]")
"""新开工项目中已开工69个: some of those that the row counts."""
_GENERAL = frozenset("个项家件条人名户")
_MOST_ROWS = 300
_REACH = 60
_CLOSE = 6
_PAST_REACH = 200


def check_text(bulletin: Bulletin, tables: Sequence[Table]) -> Iterator[Finding]:
    """Numbers that sentences give a row and column of a table otherwise."""
    left = _MOST_ROWS
    for table in tables:
        named = name_table(table)
        left -= len(table.rows)
        if named is None or left < 0:
            continue
        for sentence in bulletin.sentences:
            if sentence.numbers:
                yield from _sentence(bulletin, named, sentence)


def _sentence(bulletin: Bulletin, named: NamedTable, sentence: Sentence) -> Iterator[Finding]:
    """Each number behind the name of a row, or behind 全市共, up to the next name."""
    text = bulletin.text
    places = list(named.pattern.finditer(text, sentence.start, sentence.end))
    ends = [place.end() for place in places]
    zipped = _respectively(text, places, sentence)
    for number in sentence.numbers:
        last = bisect_right(ends, number.start) - 1
        before = zipped.get(number.start, places[last] if last >= 0 else None)
        row = _row(text, named, sentence, number, before)
        if row is None or number.rough or number.unit == POINTS:
            continue
        lead = number.before
        if before is not None:
            lead = text[max(before.end(), number.start - _REACH) : number.start]
        start = max(sentence.start, number.start - _PAST_REACH)
        if not COMPARED.search(number.before) and not _PAST.search(text, start, number.start):
            yield from _compare(bulletin, named, sentence, number, row, lead + number.after)


def _respectively(
    text: str, places: Sequence[re.Match[str]], sentence: Sentence
) -> dict[int, re.Match[str] | None]:
    """松山区、临江县进度分别为84.4%、79.1%: the first number of the first name, and so on."""
    zipped: dict[int, re.Match[str] | None] = {}
    for said in _EACH.finditer(text, sentence.start, sentence.end):
        names = [place for place in places if place.end() <= said.start()]
        behind = [n for n in sentence.numbers if n.start >= said.end()]
        listed = behind[:1] + [
            two
            for one, two in pairwise(behind)
            if text[one.end : two.start] in {"、", "和", "，"} and one.unit == two.unit
        ]
        fits = len(names) == len(listed) and _is_list(text, names)
        pairs = zip(listed, names, strict=True) if fits else ((n, None) for n in listed)
        zipped.update((number.start, name) for number, name in pairs)
    return zipped


def _is_list(text: str, names: Sequence[re.Match[str]]) -> bool:
    """Whether names stand one behind the other: 松山区、临江县和青石县."""
    return all(text[one.end() : two.start()] in {"、", "和", "及"} for one, two in pairwise(names))


def _row(
    text: str, named: NamedTable, sentence: Sentence, number: Number, before: re.Match[str] | None
) -> int | None:
    """The row that a number is said of; none where the names stand in a list of their own."""
    if before is not None:
        between = text[before.end() : min(number.start, before.end() + _REACH)]
        near = number.start - before.end() < _REACH and ";" not in between
        listed = "、" in between and "分别" not in between
        return named.rows[before[0]] if near and not listed else None
    whole = _WHOLE.search(text, max(sentence.start, number.start - _REACH), number.start)
    if whole and "" in named.rows:
        return named.rows[""]
    return None


def _compare(
    bulletin: Bulletin,
    named: NamedTable,
    sentence: Sentence,
    number: Number,
    row: int,
    words: str,
) -> Iterator[Finding]:
    """The one column whose words are said: its cell must be that number."""
    table = named.table
    columns = _columns(named, number, row, words)
    if len(columns) != 1 or _held(table, row, number):
        return
    cell = table.rows[row][columns[0]]
    sentence_ = (
        f"正文“{bulletin.words(number.start - len(number.before), number.end)}”，表格"
        f"“{table.name_of(row)}”一行的“{table.names[columns[0]]}”是{cell.text}"
        f"{table.unit(columns[0])}，两处不一致，请核对。"
    )
    yield bulletin.finding("table_text", sentence.start, number.end, sentence_)


def _columns(named: NamedTable, number: Number, row: int, words: str) -> list[int]:
    """The columns that the words say, those with the longest head; else those of that unit."""
    table, clause = named.table, words.rpartition("，")[2]
    said = [c for c, stems in named.stems.items() if all(says_head(clause, s) for s in stems)]
    columns = [c for c in said if _same(table, c, row, number)]
    longest = max((len("".join(named.stems[c])) for c in columns), default=0)
    lead = words.removesuffix(number.after)
    close = table.kinds[row] != "total" and len(lead) <= _CLOSE and not _INSIDE.search(lead)
    if not columns and close:
        return _by_unit(table, row, number)
    return [c for c in columns if len("".join(named.stems[c])) == longest]


def _by_unit(table: Table, row: int, number: Number) -> list[int]:
    """青石县80户: the columns whose head says that unit, where the words name none."""
    found = []
    for column, figure in enumerate(table.figures[row]):
        if figure is not None and not CHANGE_COLUMN.search(table.names[column]):
            unit = _unit(table, column, figure)[1]
            rate = "率" in table.names[column]
            if unit and unit == number.unit and not rate:
                found.append(column)
    return found


def _same(table: Table, column: int, row: int, number: Number) -> bool:
    """Whether a column may hold a number of that unit."""
    figure = table.figures[row][column]
    if figure is None or figure.percent != number.is_share:
        return False
    unit = _unit(table, column, figure)[1]
    return not unit or unit == number.unit or {unit, number.unit} <= _GENERAL


def _unit(table: Table, column: int, figure: Figure) -> tuple[int, str]:
    """The multiplier and the unit of a column: 万元 as 10,000 and 元."""
    said = figure.unit or table.unit(column)
    found = _SCALED.fullmatch(said.strip("()"))
    if found is None or figure.percent:
        return 1, "%" if figure.percent else ""
    return multiplier(found["scale"]), found["unit"]


def _held(table: Table, row: int, number: Number) -> bool:
    """Whether a cell of the row is that number, in its own unit."""
    for column, figure in enumerate(table.figures[row]):
        if figure is None:
            continue
        times = Fraction(_unit(table, column, figure)[0])
        if figure.percent != number.is_share:
            times = Fraction(1)
        held = figure.extent.times(times)
        scale = 1 if figure.percent or _unit(table, column, figure)[1] else multiplier(number.scale)
        if scale > 1 and _rounds(figure.extent.times(scale), number):
            return True  # 亿元 may stand in a column of its own
        if prints(held, number.value, number.step) or _rounds(held, number):
            return True
    return False


def _rounds(held: Extent, number: Number) -> bool:
    """82000万元 in the table, 8.2亿元 in the text."""
    return abs(held.middle - number.value) * 2 <= number.step + (held.high - held.low)
