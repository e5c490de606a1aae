"""Keep child processes alive: restart one that dies, give up on a crash loop."""

import logging
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from taizhang.project.database.identity import die_with_parent

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 0.2
_MOST_DEATHS = 5
_WITHIN_SECONDS = 60.0


class CrashLoopError(Exception):
    """A child process dies again and again."""

    code = "crash_loop"


@dataclass
class Child:
    """A process to keep: its name in the log, its command, how long it may take to stop."""

    name: str
    command: list[str]
    stop_seconds: float
    before: Callable[[], None] = lambda: None
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _deaths: deque[float] = field(default_factory=deque, init=False)

    def start(self) -> None:
        """Start it in a session of its own, to die with this process."""
        self.before()
        self._process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(signal.SIGKILL),
        )

    def look_after(self, now: float) -> None:
        """Start it again if it has died.

        Raises:
            CrashLoopError: it died more than five times within a minute.
        """
        if self._process is None or self._process.poll() is None:
            return
        status = self._process.returncode
        logger.error("child died", extra={"child": self.name, "status": status})
        self._deaths.append(now)
        while now - self._deaths[0] > _WITHIN_SECONDS:
            self._deaths.popleft()
        if len(self._deaths) > _MOST_DEATHS:
            raise CrashLoopError(
                f"{self.name}在一分钟内退出了 {len(self._deaths)} 次（最后的状态是 {status}），"
                "已停止全部服务；原因见数据文件夹 log 里的日志。"
            )
        self.start()

    def ask_to_stop(self) -> None:
        """Send SIGTERM."""
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def wait(self) -> None:
        """Wait for its end; kill it when it takes too long."""
        if self._process is None:
            return
        try:
            self._process.wait(self.stop_seconds)
        except subprocess.TimeoutExpired:
            logger.warning("child killed", extra={"child": self.name})
            self._process.kill()
            self._process.wait()


def supervise(children: list[Child], *, also: Callable[[], None]) -> None:
    """Run `children` until SIGINT or SIGTERM arrives, then stop them.

    Args:
        also: called at each look, five times a second (keeps the database up).

    Raises:
        CrashLoopError: a child cannot be kept alive; the others are stopped.
    """
    stopping: list[int] = []
    previous = {
        one: signal.signal(one, lambda number, _: stopping.append(number))
        for one in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        for child in children:
            child.start()
        while not stopping:
            time.sleep(_LOOK_SECONDS)
            also()
            for child in children:
                child.look_after(time.monotonic())
    finally:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait()
        for one, handler in previous.items():
            signal.signal(one, handler)
