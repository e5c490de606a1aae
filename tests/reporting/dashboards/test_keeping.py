"""What a process keeps: made once however many ask, made again when it failed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from taizhang.reporting.domain.dashboards.keeping import Shelf


def test_what_many_ask_for_at_once_is_made_once():
    shelf, made, begun = Shelf(4), [], Event()

    def make():
        begun.wait(5)
        made.append(1)
        return object()

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(shelf.take, "key", make) for _n in range(8)]
        begun.set()
        found = {id(each.result()) for each in asked}
    assert len(found) == len(made) == 1


def test_what_raised_is_tried_again():
    shelf = Shelf(4)
    with pytest.raises(ZeroDivisionError):
        shelf.take("key", lambda: 1 // 0)
    assert shelf.take("key", lambda: 7) == 7


def test_the_thing_asked_for_longest_ago_is_forgotten_first():
    shelf = Shelf(2)
    for key in ("a", "b", "a", "c"):
        shelf.take(key, lambda key=key: key)
    assert len(shelf) == 2
    assert shelf.take("a", lambda: "again") == "a"
    assert shelf.take("b", lambda: "again") == "again"
