"""The comparison held to the project's labelled documents."""

import pytest
from labelled import SETS, added_rows, aligned, labels, score_changes, score_matches


@pytest.mark.parametrize("name", SETS)
def test_measures_are_matched_as_labelled(name: str) -> None:
    tally = score_matches(name, aligned(name))
    assert (tally.wrong, tally.missed) == ([], labels(name).get("missed", []))


@pytest.mark.parametrize("name", SETS)
def test_kinds_of_change_are_as_labelled(name: str) -> None:
    tally = score_changes(name, aligned(name))
    assert (tally.wrong, tally.missed) == ([], [])


@pytest.mark.parametrize("name", SETS)
def test_what_only_later_documents_have_stands_in_rows_of_its_own(name: str) -> None:
    wanted = [{key: set(numbers) for key, numbers in row.items()} for row in labels(name)["added"]]
    assert added_rows(name, aligned(name)) == wanted


@pytest.mark.parametrize("name", SETS)
def test_numbers_of_the_lower_documents_are_added_up_as_labelled(name: str) -> None:
    words = {True: "fits", False: "short", None: "open"}
    found = {s.indicator: [s.total, words[s.fits]] for s in aligned(name).sums}
    assert found == labels(name)["sums"]
