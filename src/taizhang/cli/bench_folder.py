"""A data folder for a benchmark alone, removed when it is done."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STOP_SECONDS = 120.0


class ServerLeftRunningError(Exception):
    """The embedded server of a benchmark did not stop (测试数据库没有停止)."""

    code = "server_left_running"


@contextmanager
def own_data_folder() -> Iterator[Path]:
    """The product's data folder while the block runs; the installation's own is not touched.

    The embedded server stops a moment after its last user has left, and writes until then: the
    folder is removed only when it has ended.

    Raises:
        ServerLeftRunningError: it still runs after two minutes.
    """
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as folder:
        os.environ["TAIZHANG_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
        try:
            yield Path(folder)
        finally:
            _await_end(Path(folder))


def _await_end(data: Path) -> None:
    from taizhang.project.database.paths import ClusterPaths
    from taizhang.project.database.server import live_servers

    end = time.monotonic() + _STOP_SECONDS
    while running := live_servers(ClusterPaths(data)):
        if time.monotonic() > end:
            raise ServerLeftRunningError(
                f"测试用的数据库没有停止（进程 {running}，文件夹 {data}）；"
                "请结束这些进程，再删除该文件夹。"
            )
        time.sleep(0.1)
