"""`taizhang create-admin`: the first person of an empty installation."""

import re

PASSWORD = "云岭-Kq8w-2024\n"


def test_administrator_is_created_once(lasting_taizhang):
    assert "boss" in lasting_taizhang("create-admin", "boss", "--password-stdin", given=PASSWORD)
    again = lasting_taizhang.run("create-admin", "boss", "--password-stdin", given=PASSWORD)
    assert again.returncode == 1
    assert "已存在" in again.stderr


def test_weak_password_is_refused(lasting_taizhang):
    done = lasting_taizhang.run("create-admin", "weak", "--password-stdin", given="1234567\n")
    assert done.returncode == 1
    assert "至少要有 8 个字符" in done.stderr
    assert not re.search("[a-z]{3}", done.stderr)  # no sentence is left in English
