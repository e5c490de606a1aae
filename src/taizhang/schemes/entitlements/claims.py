"""From facts to the rows that a scheme reads: one claim a row of facts and way that is asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from ..errors import InputRefusedError, Problem
from ..reading import LINE, TextTable
from .declared import Paying, Way
from .facts import NAME, SUBJECT, fact_names, given_facts, shared_facts


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of a scheme's input made of facts; `key` is how the scheme's explanation calls it."""

    subject: str
    name: str
    line: int
    key: str
    way: Way
    cells: Mapping[str, str]

    def given(self, column: str) -> bool:
        """Whether the facts say anything for a column."""
        return bool(self.cells.get(column))


def claims_of(facts: TextTable, paying: Paying) -> list[Claim]:
    """The claims of all subjects, in the order of the facts.

    Keys sort by code point as the rows stand: schemes use limits up in the order of their keys.

    Raises:
        InputRefusedError: facts of a recognition without the recognition.
    """
    rows = list(facts.frame.iter_rows(named=True))
    _check_named(facts.file, rows, paying)
    width = len(str(max((row[LINE] for row in rows), default=0)))
    return [
        Claim(
            subject=row[SUBJECT.name],
            name=row[NAME.name],
            line=row[LINE],
            key="-".join(filter(None, (f"{row[LINE]:0{width}d}", mark))),
            way=way,
            cells=cells,
        )
        for row in rows
        for way, mark, cells in _asked(given_facts(row, paying), paying)
    ]


def _check_named(file: str, rows: list[dict[str, Any]], paying: Paying) -> None:
    """Refuse rows that say something of a recognition and not which."""
    if not paying.given_by:
        return
    name = fact_names(paying)[paying.given_by]
    problems = [
        Problem(row[LINE], name, row[name], "这一行填了认定或事项的情况，请写明是哪一项。")
        for row in rows
        if not _code(row[name], paying) and _speaks(given_facts(row, paying), paying)
    ]
    if problems:
        raise InputRefusedError(file, problems)


def _speaks(given: Mapping[str, str], paying: Paying, columns: Iterable[str] = ()) -> bool:
    """Whether the facts say anything about a scheme that no other one asks for."""
    names = fact_names(paying)
    return any(given[column] and names[column] not in shared_facts() for column in columns or given)


def _asked(given: dict[str, str], paying: Paying) -> Iterator[tuple[Way, str, dict[str, str]]]:
    """The ways that a row of facts says anything about, with what tells them apart in a key."""
    if paying.given_by:
        code = _code(given[paying.given_by], paying)
        if code:
            yield paying.ways[code], "", given | {paying.given_by: code}
        return
    for code, way in paying.ways.items():
        if _speaks(given, paying, way.needs):
            tried = {paying.tried: code} if paying.tried else {}
            yield way, paying.way_label(code) if code else "", given | tried


def _code(text: str, paying: Paying) -> str:
    """The code of a way, written as a code or as the template's list shows it."""
    words = paying.scheme.definition.column(paying.given_by).words
    return words.get(text, text if text in paying.ways else "")


def table_of_claims(claims: Iterable[Claim], paying: Paying, file: str) -> TextTable:
    """The claims as an input of the scheme; rows count from 2 as in a file."""
    definition = paying.scheme.definition
    texts: dict[str, list[str]] = {column.name: [] for column in definition.columns}
    for claim in claims:
        own = dict.fromkeys(definition.keys, claim.key)
        cells = {**claim.cells, paying.subject: claim.subject, **own}
        for name, column in texts.items():
            column.append(cells.get(name, ""))
    frame = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String))
    return TextTable(file, frame.with_row_index(LINE, 2).cast({LINE: pl.Int64}))


def refused_facts(file: str, problems: Iterable[tuple[Claim, Problem]], paying: Paying) -> None:
    """Stop with what a scheme refuses, in the words and places of the facts; `InputRefusedError`
    where there is anything."""
    names = fact_names(paying)
    found = [
        Problem(claim.line, names.get(p.column, p.column), p.value, p.message)
        for claim, p in problems
    ]
    if found:
        raise InputRefusedError(file, found)
