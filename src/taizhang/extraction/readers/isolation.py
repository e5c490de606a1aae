"""Reading in a child process (隔离读取): a harmful file harms nothing but its own reading.

The child is a fresh interpreter with an empty environment; its input and its output are files in
memory, so that there is no pipe to fill. It dies with its parent. What it sends back is data,
checked on arrival (`wire`); its own death is a `ReadError`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from io import FileIO
from typing import TypeVar

from ..errors import ReadError
from ..types import Decoded
from . import wire
from .limits import MEGABYTE, Limits

Answer = TypeVar("Answer")
_GRACE = 5
_START = (
    "import sys; paths, _, *rest = sys.argv[1:]; sys.path[:] = paths.split(chr(10)); "
    "from taizhang.extraction.readers.child import main; main([_, *rest])"
)


def read_isolated(module: str, data: bytes, limits: Limits | None = None) -> Decoded:
    """Read ``data`` with ``module.read`` in a child process; ``module`` is its full name.

    Raises `ReadError`: those of the reader, ``reader_timeout``, ``reader_memory`` or
    ``reader_died``.
    """
    limits = limits or Limits()
    answer = _exchange(module, data, limits)
    return _taken(wire.unpack, answer, limits)


def compute_isolated(module: str, data: bytes, limits: Limits | None = None) -> bytes:
    """The bytes that ``module.compute`` makes of ``data`` in a child process.

    Raises `ReadError` like `read_isolated`.
    """
    limits = limits or Limits()
    return _taken(wire.unpack_bytes, _exchange(module, data, limits), limits)


def _exchange(module: str, data: bytes, limits: Limits) -> bytes:
    """Give a child its input and take its answer when it has ended well."""
    with closing(_memory_file("in")) as given, closing(_memory_file("out")) as taken:
        given.write(data)
        given.seek(0)
        status = _run(module, given.fileno(), taken.fileno(), limits)
        taken.seek(0)
        answer = taken.readall()
    if status != 0:
        raise _death(status, limits)
    return answer


def _taken(unpack: Callable[[bytes], Answer], answer: bytes, limits: Limits) -> Answer:
    try:
        return unpack(answer)
    except wire.WireError as error:
        raise _death(0, limits) from error
    except ReadError as error:
        raise (error if error.message else _out_of_memory(limits)) from None


def _memory_file(name: str) -> FileIO:
    return FileIO(os.memfd_create(f"taizhang-{name}"), "r+")


def _run(module: str, given: int, taken: int, limits: Limits) -> int:
    """Run the child to its end; its exit status, negative for a signal."""
    paths = "\n".join(os.path.abspath(path) for path in sys.path)
    child = subprocess.Popen(
        [
            *(sys.executable, "-I", "-S", "-B", "-c", _START, paths, module, str(os.getpid())),
            *(str(taken), str(limits.seconds), str(limits.memory), str(limits.result)),
            str(int(limits.sealed)),
        ],
        stdin=given,
        stdout=subprocess.PIPE,  # nothing is written to it: its end tells at once that all is done
        stderr=subprocess.DEVNULL,
        env={},
        pass_fds=(taken,),
        cwd="/",
    )
    try:
        child.communicate(timeout=limits.seconds + _GRACE)
    except subprocess.TimeoutExpired:
        return -signal.SIGALRM
    finally:
        child.kill()
        child.communicate()
    return child.returncode


def _death(status: int, limits: Limits) -> ReadError:
    if status in (-signal.SIGALRM, -signal.SIGXCPU):
        return ReadError(
            "reader_timeout",
            f"读取超过 {limits.seconds} 秒仍未完成，已停止。"
            "请拆分成较小的文件，或另存为新的文件后再试。",
        )
    if status == -signal.SIGXFSZ:
        return ReadError("too_large", "里面的内容过多，未读取。请拆分成较小的文件后再试。")
    return ReadError(
        "reader_died",
        "读取时程序意外终止，文件可能已损坏或被改动过。"
        "请用 WPS 或 Word 打开，另存为新的文件后再试。",
    )


def _out_of_memory(limits: Limits) -> ReadError:
    return ReadError(
        "reader_memory",
        f"读取需要的内存超过 {limits.memory // MEGABYTE} MB 的上限，已停止。"
        "请拆分成较小的文件后再试。",
    )
