"""The test run itself stands on the real settings."""

import re

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
def test_database_connects_as_a_role_without_special_rights():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("taizhang", False)


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_deployment_check_finds_nothing_but_the_wish_for_https(capsys, monkeypatch):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # set by browser tests
    call_command("check", deploy=True, fail_level="ERROR")
    found = set(re.findall(r"\((\w+\.\w+)\)", capsys.readouterr().err))
    https = {"security.W004", "security.W008", "security.W012", "security.W016"}
    assert found == https
