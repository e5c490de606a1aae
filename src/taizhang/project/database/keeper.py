"""The process that keeps PostgreSQL while anybody uses it, and then ends it.

Started as `python -m taizhang.project.database.keeper DATA [-c name=value …]` in a session of its
own. Every user holds a shared lock; the keeper waits for the exclusive one, which the kernel gives
it when the last user has gone, even by kill -9. If the keeper itself is killed, the server gets
SIGINT and closes its files in order.
"""

import signal
import subprocess
import sys
import time
from pathlib import Path

from taizhang.project.database.binaries import find_program
from taizhang.project.database.identity import choose_identity
from taizhang.project.database.locks import try_exclusive
from taizhang.project.database.paths import ClusterPaths

_LOOK_SECONDS = 0.2


def keep_server(paths: ClusterPaths, options: list[str]) -> int:
    """Run the server until nobody needs it; returns its exit status."""
    program = find_program("postgres")
    identity = choose_identity(paths.cluster, program)
    command = [str(program), "-D", str(paths.cluster), "-k", str(paths.socket), "-h", ""]
    with paths.users_lock.open("ab") as users:
        server = subprocess.Popen(
            [*command, *options],
            stdin=subprocess.DEVNULL,
            preexec_fn=identity.preparation(signal.SIGINT, paths.cluster),
        )
        while server.poll() is None:
            if try_exclusive(users):
                server.send_signal(signal.SIGINT)
                return server.wait()
            time.sleep(_LOOK_SECONDS)
        return server.returncode


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)  # it leaves when its users have left
    sys.exit(keep_server(ClusterPaths(Path(sys.argv[1])), sys.argv[2:]))
