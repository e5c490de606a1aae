"""Tests that commit leave the database as the migrations made it.

Django would empty all of its tables and record anew what comes with the product, a second each
time and with other numbers. Here what was filled is emptied, and what came with the migrations is
as it was, number by number.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import translation

_GUARDED = """
    SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
    WHERE NOT tgisinternal AND tgtype & 8 <> 0 AND tgrelid::regclass::text = ANY(%s)
"""  # 8: fires on DELETE
_SCHEMA = "as_migrated"


@pytest.fixture(scope="session", autouse=True)
def _restore_instead_of_flush() -> Iterator[None]:
    from django.test import TransactionTestCase

    seed = Seed()
    with pytest.MonkeyPatch.context() as patch:
        set_up = TransactionTestCase._fixture_setup

        def remember_and_set_up(cls: Any) -> None:
            seed.remember()
            set_up.__func__(cls)  # type: ignore[attr-defined]

        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(remember_and_set_up))
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: seed.restore())
        yield


@pytest.fixture(autouse=True)
def _forget_language() -> Iterator[None]:
    """A request leaves its language to the thread, and so to the tests that come later."""
    yield
    translation.deactivate()


class Seed:
    """The rows that the migrations made; kept in a schema of their own."""

    def __init__(self) -> None:
        self._kept: list[str] | None = None

    def remember(self) -> None:
        """Keep them, before the first test that commits."""
        if self._kept is not None:
            return
        with transaction.atomic(), connection.cursor() as cursor:
            self._kept = _filled(_tables())
            cursor.execute(f"CREATE SCHEMA {_SCHEMA}")
            for table in self._kept:
                cursor.execute(f"CREATE TABLE {_SCHEMA}.{table} AS TABLE public.{table}")

    def restore(self) -> None:
        """What is not as it was is emptied and filled again, whatever guards it."""
        kept = self._kept or []
        tables = [*_differing(kept), *_filled(sorted(set(_tables()) - set(kept)))]
        with transaction.atomic(), connection.cursor() as cursor, _unguarded(tables):
            for table in tables:
                cursor.execute(f"DELETE FROM public.{table}")
            for table in set(tables) & set(kept):
                cursor.execute(
                    f"INSERT INTO public.{table} OVERRIDING SYSTEM VALUE TABLE {_SCHEMA}.{table}"
                )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def _filled(tables: Iterable[str]) -> list[str]:
    return _ask(f"SELECT '{table}' WHERE EXISTS (TABLE public.{table})" for table in tables)


def _differing(tables: Iterable[str]) -> list[str]:
    """Those whose rows are not the kept ones."""
    sides = "SELECT t::text FROM public.{0} t", "SELECT t::text FROM " + _SCHEMA + ".{0} t"
    return _ask(
        f"SELECT '{table}' WHERE EXISTS ({one.format(table)} EXCEPT ALL {other.format(table)})"
        for table in tables
        for one, other in (sides, sides[::-1])
    )


def _ask(parts: Iterable[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts) or "SELECT '' WHERE false")
        return [name for (name,) in cursor.fetchall()]


@contextmanager
def _unguarded(tables: list[str]) -> Iterator[None]:
    """Append-only tables refuse DELETE: lift that for this once."""
    with connection.cursor() as cursor:
        cursor.execute(_GUARDED, [tables])
        guarded = [name for (name,) in cursor.fetchall()]
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in guarded:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
