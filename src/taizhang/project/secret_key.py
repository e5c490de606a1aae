"""The signing key, generated once and kept in the data folder."""

import os
import secrets
from pathlib import Path

from taizhang.project.environment import SettingError


def read_or_create_secret_key(folder: Path) -> str:
    """The key in `folder/secret-key`, created (mode 0600) when there is none.

    Two processes that start at the same moment get the same key.

    Raises:
        SettingError: the folder cannot be written, or the kept key is damaged.
    """
    path = folder / "secret-key"
    try:
        if not path.exists():
            _create(path)
        key = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            "data_folder_not_writable",
            f"数据文件夹 {folder} 不能读写（{error}）；"
            "请检查权限，或把 TAIZHANG_DATA 设为可写的文件夹。",
        ) from error
    if len(key) < 32:
        raise SettingError(
            "secret_key_damaged",
            f"密钥文件 {path} 已损坏；请从备份恢复它，或删除后重新启动（所有人需要重新登录）。",
        )
    return key


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"secret-key.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # fails where another process was quicker
    except FileExistsError:
        pass
    finally:
        draft.unlink()
