"""The empty table of every scheme: its heads, lists and notes, and a table filled in by them."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schemes.scheme_cases import all_cases
from taizhang.papers import Column as PaperColumn
from taizhang.papers import read_xlsx, write_xlsx
from taizhang.schemes import Kind, OutputError, run_scheme, scheme_named, schemes, write_template


def _largest() -> list[Any]:
    """The case with the most rows of each scheme that computes."""
    best: dict[str, dict[str, Any]] = {}
    for case in all_cases():
        name = case["scheme"]
        if "output" in case and len(case["input"]) > len(best.get(name, {"input": ()})["input"]):
            best[name] = case
    return [pytest.param(case, id=name) for name, case in best.items()]


@pytest.mark.parametrize("name", list(schemes()))
def test_a_template_has_every_head_with_its_unit_a_list_and_a_note(
    name: str, tmp_path: Path
) -> None:
    definition, path = scheme_named(name).definition, tmp_path / "t.xlsx"
    write_template(definition, path)
    sheets = read_xlsx(io.BytesIO(path.read_bytes()))
    heads = [column.head for column in definition.columns]
    assert list(sheets[0].rows[0]) == heads
    notes = next(sheet for sheet in sheets if sheet.name == "说明").rows[1:]
    assert [row[0] for row in notes] == heads
    assert [row[3] == "必填" for row in notes] == [c.required for c in definition.columns]
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    listed = [c for c in definition.columns if c.choices or c.kind is Kind.FLAG]
    assert len(re.findall("<dataValidation ", sheet)) == len(listed)


def test_a_template_is_the_same_bytes_again_and_csv_is_its_head(tmp_path: Path) -> None:
    definition = scheme_named("enclave-tax-sharing").definition
    for name in ("a.xlsx", "b.xlsx", "a.csv"):
        write_template(definition, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    heads = ",".join(column.head for column in definition.columns)
    assert (tmp_path / "a.csv").read_text("utf-8-sig").strip() == heads
    with pytest.raises(OutputError):
        write_template(definition, tmp_path / "a.parquet")


@pytest.mark.parametrize("case", _largest())
def test_a_template_that_was_filled_in_gives_what_the_codes_give(
    case: dict[str, Any], tmp_path: Path
) -> None:
    """Under Chinese heads and with what the lists show, as people fill it in."""
    columns = scheme_named(case["scheme"]).definition.columns
    shown = {c.name: {code: word for word, code in c.words.items()} for c in columns}
    coded = [[row.get(c.name, "") for c in columns] for row in case["input"]]
    filled = [
        [shown[c.name].get(cell, cell) for c, cell in zip(columns, row, strict=True)]
        for row in coded
    ]
    frames = []
    for at, (heads, rows) in enumerate(
        (([c.name for c in columns], coded), ([c.head for c in columns], filled))
    ):
        path = tmp_path / f"{at}.xlsx"
        with path.open("wb") as stream:
            write_xlsx(rows, [PaperColumn(head) for head in heads], stream)
        day = date.fromisoformat(case["as_of"])
        run = run_scheme(case["scheme"], path, as_of=day, settings=case.get("settings"))
        frames.append(run.outcome.frame)
    assert frames[0].height
    assert frames[0].equals(frames[1])
