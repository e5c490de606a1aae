"""Tests that commit are cleaned by TRUNCATE, which append-only tables refuse: lift it for that."""

from collections.abc import Iterable

import pytest

_GUARDED = """
    SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
    WHERE NOT tgisinternal AND tgtype & 32 <> 0
"""  # 32: fires on TRUNCATE


@pytest.fixture(scope="session", autouse=True)
def _flush_lifts_guards() -> Iterable[None]:
    from django.db import connection, transaction
    from django.db.backends.postgresql.operations import DatabaseOperations

    flush = DatabaseOperations.execute_sql_flush

    def lift_and_flush(self: object, sql_list: list[str]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_GUARDED)
            tables = [name for (name,) in cursor.fetchall()]
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            flush(self, sql_list)
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    DatabaseOperations.execute_sql_flush = lift_and_flush  # type: ignore[method-assign]
    yield
    DatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]
