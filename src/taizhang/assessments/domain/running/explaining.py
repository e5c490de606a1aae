"""Why a subject got what it got (依据): its steps, its result and its input, from kept files.

The files are scanned for the one subject: nothing is computed, and no scheme is needed, so that a
letter years later says what was said then.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from taizhang.schemes import STEP_COLUMNS, Scheme, Step, texts_of
from taizhang.schemes.reading import TextTable

from ...models import Revision
from .subjects import input_keys, input_subjects, subjects_of
from .tables import kept_path, read_kept


@dataclass(frozen=True, slots=True)
class InputRow:
    """A row of the input that belongs to a subject: its keys joined by "/", its cells as text."""

    key: str
    cells: Mapping[str, str]


def steps_of(revision: Revision, subject: str) -> list[Step]:
    """The steps of a subject in their order. Raises StorageError where the file is gone."""
    assert revision.steps is not None
    found = (
        pl.scan_parquet(kept_path(revision.steps))
        .filter(pl.col("subject") == subject)
        .select(STEP_COLUMNS[1:])
        .collect()
    )
    return [Step(*row) for row in found.iter_rows()]


def result_of(revision: Revision, subject: str, scheme: Scheme) -> dict[str, str]:
    """The whole result row of a subject, as written; {} where there is none."""
    assert revision.result is not None
    frame = read_kept(revision.result)
    found = frame.filter(subjects_of(frame, scheme.definition) == subject).head(1)
    rows = texts_of(found, scheme.definition.output).rows(named=True)
    return dict(rows[0]) if rows else {}


def input_of(revision: Revision, subject: str, scheme: Scheme) -> list[InputRow]:
    """The rows of the input that belong to a subject, corrections made."""
    assert revision.table is not None
    table = TextTable(revision.source_name, read_kept(revision.table))
    mine = table.frame.filter(input_subjects(table, scheme.definition) == subject)
    keys = input_keys(TextTable(table.file, mine), scheme.definition)
    columns = [column.name for column in scheme.definition.columns]
    rows = mine.select(columns).iter_rows(named=True)
    return [InputRow(key, row) for key, row in zip(keys, rows, strict=True)]
