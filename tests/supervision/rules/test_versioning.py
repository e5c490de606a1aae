"""Versions of mechanisms: shipped, entered, in force on a day."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.documents.domain.errors import VersionError
from taizhang.project.upgrade import bring_up_to_date
from taizhang.supervision.domain.errors import MechanismMissingError
from taizhang.supervision.domain.rules import versioning
from taizhang.supervision.domain.rules.versioning import (
    mechanism_of,
    newest_version,
    record_shipped,
    record_version,
    version_in_force,
    versions_in_force,
)
from taizhang.supervision.mechanisms import MechanismError, load_mechanism, shipped_texts
from taizhang.supervision.models import MechanismVersion

NOON = datetime(2026, 6, 3, 4, 0, tzinfo=UTC)
LATER = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)
SHIPPED = shipped_texts()["13710"]


@pytest.fixture
def head(db) -> Person:
    return Person.objects.create_user("chenjing", name="陈静", roles=[Role.HEAD])


def text_from(day, days=7):
    text = SHIPPED.replace("valid_from: 2016-01-01", f"valid_from: {day}")
    return text.replace("within: {days: 7}", f"within: {{days: {days}}}")


def enter(head, day, days=7, as_of=NOON):
    return record_version(
        text_from(day, days), actor=head, as_of=as_of, base=newest_version("13710")
    )


def test_shipped_mechanisms_are_there_after_migrating(db):
    keys = [version.key for version in versions_in_force(on=date(2026, 6, 3))]
    assert keys == sorted(shipped_texts())
    assert not MechanismVersion.objects.exclude(recorded_by=None).exists()


def test_shipped_mechanisms_are_entered_once(db):
    assert record_shipped(as_of=NOON) == []
    assert MechanismVersion.objects.count() == len(shipped_texts())


def test_corrected_text_of_a_release_is_a_new_version_that_holds(db, monkeypatch):
    corrected = SHIPPED.replace("电话提醒", "当面提醒")
    texts = {**shipped_texts(), "13710": corrected}
    monkeypatch.setattr(versioning, "shipped_texts", lambda: texts)
    before = version_in_force("13710", on=date(2026, 6, 3))
    (added,) = record_shipped(as_of=LATER)
    assert version_in_force("13710", on=date(2026, 6, 3)) == added
    assert version_in_force("13710", on=date(2026, 6, 3), known_at=NOON) == before


def test_release_without_a_migration_brings_its_corrections(db, monkeypatch):
    texts = {**shipped_texts(), "710": shipped_texts()["710"] + "# corrected\n"}
    monkeypatch.setattr(versioning, "shipped_texts", lambda: texts)
    bring_up_to_date()
    assert newest_version("710").body == texts["710"]


def test_version_of_the_office_outlives_a_corrected_release(head, monkeypatch):
    own = enter(head, "2016-01-01", days=6)
    texts = {**shipped_texts(), "13710": SHIPPED + "# corrected\n"}
    monkeypatch.setattr(versioning, "shipped_texts", lambda: texts)
    assert len(record_shipped(as_of=LATER)) == 1
    assert version_in_force("13710", on=date(2026, 6, 3)) == own
    assert newest_version("13710") == own


def test_each_day_has_the_version_that_began_last(head):
    old = version_in_force("13710", on=date(2026, 6, 3))
    new = enter(head, "2026-07-01", days=8)
    assert version_in_force("13710", on=date(2026, 6, 30)) == old
    assert version_in_force("13710", on=date(2026, 7, 1)) == new
    newer = enter(head, "2026-07-01", days=9, as_of=LATER)
    assert version_in_force("13710", on=date(2026, 7, 1)) == newer
    assert version_in_force("13710", on=date(2026, 7, 1), known_at=NOON) == new


def test_shipped_version_is_known_from_the_beginning(db):
    long_ago = datetime(2017, 1, 1, tzinfo=UTC)
    assert version_in_force("13710", on=date(2017, 1, 1), known_at=long_ago).is_shipped


def test_mechanism_that_has_ended_or_never_was_is_missing(head):
    for key, day in (("13710", date(2015, 12, 31)), ("17110", date(2026, 6, 3))):
        with pytest.raises(MechanismMissingError, match=key) as missing:
            version_in_force(key, on=day)
        assert missing.value.code == "mechanism_missing"
    ending = text_from("2026-07-01") + "valid_to: 2026-12-31\n"
    record_version(ending, actor=head, as_of=NOON, base=newest_version("13710"))
    assert version_in_force("13710", on=date(2026, 12, 31)).valid_to == date(2026, 12, 31)
    with pytest.raises(MechanismMissingError):
        version_in_force("13710", on=date(2027, 1, 1))
    assert "13710" not in [one.key for one in versions_in_force(on=date(2027, 1, 1))]


def test_running_task_keeps_the_mechanism_of_its_version(head):
    old = version_in_force("13710", on=date(2026, 6, 3))
    new = enter(head, "2026-07-01", days=8)
    days = [mechanism_of(version.pk).steps[2].within.number for version in (old, new)]
    assert days == [7, 8]


def test_mechanism_is_read_from_the_database_once(head, django_assert_num_queries):
    version = enter(head, "2026-07-01")
    with django_assert_num_queries(1):
        assert mechanism_of(version.pk) == mechanism_of(version.pk) == load_mechanism(version.body)


def test_17110_can_be_entered_as_data(head):
    text = text_from("2026-07-01").replace('"13710"\nname: “13710”', '"17110"\nname: “17110”')
    version = record_version(text, actor=head, as_of=NOON)
    assert version_in_force("17110", on=date(2026, 7, 1)) == version


REFUSED = {
    "not_newest": (text_from("2026-08-01"), "old"),
    "too_early": (text_from("2016-01-01", 9), "newest"),
    "unchanged": (text_from("2026-07-01", 8), "newest"),
    "other_key": (text_from("2026-08-01").replace('key: "13710"', "key: my-13710"), "newest"),
    "key_taken": (text_from("2026-08-01"), "none"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_version_that_does_not_follow_is_refused(head, code):
    old = newest_version("13710")
    newest = enter(head, "2026-07-01", days=8)
    text, base = REFUSED[code]
    with pytest.raises(VersionError) as refused:
        record_version(
            text, actor=head, as_of=LATER, base={"old": old, "newest": newest, "none": None}[base]
        )
    assert refused.value.code == code
    assert newest_version("13710") == newest


def test_only_the_head_enters_versions(db):
    clerk = Person.objects.create_user("limin", name="李敏", roles=[Role.CLERK])
    with pytest.raises(VersionError) as refused:
        enter(clerk, "2026-07-01")
    assert refused.value.code == "not_allowed"


def test_mechanism_that_cannot_be_kept_is_not_entered(head):
    with pytest.raises(MechanismError, match="之前到期"):
        enter(head, "2026-07-01", days=2)
    assert newest_version("13710").is_shipped


@pytest.mark.parametrize("statement", ["UPDATE {} SET name = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_version_cannot_be_changed_or_removed(db, statement):
    table = MechanismVersion._meta.db_table
    with (
        pytest.raises(IntegrityError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table) + (" CASCADE" if "TRUNC" in statement else ""))


@pytest.mark.django_db(transaction=True)
def test_of_two_heads_who_save_at_once_one_is_told_to_look_again():
    head = Person.objects.create_user("chenjing", name="陈静", roles=[Role.HEAD])
    base, ready, told = newest_version("13710"), threading.Barrier(2), []

    def save(days):
        ready.wait()
        try:
            record_version(text_from("2026-07-01", days), actor=head, as_of=NOON, base=base)
            told.append("saved")
        except VersionError as error:
            told.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[days]) for days in (8, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["not_newest", "saved"]
    assert MechanismVersion.objects.filter(key="13710").count() == 2
