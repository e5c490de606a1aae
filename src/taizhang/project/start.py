"""Make the product ready for a command: settings, database, schema."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django


def set_up_django() -> None:
    """Read the settings and load the applications; touches no database.

    Raises:
        SettingError: an environment variable cannot be used.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.project.settings")
    django.setup()


@contextmanager
def open_product(*, migrate: bool = True) -> Iterator[None]:
    """Set Django up, join or start the database, bring its schema up to date.

    Every command that needs the database runs inside. Any number of them may run at once; the
    embedded server ends when the last one leaves.

    Raises:
        SettingError: an environment variable cannot be used.
        DatabaseError: the database cannot be reached or started.
        UpgradeError: the database is of a newer version than the program.
    """
    set_up_django()
    from taizhang.project.database.use import use_database
    from taizhang.project.upgrade import bring_up_to_date

    with use_database():
        if migrate:
            bring_up_to_date()
        yield
