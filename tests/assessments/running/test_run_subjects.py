"""What a row of a result is called agrees with what the explanation calls it, for every scheme."""

import pytest

from schemes.scheme_cases import all_cases, run_case
from taizhang.assessments.domain.running.subjects import input_subjects, subjects_of
from taizhang.schemes import schemes


@pytest.mark.parametrize("name", schemes())
def test_steps_inputs_and_rows_call_a_subject_alike(name):
    case = next(case for case in all_cases() if case["scheme"] == name and case.get("output"))
    done = run_case(case)
    definition = done.scheme.definition
    subjects = set(subjects_of(done.outcome.frame, definition))
    assert set(done.outcome.explain()["subject"]) == subjects
    assert set(input_subjects(done.table, definition)) == subjects
