"""The situations in each chapter's `cases.yaml`: input, day, settings, and what must come out."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from schemes.scheme_cases import all_cases
from taizhang.schemes import (
    InputRefusedError,
    Run,
    SchemeError,
    run_scheme,
    scheme_named,
    schemes,
    texts_of,
)


def _cases() -> list[Any]:
    return [pytest.param(case, id=f"{case['scheme']}: {case['case']}") for case in all_cases()]


@pytest.mark.parametrize("case", _cases())
def test_case_gives_what_its_file_says(case: dict[str, Any], tmp_path: Path) -> None:
    path = _written(case, tmp_path / "in.csv")
    if "error" in case:
        _assert_refused(case["error"], lambda: _run(case, path))
        return
    run = _run(case, path)
    got = texts_of(run.outcome.frame, run.scheme.definition.output).to_dicts()
    assert len(got) == len(case["output"])
    for row, wanted in zip(got, case["output"], strict=True):
        for column, value in wanted.items():
            assert _same(row[column], value), (column, row)


def test_every_scheme_has_cases() -> None:
    named = {param.values[0]["scheme"] for param in _cases()}
    assert named == set(schemes())


def _run(case: dict[str, Any], path: Path) -> Run:
    day = date.fromisoformat(case["as_of"])
    return run_scheme(case["scheme"], path, as_of=day, settings=case.get("settings"))


def _written(case: dict[str, Any], path: Path) -> Path:
    names = [c.name for c in scheme_named(case["scheme"]).definition.columns if not c.optional]
    names += [name for row in case["input"] for name in row if name not in names]
    names = list(dict.fromkeys(names))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, restval="")
        writer.writeheader()
        writer.writerows(case["input"])
    return path


def _assert_refused(error: Any, run: Any) -> None:
    if isinstance(error, str):
        with pytest.raises(SchemeError) as caught:
            run()
        assert caught.value.code == error
        return
    with pytest.raises(InputRefusedError) as refused:
        run()
    places = [(str(p.row), p.column) for p in refused.value.problems]
    assert (error["row"], error["column"]) in places


def _same(got: str, wanted: str) -> bool:
    """Numbers as numbers; `*` for any text that is there."""
    if wanted == "*":
        return got != ""
    try:
        return Decimal(got) == Decimal(wanted)
    except ArithmeticError:
        return got == wanted
