"""Kill a process with SIGKILL at a chosen step of its work, and see what it left behind.

A step is a statement, the moment before a commit, or the moment after one. The work runs in a
fork of the test's process on a copy of the test's database; the test looks at the copy.
A kill between two reads leaves what a kill before the next write leaves: of reads, some are tried.
"""

import gc
import json
import os
import re
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import psycopg
import pytest
from django.db import connection, connections
from psycopg import sql

from plugins.database import parameters
from taizhang.ledger.domain.verification import verify

Work = Callable[[], object]
State = dict[str, Counter[str]]

READ, WRITE, UNSAFE_WRITE, COMMITTING, COMMITTED, RAISED = b"r", b"w", b"u", b"c", b"d", b"!"
_WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|procrastinate_\w+\()", re.IGNORECASE)
# What the clock and chance write: whether it stands there is compared, not what.
_BY_CLOCK = {"recorded_at", "written_at", "since", "until"}
_BY_CLOCK |= {"hash", "previous_hash", "head_hash"}
_BY_CLOCK |= {"password", "at", "created_at", "scheduled_at"}
_PATIENCE = 60  # seconds until a child that waits for something is given up


@dataclass(frozen=True)
class Ended:
    """How a child ended: the steps it went through, and what it raised."""

    steps: bytes
    signal: int
    raised: str

    @property
    def commits(self) -> int:
        return self.steps.count(COMMITTED)


def run_in_child(work: Work, *, kill_at: int = 0) -> Ended:
    """Run `work` in a fork, which kills itself at step `kill_at` (from 1; 0: never)."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _live(work, kill_at, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _pid, status = os.waitpid(child, 0)
    steps, _mark, raised = told.partition(RAISED)
    return Ended(steps, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, raised.decode())


def _live(work: Work, kill_at: int, out: int) -> None:
    """The life of the child; it never returns."""
    gc.disable()  # it would touch, and so copy, all that the child shares with its parent
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_PATIENCE)
        _count_steps(kill_at, out, work)
    except BaseException:
        os.write(out, RAISED + traceback.format_exc().encode()[-4_000:])
    finally:
        os._exit(0)


def _count_steps(kill_at: int, out: int, work: Work) -> None:
    done = 0

    def step(kind: bytes) -> None:
        nonlocal done
        done += 1
        os.write(out, kind)
        if done == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute, text, params, many, context):
        safe = WRITE if connection.in_atomic_block else UNSAFE_WRITE
        step(safe if _WRITES.search(text) else READ)
        return execute(text, params, many, context)

    commit = connection._commit

    def commit_in_steps() -> None:
        step(COMMITTING)
        commit()
        step(COMMITTED)

    connection._commit = commit_in_steps
    with connection.execute_wrapper(statement):
        work()


@dataclass
class Copy:
    """A copy of the test's database, on which the test's connection works meanwhile."""

    source: str
    name: str
    sequences: list[tuple[str, str, str, int | None]] = field(default_factory=list)

    def renew(self) -> None:
        """Throw away what happened on it."""
        connections.close_all()
        with psycopg.connect(**parameters("postgres"), autocommit=True) as server:
            name, source = sql.Identifier(self.name), sql.Identifier(self.source)
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, source))
        if not self.sequences:
            self.sequences = _sequences()

    def wait_until_left(self) -> None:
        """The server notices that a process is gone, and rolls back what it had begun."""
        end = time.monotonic() + _PATIENCE
        with connection.cursor() as cursor:
            while time.monotonic() < end:
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                if cursor.fetchone() == (0,):
                    return
                time.sleep(0.002)
        raise AssertionError("somebody is still connected to the copy")

    def state(self) -> State:
        """All rows of all tables."""
        found: State = {}
        with connection.cursor() as cursor:
            cursor.execute(self._all_rows)
            for table, row in cursor.fetchall():
                found.setdefault(table, Counter())[_without_clock(row)] += 1
        return found

    @cached_property
    def _all_rows(self) -> str:
        parts = [f"SELECT '{each}', to_jsonb(t)::text FROM {each} t" for each in _tables()]
        return " UNION ALL ".join(parts)

    def give_numbers_back(self) -> None:
        """Set every sequence as if nothing had been rolled back: the next ids are the same."""
        parts = [
            f"SELECT setval('{name}', coalesce(m, 1), m IS NOT NULL) FROM ("
            f"SELECT greatest(max({column}), {last or 'NULL'}) FROM {table}) t (m)"
            for table, column, name, last in self.sequences
        ]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts))


@contextmanager
def copy_of_database() -> Iterator[Copy]:
    """A copy; afterwards the connection works on the test's own database again."""
    entry = connection.settings_dict
    source = entry["NAME"]
    copy = Copy(source, f"{source}_crash")
    try:
        entry["NAME"] = copy.name
        copy.renew()
        yield copy
    finally:
        connections.close_all()
        entry["NAME"] = source
        with psycopg.connect(**parameters("postgres"), autocommit=True) as server:
            name = sql.Identifier(copy.name)
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def assert_same(found: State, expected: State, said: str) -> None:
    """Compare two states; the first rows that differ are told."""
    for table in sorted(found.keys() | expected.keys()):
        one, other = found.get(table, Counter()), expected.get(table, Counter())
        surplus, missing = list(one - other)[:3], list(other - one)[:3]
        assert not surplus + missing, f"{said}: {table}: found {surplus}, expected {missing}"


