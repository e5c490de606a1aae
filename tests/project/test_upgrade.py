"""A new version finds an older database: backup first, then the change; never the other way."""

ADD_UNKNOWN = """
    INSERT INTO django_migrations (app, name, applied)
    VALUES ('ledger', '9999_from_the_future', now()) RETURNING id"""


APPLIED = "SELECT app, name FROM django_migrations"


def test_fresh_database_is_made_without_a_backup(ready_folder):
    assert (ready_folder / "postgresql").exists()
    assert not list((ready_folder / "backup").glob("before-upgrade-*"))


def test_older_database_is_backed_up_and_upgraded(ready_taizhang):
    newest = set(ready_taizhang.rows(APPLIED))
    ready_taizhang("django", "migrate", "axes", "0005", "--verbosity", "0")
    assert set(ready_taizhang.rows(APPLIED)) < newest
    ready_taizhang("backup")
    (saved,) = (ready_taizhang.data / "backup").glob("before-upgrade-*.tar.gz")
    assert set(ready_taizhang.rows(APPLIED)) == newest

    ready_taizhang("restore", "--replace", str(saved))
    assert set(ready_taizhang.rows(APPLIED)) == newest


def test_commands_that_find_an_older_database_at_once_upgrade_it_once(ready_taizhang):
    ready_taizhang("django", "migrate", "axes", "0005", "--verbosity", "0")
    running = [
        ready_taizhang.start("backup", "--output", str(ready_taizhang.data / f"{n}.tar.gz"))
        for n in range(3)
    ]
    assert [process.communicate()[1] for process in running] == [""] * 3
    assert [process.returncode for process in running] == [0] * 3
    assert len(list((ready_taizhang.data / "backup").glob("before-upgrade-*"))) == 1


def test_newer_database_is_refused_with_a_sentence(ready_taizhang):
    ready_taizhang.rows(ADD_UNKNOWN)
    done = ready_taizhang.run("backup")
    assert done.returncode == 1
    assert "ledger.9999_from_the_future" in done.stderr
    assert "新版本" in done.stderr
