"""The cases of the chapters as test data."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl
import yaml

from taizhang.schemes import Run, Scheme, compute_run, scheme_named, values_for
from taizhang.schemes.reading import LINE, TextTable
from taizhang.schemes.registry import CHAPTERS


@cache
def all_cases() -> tuple[dict[str, Any], ...]:
    """Every case of every chapter; all scalars as texts.

    `each` of a case are cells of every input row that does not name them itself.
    """
    return tuple(_filled(case) for chapter in CHAPTERS for case in _cases(chapter))


def _cases(chapter: str) -> list[dict[str, Any]]:
    text = (files("taizhang.schemes") / chapter / "cases.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)
    return found


def _filled(case: dict[str, Any]) -> dict[str, Any]:
    each = case.get("each", {})
    return {**case, "input": [{**each, **row} for row in case["input"]]}


def table_of_rows(scheme: Scheme, rows: list[dict[str, str]]) -> TextTable:
    """Rows of texts as a file would be read."""
    names = [column.name for column in scheme.definition.columns]
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String))
    return TextTable("in.csv", frame.with_row_index(LINE, 2).cast({LINE: pl.Int64}))


def run_case(case: dict[str, Any], rows: list[dict[str, str]] | None = None) -> Run:
    """A case computed with its day and settings, over its own rows or others."""
    scheme = scheme_named(case["scheme"])
    day = date.fromisoformat(case["as_of"])
    values = values_for(scheme, as_of=day, settings=case.get("settings"))
    return compute_run(
        scheme, table_of_rows(scheme, case["input"] if rows is None else rows), values
    )
