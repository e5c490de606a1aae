"""What the kept files of a revision say of some subjects (读取): nothing is computed."""

from collections import defaultdict
from collections.abc import Collection

import polars as pl

from taizhang.schemes import STEP_COLUMNS, Scheme, Step, texts_of
from taizhang.schemes.reading import TextTable

from ...models import Revision
from ..running.explaining import InputRow
from ..running.subjects import input_keys, input_subjects, subjects_of
from ..running.tables import kept_path, read_kept


def results_by_subject(
    revision: Revision, scheme: Scheme, subjects: Collection[str]
) -> dict[str, dict[str, str]]:
    """The result row of each subject, as written."""
    assert revision.result is not None
    frame = read_kept(revision.result)
    codes = subjects_of(frame, scheme.definition)
    chosen = codes.is_in(list(subjects))
    rows = texts_of(frame.filter(chosen), scheme.definition.output).iter_rows(named=True)
    found: dict[str, dict[str, str]] = {}
    for code, row in zip(codes.filter(chosen), rows, strict=True):
        found.setdefault(code, row)
    return found


def steps_by_subject(revision: Revision, subjects: Collection[str]) -> dict[str, list[Step]]:
    """The steps of each subject, in their order."""
    assert revision.steps is not None
    rows = (
        pl.scan_parquet(kept_path(revision.steps))
        .filter(pl.col("subject").is_in(list(subjects)))
        .select(STEP_COLUMNS)
        .collect()
    )
    found = defaultdict[str, list[Step]](list)
    for subject, *step in rows.iter_rows():
        found[subject].append(Step(*step))
    return dict(found)


def inputs_by_subject(
    revision: Revision, scheme: Scheme, subjects: Collection[str]
) -> dict[str, list[InputRow]]:
    """The input rows of each subject, corrections made."""
    assert revision.table is not None
    table = TextTable(revision.source_name, read_kept(revision.table))
    codes = input_subjects(table, scheme.definition)
    chosen = codes.is_in(list(subjects))
    mine = TextTable(table.file, table.frame.filter(chosen))
    keys = input_keys(mine, scheme.definition)
    columns = [column.name for column in scheme.definition.columns]
    rows = mine.frame.select(columns).iter_rows(named=True)
    found = defaultdict[str, list[InputRow]](list)
    for code, key, row in zip(codes.filter(chosen), keys, rows, strict=True):
        found[code].append(InputRow(key, row))
    return dict(found)
