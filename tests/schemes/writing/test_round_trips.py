"""What is written in each of the three forms is read back as it was, or nothing is written."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemes.reading.door import COLUMNS
from taizhang.schemes import OutputError, texts_of, write_table
from taizhang.schemes.reading import LINE, read_texts, table_of
from taizhang.schemes.scheme import type_of

SUFFIXES = (".csv", ".xlsx", ".parquet")
RISKY = [
    "=1+1",
    "+A",
    "-A",
    "@A",
    "'=A",
    "''=A",
    "＝A",
    '5" 管',
    'a,"b"',
    "甲\n乙",
    "NA",
    "001",
    "1e3",
]
HUGE = 9_007_199_254_740_993  # cents that no binary fraction holds


def _frame(ids: list[str], cents: list[int]) -> pl.DataFrame:
    size = len(ids)
    cells = {
        "firm_id": ids,
        "paid_yuan": cents,
        "growth_pct": [at * 12_345_600 - 3_000_000 for at in range(size)],
        "points": [-at * 10_000 for at in range(size)],
        "firms": list(range(size)),
        "listed": [at % 2 == 0 for at in range(size)],
        "class": ["a" if at % 2 else "" for at in range(size)],
        "day": [dt.date(2026, 6, 30) + dt.timedelta(at) for at in range(size)],
        "period": ["2026-06"] * size,
        "area": [at * 1_000_100 for at in range(size)],
    }
    return pl.DataFrame({c.name: pl.Series(cells[c.name], dtype=type_of(c)) for c in COLUMNS})


def _read(path: Path) -> pl.DataFrame:
    return table_of(read_texts(path, COLUMNS), COLUMNS).drop(LINE)


@pytest.mark.parametrize("chinese", [False, True])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_value_comes_back_from_each_form(suffix: str, chinese: bool, tmp_path: Path) -> None:
    frame = _frame(RISKY, [HUGE, -HUGE, 0, 1, -1, 29, 30, 123456, 10**15, -5, 100, 7, 99])
    path = tmp_path / f"out{suffix}"
    write_table(frame, COLUMNS, path, title="表", chinese=chinese)
    assert _read(path).equals(frame)


SAME_FOLDER = [HealthCheck.function_scoped_fixture]  # each example writes its file anew
TEXTS = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" '=\n"), max_size=8
)


@settings(max_examples=20, deadline=None, suppress_health_check=SAME_FOLDER)
@given(st.lists(st.tuples(TEXTS, st.integers(-(10**15), 10**15)), min_size=1, max_size=6))
def test_any_text_and_amount_come_back_from_csv_and_excel(
    tmp_path: Path, rows: list[tuple[str, int]]
) -> None:
    ids = [f"{text.strip()}|{at}" for at, (text, _) in enumerate(rows)]
    frame = _frame(ids, [cents for _, cents in rows])
    for suffix in (".csv", ".xlsx"):
        path = tmp_path / f"out{suffix}"
        write_table(frame, COLUMNS, path)
        assert _read(path).equals(frame)


def test_csv_has_a_mark_two_places_for_money_and_empty_for_nothing(tmp_path: Path) -> None:
    frame = _frame(["A", "B"], [5, 0])
    frame = frame.with_columns(
        pl.lit(None, pl.Int64).alias("paid_yuan"), pl.lit(None, pl.Boolean).alias("listed")
    )[1:].vstack(_frame(["A"], [-5]))
    path = tmp_path / "out.csv"
    write_table(frame, COLUMNS, path)
    head, nothing, first = path.read_bytes().decode("utf-8-sig").splitlines()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert head == ",".join(column.name for column in COLUMNS)
    assert nothing.startswith("B,,9.3456,")
    assert first.startswith("A,-0.05,-3.0000,0.0000,0,true,,2026-06-30,2026-06,0.0000")


def test_parquet_holds_exact_decimals_and_nulls(tmp_path: Path) -> None:
    frame = _frame(["A"], [HUGE]).with_columns(pl.lit(None, pl.Int64).alias("points"))
    path = tmp_path / "out.parquet"
    write_table(frame, COLUMNS, path)
    written = pl.read_parquet(path)
    assert written["paid_yuan"].to_list() == [Decimal("90071992547409.93")]
    assert written.schema["paid_yuan"] == pl.Decimal(20, 2)
    assert written["points"].to_list() == [None]
    assert written.schema["day"] == pl.Date


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_place_that_cannot_be_written_leaves_nothing(suffix: str, tmp_path: Path) -> None:
    folder = tmp_path / f"folder{suffix}"
    folder.mkdir()
    for path in (folder, tmp_path / "none" / f"out{suffix}"):
        with pytest.raises(OutputError):
            write_table(_frame(["A"], [1]), COLUMNS, path)
    assert list(tmp_path.iterdir()) == [folder]
    assert not list(folder.iterdir())


def test_a_text_too_long_for_a_cell_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(OutputError, match="32767"):
        write_table(_frame(["长" * 32_768], [1]), COLUMNS, path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["out", "out.xls", "out.txt", "out.json"])
def test_another_form_is_refused_with_those_there_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.csv、\.xlsx、\.parquet"):
        write_table(_frame(["A"], [1]), COLUMNS, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_texts_never_have_an_exponent_or_a_minus_zero() -> None:
    frame = _frame(["A", "B"], [10**15, -4]).with_columns(pl.lit(-4, pl.Int64).alias("area"))
    texts = texts_of(frame, COLUMNS)
    assert texts["paid_yuan"].to_list() == ["10000000000000.00", "-0.04"]
    assert texts["area"].to_list() == ["0.0000", "0.0000"]
