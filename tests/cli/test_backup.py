"""`taizhang backup` and `restore`: what was saved comes back, what is damaged touches nothing."""

import gzip
import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest

POLICY = Path(__file__).parents[2] / "examples" / "policies" / "yunling-2026-double-half.txt"
PASSWORD = "云岭-Kq8w-2024\n"
NAMES = "SELECT username FROM accounts_person ORDER BY username"


def add_person(taizhang, name):
    taizhang("create-admin", name, "--password-stdin", given=PASSWORD)


def people(taizhang) -> list[str]:
    return [name for (name,) in taizhang.rows(NAMES)]


@pytest.fixture(scope="module")
def backup(lasting_taizhang, tmp_path_factory):
    """A backup of one person and one file."""
    files = lasting_taizhang.data / "files" / "2024"
    files.mkdir(parents=True)
    (files / "通知.txt").write_text("若干措施", "utf-8")
    add_person(lasting_taizhang, "first")
    path = tmp_path_factory.mktemp("backup") / "云岭 备份.tar.gz"
    assert "1 个文件" in lasting_taizhang("backup", "--output", str(path))
    return path


def test_backup_is_the_owners_alone_and_never_overwritten(lasting_taizhang, backup):
    assert backup.stat().st_mode & 0o077 == 0
    again = lasting_taizhang.run("backup", "--output", str(backup))
    assert again.returncode == 1
    assert "已经存在" in again.stderr


def test_restore_into_an_empty_folder_brings_database_and_files(taizhang, backup):
    printed = taizhang("restore", str(backup))
    assert "已恢复" in printed
    assert "事件链核验无误" in printed
    assert people(taizhang) == ["first"]
    kept = taizhang.data / "files" / "2024" / "通知.txt"
    assert kept.read_text("utf-8") == "若干措施"
    assert kept.stat().st_mode & 0o077 == 0


def test_restore_over_data_needs_replace_and_saves_what_it_replaces(ready_taizhang, backup):
    add_person(ready_taizhang, "second")
    (ready_taizhang.data / "files").mkdir()
    (ready_taizhang.data / "files" / "later.txt").touch()
    refused = ready_taizhang.run("restore", str(backup))
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert people(ready_taizhang) == ["second"]

    ready_taizhang("restore", "--replace", str(backup))
    assert people(ready_taizhang) == ["first"]
    assert not (ready_taizhang.data / "files" / "later.txt").exists()

    (saved,) = (ready_taizhang.data / "backup").glob("before-restore-*.tar.gz")
    ready_taizhang("restore", "--replace", str(saved))
    assert people(ready_taizhang) == ["second"]
    assert (ready_taizhang.data / "files" / "later.txt").exists()


def test_restore_while_the_service_runs_is_refused(lasting_taizhang, backup):
    with lasting_taizhang.serving() as service:
        service.wait_until_well()
        done = lasting_taizhang.run("restore", "--replace", str(backup))
    assert done.returncode == 1
    assert "先停止网页服务" in done.stderr


def rewrite(source, target, change):
    """Copy an archive member by member; `change` maps (name, bytes) to a new pair or None."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            pair = change(member.name, old.extractfile(member).read())
            if pair:
                info = tarfile.TarInfo(pair[0])
                info.size = len(pair[1])
                new.addfile(info, io.BytesIO(pair[1]))


def cut(source, target):
    target.write_bytes(source.read_bytes()[:-200])


def flip_a_byte_of_the_database(source, target):
    rewrite(
        source,
        target,
        lambda name, data: (name, data.replace(b"first", b"thief") if "sql" in name else data),
    )


def drop_a_file(source, target):
    rewrite(source, target, lambda name, data: None if name.endswith(".txt") else (name, data))


def climb_out(source, target):
    rewrite(
        source,
        target,
        lambda name, data: (name.replace("2024/", "../../"), data),
    )


def no_manifest(source, target):
    rewrite(source, target, lambda name, data: None if "manifest" in name else (name, data))


def other_format(source, target):
    def change(name, data):
        if "manifest" in name:
            data = json.dumps(json.loads(data) | {"format": "other/9"}).encode()
        return name, data

    rewrite(source, target, change)


def newer_version(source, target):
    def change(name, data):
        if "manifest" in name:
            manifest = json.loads(data)
            manifest["migrations"].append("ledger.9999_from_the_future")
            data = json.dumps(manifest).encode()
        return name, data

    rewrite(source, target, change)


def no_archive(source, target):
    target.write_text("云岭")


def no_tar(source, target):
    target.write_bytes(gzip.compress("云岭".encode() * 1000))


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        flip_a_byte_of_the_database,
        drop_a_file,
        climb_out,
        no_manifest,
        other_format,
        newer_version,
        no_archive,
        no_tar,
    ],
)
def test_damaged_or_foreign_archive_changes_nothing(lasting_taizhang, backup, tmp_path, damage):
    archive = tmp_path / "damaged.tar.gz"
    damage(backup, archive)
    done = lasting_taizhang.run("restore", "--replace", str(archive))
    assert done.returncode == 1
    assert str(archive) in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((lasting_taizhang.data / "backup").glob("before-restore-*"))
    assert (lasting_taizhang.data / "files" / "2024" / "通知.txt").exists()


def test_restored_chain_that_does_not_hold_is_reported(ready_taizhang, tmp_path):
    ready_taizhang("ingest", str(POLICY), "--confirm")
    sound, forged = tmp_path / "sound.tar.gz", tmp_path / "forged.tar.gz"
    ready_taizhang("backup", "--output", str(sound))
    assert "0 个事件" not in ready_taizhang("restore", "--replace", str(sound))

    def forge(name, data):
        if name.endswith(".sql"):
            data = data.replace("企业".encode(), "专业".encode())
            hashes[name] = hashlib.sha256(data).hexdigest()
        if "manifest" in name:
            manifest = json.loads(data)
            manifest["hashes"] |= hashes
            data = json.dumps(manifest).encode()
        return name, data

    hashes: dict[str, str] = {}
    rewrite(sound, forged, forge)
    done = ready_taizhang.run("restore", "--replace", str(forged))
    assert done.returncode == 1
    assert "事件链不完整" in done.stderr


@pytest.mark.parametrize("end", ["os._exit(9)", "1 / 0"])
def test_restore_that_dies_halfway_leaves_the_database_as_it_was(lasting_taizhang, backup, end):
    code = f"""
import os, time
from taizhang.project.backup.programs import load_database
def lines():
    yield b"CREATE TABLE half (word text);\\n"
    yield b"COPY half FROM stdin;\\n"
    yield b"word\\n" * 100_000
    {end}
load_database(lines())
"""
    assert lasting_taizhang.run("django", "shell", "--command", code).returncode != 0
    assert "first" in people(lasting_taizhang)


def test_text_that_looks_like_a_setting_survives(ready_taizhang, tmp_path):
    name = "SET transaction_timeout"
    keep = "INSERT INTO django_session VALUES (%s, '', now()) RETURNING session_key"
    ready_taizhang.rows(keep, name)
    ready_taizhang("backup", "--output", str(tmp_path / "saved.tar.gz"))
    ready_taizhang("restore", "--replace", str(tmp_path / "saved.tar.gz"))
    assert ready_taizhang.rows("SELECT session_key FROM django_session") == [(name,)]


def test_missing_archive_is_named(lasting_taizhang):
    done = lasting_taizhang.run("restore", "nowhere.tar.gz")
    assert done.returncode == 1
    assert "nowhere.tar.gz" in done.stderr