def kill_at_every_step(
    work: Work, *, refused: type[Exception] | None = None, reads: int = 8, writes: int = 1
) -> Ended:
    """Kill `work` at each step; what is left is always what stood after its last commit.

    After each kill the chains and projections are verified. Run again it ends as if nobody had
    killed it; what has happened whole is not done twice: the second run changes nothing, or is
    `refused`. `reads`, `writes`: of these steps each so manieth is tried.
    """
    with copy_of_database() as copy:
        states = [copy.state()]
        whole = run_in_child(work)
        assert not whole.raised, whole.raised
        assert UNSAFE_WRITE not in whole.steps, "something is written outside a transaction"
        result = copy.state()
        assert result != states[0], "the work changes nothing"
        copy.renew()
        for place in _places(whole.steps, {READ: reads, WRITE: writes}):
            if _kill_once(copy, work, place, states).commits:
                _run_again(copy, work, result, refused)
                copy.renew()
        assert len(states) == whole.commits + 1
        assert_same(states[-1], result, "after the last commit")
    return whole


def _places(steps: bytes, every: Mapping[bytes, int]) -> list[int]:
    """The steps to kill at, from 1."""
    return [
        place
        for place, kind in enumerate(steps, start=1)
        if not place % every.get(bytes([kind]), 1)
    ]


def _kill_once(copy: Copy, work: Work, place: int, states: list[State]) -> Ended:
    """Kill at a step; `states`: what stood after 0, 1, … commits, learnt on the way."""
    ended = run_in_child(work, kill_at=place)
    said = f"killed at step {place} ({ended.steps[-1:]!r})"
    assert ended.signal == signal.SIGKILL, f"{said}: {ended.raised}"
    copy.wait_until_left()
    state = copy.state()
    if ended.commits == len(states):
        states.append(state)
    assert_same(state, states[ended.commits], said)
    found = verify()
    assert found.holds, f"{said}: {found.first_broken}"
    copy.give_numbers_back()
    return ended


def _run_again(copy: Copy, work: Work, result: State, refused: type[Exception] | None) -> None:
    if refused and copy.state() == result:
        with pytest.raises(refused):
            work()
    else:
        work()
    assert_same(copy.state(), result, "run again")
    assert verify().holds


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_class c"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def _sequences() -> list[tuple[str, str, str, int | None]]:
    """Table, column, sequence and its last value of every column that counts by itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.refobjid::regclass::text, a.attname, s.oid::regclass::text,"
            " pg_sequence_last_value(s.oid::regclass)"
            " FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')"
            " AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass"
            " JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
            " WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace"
        )
        return cursor.fetchall()


@lru_cache(maxsize=100_000)  # most rows stand there before and after each kill
def _without_clock(row: str) -> str:
    values = json.loads(row)
    for name in values.keys() & _BY_CLOCK:
        values[name] = values[name] not in (None, "")
    return json.dumps(values, sort_keys=True, ensure_ascii=False)
