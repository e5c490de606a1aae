"""Rows of a test through a scheme, without a file."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from taizhang.schemes import Run, compute_run, scheme_named, texts_of, values_for
from taizhang.schemes.reading import LINE, TextTable

DAY = date(2024, 1, 1)


def run_rows(
    name: str,
    rows: Sequence[Mapping[str, object]],
    settings: Mapping[str, str] | None = None,
    *,
    as_of: date = DAY,
    engine: str = "local",
) -> Run:
    """A run over rows as a file would give them."""
    scheme = scheme_named(name)
    names = [column.name for column in scheme.definition.columns]
    texts = {column: [str(row.get(column, "")) for row in rows] for column in names}
    frame = pl.DataFrame(texts, schema=dict.fromkeys(names, pl.String))
    table = TextTable("in.csv", frame.with_row_index(LINE, 2).cast({LINE: pl.Int64}))
    values = values_for(scheme, as_of=as_of, settings=settings)
    return compute_run(scheme, table, values, engine=engine)


def results(
    name: str,
    rows: Sequence[Mapping[str, object]],
    settings: Mapping[str, str] | None = None,
    *,
    as_of: date = DAY,
) -> list[dict[str, str]]:
    """The result rows as they are written."""
    run = run_rows(name, rows, settings, as_of=as_of)
    return texts_of(run.outcome.frame, run.scheme.definition.output).to_dicts()
