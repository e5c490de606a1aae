"""File locks that the kernel frees when their holder dies, however it dies."""

import fcntl
import time
from pathlib import Path
from typing import IO

from taizhang.project.database.errors import DatabaseStartError


def take_lock(path: Path, *, shared: bool, seconds: float) -> IO[bytes]:
    """Lock `path`, waiting at most `seconds`; the lock lives as long as the returned file.

    Raises:
        DatabaseStartError: somebody else holds it for longer.
    """
    file = path.open("ab")
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    end = time.monotonic() + seconds
    while not _try_lock(file, kind):
        if time.monotonic() > end:
            file.close()
            raise DatabaseStartError(
                f"等了 {seconds:.0f} 秒，锁文件 {path} 仍被另一个进程占用；"
                "请等它结束，或结束它之后再试。"
            )
        time.sleep(0.02)
    return file


def _try_lock(file: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def try_exclusive(file: IO[bytes]) -> bool:
    """Take the exclusive lock on an open file if nobody holds any."""
    return _try_lock(file, fcntl.LOCK_EX)
