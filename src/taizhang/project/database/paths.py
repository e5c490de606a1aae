"""Where the embedded database keeps its files."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

# The kernel allows 107 bytes for a socket's path; PostgreSQL appends "/.s.PGSQL.5432.lock" and
# splits the setting at commas.
_LONGEST_FOLDER = 80


@dataclass(frozen=True)
class ClusterPaths:
    """The files of the embedded database under one data folder."""

    data: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.data / "postgresql"

    @property
    def run(self) -> Path:
        """Locks and, where its path is short enough, the socket."""
        return self.data / "run"

    @property
    def start_lock(self) -> Path:
        """Held exclusively while somebody looks whether to start the server."""
        return self.run / "start.lock"

    @property
    def users_lock(self) -> Path:
        """Held shared by every process that uses the server."""
        return self.run / "users.lock"

    @property
    def log(self) -> Path:
        """What the server and its keeper write."""
        return self.data / "log" / "postgresql.log"

    @property
    def socket(self) -> Path:
        """The folder of the socket: in the data folder, or a short private one in its stead."""
        path = os.fsencode(self.run)
        if len(path) <= _LONGEST_FOLDER and b"," not in path:
            return self.run
        name = hashlib.sha256(path).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"taizhang-{os.getuid()}-{name}"
