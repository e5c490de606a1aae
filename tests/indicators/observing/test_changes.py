from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from taizhang.indicators.domain.observing import changes
from taizhang.indicators.domain.observing.changes import tell_changed, telling_once

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
BEFORE = datetime(2026, 6, 30, 1, 0, tzinfo=UTC)
Told = list[tuple[frozenset[int], datetime]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """What somebody hears who wants to queue a job, and nobody else."""
    heard: Told = []
    monkeypatch.setattr(changes, "_queuers", [lambda ids, /, *, as_of: heard.append((ids, as_of))])
    return heard


def test_what_changes_is_told_at_once_each_time(told: Told) -> None:
    tell_changed([1, 2], as_of=BEFORE)
    tell_changed([2], as_of=NOW)
    assert told == [(frozenset({1, 2}), BEFORE), (frozenset({2}), NOW)]


def test_many_changes_of_one_writer_are_told_once_at_the_end(told: Told) -> None:
    with telling_once(as_of=NOW):
        tell_changed([1, 2], as_of=BEFORE)
        tell_changed([2, 3], as_of=BEFORE)
        assert told == []
    assert told == [(frozenset({1, 2, 3}), NOW)]


def test_nothing_is_told_where_nothing_changed_or_the_writer_failed(told: Told) -> None:
    with telling_once(as_of=NOW):
        pass
    with pytest.raises(ZeroDivisionError):
        _fail_while_writing()
    assert told == []
    tell_changed([4], as_of=NOW)
    assert told == [(frozenset({4}), NOW)]


def _fail_while_writing() -> None:
    with telling_once(as_of=NOW):
        tell_changed([1], as_of=BEFORE)
        raise ZeroDivisionError


def test_who_writes_within_another_leaves_the_telling_to_it(told: Told) -> None:
    with telling_once(as_of=NOW):
        with telling_once(as_of=BEFORE):
            tell_changed([1], as_of=BEFORE)
        tell_changed([2], as_of=BEFORE)
    assert told == [(frozenset({1, 2}), NOW)]
