"""Results that were edited in any way are audited, in time that grows with their length."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from edited_policy import POLICY, items_of, result_of

from plugins.growth import assert_linear
from taizhang.extraction import ResultShapeError, audit, open_account
from taizhang.extraction.auditing.meeting import find_meetings


def _places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, below in inside:
        yield (*way, key)
        if isinstance(below, dict | list):
            yield from _places(below, (*way, key))


def _is_audited_or_refused(result: dict[str, Any]) -> bool:
    try:
        return audit(POLICY, result).sentences >= 0
    except ResultShapeError as error:
        return str(error).endswith("。")


@pytest.mark.parametrize("junk", [None, -1, "某", [], {}, [[]], 1.5, 10**30, True])
def test_whatever_is_edited_into_a_result_gives_an_audit_or_an_error_with_a_sentence(
    junk: Any,
) -> None:
    for *way, last in _places(result_of(POLICY)):
        result = holder = result_of(POLICY)
        for key in way:
            holder = holder[key]
        holder[last] = junk
        assert _is_audited_or_refused(result)


def _long(times: int, edit: Callable[[dict[str, Any]], None]) -> tuple[str, dict[str, Any]]:
    """A policy with so many items, as reported and then edited."""
    text = "云岭市方案\n" + POLICY[POLICY.index("一、") :].replace("一、重点任务\n", "") * times
    result = result_of(text)
    assert len(items_of(result)) >= times
    edit(result)
    open_account(text)
    return text, result


def _one_holds_all(result: dict[str, Any]) -> None:
    items = items_of(result)
    items[:] = [items[0] | {"span": [items[0]["span"][0], items[-1]["span"][1]]}, *items[1:]]


def _none_is_left(result: dict[str, Any]) -> None:
    items_of(result).clear()


def _in_one_item(result: dict[str, Any]) -> None:
    """Every field in one item, the first half of them lost."""
    items = items_of(result)
    _one_holds_all(result)
    targets = [target for item in items for target in item["targets"]]
    items[:] = [items[0] | {"targets": targets[len(targets) // 2 :]}]


@pytest.mark.parametrize("edit", [lambda _: None, _one_holds_all, _none_is_left, _in_one_item])
def test_ten_times_the_items_are_audited_in_about_ten_times_as_long(
    edit: Callable[[dict[str, Any]], None],
) -> None:
    short, long = (_long(times, edit) for times in (100, 1_000))
    assert_linear(lambda: audit(*short), lambda: audit(*long))


def test_every_reported_item_that_shares_words_is_met_wherever_it_stands() -> None:
    spans = [(5, 9), (0, 3), (3, 5), (20, 30), (0, 30)]
    others = [(8, 25), (0, 30), (4, 4), (2, 4), (29, 31), (30, 40), (0, 0)]
    expected = [
        [i for i, other in enumerate(others) if other[0] < end and start < other[1]]
        for start, end in spans
    ]
    assert find_meetings(spans, others) == expected
