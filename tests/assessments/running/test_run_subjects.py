"""What a row of a result is called agrees with what the explanation calls it, for every scheme."""

from datetime import date
from importlib.resources import files

import polars as pl
import pytest
import yaml

from taizhang.assessments.domain.running.subjects import input_subjects, subjects_of
from taizhang.schemes import compute_run, schemes, values_for
from taizhang.schemes.reading import LINE, TextTable


def first_case(scheme):
    """The first of the chapter's own cases with a result."""
    text = (files(scheme.definition.package) / "cases.yaml").read_text(encoding="utf-8")
    cases = yaml.load(text, Loader=yaml.BaseLoader)
    return next(case for case in cases if case["scheme"] == scheme.name and case.get("output"))


@pytest.mark.parametrize("name", schemes())
def test_steps_inputs_and_rows_call_a_subject_alike(name):
    scheme = schemes()[name]
    case = first_case(scheme)
    columns = [column.name for column in scheme.definition.columns]
    rows = [
        {LINE: line, **{column: row.get(column, "") for column in columns}}
        for line, row in enumerate(case["input"], start=2)
    ]
    table = TextTable(
        "x", pl.DataFrame(rows, schema={LINE: pl.Int64} | dict.fromkeys(columns, pl.String))
    )
    day = date.fromisoformat(case["as_of"])
    done = compute_run(scheme, table, values_for(scheme, as_of=day, settings=case.get("settings")))
    subjects = set(subjects_of(done.outcome.frame, scheme.definition))
    assert set(done.outcome.explain()["subject"]) <= subjects
    assert set(input_subjects(table, scheme.definition)) == subjects
