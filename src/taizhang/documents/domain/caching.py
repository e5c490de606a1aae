"""Files that can be made again (缓存文件): kept whole or not at all, never part of a backup."""

import contextlib
import os
import secrets
from datetime import datetime
from pathlib import Path


def cache_bytes(path: Path, data: bytes) -> None:
    """Keep bytes under a path, readable by this user alone; whoever reads it finds it whole."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_name(f".part-{secrets.token_hex(8)}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    partial.rename(path)


def sweep_cache(root: Path, *, before: datetime) -> int:
    """Remove the files of a cache that were last touched before a moment; how many went."""
    swept = 0
    for path in root.glob("*/*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                swept += 1
    return swept
