"""Parquet columns of every plain type, and files that are damaged."""

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from schemes.reading.door import cells, places, problems


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "in.parquet"


def parquet(frame: pl.DataFrame) -> bytes:
    """The frame as a Parquet file."""
    stream = io.BytesIO()
    frame.write_parquet(stream)
    return stream.getvalue()


def test_every_plain_type_is_taken_exactly_and_nulls_are_empty(path: Path) -> None:
    frame = pl.DataFrame(
        {
            "企业编号": pl.Series(["A", "B"], dtype=pl.Categorical),
            "paid_yuan": pl.Series([Decimal("90071992547409.93"), None], dtype=pl.Decimal(38, 10)),
            "growth_pct": pl.Series([0.1 + 0.2, None], dtype=pl.Float64),
            "points": pl.Series([0.29, None], dtype=pl.Float32),
            "firms": pl.Series([7, None], dtype=pl.UInt8),
            "listed": pl.Series([True, None], dtype=pl.Boolean),
            "day": pl.Series([dt.datetime(2026, 6, 1), None], dtype=pl.Datetime("us")),
            "period": pl.Series([dt.date(2026, 6, 1), None], dtype=pl.Date),
            "area": pl.Series([12, None], dtype=pl.Int64),
            "class": pl.Series([None, None], dtype=pl.Null),
        }
    )
    full, empty = cells(path, parquet(frame))
    assert full == {
        "firm_id": "A",
        "paid_yuan": Decimal("90071992547409.93"),
        "growth_pct": Decimal("0.3"),
        "points": Decimal("0.29"),
        "firms": 7,
        "listed": True,
        "day": dt.date(2026, 6, 1),
        "period": "2026-06",
        "area": Decimal(12),
    }
    assert empty == {"firm_id": "B"}


def test_amounts_in_binary_fractions_are_rounded_once_or_refused(path: Path) -> None:
    right = pl.DataFrame({"firm_id": [1, 2], "paid_yuan": [0.29, 0.1 + 0.2]})
    assert [row["paid_yuan"] for row in cells(path, parquet(right))] == [
        Decimal("0.29"),
        Decimal("0.30"),
    ]
    amounts = [0.29, 1234.565, float("nan"), float("-inf"), None]
    wrong = pl.DataFrame({"firm_id": list("ABCDE"), "paid_yuan": amounts})
    assert places(path, parquet(wrong)) == [
        (3, "paid_yuan", "1234.565"),
        (4, "paid_yuan", "nan"),
        (5, "paid_yuan", "-inf"),
    ]


@pytest.mark.parametrize("amount", [123456.78, 23000000.10, 100000001.0])
def test_an_amount_that_lost_its_cents_in_32_bits_is_refused(path: Path, amount: float) -> None:
    amounts = pl.Series([1234.56, amount], dtype=pl.Float32)
    [problem] = problems(path, parquet(pl.DataFrame({"firm_id": ["A", "B"], "paid_yuan": amounts})))
    assert (problem.row, problem.column) == (3, "paid_yuan")
    assert "7 位" in problem.message


@pytest.mark.parametrize("value", [[1], {"a": 1}, b"1"])
def test_a_column_of_lists_records_or_bytes_is_refused_by_name(path: Path, value: object) -> None:
    frame = pl.DataFrame({"firm_id": ["A"], "paid_yuan": pl.Series([value])})
    [problem] = problems(path, parquet(frame))
    assert "paid_yuan" in problem.message


def test_damaged_files_are_refused_and_end_no_process(path: Path) -> None:
    good = parquet(pl.DataFrame({"firm_id": ["A"] * 50, "paid_yuan": [Decimal("1.25")] * 50}))
    for wrong in (b"PAR1", good[: len(good) // 2], good[:-8] + b"\xff\xff\xff\x7fPAR1"):
        [problem] = problems(path, wrong)
        assert "Parquet" in problem.message
