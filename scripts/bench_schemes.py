"""The benchmark of schemes with OpenFisca-Core beside it.

`python scripts/bench_schemes.py --peers .venv-peers/bin/python [--size N]` prints the table of
`taizhang bench schemes` with two rows more. OpenFisca-Core (AGPL) runs in an environment of its
own and is never imported by the product; it gets the same numbers in binary files and answers in
binary files.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from array import array
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import polars as pl

from taizhang.cli.bench_schemes import run
from taizhang.cli.bench_schemes_data import CHOICES
from taizhang.cli.bench_timing import Row

PEER = Path(__file__).with_name("bench_schemes_peer.py")
ANSWERS = {"total": "d", "eligible": "q", "rank": "q", "star": "q"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", type=Path, required=True)
    parser.add_argument("--size", type=int)
    asked = parser.parse_args()
    run(asked.size, beside=partial(_beside, asked.peers))


def _beside(python: Path, folder: Path) -> Iterator[Row]:
    given = pl.read_parquet(folder / "given.parquet")
    _hand_over(given, folder)
    done = subprocess.run([python, PEER, folder], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"the peer failed:\n{done.stderr[-4000:]}")
    said = json.loads(done.stdout)
    yield Row(
        f"企业评星：OpenFisca-Core {said['version']}（float32），只计算",
        f"{said['seconds']:.1f} 秒，处理器 {said['processor']:.0f} 秒，"
        f"内存峰值 {said['peak_mb']:,.0f} MB",
    )
    yield Row("其中与准确结果不同的企业", _differences(given, folder))


def _hand_over(given: pl.DataFrame, folder: Path) -> None:
    """Every column as a binary file: numbers, yes and no, words by their place in the list."""
    place = given["enterprise_id"].rank("ordinal").cast(pl.Int64)
    _write(folder / "place.q", "q", place.to_list())
    for series in given.drop("enterprise_id", "name"):
        if series.name in CHOICES:
            words = CHOICES[series.name]
            _write(folder / f"{series.name}.q", "q", [words.index(word) for word in series])
        elif series.dtype.is_decimal():
            _write(folder / f"{series.name}.d", "d", series.cast(pl.Float64).to_list())
        else:
            _write(folder / f"{series.name}.q", "q", series.cast(pl.Int64).to_list())


def _write(path: Path, code: str, values: list) -> None:
    with path.open("wb") as stream:
        array(code, values).tofile(stream)


def _differences(given: pl.DataFrame, folder: Path) -> str:
    ours = pl.read_parquet(folder / "road.parquet")
    assert ours["enterprise_id"].equals(given["enterprise_id"])
    theirs = pl.DataFrame(
        {name: _read(folder / f"{name}.answer", c) for name, c in ANSWERS.items()}
    )
    total = ours["total_score"].cast(pl.Float64).fill_null(0)
    points = ((theirs["total"] - total).abs() > 0.00005).sum()
    parts = [
        ("资格", _unequal(ours["eligible"].cast(pl.Int64), theirs["eligible"])),
        ("总分", points),
        ("名次", _unequal(ours["rank"].fill_null(0), theirs["rank"])),
        ("星级", _unequal(ours["star"].fill_null(0), theirs["star"])),
    ]
    return "，".join(f"{word} {count:,}" for word, count in parts)


def _unequal(ours: pl.Series, theirs: pl.Series) -> int:
    return int((ours != theirs).sum())


def _read(path: Path, code: str) -> list:
    values = array(code)
    values.frombytes(path.read_bytes())
    return values.tolist()


if __name__ == "__main__":
    main()
