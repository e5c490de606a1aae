"""What holds for every scheme: order of rows, doubled keys, missing columns, explained results.

The inputs are those of the chapters' cases, so a new chapter is held to it without a line here.
"""

import random
from typing import Any

import polars as pl
import pytest

from schemes.scheme_cases import all_cases, run_case
from taizhang.schemes import InputRefusedError, scheme_named


def _good() -> list[Any]:
    """The case with the most rows of each scheme that computes."""
    best: dict[str, dict[str, Any]] = {}
    for case in all_cases():
        name = case["scheme"]
        if "output" in case and len(case["input"]) > len(best.get(name, {"input": ()})["input"]):
            best[name] = case
    return [pytest.param(case, id=name) for name, case in best.items()]


@pytest.mark.parametrize("case", _good())
def test_order_of_rows_changes_nothing(case: dict[str, Any]) -> None:
    straight = run_case(case).outcome.frame
    for seed in range(5):
        rows = list(case["input"])
        random.Random(seed).shuffle(rows)
        mixed = run_case(case, rows).outcome.frame
        assert sorted(map(str, mixed.rows())) == sorted(map(str, straight.rows()))


@pytest.mark.parametrize("case", _good())
def test_a_doubled_key_is_refused_with_its_row(case: dict[str, Any]) -> None:
    rows = [*case["input"], case["input"][0]]
    with pytest.raises(InputRefusedError) as refused:
        run_case(case, rows)
    assert [p.row for p in refused.value.problems] == [len(rows) + 1]
    assert "重复" in str(refused.value)


@pytest.mark.parametrize("case", _good())
def test_every_result_is_explained_with_a_clause(case: dict[str, Any]) -> None:
    run = run_case(case)
    steps = run.outcome.explain()
    assert steps.height >= run.outcome.frame.height
    assert not steps.filter(pl.col("source") == "").height
    assert not steps.filter(pl.any_horizontal(pl.all().is_null())).height
    assert {"subject", "criterion", "label", "input", "rule", "points", "source"} == set(
        steps.columns
    )


@pytest.mark.parametrize("case", _good())
def test_every_column_is_held_to_its_kind(case: dict[str, Any]) -> None:
    scheme = scheme_named(case["scheme"])
    for column in scheme.definition.columns:
        if column.kind.value == "text":
            continue
        rows = [dict(row) for row in case["input"]]
        rows[0][column.name] = "×坏"
        with pytest.raises(InputRefusedError) as refused:
            run_case(case, rows)
        places = [(p.row, p.column, p.value) for p in refused.value.problems]
        assert (2, column.name, "×坏") in places


@pytest.mark.parametrize("case", _good())
def test_the_same_run_gives_the_same_bytes_again(case: dict[str, Any]) -> None:
    first, second = run_case(case), run_case(case)
    assert first.outcome.frame.equals(second.outcome.frame)
    assert first.outcome.explain().equals(second.outcome.explain())


@pytest.mark.parametrize("case", _good())
def test_steps_made_in_small_pieces_are_the_same(
    case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run_case(case).outcome.explain()
    monkeypatch.setattr("taizhang.schemes.population._AT_ONCE", 2)
    assert run_case(case).outcome.explain().equals(whole)


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("flexible-employment-subsidies", "claim_within_years"),
        ("housing-fee-instalments", "months"),
        ("county-industry-assessment", "mfg_va_growth_most"),
    ],
)
def test_a_clause_that_needs_a_reading_is_said_to_be_open(name: str, parameter: str) -> None:
    given = {p.name: p for p in scheme_named(name).definition.parameters}
    assert given[parameter].open.startswith("原文")
