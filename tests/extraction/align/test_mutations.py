"""One thing changed in one measure of a document: that is found, there, and nothing else."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from labelled import TEXTS, paper, paper_of

from taizhang.extraction.align import Measure, align

Mutation = tuple[int, str]  # which measure, the whole text as changed
_WILL = re.compile("确保|必须|务必")


def replaced(text: str, measure: Measure, start: int, end: int, new: str) -> str:
    """The text with [start, end) of a measure written anew."""
    assert measure.span is not None
    first = measure.span[0]
    return text[: first + start] + new + text[first + end :]


def with_another_number(text: str, measures: tuple[Measure, ...]) -> Iterator[Mutation]:
    """The last number of the first target, three more."""
    for index, measure in enumerate(measures):
        for target in measure.targets[:1]:
            at = measure.text.find(target.quote)
            found = list(re.finditer(r"(?<![\d.])\d{1,5}(?![\d.年月日])", target.quote))
            if at >= 0 and found:
                start, end = (at + place for place in found[-1].span())
                new = str(int(found[-1][0]) + 3)
                yield index, replaced(text, measure, start, end, new)


def with_a_later_month(text: str, measures: tuple[Measure, ...]) -> Iterator[Mutation]:
    """The month of the first deadline that has one, the next month."""
    for index, measure in enumerate(measures):
        for deadline in measure.deadlines[:1]:
            at = measure.text.find(deadline.quote)
            found = re.search(r"(?<!\d)([1-9]|1[01])(?=月)", deadline.quote)
            if at >= 0 and found:
                start, end = (at + place for place in found.span())
                yield index, replaced(text, measure, start, end, str(int(found[0]) + 1))


def with_a_softer_word(text: str, measures: tuple[Measure, ...]) -> Iterator[Mutation]:
    """力争 for 确保 or 必须."""
    for index, measure in enumerate(measures):
        if found := _WILL.search(measure.text):
            yield index, replaced(text, measure, *found.span(), "力争")


@pytest.mark.parametrize(
    ("kind", "mutate"),
    [
        ("number", with_another_number),
        ("date", with_a_later_month),
        ("softened", with_a_softer_word),
    ],
)
def test_a_change_is_found_where_it_was_made_and_nowhere_else(
    kind: str, mutate: Callable[[str, tuple[Measure, ...]], Iterator[Mutation]]
) -> None:
    tried, missed = 0, []
    for path in TEXTS:
        before = paper_of(path)
        for index, text in mutate(before.text, before.measures):
            tried += 1
            if changes(path, text) != {index: (kind,)}:
                missed.append((path.stem, before.measures[index].title))
    assert tried >= 9
    assert len(missed) <= tried // 50, missed  # a number cut by a page is read otherwise


def changes(path: Path, text: str) -> dict[int, tuple[str, ...]]:
    """The rows that are not the same, and what is said of them."""
    rows = align([paper_of(path), paper("改.txt", text)]).rows
    return {
        index: row.cells[1].changes
        for index, row in enumerate(rows)
        if row.cells[1].change != "same"
    }


def test_a_measure_taken_out_is_dropped_and_the_others_stay() -> None:
    for path in TEXTS:
        before = paper_of(path)
        for index, measure in islice(enumerate(before.measures), 1, None, 3):
            assert measure.span is not None
            start, end = measure.span
            found = changes(path, before.text[:start] + before.text[end:])
            assert found.get(index) == ("dropped",), (path.stem, measure.title)
