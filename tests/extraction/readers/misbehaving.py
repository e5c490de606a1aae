"""A reader that does what its input says: what harmful files make real readers do."""

import os
import signal
import socket
import time
from array import array
from pathlib import Path

from taizhang.extraction.errors import ReadError
from taizhang.extraction.types import Decoded, Notice, Page, PageMap


def _loop() -> str:
    while True:
        pass


def _sleep() -> str:
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM])
    time.sleep(600)
    return ""


def _nest() -> str:
    return _nest()


def _refuse() -> str:
    raise ReadError("damaged", "第 3 段读不出来。")


def _attempts() -> str:
    """What could be opened from inside, and what of the outside is known."""
    known = sorted(set(os.environ) - {"LC_CTYPE"})  # which Python itself sets
    found = [f"environment={known}"]
    for name, act in (
        ("file", lambda: Path("/etc/passwd").read_text()),
        ("write", lambda: Path("/tmp/taizhang-escape").write_text("x")),
        ("socket", lambda: socket.create_connection(("127.0.0.1", 9), timeout=1)),
        ("program", lambda: os.system("true") and 1 / 0),
    ):
        try:
            act()
        except (OSError, ZeroDivisionError):
            found.append(f"{name}=refused")
        else:
            found.append(f"{name}=done")
    return " ".join(found)


_ACTS = {
    b"loop": _loop,
    b"sleep": _sleep,
    b"memory": lambda: "一" * (1 << 31),
    b"abort": lambda: os.abort(),
    b"crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    b"leave": lambda: os._exit(0),
    b"raise": lambda: 1 / 0,
    b"nest": _nest,
    b"refuse": _refuse,
    b"attempts": _attempts,
    b"blank": lambda: " \n",
    b"long": lambda: "一" * (20 * 1024 * 1024 + 1),
    b"parent": lambda: str(os.getppid()),
}


def read(data: bytes) -> Decoded:
    """Do it; anything else is the text of one page."""
    act = _ACTS.get(data)
    if act is not None:
        return Decoded(act(), "test")
    text = data.decode("utf-8", "surrogateescape")
    boxes = array("f", [1.5] * (4 * len(text)))
    pages = PageMap((Page((0, len(text)), 595.0, 842.0),), boxes)
    return Decoded(text, "test", pages, (Notice("seen", "看过了。", (0, 1)),))
