"""Facts: what is declared fits the schemes, and the forms they are read from say the same."""

import pytest

from schemes.scheme_cases import all_cases, run_case
from taizhang.schemes import InputRefusedError, Step
from taizhang.schemes.entitlements import (
    fact_columns,
    groups,
    paying_schemes,
    purposes,
    read_facts,
)
from taizhang.schemes.entitlements.missing import failed_steps

NAMES = [paying.scheme.name for paying in paying_schemes()]


@pytest.mark.parametrize("paying", paying_schemes(), ids=NAMES)
def test_what_is_declared_stands_in_the_scheme(paying) -> None:
    definition = paying.scheme.definition
    columns = {column.name for column in definition.columns}
    output = {column.name for column in definition.output}
    parameters = {parameter.name for parameter in definition.parameters}
    said = {paying.subject, paying.given_by, paying.tried, *paying.left_out, *paying.facts}
    assert said - {""} <= columns
    assert {paying.amount, paying.holds, paying.reason} - {""} <= output
    assert bool(paying.amount) != bool(paying.holds)
    for way in paying.ways.values():
        assert set(way.needs) | set(way.bounds) <= columns
        assert {way.parameter, *way.bounds.values()} <= parameters
        assert not way.ranked or paying.subject in output
    chosen = paying.given_by or paying.tried
    assert set(paying.ways) == (set(definition.column(chosen).choices) if chosen else {""})


def test_facts_have_one_name_and_one_head_each() -> None:
    columns = fact_columns()
    for said in ([c.name for c in columns], [c.head for c in columns], [c.label for c in columns]):
        assert len(said) == len(set(said))
    assert {g.paying.scheme.name for g in groups()} == set(NAMES)


def test_every_purpose_is_paid_for_and_says_what_decides_or_is_open() -> None:
    ways = [way for paying in paying_schemes() for way in paying.ways.values()]
    assert {way.purpose.code for way in ways} == set(purposes())
    for purpose in purposes().values():
        several = sum(way.purpose is purpose for way in ways) > 1
        assert several == bool(purpose.about)
        assert several == bool(purpose.rule or purpose.undecided)
        assert bool(purpose.decision) == bool(purpose.rule)


def test_every_condition_that_a_case_fails_is_recognised() -> None:
    """The rating has its own test: its cases are many and large."""
    seen = set()
    for case in all_cases():
        if case["scheme"] in {*NAMES} - {"star-enterprise-rating"} and "output" in case:
            rows = run_case(case).outcome.explain().iter_rows()
            seen |= {step.criterion for step in failed_steps(Step(*row[1:]) for row in rows)}
    assert seen == {
        *("first", "contract", "category", "out_of_city", "placed_months", "graduated"),
        *("claim_period", "months_left", "months", "home", "eligible"),
    }


FORMS = {
    "facts.yaml": "- subject_id: A\n  在职职工: 050\n  recognition: gazelle\n",
    "facts.csv": "企业或人员编号,在职职工（人）,recognition\nA,050,gazelle\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_yaml_and_tables_say_the_same(tmp_path, name: str) -> None:
    (tmp_path / name).write_text(FORMS[name], encoding="utf-8")
    (row,) = read_facts(tmp_path / name).frame.iter_rows(named=True)
    assert (row["subject_id"], row["staff"], row["recognition"]) == ("A", "050", "gazelle")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- [A]", "应当是一列对象"),
        ("A", "应当是一列对象"),
        ("- {subject_id: {a: b}}", "应当是一列对象"),
        ("- {subject_id: A, 不认识: 1}", "“不认识”列"),
        ("- {name: B}", "“subject_id”列是空的：必须填写"),
        ("- {subject_id: A, staff: 多}", "“staff”列的值“多”：不是整数"),
        ("- {subject_id: A", "不是能读的 YAML"),
        ("", "应当是一列对象"),
    ],
)
def test_yaml_that_holds_no_facts_is_refused(tmp_path, text: str, said: str) -> None:
    (tmp_path / "facts.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputRefusedError, match=said):
        read_facts(tmp_path / "facts.yaml")
