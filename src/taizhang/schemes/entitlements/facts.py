"""Facts about subjects (对象的情况): the columns of all paying schemes side by side.

A row holds what is known of a subject; a subject may have several rows, one a recognition or
contract. Columns of the same meaning are one: a fact counts for every scheme that asks for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import polars as pl

from ..errors import InputRefusedError, Problem
from ..reading import LINE, TextTable, check_texts, read_texts
from ..types import Column, Kind
from .declared import Paying, paying_schemes
from .yaml_facts import read_yaml

SUBJECT = Column("subject_id", "企业或人员编号", Kind.TEXT, required=True)
NAME = Column("name", "名称或姓名", Kind.TEXT, optional=True)
_YAML = (".yaml", ".yml")


@dataclass(frozen=True)
class Group:
    """The facts that one scheme asks for, without those that an earlier one asked for."""

    paying: Paying
    columns: tuple[Column, ...]


def fact_names(paying: Paying) -> dict[str, str]:
    """What facts call each input column of a scheme that a single subject is asked for."""
    definition = paying.scheme.definition
    hidden = {*definition.keys, paying.subject, paying.tried, *paying.left_out}
    return {
        column.name: paying.facts.get(column.name, {}).get("name", column.name)
        for column in definition.columns
        if column.name not in hidden
    }


@cache
def shared_facts() -> frozenset[str]:
    """Facts that several schemes ask for (a year): alone they say nothing about any of them."""
    names = [name for paying in paying_schemes() for name in fact_names(paying).values()]
    return frozenset(name for name in names if names.count(name) > 1)


@cache
def groups() -> tuple[Group, ...]:
    """The facts that are asked for, scheme by scheme; each fact once."""
    seen: set[str] = set()
    found = []
    for paying in paying_schemes():
        columns = tuple(c for c in _columns(paying) if c.name not in seen)
        seen.update(column.name for column in columns)
        found.append(Group(paying, columns))
    return tuple(found)


def _columns(paying: Paying) -> list[Column]:
    definition = paying.scheme.definition
    return [
        replace(
            definition.column(column),
            name=name,
            label=paying.facts.get(column, {}).get("label", definition.column(column).label),
            required=False,
            optional=True,
        )
        for column, name in fact_names(paying).items()
    ]


def fact_columns() -> tuple[Column, ...]:
    """Every column that facts may have: who it is, then scheme by scheme."""
    return (SUBJECT, NAME, *(column for group in groups() for column in group.columns))


def read_facts(path: Path) -> TextTable:
    """Read facts from .csv, .xlsx, .parquet or .yaml, and hold each cell against its column.

    Raises:
        InputRefusedError: what cannot be read, a cell that cannot be.
    """
    columns = fact_columns()
    if path.suffix.lower() in _YAML:
        table = facts_of(read_yaml(path), file=path.name)
    else:
        table = read_texts(path, columns)
        check_texts(table, columns, ())
    return table


def facts_of(rows: list[dict[str, str]], *, file: str) -> TextTable:
    """Facts that are at hand as texts, by column name or Chinese head; held against the columns.

    Raises:
        InputRefusedError: a fact that no scheme asks for, a cell that cannot be.
    """
    columns = fact_columns()
    known = {text: c.name for c in columns for text in (c.head, c.label, c.name)}
    problems = [
        Problem(at, name, "", "没有一项办法用到这一列，请检查名称。")
        for at, row in enumerate(rows, start=2)
        for name in row
        if name not in known
    ]
    if problems:
        raise InputRefusedError(file, problems)
    named = [{known[name]: text.strip() for name, text in row.items()} for row in rows]
    texts = {column.name: [row.get(column.name, "") for row in named] for column in columns}
    frame = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String))
    table = TextTable(file, frame.with_row_index(LINE, 2).cast({LINE: pl.Int64}))
    check_texts(table, columns, ())
    return table


def given_facts(row: Mapping[str, str], paying: Paying) -> dict[str, str]:
    """The cells of a row of facts under the names of a scheme's columns."""
    return {column: row[name] for column, name in fact_names(paying).items()}
