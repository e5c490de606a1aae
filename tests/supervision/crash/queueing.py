"""Two people act on one task at the same moment, in an order that the test chooses."""

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import permutations

from django.db import connection, transaction

from taizhang.ledger.domain.chain import lock_tasks
from taizhang.ledger.domain.errors import LedgerError
from taizhang.ledger.domain.verification import verify

Act = Callable[[], object]
_WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def queue_up(task, *acts: Act) -> list[object]:
    """Start acts one after the other while somebody holds the task, then let them go.

    All of them have begun before the first can do anything; each gets the task in its turn.
    What each returned, or the `LedgerError` that it was refused with.
    """
    results: list[object] = [None] * len(acts)
    threads = [
        threading.Thread(target=_run, args=[act, results, place]) for place, act in enumerate(acts)
    ]
    with transaction.atomic():
        lock_tasks([task.pk])
        for number, thread in enumerate(threads, start=1):
            thread.start()
            _wait_for(number)
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "an act waits for ever"
    broken = [each for each in results if isinstance(each, Exception)]
    assert all(isinstance(each, LedgerError) for each in broken), results
    return results


def in_both_orders(make, one, other) -> Iterator[tuple[object, object, object]]:
    """For a new task in each order: the task, what the first got, what the second got."""
    for first, second in permutations((one, other)):
        task = make()
        won, lost = queue_up(task, partial(first, task), partial(second, task))
        assert not isinstance(won, Exception), won
        found = verify()
        assert found.holds, found.first_broken
        yield task, (first, second), lost


def _run(act: Act, results: list[object], place: int) -> None:
    try:
        results[place] = act()
    except Exception as error:
        results[place] = error
    finally:
        connection.close()


def _wait_for(number: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # one is kept for a transaction
            cursor.execute(_WAITING)
            if cursor.fetchone() == (number,):
                return
        time.sleep(0.01)
    raise AssertionError("an act never came to the task")
