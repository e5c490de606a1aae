"""The plain loop of the benchmark, written from the clauses alone, finds what the schemes find."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from taizhang.cli.bench_schemes_data import CLAIMS, DAY, STAR, write_claims, write_enterprises
from taizhang.cli.bench_schemes_loop import pay, rate
from taizhang.cli.bench_schemes_one import PAID, RATED
from taizhang.schemes import run_scheme, write_outcome


@pytest.mark.parametrize(
    ("name", "write", "loop", "columns"),
    [(STAR, write_enterprises, rate, RATED), (CLAIMS, write_claims, pay, PAID)],
)
def test_a_plain_loop_finds_the_same_in_every_row(
    name: str,
    write: Callable[[Path, int], None],
    loop: Callable[[Iterable[Any]], list[Any]],
    columns: dict[str, Any],
    tmp_path: Path,
) -> None:
    given, result = tmp_path / "given.parquet", tmp_path / "result.parquet"
    write(given, 2_000)
    write_outcome(run_scheme(name, given, as_of=DAY), result)
    looped = loop(pl.read_parquet(given).iter_rows(named=True))
    expected = pl.DataFrame(looped, schema=columns, orient="row")
    key = expected.columns[0]
    found = pl.read_parquet(result).select(expected.columns)
    assert found.sort(key).equals(expected.sort(key))
