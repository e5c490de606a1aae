"""The rows that lists need, written in one stream (评定对象入库)."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
from django.db import connection

from taizhang.schemes import Kind, texts_of

from ...models import ResultRow, Revision
from .calculating import Calculated
from .matching import ties_of, units_by_name
from .subjects import listed_columns, names_of, place_names, speaks_of_places, subjects_of

_RANK = "rank"
_COPY = (
    f'COPY "{ResultRow._meta.db_table}" '
    "(revision_id, place, subject, name, unit_id, rank, cells) FROM STDIN"
)


def keep_rows(revision: Revision, made: Calculated, *, on: date) -> None:
    """Write one row a subject. COPY: a hundred thousand in seconds, in the same transaction."""
    subjects = list(subjects_of(made.frame, made.scheme.definition))
    names = _names(made, subjects)
    units = _units(revision, made, dict(zip(subjects, names, strict=True)), on)
    # Everything is asked before: while a COPY runs, its connection answers nothing.
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for row in _rows(revision, made, subjects, names, units):
            copy.write_row(row)


def _names(made: Calculated, subjects: list[str]) -> list[str]:
    definition = made.scheme.definition
    named = names_of(made.table, definition)
    plain = place_names(made.frame, definition)
    return [named.get(subject, name) for subject, name in zip(subjects, plain, strict=True)]


def _units(
    revision: Revision, made: Calculated, names: dict[str, str], on: date
) -> dict[str, int | None]:
    """The unit of each subject that has one: what somebody said goes before its name."""
    are_places = speaks_of_places(made.scheme.definition)
    known = units_by_name(names.values(), on=on, are_places=are_places)
    found: dict[str, int | None] = {
        subject: known[name] for subject, name in names.items() if name in known
    }
    return found | ties_of(revision.run)


def _rows(
    revision: Revision,
    made: Calculated,
    subjects: list[str],
    names: list[str],
    units: dict[str, int | None],
) -> Iterator[tuple[Any, ...]]:
    listed = texts_of(made.frame, listed_columns(made.scheme.definition)).iter_rows(named=True)
    facts = zip(subjects, names, _ranks(made), listed, strict=True)
    for place, (subject, name, rank, cells) in enumerate(facts, start=1):
        said = json.dumps(cells, ensure_ascii=False)
        yield revision.pk, place, subject[:512], name[:256], units.get(subject), rank, said


def _ranks(made: Calculated) -> pl.Series:
    """The rank of each row, none where there is none."""
    columns = made.scheme.definition.output
    has_rank = any(c.name == _RANK and c.kind is Kind.COUNT for c in columns)
    empty = pl.repeat(None, made.frame.height, dtype=pl.Int64, eager=True)
    return made.frame[_RANK] if has_rank else empty
